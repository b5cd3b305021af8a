"""The reviewed words of data/official.toml: columns, outcomes, reasons, flags. Words enter, ours leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from cairn.values import folded
from cairn.vocab.closed import Outcome, Reason
from cairn.vocab.load import load_toml

_QUOTED = re.compile(r's:\d{1,4}:"([^"]{1,200})"')  # a list as some content systems store it
_TIME = (
    r"\d{1,2}:?\d{2}(?::?\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp][Mm])?(?: ?(?:[A-Z]{1,5}|[+-]\d{2}(?::?\d{2})?))?"
)
_YEAR_FIRST = re.compile(rf"(\d{{4}})-?(\d{{2}})-?(\d{{2}})(?:[T ]{_TIME})?")
_TO = re.compile(r"\s{1,3}(?:to|until|through|[-–—])\s{1,3}")
_LENGTH = re.compile(r"(?P<n>(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?:\.\d{1,9})?)\s{0,3}(?P<unit>[a-z]{0,12})")
_METRES = {
    **dict.fromkeys(("", "m", "metre", "metres", "meter", "meters"), 1.0),
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers"), 1000.0),
    **dict.fromkeys(("mile", "miles"), 1609.344),
    **dict.fromkeys(("ft", "foot", "feet"), 0.3048),
}
_FARTHEST = 1e7
"""Metres from a pole to the equator: no two places of one record lie farther apart."""
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@cache
def tables() -> Mapping[str, Any]:
    """The file as it is."""
    return load_toml("official", "cairn.sources")


@cache
def flag_words() -> Mapping[str, str]:
    """What each flag says."""
    return dict(tables()["flags"])


def known_cells(cells: Mapping[str, Any], what: str = "columns") -> dict[str, Any]:
    """The cells whose columns are read, by our names; of several spellings of one the first of the list that holds
    something counts."""
    told = {column.strip().lower(): value for column, value in reversed(list(cells.items()))}
    found: dict[str, Any] = {}
    for ours, spellings in tables()[what].items():
        held = [told[s] for s in spellings if s in told]
        if held:
            found[ours] = next((value for value in held if value not in (None, "", [])), held[0])
    return found


def is_entry(told: Mapping[str, Any]) -> bool:
    """Whether a row with these cells is an entry of a sheet, and no document."""
    return any(name in told for name in tables()["entry"]["columns"])


def outcome_of(told: str) -> Outcome | None:
    """Our word for an outcome; None where it is none of the list."""
    word = _meanings("outcome").get(folded(told))
    return Outcome(word) if word else None


def reasons_of(told: Iterable[Any]) -> tuple[tuple[Reason, ...], str]:
    """The reasons of a list, each once, and in words what is none of ours."""
    found: dict[Reason, None] = {}
    others: list[str] = []
    for item in told:
        text = str(item).strip()
        for word in _QUOTED.findall(text) or ([text] if text and not text.startswith("a:0:") else []):
            ours = _meanings("reason").get(folded(word))
            if ours:
                found[Reason(ours)] = None
            else:
                others.append(word)
    return tuple(found), "; ".join(others)


@cache
def _meanings(what: str) -> Mapping[str, str]:
    return {folded(word): ours for ours, words in tables()[what].items() for word in words}


def day_of(told: str, day_first: bool | None) -> date | None:
    """A day as written. `day_first` says how 3/4/2031 is read in this file. Raises `ValueError`."""
    text = told.strip()
    if not text:
        return None
    if found := _YEAR_FIRST.fullmatch(text):
        return date(*(int(part) for part in found.groups()))
    slashed = _SLASHED.fullmatch(text)
    if slashed is None or day_first is None:
        raise ValueError(told)
    one, two, year = (int(part) for part in slashed.groups())
    return date(year, two, one) if day_first else date(year, one, two)


def days_of(told: str, day_first: bool | None) -> tuple[date, date] | None:
    """The first and last day as written: one day, or a span "2031-05-04 to 2031-05-07". Raises `ValueError`."""
    ends = [day_of(end, day_first) for end in _TO.split(told.strip())]
    if ends == [None]:
        return None
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or first is None or last is None or last < first:
        raise ValueError(told)
    return first, last


def metres_of(told: str) -> float | None:
    """A number and a unit of length in metres; metres where no unit stands. None for anything else."""
    found = _LENGTH.fullmatch(told.strip().lower())
    times = _METRES.get(found["unit"]) if found else None
    if found is None or times is None:
        return None
    metres = float(found["n"].replace(",", "")) * times
    return metres if metres < _FARTHEST else None


def day_first(days: Iterable[str]) -> bool | None:
    """How days such as 3/4/2031 are read: whichever of the two numbers is ever above 12 is the day; None where neither
    is, or both are."""
    pairs = [(int(m[1]), int(m[2])) for told in days if (m := _SLASHED.fullmatch(told.strip()))]
    first, second = any(one > 12 for one, _ in pairs), any(two > 12 for _, two in pairs)
    return first if first != second else None
