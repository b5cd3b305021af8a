"""What a file of control changes, and the writing of it: what was read enters, a difference or rows leave.

An area or a word that a later file tells otherwise keeps its row, which keeps what it told before. A word that a later
file no longer holds stands: nobody unsays by silence; a row that says `withdrawn` takes it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cairn.archive import sha256_hex
from cairn.control.told import area_json, drawn_lines, layer_json, told_json
from cairn.shell.records.control import layer_base
from cairn.shell.records.models import Act, Capture, ControlArea, ControlAssertion, ControlLayer, Person
from cairn.shell.records.stated import Json, bare, first_told, tell_anew
from cairn.shell.workspace import Workspace
from cairn.sources.control_geometry import box_of
from cairn.sources.control_model import Drawing, Read

from .act import recorded
from .take_in import HANDED, keep_capture

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Told:
    """One row as it should stand; `was` is the row there is of that id."""

    model: type[ControlArea] | type[ControlAssertion]
    id: str
    value: Json
    row: int
    live: bool
    was: ControlArea | ControlAssertion | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing as it should stand: its lines, and the row of the one before, where there is one."""

    id: str
    drawing: Drawing
    lines: bytes
    was: ControlLayer | None


@dataclass(slots=True)
class Change:
    """What is new or told otherwise, how much is as it was, and each difference in words a person can check."""

    rows: list[Told] = field(default_factory=list)
    drawings: list[Drawn] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    same: int = 0
    told: dict[str, list[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.rows or self.drawings)

    @property
    def new(self) -> int:
        """How many were not there before."""
        return len(self.rows) + len(self.drawings) - len(self.told)


def row_change(read: Read) -> Change:
    """What the rows of a file change."""
    change = Change()
    areas = {a.id: (row, area_json(a), True) for row, a in read.areas.items()}
    words = {t.id: (row, told_json(t), not t.withdrawn) for row, t in read.told.items()}
    _compare(ControlArea, areas, change)
    _compare(ControlAssertion, words, change)
    return change


def _compare(
    model: type[ControlArea] | type[ControlAssertion],
    told: Mapping[str, tuple[int, Json, bool]],
    change: Change,
) -> None:
    ids = list(told)
    stands: dict[str, Any] = {}
    for n in range(0, len(ids), _AT_ONCE):
        stands |= model.objects.in_bulk(ids[n : n + _AT_ONCE])
    for key, (row, value, live) in told.items():
        was = stands.get(key)
        gone = not live and (was is None or not was.live)
        if gone or (was is not None and was.live == live and (not live or bare(was.value) == value)):
            change.same += 1
            continue
        change.rows.append(Told(model, key, value, row, live, was))
        change.ids.append(key)
        if was is not None:
            change.told[key] = _differences(bare(was.value), value, was.live, live)


def _differences(old: Json, new: Json, stood: bool, stands: bool) -> list[str]:
    if not stands:
        return ["taken back"]
    names = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
    found = [f"{name}: {_shown(old.get(name))} -> {_shown(new.get(name))}" for name in names]
    return found if stood else ["stands again", *found]


def _shown(value: object) -> str:
    shown = ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return (shown if len(shown) <= 80 else shown[:77] + "...") or "not told"


def drawing_change(ws: Workspace, drawings: Sequence[Drawing]) -> Change:
    """What the drawings of a file change."""
    change = Change()
    for drawing in drawings:
        base = layer_base(drawing.asserted_by, drawing.day, drawing.name)
        rows = ControlLayer.objects.filter(id__startswith=base, live=True)
        was = next((row for row in rows if row.id.partition("~")[0] == base), None)
        lines = "".join(drawn_lines(drawing.features)).encode()
        told = _told_anew(ws, was, drawing, lines) if was else []
        change.ids.append(base)
        if was and not told:
            change.same += 1
            continue
        change.drawings.append(Drawn(base, drawing, lines, was))
        if was:
            change.told[base] = told
    return change


def _value(drawing: Drawing) -> Json:
    """The layer as it is kept, with the box round what it draws, by which it is passed over for places far off."""
    return {
        **layer_json(drawing),
        "box": list(box_of([p for told in drawing.features for p in told.polygons])),
    }


def _told_anew(ws: Workspace, was: ControlLayer, drawing: Drawing, lines: bytes) -> list[str]:
    value = layer_json(drawing)
    found = [f"{k}: {_shown(was.value[k])} -> {_shown(v)}" for k, v in value.items() if was.value[k] != v]
    if was.rows_sha256 != sha256_hex(lines):
        old, new = (set(x.splitlines()) for x in (ws.objects.text(was.rows_sha256), lines.decode()))
        found.append(f"drawn anew: {len(old - new):,} of {len(old):,} polygons gone, {len(new - old):,} new")
    return found


@contextmanager
def keeping(
    ws: Workspace, name: str, data: bytes, change: Change, *, who: Person | None = None, how: str = HANDED
) -> Iterator[tuple[Capture, Act]]:
    """Keep the bytes and what is drawn in them, and open the act in which the rows are to be written."""
    sha = sha256_hex(data)
    detail: dict[str, Any] = {"capture": sha, "new": change.new, "changed": sorted(change.told)}
    with ws.objects.keeping() as kept:
        kept.put_all([data, *(drawn.lines for drawn in change.drawings)])
        with recorded("add-control" if who is None else "say-control", who=who, detail=detail) as act:
            yield keep_capture(sha, len(data), name, how), act


def write(change: Change, capture: Capture, act: Act) -> None:
    """Write the rows of a change: inside the open act."""
    for model in (ControlArea, ControlAssertion):
        fresh = [told for told in change.rows if told.model is model and told.was is None]
        model.objects.bulk_create([_row(told, capture, act) for told in fresh], batch_size=_AT_ONCE)
    for told in change.rows:
        if told.was is not None:
            tell_anew(told.was, told.value, act.id, live=told.live)
            told.was.capture, told.was.capture_row = capture, told.row
            for column, value in _columns(told).items():
                setattr(told.was, column, value)
            told.was.save()
    for drawn in change.drawings:
        _write_drawing(drawn, capture, act)


def _row(told: Told, capture: Capture, act: Act) -> Any:
    return told.model(
        id=told.id,
        value=first_told(told.value, act.id),
        capture=capture,
        capture_row=told.row,
        live=told.live,
        **_columns(told),
    )


def _columns(told: Told) -> dict[str, Any]:
    if told.model is ControlArea:
        return {"parent": told.value.get("parent", "")}
    start = told.value.get("start")
    return {"area": told.value["area"], "start": date.fromisoformat(start) if start else None}


def _write_drawing(drawn: Drawn, capture: Capture, act: Act) -> None:
    """A drawing drawn anew is another row, so that what the one before drew stays kept and can be told as of then."""
    version = drawn.was.version + 1 if drawn.was else 1
    if drawn.was:
        drawn.was.live = False
        drawn.was.save()
    ControlLayer.objects.create(
        id=drawn.id if version == 1 else f"{drawn.id}~{version}",
        day=drawn.drawing.day,
        asserted_by=drawn.drawing.asserted_by,
        value=first_told(_value(drawn.drawing), act.id),
        rows_sha256=sha256_hex(drawn.lines),
        features=len(drawn.drawing.features),
        capture=capture,
        version=version,
    )
