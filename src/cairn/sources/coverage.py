"""Reads what a team watched: a table of actor, country, from, to, level enters, stretches and rows set aside leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from cairn.errors import RowRejected

from .raw_row import BadRow
from .rows import rows_of

COLUMNS = ("actor", "country", "from", "to", "level")
LEVELS = ("full", "partial", "none")
LONGEST_ACTOR = 60
Stretch = tuple[str, str, date, date]
"""Actor, country of two letters or empty for all, first day, last day."""


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """The level of each stretch, in the order of the file, and the rows that tell none."""

    levels: Mapping[Stretch, str]
    rejected: tuple[BadRow, ...]


def read_coverage(name: str, data: bytes) -> CoverageTable:
    """Every row as a stretch, or set aside (coverage-date, coverage-row, coverage-twice).

    Raises `FileRefused` with the codes of `rows_of`.
    """
    levels: dict[Stretch, str] = {}
    rejected: list[BadRow] = []
    first: dict[Stretch, int] = {}
    for row in rows_of(name, data, needed=COLUMNS):
        if isinstance(row, BadRow):
            rejected.append(row)
            continue
        try:
            stretch, level = _stretch({str(k).strip().lower(): v for k, v in row.cells.items()})
            if levels.get(stretch, level) != level:
                raise _twice(level, first[stretch])
        except RowRejected as error:
            rejected.append(BadRow(row.row, row.raw, error))
            continue
        levels[stretch] = level
        first.setdefault(stretch, row.row)
    return CoverageTable(levels, tuple(rejected))


def _stretch(cells: Mapping[str, Any]) -> tuple[Stretch, str]:
    actor, country, level = (_cell(cells, c) for c in ("actor", "country", "level"))
    first, last = _day(cells, "from"), _day(cells, "to")
    if not 0 < len(actor) <= LONGEST_ACTOR:
        raise _row(
            "actor", actor, "an actor goes by its id", "Write the id, as `cairn export actors` gives it."
        )
    if len(country) not in (0, 2):
        raise _row(
            "country", country, "a country goes by its two letters", "Write SY, or leave it empty for all."
        )
    if last < first:
        raise _row(
            "to", str(last), f"the stretch ends before it begins on {first}", "Mend one of the two days."
        )
    if level not in LEVELS:
        raise _row("level", level, "no such level", f"Write one of {', '.join(LEVELS)}.")
    return (actor, country, first, last), level


def _cell(cells: Mapping[str, Any], column: str) -> str:
    value = cells.get(column)
    return "" if value is None else str(value).strip()


def _day(cells: Mapping[str, Any], column: str) -> date:
    told = _cell(cells, column)
    try:
        return date.fromisoformat(told)
    except ValueError as fault:
        raise RowRejected(
            "coverage-date",
            f"this is no day: {fault}",
            field=column,
            value=told,
            remedy="Write days as YYYY-MM-DD.",
        ) from fault


def _row(field: str, value: str, message: str, remedy: str) -> RowRejected:
    return RowRejected("coverage-row", message, field=field, value=value, remedy=remedy)


def _twice(level: str, first: int) -> RowRejected:
    return RowRejected(
        "coverage-twice",
        f"the same stretch has another level on line {first}",
        field="level",
        value=level,
        remedy="Keep one of the two rows.",
    )
