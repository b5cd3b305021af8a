"""Every word on who held what as rows, and with its ground as features of GeoJSON; internal or public.

Drawings are read one at a time. A word on a named area has the area's polygons, those of its parts where it has none of
its own, else its point; a word on ground that nobody drew has no geometry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cairn.control.areas import Areas, shipped_areas
from cairn.control.model import Assertion, Rings
from cairn.publish.ground.control_twin import word_row, word_rows
from cairn.publish.rows.record import Record
from cairn.shell.records import control
from cairn.shell.records.models import ControlAssertion
from cairn.shell.records.moment import Moment
from cairn.shell.workspace import Workspace

from .control_held import Held, held_in

Row = dict[str, Any]


def control_rows(ws: Workspace, then: Moment | None = None) -> Iterator[Row]:
    """The words on named areas by id, then those of each drawing."""
    return (row for _, row in _told(ws, then))


def control_features(ws: Workspace, then: Moment | None = None) -> Iterator[Row]:
    """The same as features of GeoJSON (RFC 7946), each with its days."""
    areas = control.areas_of(ws, then)
    return (_feature(row, word.polygons, areas) for word, row in _told(ws, then))


def public_rows(record: Record) -> list[Row]:
    """What may be public of it: the words on the places that the public site has, without notes and files."""
    found = {row["id"]: row for held in record.control.values() for row in word_rows(held)}
    return [dict(found[key]) for key in sorted(found, key=str)]


def public_features(record: Record) -> list[Row]:
    """The same as features of GeoJSON."""
    areas = shipped_areas().with_areas(
        area for held in record.control.values() for area in (held.place, *held.areas, *held.beyond)
    )
    return [_feature(row, (), areas) for row in public_rows(record)]


def _told(ws: Workspace, then: Moment | None) -> Iterator[tuple[Assertion, Row]]:
    held = held_in(ws, then)
    rows = dict(ControlAssertion.objects.values_list("id", "capture_row"))
    captures = dict(ControlAssertion.objects.values_list("id", "capture_id"))
    for word in held.assertions:
        yield word, _row(held, word, captures[word.id], rows[word.id])
    kept = {row.id: row.capture_id for row in control.layer_rows(then)}
    for layer in held.layers:
        for word in held.load(layer):
            yield word, _row(held, word, kept[layer.id], int(word.id.rpartition("#")[2]))


def _row(held: Held, word: Assertion, capture: str, row: int) -> Row:
    return {
        **word_row(word),
        "area_name": held.area_name(word.area) if word.area else None,
        "note": word.note or None,
        "capture_sha256": capture,
        "row": row,
    }


def _feature(row: Mapping[str, Any], drawn: tuple[Rings, ...], areas: Areas) -> Row:
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": _geometry(row.get("area") or "", drawn, areas),
        "properties": {name: value for name, value in row.items() if name != "id"},
    }


def _geometry(id: str, drawn: tuple[Rings, ...], areas: Areas) -> Row | None:
    area = areas.get(id)
    polygons = drawn or _polygons(id, areas)
    if polygons:
        return {"type": "MultiPolygon", "coordinates": [[list(ring) for ring in rings] for rings in polygons]}
    if area is None or area.lat is None or area.lon is None:
        return None
    return {"type": "Point", "coordinates": [area.lon, area.lat]}


def _polygons(id: str, areas: Areas) -> tuple[Rings, ...]:
    area = areas.get(id)
    if area is None:
        return ()
    leaves = (one for leaf in areas.leaves(id) if leaf != id and (one := areas.get(leaf)))
    return area.polygons or tuple(polygon for one in leaves for polygon in one.polygons)
