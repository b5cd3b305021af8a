"""`cairn evaluate`, wired: reads the files, hides the answers, runs the real stages, hands over to a score.

Nothing is kept: the stages run in memory, as in `flow.py`. What they are not shown is said in `blind.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cairn.errors import FileRefused
from cairn.extract.model import Reading
from cairn.flow import Read, account_id
from cairn.match.model import Matched
from cairn.places.gazetteer import Gazetteer
from cairn.shell.llm.measure import measured
from cairn.vocab.closed import AssignmentDecision

from .blind import (
    Progress,
    blind_gazetteer,
    joins,
    main_reading,
    narrative_reader,
    predicted_incidents,
    read_blind,
    read_item,
)
from .claims import evaluate_claims
from .dates import evaluate_dates
from .duplicates import evaluate_duplicates, our_incidents, true_incidents
from .gold import gold_texts
from .gold_measure import evaluate_readings
from .grade_guesses import joined_by_us
from .grades import Ours, evaluate_grades
from .incidents import evaluate_incidents
from .noise import drawn, false_joins
from .pairs import Item, Pair, Split, busy_days, day_of, is_asked, narratives, single_reports, with_reads
from .places import evaluate_places
from .promises import promises
from .rows import Row, rows_of
from .scored import Scored

Told = tuple[dict[str, Any], str]
WHAT = ("claims", "places", "dates", "incidents", "grades", "duplicates")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to score, and on what."""

    what: str
    truth: tuple[Path, ...]
    reports: Path | None = None
    narratives: bool = False
    split: Path | None = None
    places: tuple[Path, ...] = ()
    workspace: Path | None = None
    full: bool = False
    noise: int = 0


@dataclass(frozen=True, slots=True)
class _Given:
    """The files as rows, and what the stages are given of places."""

    truth: Sequence[Row]
    rows: Sequence[Row]
    split: Split | None
    gazetteer: Gazetteer
    notes: tuple[str, ...]

    @property
    def incidents(self) -> dict[str, Row]:
        return {str(row["id"]): row for row in self.truth}


def measure(asked: Asked, progress: Progress) -> Told:
    """The scores as an object and as a table. Raises `FileRefused` for files that cannot be scored."""
    truth = [row for path in asked.truth for row in rows_of(path)]
    answers = {str(row[c]) for row in truth for c in ("id", "code") if row.get(c)}
    files = [(path.name, path.read_bytes()) for path in asked.places]
    gazetteer, left_out = blind_gazetteer(files, answers)
    notes = (f"places that are scored incidents themselves, left out: {left_out}",) if left_out else ()
    rows = list(rows_of(asked.reports)) if asked.reports else []
    given = _Given(truth, rows, _split(asked.split) if asked.split else None, gazetteer, notes)
    try:
        return _measured(asked, given, progress)
    except ValueError as e:
        raise FileRefused(
            "evaluate-no-truth",
            f"nothing can be scored: {e}",
            field="truth",
            remedy="Check the files and the split.",
        ) from e


def measure_readings(
    truth: Sequence[Path],
    texts: Sequence[Path],
    second: Path | None,
    side: str,
    places: Sequence[Path],
    progress: Progress,
    llm: Path | None = None,
) -> Told:
    """The scores of what is read against labels made by hand, on one side of their split.

    `llm` is a configuration that names a language model to set beside ours. Raises `FileRefused` where no label has
    its text, and as `shell.llm.measure.measured`.
    """
    sources = [row for path in texts for row in rows_of(path)]
    labels = [row for path in truth for row in rows_of(path) if row.get("side") == side]
    files = [(path.name, path.read_bytes()) for path in places]
    found, left_out = gold_texts(labels, sources)
    other, _ = gold_texts(rows_of(second), sources) if second else ([], 0)
    gazetteer, _ = blind_gazetteer(files, {str(row["id"]) for row in labels})
    if not found:
        raise FileRefused(
            "evaluate-no-texts",
            "no label has its text in the files given",
            field="texts",
            value=", ".join(path.name for path in texts),
            remedy="Give the files that hold the labelled texts with --texts.",
        )
    model = measured(llm, gazetteer) if llm else None
    beside = model.readers() if model else {}
    scores = evaluate_readings(found, gazetteer, progress, second=other, beside=beside, left_out=left_out)
    if model is None:
        return scores.as_json(), scores.table()
    return {**scores.as_json(), "llm": model.told()}, f"{scores.table()}\n{model.told()}"


