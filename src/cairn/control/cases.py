"""The cases that ship: who held what in a battle of public record, word by word, as files in the form of a team's own.

A case's name enters, its assertions leave. It is nobody's record until a team adds it to its workspace; until then it
answers as what it is, the shipped case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePath

from cairn.control.areas import Areas, area_of, shipped_areas
from cairn.control.model import Area, Assertion
from cairn.control.told import area_json, assertion_of, told_json
from cairn.errors import NotFound
from cairn.places.gazetteer import shipped_units
from cairn.sources.control_geometry import box_of
from cairn.sources.control_model import Box, Known
from cairn.sources.control_rows import read_control_rows
from cairn.sources.register_words import actor_finder
from cairn.vocab.actors import Actor, named_apart, registry

_LAST_DAY = date(2100, 1, 1)
"""What ships tells of days that have been: no clock is needed to read it."""


@dataclass(frozen=True, slots=True)
class Case:
    """A shipped case: its assertions, and the areas that it names itself."""

    name: str
    assertions: tuple[Assertion, ...]
    areas: tuple[Area, ...]


@lru_cache(maxsize=1)
def cases() -> tuple[str, ...]:
    """The names of the shipped cases, A to Z."""
    data = files("cairn.control").joinpath("data")
    tables = (f for f in data.iterdir() if f.name.endswith(".toml") and b"[[assertion]]" in f.read_bytes())
    return tuple(sorted(PurePath(f.name).stem for f in tables))


def case_bytes(name: str) -> bytes:
    """A shipped case as the file it is. Raises `NotFound` (control-case-unknown)."""
    if name not in cases():
        raise NotFound(
            "control-case-unknown",
            "no case of this name ships with Cairn",
            field="case",
            value=name,
            remedy=f"One of {', '.join(cases())}.",
        )
    return files("cairn.control").joinpath("data", f"{name}.toml").read_bytes()


@lru_cache(maxsize=4)
def case(name: str) -> Case:
    """A shipped case, read as a team's own files are. Raises `NotFound` (control-case-unknown), and `RowRejected` where
    a row of it cannot stand, which a test forbids."""
    listed = known(named_apart(registry()).values(), shipped_areas(), today=_LAST_DAY)
    read = read_control_rows(f"{name}.toml", case_bytes(name), listed)
    if read.rejected:
        raise read.rejected[0].error
    assertions = tuple(assertion_of(told_json(told)) for told in read.told.values())
    return Case(name, assertions, tuple(area_of(area_json(area)) for area in read.areas.values()))


def known(actors: Iterable[Actor], areas: Areas, *, today: date, first_day: date | None = None) -> Known:
    """What the readers of control must be told."""

    def box_round(area: str) -> Box | None:
        ids = (area, *areas.leaves(area)) if area in areas else ()
        rings = [polygon for id in ids if (one := areas.get(id)) for polygon in one.polygons]
        return box_of(rings) if rings else None

    return Known(
        actor=actor_finder(actors),
        areas=lambda told: tuple(area.id for area in areas.find(told)),
        today=today,
        country=lambda area: country_of(area, areas),
        box=box_round,
        first_day=first_day,
    )


def country_of(area: str, areas: Areas) -> str:
    """The two letters of an area's country; "" where it is no unit and a part of none that the gazetteer has."""
    for id in (area, *areas.above(area)):
        if place := shipped_units().get(id):
            return place.country
    return ""
