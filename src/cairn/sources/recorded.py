"""What another recorder's export says, under our names: the cells of a row enter, what `register` reads leaves.

Each form has a reader of its own (ucdp, acled, ibc, atlos). What a figure counts is told with it: `killed` are
civilians, `all_killed` are people of any status, and neither is made out of the other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from cairn.values import DateSpan, Precision, folded

from .published import names_no_day
from .recorder_files import tables
from .register_model import Flag

Cells = Mapping[str, Any]
_YEARS = re.compile(r"\s*\(\d{4}\s*-\s*(?:\d{4})?\)")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:[ T].*)?")
_LISTED = re.compile(r"\s*[;|]\s*")


@dataclass(frozen=True, slots=True)
class Told:
    """One row under our names, and what none of our columns holds.

    `precision` is our class for the recorder's code of place; `days` the days it may have been, where the recorder's
    code says more than the day written; `sources` those it names.
    """

    cells: Mapping[str, Any]
    flags: tuple[Flag, ...] = ()
    precision: Precision | None = None
    days: DateSpan | None = None
    sources: tuple[str, ...] = ()


def text(cells: Cells, column: str) -> str:
    """A cell as text without margins; empty for null."""
    value = cells.get(column)
    return "" if value is None or isinstance(value, bool | list | dict) else str(value).strip()


def day(cells: Cells, column: str, flags: list[Flag]) -> str:
    """The day of a cell as ISO, or the cell as it stands where it names none in one way only.

    Besides ISO: "20 March 2003", day-month-year where one of the two is above 12, and the number by which a spreadsheet
    keeps a day.
    """
    told = text(cells, column)
    if _SERIAL.fullmatch(told) and 20_000 <= float(told) <= 80_000:
        flags.append(Flag("date-serial", column, told))
        return (date(1899, 12, 30) + timedelta(days=int(float(told)))).isoformat()
    if hit := _WORDED.fullmatch(told):
        month = hit[2][:3].lower()
        return _iso(told, hit[3], _MONTHS.index(month) + 1, hit[1]) if month in _MONTHS else told
    if (hit := _SLASHED.fullmatch(told)) and not names_no_day(told):
        first, second = int(hit[1]), int(hit[2])
        if first > 12 or first == second:
            return _iso(told, hit[3], second, first)
        if second > 12:
            return _iso(told, hit[3], first, second)
    return told


def _iso(told: str, year: str, month: int, day_of_month: str | int) -> str:
    try:
        return date(int(year), month, int(day_of_month)).isoformat()
    except ValueError:
        return told


def number(cells: Cells, column: str, flags: list[Flag]) -> int | None:
    """A whole number of people; None for an empty cell and, flagged, for anything else."""
    told = text(cells, column)
    if not told or told.lower() in ("na", "nan", "null"):
        return None
    bare = told.replace(",", "")
    if re.fullmatch(r"\d{1,9}(?:\.0+)?", bare):
        return int(float(bare))
    flags.append(Flag("figure-unusable", column, told[:200]))
    return None


def class_of(form: str, cells: Cells, column: str, flags: list[Flag]) -> Precision | None:
    """Our class for the recorder's code of how finely a place is known; None, flagged, for a code it has not."""
    told = text(cells, column).removesuffix(".0")
    found = tables()[form]["places"].get(told)
    if told and found is None:
        flags.append(Flag("precision-unknown", column, told[:200]))
    return Precision(found) if found else None


def around(told: str, slack: int) -> DateSpan | None:
    """The days within `slack` of a day as ISO; None where it is no day, or exact."""
    try:
        middle = date.fromisoformat(told[:10])
        return DateSpan.on(middle).widened(slack, slack) if slack else None
    except (ValueError, OverflowError):
        return None


def listed(told: str) -> tuple[str, ...]:
    """The parts of a cell that names several, each once."""
    return tuple(dict.fromkeys(part for part in _LISTED.split(told.strip()) if part))


def party(told: str) -> str:
    """The party of a name as our list knows it, "" for those who were struck; else the name as told."""
    bare = _YEARS.sub("", told).strip()
    first = folded(bare).split(" ")[0] if bare else ""
    if not bare or first in _first_words("victims"):
        return ""
    if first in _first_words("nobody"):
        return "unknown"
    return _parties().get(folded(bare), bare)


@cache
def _first_words(what: str) -> frozenset[str]:
    return frozenset(map(folded, tables()["words"][what]))


@cache
def _parties() -> Mapping[str, str]:
    return {folded(name): actor for actor, names in tables()["actors"].items() for name in names}


def parties(*told: str) -> list[str]:
    """The parties of some names, those who were struck left out, each once."""
    return list(dict.fromkeys(name for one in told for part in listed(one) if (name := party(part))))


def country(told: str) -> str:
    """The ISO 3166 code of a country as recorders write it, or the name as told."""
    return _countries().get(folded(told), told)


@cache
def _countries() -> Mapping[str, str]:
    return {folded(name): code for code, names in tables()["countries"].items() for name in names}