def _measured(asked: Asked, given: _Given, progress: Progress) -> Told:
    if asked.workspace:
        return _of_workspace(asked, given)
    if asked.narratives:
        return _of_narratives(asked, given, progress)
    if asked.what in ("incidents", "grades", "duplicates"):
        kept = [row for row in given.rows if _is_held(row, given.split)]
        if asked.what == "incidents":
            return _joining(asked, given, kept, progress)
        reads = {r.report.id: r for r in read_blind(kept, given.gazetteer, progress)}
        matched = joins(reads.values(), progress)
        if asked.what == "duplicates":
            ours = our_incidents(reads, matched)
            return _told(asked, given, evaluate_duplicates(ours, true_incidents(reads, matched, kept)))
        predicted = predicted_incidents(reads.values(), progress, matched)
        return _grades(asked, given, reads, Ours(predicted, joined_by_us(reads, joined_rows(matched))))
    reads = {r.report.id: r for r in read_blind(given.rows, given.gazetteer, progress)}
    if asked.what == "claims":
        return _claims(asked, given, lambda item: main_reading(reads.get(item.id)))
    return _events(asked, given, *_paired(given, reads))


def _of_narratives(asked: Asked, given: _Given, progress: Progress) -> Told:
    """The incidents' own narratives in place of reports. They are one text an incident: nothing to join."""
    if asked.what in ("incidents", "grades", "duplicates"):
        raise FileRefused(
            "evaluate-narratives",
            f"{asked.what} cannot be scored on narratives: each is the only text of its incident",
            field="narratives",
            remedy="Give --reports FILE or --workspace DIR.",
        )
    if asked.what == "claims":
        return _claims(replace(asked, reports=None), given, narrative_reader(given.gazetteer))
    pairs, left_out = narratives(given.incidents)
    pairs = [p for p in pairs if is_asked(given.split, "held", p.item.id, p.incident)]
    read = []
    for n, pair in enumerate(pairs, start=1):
        read.append(replace(pair, dated=False, read=read_item(pair.item, given.gazetteer)))
        progress("Reading narratives", n, len(pairs))
    return _events(asked, given, read, left_out)


def _of_workspace(asked: Asked, given: _Given) -> Told:
    """What a workspace holds already: its readings, and where its accounts were joined. The answers come
    from --reports, or from the column `incident_ids` that came with the reports."""
    from cairn.shell.workspace import open_workspace

    ws = open_workspace(asked.workspace or Path())
    from . import held

    given = replace(given, rows=given.rows or held.answered_rows())
    if asked.what == "claims":
        readings = held.main_readings()
        return _claims(asked, given, lambda item: readings.get(item.id))
    kept = [row for row in given.rows if _is_held(row, given.split)]
    predicted = held.main_incidents()
    if asked.what == "incidents":
        scores = evaluate_incidents(predicted, given.truth, kept)
        return scores.as_json(), scores.table()
    reads = held.reads(ws.objects)
    if asked.what == "grades":
        return _grades(asked, given, reads, Ours(predicted, held.members()))
    return _events(asked, replace(given, gazetteer=held.gazetteer()), *_paired(given, reads))


def _paired(given: _Given, reads: Mapping[str, Read]) -> tuple[list[Pair], int]:
    """Each report of one incident with its reading, on the side that is scored; and how many others."""
    pairs, left_out = single_reports(given.rows, given.incidents)
    kept = [p for p in pairs if is_asked(given.split, "held", p.item.id, p.incident)]
    texts = [p if p.item.text else _with_text(p, reads) for p in kept]
    return with_reads(texts, reads), left_out


