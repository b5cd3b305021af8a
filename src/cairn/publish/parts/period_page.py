"""The years and months of a record: their days, neighbours and incidents, and the view of one of them.

Enters: an index. Leaves: every period from the first incident to the last, also those of which nothing is on record:
that is said, beside how they were monitored (rule 19). An incident is of the period of its first day (R11).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cairn.publish.report.chart import Column, columns, columns_chart, columns_title
from cairn.publish.report.coverage import watched
from cairn.publish.report.model import Watched
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow
from cairn.publish.rows.tally import spoken
from cairn.publish.wording.figures import day_words, month_words, period_words
from cairn.publish.wording.markup import Html
from cairn.publish.wording.part_words import words
from cairn.tally.model import Coverage, Definition
from cairn.tally.sum import relevant
from cairn.vocab.labels import label

from .scope import Scope

UNDATED = "undated"
_MONTH = re.compile(r"(?!0000)\d{4}-(0[1-9]|1[0-2])")
LONGEST_GAP = 24
"""Months without an incident that are all shown between two that have some; of a longer gap none has a page."""


@dataclass(frozen=True, slots=True)
class Period:
    """A year (`2031`) or a month (`2031-05`) with its incidents."""

    key: str
    first: date
    last: date
    rows: Sequence[IncidentRow]

    @property
    def scope(self) -> Scope:
        """What its sums are of."""
        return Scope(first=self.first, last=self.last)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its incidents."""
        return tuple(row["id"] for row in self.rows)

    @property
    def is_month(self) -> bool:
        """Whether it is a month."""
        return len(self.key) == 7


@dataclass(frozen=True, slots=True)
class Periods:
    """All periods of a record in order, by key; and the incidents of no known day."""

    years: Mapping[str, Period]
    months: Mapping[str, Period]
    undated: Sequence[IncidentRow]

    @property
    def all(self) -> tuple[Period, ...]:
        """Years, then months."""
        return (*self.years.values(), *self.months.values())

    def around(self, period: Period) -> tuple[str, str]:
        """The keys of the one before and the one after it; empty at either end."""
        keys = list(self.months if period.is_month else self.years)
        at = keys.index(period.key)
        return (keys[at - 1] if at else "", keys[at + 1] if at + 1 < len(keys) else "")

    def months_of(self, year: str) -> tuple[Period, ...]:
        """The months of a year that have a page."""
        return tuple(month for key, month in self.months.items() if key.startswith(year))


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A row of the table of a period's chart."""

    name: str
    likely: int
    contested: int
    other: int
    level: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A period's incidents as bars, with how each was monitored, and the same as a table."""

    title: str
    drawing: Html
    rows: tuple[ColumnRow, ...]


def periods(found: Index) -> Periods:
    """Every year and month of the record."""
    held: dict[str, list[IncidentRow]] = {}
    undated = []
    for row in found.incidents.values():
        day = row.get("date_start") or ""
        if _MONTH.match(day):
            held.setdefault(day[:7], []).append(row)
        else:
            undated.append(row)
    months = {key: _month(key, held.get(key, ())) for key in _every_month(sorted(held))}
    years: dict[str, list[IncidentRow]] = {}
    for key, month in months.items():
        years.setdefault(key[:4], []).extend(month.rows)
    return Periods({key: _year(key, rows) for key, rows in years.items()}, months, undated)


def called(period: str, lang: str) -> str:
    """A year or month by name; `undated` too."""
    if period == UNDATED:
        return words(lang, "period.undated")
    return words(lang, "period.of_year", year=period) if len(period) == 4 else period_words(lang, period)


def watch(found: Index, coverage: Sequence[Coverage], period: Period, lang: str) -> Watched:
    """How the period was monitored, in words and by day."""
    asked = Definition(from_day=period.first, to_day=period.last)
    return watched(relevant(coverage, asked), asked, lang, spoken(found.record.actors, lang))


def chart(found: Index, period: Period, seen: Watched, lang: str) -> Chart:
    """Its bars: a day each in a month, a month each in a year."""
    shown = columns(found, period.rows, seen.by_day)
    rows = tuple(_column_row(c, lang) for c in shown if c.total or c.level != shown[0].level)
    return Chart(columns_title(seen.by_day, lang), columns_chart(lang, shown), rows)


def nothing(period: Period, lang: str, *, preview: bool) -> str:
    """What is said of a period without incidents."""
    key = "none_known" if preview else "none_released_month" if period.is_month else "none_released"
    return f"{words(lang, f'period.{key}')} {words(lang, 'period.not_peace')}"


def _column_row(column: Column, lang: str) -> ColumnRow:
    name = day_words(lang, column.key) if len(column.key) == 10 else month_words(lang, column.key)
    counts = column.counts
    level = label(lang, "coverage", column.level)
    return ColumnRow(name, counts["likely"], counts["contested"], counts["other"], level)


def period_of(key: str, rows: Sequence[IncidentRow]) -> Period:
    """The year or month of a key, with these incidents."""
    return _month(key, rows) if len(key) == 7 else _year(key, rows)


def _month(key: str, rows: Sequence[IncidentRow]) -> Period:
    year, month = int(key[:4]), int(key[5:7])
    return Period(key, date(year, month, 1), date(year, month, monthrange(year, month)[1]), rows)


def _year(key: str, rows: Sequence[IncidentRow]) -> Period:
    return Period(key, date(int(key), 1, 1), date(int(key), 12, 31), rows)


def _every_month(held: Sequence[str]) -> list[str]:
    """The months from the first to the last in order, without those of a long gap between two."""
    counted = [int(key[:4]) * 12 + int(key[5:7]) - 1 for key in held]
    found = counted[:1]
    for before, at in pairwise(counted):
        found += range(before + 1, at) if at - before <= LONGEST_GAP else ()
        found.append(at)
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in found]
