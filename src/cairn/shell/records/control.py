"""Who held what, out of the database: areas, assertions and dated drawings, as they stand or stood at a moment.

A workspace knows the areas that ship and its own. The shipped cases stand beside it, as somebody's file that was not
added: `cases` names them, `case` reads one. A drawing's polygons are read when they are asked for, one drawing at a
time, so that three hundred of them need no more memory than one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePath

from cairn.control.areas import Areas, area_of, shipped_areas
from cairn.control.faults import box
from cairn.control.model import Area, Assertion, Layer
from cairn.control.told import area_json, assertion_of, drawn_assertions, layer_of, told_json
from cairn.errors import NotFound
from cairn.places.gazetteer import shipped
from cairn.shell.workspace import Workspace
from cairn.sources.control_model import Box, Known, Read
from cairn.sources.control_rows import read_control_rows
from cairn.sources.register_words import actor_finder
from cairn.vocab.actors import Actor, registry

from .actors import registry_of
from .models import ControlArea, ControlAssertion, ControlLayer
from .moment import Moment
from .stated import state_at

_LAST_DAY = date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Case:
    """A shipped case: its assertions, and areas that it names itself."""

    name: str
    assertions: tuple[Assertion, ...]
    areas: tuple[Area, ...]


def areas_of(ws: Workspace | None = None, then: Moment | None = None) -> Areas:
    """The areas that ship, and the workspace's own."""
    rows = ControlArea.objects.order_by("id").iterator(chunk_size=2000)
    own = [area_of(state.value) for row in rows if (state := state_at(row, then)) and state.live]
    return shipped_areas().with_areas(own) if own else shipped_areas()


def assertions(then: Moment | None = None) -> list[Assertion]:
    """Every word on a named area, by id; those of drawings are `drawn`."""
    rows = ControlAssertion.objects.order_by("id").iterator(chunk_size=2000)
    states = ((row.id, state_at(row, then)) for row in rows)
    return [assertion_of({**state.value, "id": key}) for key, state in states if state and state.live]


def layers(then: Moment | None = None) -> list[Layer]:
    """Every drawing, by day and id, without what it draws."""
    return [layer_of(row.id, row.value) for row in layer_rows(then)]


def layer_rows(then: Moment | None = None) -> list[ControlLayer]:
    """The rows of the drawings that stand, by day and id. One that was drawn anew is another row."""
    rows = ControlLayer.objects.order_by("day", "id")
    if then is None:
        return list(rows.filter(live=True))
    return [r for r in rows if r.value["act"] <= then.act and (r.live or r.sealed_in_id > then.act)]


def drawn(ws: Workspace, layer: Layer) -> Iterator[Assertion]:
    """What a drawing says of the ground it draws."""
    row = ControlLayer.objects.get(id=layer.id)
    return drawn_assertions(layer, ws.objects.text(row.rows_sha256))


def layer_base(asserted_by: str, day: date, name: str) -> str:
    """The id of an author's drawing of a day; `name` tells two of them apart. `ID~2` is the same drawn anew."""
    told = f"{asserted_by}:{day}" + (f":{name}" if name else "")
    return told.replace("~", "-").replace("#", "-")[:200]


def cases() -> tuple[str, ...]:
    """The names of the shipped cases."""
    names = (PurePath(f.name) for f in files("cairn.control").joinpath("data").iterdir())
    return tuple(sorted(p.stem for p in names if p.suffix == ".toml" and _is_case(p.name)))


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
    """A shipped case, read by the reader that reads a team's own files. Raises `NotFound` (control-case-unknown)."""
    listed = known(registry().values(), shipped_areas(), today=_LAST_DAY)
    read = read_control_rows(f"{name}.toml", case_bytes(name), listed)
    if read.rejected:
        raise read.rejected[0].error
    return Case(name, tuple(_assertions(read)), tuple(area_of(area_json(a)) for a in read.areas.values()))


def known(actors: Iterable[Actor], areas: Areas, *, today: date, first_day: date | None = None) -> Known:
    """What readers of control must be told."""

    def box_round(area: str) -> Box | None:
        found = areas.get(area)
        rings = [p for key in (area, *areas.leaves(area)) if (one := areas.get(key)) for p in one.polygons]
        return box(rings) if found and rings else None

    return Known(
        actor=actor_finder(actors),
        areas=lambda told: tuple(area.id for area in areas.find(told)),
        today=today,
        country=lambda area: country_of(area, areas),
        box=box_round,
        first_day=first_day,
    )


def known_here(ws: Workspace) -> Known:
    """What readers of control must be told in this workspace. Raises `WorkspaceFault` (control-first-day)."""
    return known(
        registry_of(ws).values(), areas_of(ws), today=datetime.now(UTC).date(), first_day=_first_day(ws)
    )


def country_of(area: str, areas: Areas) -> str:
    """The two letters of an area's country; "" where the gazetteer knows neither it nor what it is a part of."""
    for key in (area, *areas.above(area)):
        if place := shipped().get(key):
            return place.country
    return ""


def _first_day(ws: Workspace) -> date | None:
    told = ws.config.get("control")
    day = told.get("first_day") if isinstance(told, dict) else None
    return day if isinstance(day, date) else None


def _assertions(read: Read) -> Iterator[Assertion]:
    return (assertion_of(told_json(told)) for told in read.told.values())


def _is_case(name: str) -> bool:
    return b"[[assertion]]" in files("cairn.control").joinpath("data", name).read_bytes()
