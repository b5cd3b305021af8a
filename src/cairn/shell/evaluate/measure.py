"""`cairn evaluate`, wired: reads the files, hides the answers, runs the real stages, hands over to a score.

The answers (`incident_ids`, `conflict`, `published_from`) are taken off every report before any stage sees
it. Nothing is kept: the stages run in memory, as in `flow.py`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cairn.errors import FileRefused
from cairn.extract.model import Reading
from cairn.flow import Read, account_id, facts, read
from cairn.match import match
from cairn.places.gazetteer import Gazetteer, shipped
from cairn.sources.places_files import read_places
from cairn.sources.report import Report
from cairn.sources.tables import read_reports
from cairn.vocab.closed import AssignmentDecision

from .claims import ClaimScores, Item, evaluate_claims
from .incidents import IncidentScores, evaluate_incidents

ANSWERS = ("incident_ids", "conflict", "published_from")
Row = dict[str, Any]
Split = Mapping[str, str] | Collection[str]
Progress = Callable[[str, int, int], None]


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


def measure(asked: Asked, progress: Progress) -> tuple[dict[str, Any], str]:
    """The scores as an object and as a table. Raises `FileRefused` for files that cannot be scored."""
    truth = [row for path in asked.truth for row in _rows(path)]
    split = _split(asked.split) if asked.split else None
    gazetteer = _gazetteer(asked.places)
    if asked.narratives:
        return _claims(truth, None, narrative_reader(gazetteer), split)
    rows = list(_rows(asked.reports)) if asked.reports else []
    if asked.workspace:
        return _of_workspace(asked, truth, rows, split)
    if asked.what == "incidents":
        rows = [row for row in rows if _is_held(row, split)]
    reads = {r.report.id: r for r in read_blind(rows, gazetteer, progress)}
    if asked.what == "claims":
        return _claims(truth, rows, lambda item: main_reading(reads.get(item.id)), split)
    return _incidents(evaluate_incidents(predicted_incidents(reads.values(), progress), truth, rows))


def _of_workspace(
    asked: Asked, truth: Sequence[Row], rows: list[Row], split: Split | None
) -> tuple[dict[str, Any], str]:
    """What a workspace holds already: its main readings, and where its main accounts were joined. The
    answers come from --reports, or from the column `incident_ids` that came with the reports."""
    from cairn.shell.workspace import open_workspace

    open_workspace(asked.workspace or Path())
    from . import held

    rows = rows or held.answered_rows()
    if asked.what == "claims":
        readings = held.main_readings()
        return _claims(truth, rows, lambda item: readings.get(item.id), split)
    rows = [row for row in rows if _is_held(row, split)]
    return _incidents(evaluate_incidents(held.main_incidents(), truth, rows))


def _claims(
    truth: Sequence[Row],
    rows: Sequence[Row] | None,
    reader: Callable[[Item], Reading | None],
    split: Split | None,
) -> tuple[dict[str, Any], str]:
    try:
        scores: ClaimScores = evaluate_claims(truth, reader, reports=rows, split=split)
    except ValueError as e:
        raise FileRefused(
            "evaluate-no-truth",
            f"nothing can be scored: {e}",
            field="truth",
            remedy="Check the files and the split.",
        ) from e
    return {"scores": scores.as_json(), "left_out": scores.left_out}, scores.table()


def _incidents(scores: IncidentScores) -> tuple[dict[str, Any], str]:
    names = type(scores.rows[0]).__dataclass_fields__ if scores.rows else ()
    rows = [{n: getattr(row, n) for n in names} for row in scores.rows]
    return {"scores": rows, "left_out": scores.left_out}, scores.table()


def _rows(path: Path) -> Iterator[Row]:
    for n, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            if line.strip():
                yield json.loads(line)
        except ValueError as e:
            raise FileRefused(
                "evaluate-not-jsonl",
                f"the file is no JSON Lines: {e}",
                field="line",
                value=f"{path.name}:{n}",
                remedy="One JSON object a line, UTF-8.",
            ) from e


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
    keys = [str(row.get("id")), *map(str, row.get("incident_ids", ()))]
    return (
        any(split.get(k) == "held" for k in keys)
        if isinstance(split, Mapping)
        else any(k in split for k in keys)
    )


def _gazetteer(paths: Iterable[Path]) -> Gazetteer:
    own = [place for path in paths for place in read_places(path.name, path.read_bytes())[0]]
    return shipped().with_places(own) if own else shipped()


def read_blind(rows: Sequence[Row], gazetteer: Gazetteer, progress: Progress) -> Iterator[Read]:
    """The reports, read without their answers."""
    blind = "\n".join(json.dumps({k: v for k, v in row.items() if k not in ANSWERS}) for row in rows)
    reports = [good.report for good in read_reports("reports.jsonl", blind.encode()).rows] if rows else []
    for n, report in enumerate(reports, start=1):
        yield read(report, gazetteer)
        progress("Reading reports", n, len(reports))


def main_reading(done: Read | None) -> Reading | None:
    """The reading of a report's main event; None where it has none."""
    accounts = done.extraction.accounts if done else ()
    return next((a.reading for a in accounts if a.main), None)


def narrative_reader(gazetteer: Gazetteer) -> Callable[[Item], Reading | None]:
    """Reads an incident's own narrative as if it were a report."""
    return lambda item: main_reading(
        read(Report(id=item.id, text=item.text, language=item.language), gazetteer)
    )


def predicted_incidents(reads: Iterable[Read], progress: Progress) -> dict[str, str]:
    """Report id -> the incident its main account joined; the likeliest where it joined several."""
    accounts = {account_id(r.report.id, a): (r, a) for r in reads for a in r.extraction.accounts}
    progress("Joining accounts", 0, len(accounts))
    matched = match([facts(r, a) for r, a in accounts.values()])
    progress("Joining accounts", len(accounts), len(accounts))
    found: dict[str, tuple[bool, float, str]] = {}
    for row in matched.assignments:
        if row.decision is AssignmentDecision.JOINED:
            done, account = accounts[row.account_id]
            found[done.report.id] = max(
                found.get(done.report.id, (False, -1.0, "")), (account.main, row.probability, row.incident_id)
            )
    return {report: incident for report, (_, _, incident) in found.items()}
