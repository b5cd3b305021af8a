"""What the stages under test are given: reports without their answers, places without the answer key.

Rows with answers enter; readings and joins leave. Of a report only the columns that every reader of tables knows
go on, so that an answer under any other name stays behind too; of a file of places the rows that are
scored incidents themselves do not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from cairn.extract.model import Reading
from cairn.flow import Read, account_id, facts, read
from cairn.match import match
from cairn.match.model import Matched
from cairn.places.gazetteer import Gazetteer, shipped
from cairn.sources.places_files import read_places
from cairn.sources.report import Report
from cairn.sources.tables import COLUMNS, read_reports
from cairn.vocab.closed import AssignmentDecision

from .pairs import Item

ANSWERS = ("incident_ids", "conflict", "published_from")
"""Columns of a report that are answers, or tell how one was found."""
Progress = Callable[[str, int, int], None]
Row = Mapping[str, Any]


def hidden(row: Row) -> dict[str, Any]:
    """A report's row without its answers and without any column the readers do not know."""
    columns = {k: k.strip().lower() for k in row}
    return {k: row[k] for k, column in columns.items() if column in COLUMNS and column not in ANSWERS}


def read_blind(rows: Sequence[Row], gazetteer: Gazetteer, progress: Progress) -> Iterator[Read]:
    """The reports, read without their answers."""
    blind = "\n".join(json.dumps(hidden(row)) for row in rows)
    reports = [good.report for good in read_reports("reports.jsonl", blind.encode()).rows] if rows else []
    for n, report in enumerate(reports, start=1):
        yield read(report, gazetteer)
        progress("Reading reports", n, len(reports))


def blind_gazetteer(files: Iterable[tuple[str, bytes]], answers: Collection[str]) -> tuple[Gazetteer, int]:
    """The shipped gazetteer with these files of places, and how many rows stayed out: a row whose id or
    code is a scored incident's own holds the answer."""
    found = []
    left_out = 0
    for name, data in files:
        lines = data.splitlines(keepends=True)
        kept = [line for line in lines if not _is_answer(line, answers)]
        left_out += len(lines) - len(kept)
        found += read_places(name, b"".join(kept))[0] if kept else []
    return (shipped().with_places(found) if found else shipped()), left_out


def _is_answer(line: bytes, answers: Collection[str]) -> bool:
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        row = json.loads(line)
    except ValueError:
        return False
    return isinstance(row, dict) and any(str(row.get(c)) in answers for c in ("id", "code"))


def main_reading(done: Read | None) -> Reading | None:
    """The reading of a report's main event; None where it has none."""
    accounts = done.extraction.accounts if done else ()
    return next((a.reading for a in accounts if a.main), None)


def narrative_reader(gazetteer: Gazetteer) -> Callable[[Item], Reading | None]:
    """Reads an incident's own narrative as if it were a report."""
    return lambda item: main_reading(read_item(item, gazetteer))


def read_item(item: Item, gazetteer: Gazetteer) -> Read:
    """One text, read as if it were a report of unknown date."""
    return read(Report(id=item.id, text=item.text, language=item.language), gazetteer)


def joins(reads: Iterable[Read], progress: Progress) -> Matched:
    """What the joiner makes of every account."""
    found = [facts(r, a) for r in reads for a in r.extraction.accounts]
    progress("Joining accounts", 0, len(found))
    matched = match(found)
    progress("Joining accounts", len(found), len(found))
    return matched


def predicted_incidents(
    reads: Iterable[Read], progress: Progress, matched: Matched | None = None
) -> dict[str, str]:
    """Report id -> the incident its main account joined; the likeliest where it joined several."""
    done = list(reads)
    accounts = {account_id(r.report.id, a): (r, a) for r in done for a in r.extraction.accounts}
    found: dict[str, tuple[bool, float, str]] = {}
    for row in (matched or joins(done, progress)).assignments:
        if row.decision is AssignmentDecision.JOINED:
            one, account = accounts[row.account_id]
            found[one.report.id] = max(
                found.get(one.report.id, (False, -1.0, "")), (account.main, row.probability, row.incident_id)
            )
    return {report: incident for report, (_, _, incident) in found.items()}
