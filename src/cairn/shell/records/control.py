"""Who held what, out of the database: areas, assertions and dated drawings, as they stand or stood at a moment.

A workspace knows the areas that ship and its own. The shipped cases stand beside it (`cairn.control.cases`). A drawing's
polygons are read when they are asked for, one drawing at a time, so that three hundred need no more memory than one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from cairn.archive import sha256_hex
from cairn.control.areas import Areas, area_of, shipped_areas
from cairn.control.cases import case, case_bytes, cases, known
from cairn.control.model import Assertion, Layer
from cairn.control.told import assertion_of, drawn_assertions, layer_of
from cairn.errors import WorkspaceFault
from cairn.shell.workspace import Workspace
from cairn.sources.control_model import Known

from .actors import registry_of
from .models import ControlArea, ControlAssertion, ControlLayer
from .moment import Moment
from .stated import state_at

__all__ = (
    "areas_of", "assertions", "case", "case_bytes", "cases", "drawn", "known_here", "layer_base", "layer_of",
    "layer_rows", "layers",
)  # fmt: skip

_LONGEST = 220


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
    told = told.replace("~", "-").replace("#", "-")
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 17]}:{sha256_hex(told.encode())[:16]}"


def known_here(ws: Workspace) -> Known:
    """What readers of control must be told in this workspace. Raises `WorkspaceFault` (control-first-day)."""
    return known(
        registry_of(ws).values(), areas_of(ws), today=datetime.now(UTC).date(), first_day=_first_day(ws)
    )


def _first_day(ws: Workspace) -> date | None:
    """The first day that this team records, where `cairn.toml` sets one."""
    told = ws.config.get("control")
    day = told.get("first_day") if isinstance(told, dict) else None
    if day is None or (isinstance(day, date) and not isinstance(day, datetime)):
        return day
    raise WorkspaceFault(
        "control-first-day",
        "first_day under [control] of cairn.toml is no day",
        field="first_day",
        value=day,
        remedy="Write it without quotes: first_day = 1990-01-01.",
    )