def _with_text(pair: Pair, reads: Mapping[str, Read]) -> Pair:
    """A workspace's answers come without the text; the reading has it."""
    done = reads.get(pair.item.id)
    return replace(pair, item=replace(pair.item, text=done.report.text)) if done else pair


def _events(asked: Asked, given: _Given, pairs: Sequence[Pair], left_out: int) -> Told:
    busy = busy_days(given.truth)
    scores: Scored[Any]
    if asked.what == "places":
        scores = evaluate_places(pairs, given.gazetteer, busy=busy, left_out=left_out)
    else:
        scores = evaluate_dates(pairs, busy=busy, left_out=left_out)
    return _told(asked, given, scores)


def _grades(asked: Asked, given: _Given, reads: Mapping[str, Read], ours: Ours) -> Told:
    """Grades of the incidents scored; what is usual is learned from the rest that have a report."""
    pairs, _ = _paired(given, reads)
    every, _ = single_reports(given.rows, given.incidents)
    here = {p.incident for p in pairs}
    there = {p.incident for p in every} - here
    asked_rows = [row for row in given.truth if is_asked(given.split, "held", str(row["id"]), str(row["id"]))]
    others = [row for row in given.truth if str(row["id"]) in there]
    busy = busy_days(given.truth)
    return _told(asked, given, evaluate_grades(pairs, ours, asked_rows, others=others, busy=busy))


def _told(asked: Asked, given: _Given, scores: Scored[Any]) -> Told:
    told = replace(scores, notes=(*scores.notes, *given.notes))
    return told.as_json(), told.table(full=asked.full)


def _claims(asked: Asked, given: _Given, reader: Callable[[Item], Reading | None]) -> Told:
    rows = None if asked.narratives else given.rows
    scores = evaluate_claims(given.truth, reader, reports=rows, split=given.split)
    table = "\n".join([scores.table(full=asked.full), *given.notes])
    return {"scores": scores.as_json(), "left_out": scores.left_out}, table


def _joining(asked: Asked, given: _Given, kept: Sequence[Row], progress: Progress) -> Told:
    """Which reports are of one incident, with as much noise mixed in as was asked for."""
    noise = drawn(given.rows, {str(i) for row in kept for i in row["incident_ids"]}, asked.noise)
    reads = list(read_blind([*kept, *noise], given.gazetteer, progress))
    matched = joins(reads, progress)
    predicted = predicted_incidents(reads, progress, matched)
    main = {account_id(r.report.id, a): r.report.id for r in reads for a in r.extraction.accounts if a.main}
    answers = {str(row["id"]): tuple(map(str, row["incident_ids"])) for row in (*kept, *noise)}
    days = {str(row["id"]): day_of(row.get("date")) for row in given.truth}
    scores = replace(
        evaluate_incidents(predicted, given.truth, kept),
        promises=promises(matched.assignments, main, answers),
        noise=false_joins(predicted, kept, noise, days) if asked.noise else None,
    )
    return scores.as_json(), scores.table()


def joined_rows(matched: Matched) -> list[tuple[str, str, str]]:
    """(account id, incident, origin) of every account that joined one."""
    joined = [row for row in matched.assignments if row.decision is AssignmentDecision.JOINED]
    return [(row.account_id, row.incident_id, matched.origins[row.account_id]) for row in joined]


def _split(path: Path) -> Split:
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError as e:
        raise FileRefused(
            "evaluate-split",
            f"the split is no JSON: {e}",
            field="split",
            value=path.name,
            remedy="See --help.",
        ) from e
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {str(i) for i in found}


def _is_held(row: Row, split: Split | None) -> bool:
    """Whether a report is scored, by its own id or its incidents'."""
    if split is None:
        return True
    keys: Collection[str] = [str(row.get("id")), *map(str, row.get("incident_ids", ()))]
    if isinstance(split, Mapping):
        return any(split.get(k) == "held" for k in keys)
    return any(k in split for k in keys)
