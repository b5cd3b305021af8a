"""`cairn evaluate official`: a party's statements read, against what a recorder coded of them.

Rows of a register's official file enter (a statement's text with verdict, reason and figures coded by hand) and, where
given, its incidents for their days; rows of scores leave. Of several statements on one incident the last is read, for
the coded values are its. Beside ours stand the commonest answer and the first number before "civilian".
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cairn.errors import FileRefused
from cairn.extract.numbers_en import number_at, tokens_en
from cairn.official import Entry, read
from cairn.vocab.closed import Outcome, Reason

from .blind import Progress
from .names import held_ids
from .official_links import LinkScore, link_scores, told_day
from .score import text_table

Row = Mapping[str, Any]
_OUTCOMES = {**{outcome.value: outcome for outcome in Outcome}, "open_incident": Outcome.OPEN}
_REASONS = {
    "no_coalition_strikes": Reason.NO_STRIKES,
    "insufficient_information": Reason.INSUFFICIENT_INFORMATION,
    "insufficient_evidence": Reason.INSUFFICIENT_EVIDENCE,
    "other": Reason.OTHER,
}
"""The register's words, where they are not ours."""


@dataclass(frozen=True, slots=True)
class OfficialScore:
    """Of `n` statements that the recorder coded, how many `ours` and the baseline read as coded."""

    asked: str
    n: int
    right: float
    baseline: str
    baseline_right: float


def measure_official(
    truth: Sequence[Path], split: Path | None, progress: Progress
) -> tuple[dict[str, Any], str]:
    """The scores as JSON and as a table, of the incidents held back. Raises `FileRefused` for no statement."""
    rows = [json.loads(line) for path in truth for line in path.read_text("utf-8").splitlines() if line]
    held = held_ids(split) if split else None
    every = [row for row in rows if _is_stated(row)]
    stated = [row for row in every if held is None or row["incident"] in held]
    if not stated:
        raise FileRefused(
            "evaluate-no-texts",
            "no row has a statement",
            field="truth",
            value=", ".join(path.name for path in truth),
            remedy="Give rows with `statements`, such as register/official.jsonl.",
        )
    days = {row["id"]: date.fromisoformat(row["date"]) for row in rows if "id" in row and row.get("date")}
    read_rows = []
    for n, row in enumerate(stated, 1):
        read_rows.append((row, *_read(row)))
        progress("Reading statements", n, len(stated))
    scores = [
        *_chosen(
            "outcome",
            [
                (_OUTCOMES[row["verdict"]], entry.outcome)
                for row, entry, _ in read_rows
                if row["verdict"] in _OUTCOMES
            ],
        ),
        *_chosen("reason", list(_reasons(read_rows))),
        *_figures(read_rows),
        *_days(read_rows, days),
    ]
    lines = [(s.asked, s.n, s.right, s.baseline, s.baseline_right) for s in scores]
    table = text_table(("asked", "n", "right", "baseline", "right"), lines)
    links = link_scores(every, [row for row in rows if "id" in row], held)
    told = {"scores": [asdict(s) for s in scores], "links": [asdict(k) for k in links]}
    return told, f"{table}\n\n{_links_table(links)}"


def _links_table(links: Iterable[LinkScore]) -> str:
    """Ours and, below each, the oracle, which decides nothing; `candidates` are those it draws among."""
    head = ("linking", "n", "first", "of 3", "of 10", "taken", "right", "first of day", "candidates")
    lines: list[tuple[str | float, ...]] = []
    for k in links:
        ours = (k.first, k.first_three, k.first_ten, k.taken, _or_dash(k.taken_right), k.by_day, "-")
        oracle = (k.oracle_first, k.oracle_three, k.oracle_ten, "-", "-", "-", k.candidates)
        lines += [(k.asked, k.n, *ours), ("  oracle of day and area", k.n, *oracle)]
    return text_table(head, lines)


def _or_dash(share: float | None) -> float | str:
    return "-" if share is None else share


def _is_stated(row: Row) -> bool:
    """Whether the row holds a statement with words, the party and what was coded of it."""
    known = all(row.get(name) for name in ("statements", "incident", "belligerent", "verdict"))
    return known and bool(str(row["statements"][-1].get("text") or "").strip())


def _read(row: Row) -> tuple[Entry, str]:
    statement = row["statements"][-1]
    text = str(statement["text"])
    return read(text, told_day(statement))[0], text


def _chosen(asked: str, pairs: list[tuple[Any, Any]]) -> Iterable[OfficialScore]:
    """How often the answer is the coded one, beside always giving the commonest."""
    if pairs:
        commonest, times = Counter(coded for coded, _ in pairs).most_common(1)[0]
        right = sum(coded == ours for coded, ours in pairs) / len(pairs)
        yield OfficialScore(asked, len(pairs), right, f"always {commonest}", times / len(pairs))


def _reasons(rows: Iterable[tuple[Row, Entry, str]]) -> Iterable[tuple[Reason, Reason | None]]:
    for row, entry, _ in rows:
        coded = row.get("reasons_non_credible") or []
        if row["verdict"] == "non_credible" and len(coded) == 1 and coded[0] in _REASONS:
            yield _REASONS[coded[0]], entry.reason


def _figures(rows: Iterable[tuple[Row, Entry, str]]) -> Iterable[OfficialScore]:
    """Of the statements that concede, how many give the lowest number of dead that was coded; none is zero there."""
    conceding = [
        (row["killed_conceded"][0], entry.killed.min or 0, _first_number(text))
        for row, entry, text in rows
        if row["verdict"] == "credible"
        and row.get("killed_conceded")
        and row["killed_conceded"][0] is not None
    ]
    if conceding:
        n = len(conceding)
        right = sum(coded == ours for coded, ours, _ in conceding) / n
        naive = sum(coded == first for coded, _, first in conceding) / n
        yield OfficialScore("killed, conceded", n, right, "number before 'civilian'", naive)


def _first_number(text: str) -> int:
    match = re.search(r"([\w-]+)\s+civilians?\b", text)
    tokens = tokens_en(match.group(1)) if match else []
    number = number_at(tokens, 0) if tokens else None
    return number[0] if number else 0


def _days(rows: Iterable[tuple[Row, Entry, str]], days: Mapping[str, date]) -> Iterable[OfficialScore]:
    """Of the statements that tell a day, how many are within one of the incident's; no baseline tells a day."""
    told = [
        (entry, days[row["incident"]], row) for row, entry, _ in rows if entry.day and row["incident"] in days
    ]
    if told:
        right = sum(_near(entry, day) for entry, day, _ in told) / len(told)
        yield OfficialScore("day within one", len(told), right, "none", 0.0)


def _near(entry: Entry, day: date) -> bool:
    one = timedelta(days=1)
    return entry.day is not None and entry.day.start - one <= day <= entry.day.end + one
