"""The reviewed words of data/control.toml: columns, states, denominators, the first day of each war."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from cairn.errors import RowRejected
from cairn.places.borders import borders
from cairn.places.geometry import contains
from cairn.vocab.load import load_toml

from .control_model import Known

LONGEST_CELL = 10_000
FIRST_OF_ALL = date(1900, 1, 1)
"""The first day where the country is not known, or no war of it is listed."""


@dataclass(frozen=True, slots=True)
class War:
    """A country's two letters and its name on the map of borders, the first day of its war, and why that one."""

    country: str
    name: str
    first: date
    why: str


@cache
def tables() -> Mapping[str, Any]:
    """The file as it is."""
    return load_toml("control", "cairn.sources")


@cache
def wars() -> Mapping[str, War]:
    """The wars by the two letters of their country."""
    return {
        row["country"]: War(row["country"], row["name"], date.fromisoformat(row["first"]), row["why"])
        for row in tables()["war"]
    }


def cells_of(told: Mapping[str, Any], what: str) -> dict[str, Any]:
    """The cells of a row or properties of a feature by our names; of several spellings of one the first that holds
    something counts. `what` is `columns`, `areas` or `properties`. Raises `RowRejected` (control-field-unusable,
    control-field-long)."""
    given = {str(column).strip().lower(): value for column, value in reversed(list(told.items()))}
    found: dict[str, Any] = {}
    for ours, spellings in tables()[what].items():
        held = (given[s] for s in spellings if given.get(s) not in (None, "", []))
        if (value := next(held, None)) is not None:
            _refuse_unusable(ours, value)
            found[ours] = value
    return found


def _refuse_unusable(column: str, value: object) -> None:
    """NUL and halves of a character cannot be stored everywhere, and a cell of a book's length is no cell."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    if "\0" in text or "\\u0000" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise RowRejected(
            "control-field-unusable",
            "the cell holds a NUL or half a character",
            field=column,
            value=text.encode("unicode_escape").decode("ascii"),
            remedy="Export it again as UTF-8 text; such signs come from a broken export.",
        )
    if column != "geometry" and len(text) > LONGEST_CELL:
        raise RowRejected(
            "control-field-long",
            f"the cell holds {len(text):,} letters, and no more than {LONGEST_CELL:,} are read",
            field=column,
            value=text[:80],
            remedy="Shorten it; a longer text is a source of its own, to be kept and named here.",
        )


def not_read(told: Mapping[str, Any], *whats: str) -> list[str]:
    """The columns that no list names."""
    known = {s for what in whats for spellings in tables()[what].values() for s in spellings}
    return [str(c) for c in told if str(c).strip().lower() not in known]


def word_of(list_name: str, told: str) -> str:
    """Our word for a state (`holding`) or a `denominator`; "" where the list has none."""
    wanted = " ".join(told.replace("_", " ").split()).casefold()
    for ours, spellings in tables()[list_name].items():
        if wanted in (s.replace("_", " ") for s in spellings):
            return str(ours)
    return ""


@cache
def degrees_names() -> frozenset[str]:
    """The names of reference systems that are degrees on WGS 84, in lower case."""
    return frozenset(name.lower() for name in tables()["crs"]["degrees"])


def country_at(lat: float, lon: float) -> str:
    """The country of `wars` in which the point lies, to a tenth of a degree; "" where it lies in none."""
    return _country_at(round(lat, 1), round(lon, 1))


@lru_cache(maxsize=4096)
def _country_at(lat: float, lon: float) -> str:
    around = {r.name for r in borders((lon, lat, lon, lat)) if r.kind == "country"}
    for war in wars().values():
        if war.name in around:
            rings = [
                r.points for r in borders((lon, lat, lon, lat)) if (r.kind, r.name) == ("country", war.name)
            ]
            if any(contains([[ring]], lat, lon) for ring in rings):
                return war.country
    return ""


def first_day(country: str, known: Known) -> tuple[date, str]:
    """The first day that may be told of in a country, and why that one."""
    if known.first_day:
        return known.first_day, "the first day that this workspace allows"
    war = wars().get(country)
    return (war.first, war.why) if war else (FIRST_OF_ALL, "no war of this country is listed")


def refuse_day(field: str, day: date | None, country: str, known: Known) -> None:
    """Raises `RowRejected` (control-day-before-war, control-day-future)."""
    if day is None:
        return
    first, why = first_day(country, known)
    if day < first:
        raise RowRejected(
            "control-day-before-war",
            f"the day lies before {first}, the first that is recorded{f' in {country}' if country else ''}: {why}",
            field=field,
            value=day.isoformat(),
            remedy="Mend the year. A team that records earlier ground writes first_day under [control] in cairn.toml.",
        )
    if day > known.today:
        raise RowRejected(
            "control-day-future",
            f"the day has not come: today is {known.today}",
            field=field,
            value=day.isoformat(),
            remedy="Mend the day. What is foretold is no word on who held what.",
        )
