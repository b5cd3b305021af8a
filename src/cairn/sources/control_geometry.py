"""Polygons as others draw them: coordinates of GeoJSON enter, checked rings leave, or a refusal that says what is wrong.

Nothing is mended: a ring that crosses itself has no inside that two programs agree on, so whoever drew it mends it.
Areas of it would be wrong in silence otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isfinite
from typing import Any

import numpy as np
import shapely

from cairn.errors import RowRejected

from .control_model import Box, Rings

FEWEST_POINTS = 4
"""Of a ring, first and last alike: a triangle."""
_TOUCHES = "Ring Self-intersection"
_WORLD = (180.0, 90.0)
_HALF_ROUND = 180.0


def polygons_of(geometry: object, field: str = "geometry") -> tuple[Rings, ...]:
    """The polygons of a GeoJSON Polygon or MultiPolygon, as an object or as its text. Heights are left out.

    Raises `RowRejected` (control-geometry-kind, control-polygon-empty, control-polygon-unclosed,
    control-point-unreadable, control-axis-order, control-outside-world, control-antimeridian, control-polygon-crosses).
    """
    shape = _object(geometry, field)
    kind, told = shape.get("type"), shape.get("coordinates")
    if kind not in ("Polygon", "MultiPolygon"):
        raise RowRejected(
            "control-geometry-kind",
            "only a polygon has an inside that somebody can hold",
            field=field,
            value=kind,
            remedy="Draw a Polygon or MultiPolygon; a town without an outline goes in a table, by its P-code.",
        )
    drawn = [told] if kind == "Polygon" else _listed(told, field)
    found = tuple(_rings(polygon, field) for polygon in drawn)
    if not found:
        raise _empty(field, told)
    _refuse_crossing(found, field)
    return found


def box_of(polygons: Sequence[Rings]) -> Box:
    """The box round all of them."""
    lons = [x for rings in polygons for x, _ in rings[0]]
    lats = [y for rings in polygons for _, y in rings[0]]
    return min(lons), min(lats), max(lons), max(lats)


def meets(one: Box, other: Box) -> bool:
    """Whether two boxes touch."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def turned(box: Box) -> Box:
    """The box with its axes the other way round."""
    return box[1], box[0], box[3], box[2]


def refuse_turned(box: Box, within: Box | None, field: str, value: object) -> None:
    """Raises `RowRejected` (control-axis-order) where only the other order of the axes brings the box to `within`."""
    if within is None or meets(box, within) or not meets(turned(box), within):
        return
    raise _axes(
        field, value, "written the other way round it would lie where it should, as it is it does not"
    )


def _object(geometry: object, field: str) -> Mapping[str, Any]:
    if isinstance(geometry, str) and geometry.strip():
        try:
            geometry = json.loads(geometry)
        except (ValueError, RecursionError):
            geometry = {"type": "no GeoJSON"}
    if geometry in (None, "", {}):
        raise _empty(field, None)
    return geometry if isinstance(geometry, Mapping) else {"type": type(geometry).__name__}


def _listed(told: object, field: str) -> Sequence[Any]:
    if told in (None, []):
        raise _empty(field, told)
    if not isinstance(told, list):
        raise _point(field, told)
    return told


def _rings(polygon: object, field: str) -> Rings:
    rings = tuple(_ring(ring, field) for ring in _listed(polygon, field))
    if not any(x != rings[0][0][0] for x, _ in rings[0]) or not any(y != rings[0][0][1] for _, y in rings[0]):
        raise _empty(field, rings[0][0])
    return rings


def _ring(told: object, field: str) -> tuple[tuple[float, float], ...]:
    listed = _listed(told, field)
    points = _all_at_once(listed) or tuple(_lon_lat(point, field) for point in listed)
    if points[0] != points[-1]:
        raise RowRejected(
            "control-polygon-unclosed",
            "a ring does not end where it began",
            field=field,
            value=f"{points[0]} ... {points[-1]}",
            remedy="Give the first point again at the end; drawing programs do that when the polygon is closed.",
        )
    _refuse_half_round(points, field)
    if len(points) < FEWEST_POINTS:
        raise _empty(field, points[0])
    return points


def _all_at_once(told: Sequence[Any]) -> tuple[tuple[float, float], ...]:
    """The points of a ring in which nothing is wrong; none where anything may be, which is then looked for."""
    try:
        found = np.array(told)
    except (ValueError, OverflowError):
        return ()
    if found.ndim != 2 or found.shape[1] < 2 or found.dtype.kind not in "fi":
        return ()
    found = found[:, :2].astype(float)
    if not (np.abs(found) <= _WORLD).all():
        return ()
    return tuple((lon, lat) for lon, lat in found.tolist())


def _lon_lat(told: object, field: str) -> tuple[float, float]:
    if not isinstance(told, list) or len(told) < 2:
        raise _point(field, told)
    lon, lat = _number(told[0]), _number(told[1])
    if lon is None or lat is None:
        raise _point(field, told)
    if abs(lat) <= 90 and abs(lon) <= 180:
        return lon, lat
    if abs(lon) <= 90 and abs(lat) <= 180:
        raise _axes(field, told, f"there is no latitude {lat}")
    raise RowRejected(
        "control-outside-world",
        "the point lies outside the world",
        field=field,
        value=told,
        remedy="Write degrees, longitude first. Metres of a map grid come from another reference system: "
        "`ogr2ogr -t_srs EPSG:4326 NEW.geojson OLD` gives degrees.",
    )


def _refuse_half_round(points: Sequence[tuple[float, float]], field: str) -> None:
    lons = [lon for lon, _ in points]
    if max(lons) - min(lons) <= _HALF_ROUND:
        return
    for (before, _), (after, lat) in pairwise(points):
        if abs(after - before) > _HALF_ROUND:
            raise _over_antimeridian(field, f"{before} ... {after}, at {lat}")


def _over_antimeridian(field: str, told: object) -> RowRejected:
    """Ground over the line of 180 degrees, drawn in one piece, would go round the earth the other way."""
    return RowRejected(
        "control-antimeridian",
        "an edge goes over the line of 180 degrees, or more than half round the earth",
        field=field,
        value=told,
        remedy="Cut it there into two polygons, as GeoJSON asks (RFC 7946, 3.1.9): "
        "`ogr2ogr -wrapdateline NEW.geojson OLD.geojson`.",
    )


def _number(told: object) -> float | None:
    """A finite number; None for anything else."""
    if not isinstance(told, int | float) or isinstance(told, bool):
        return None
    try:
        number = float(told)
    except OverflowError:  # a whole number of hundreds of digits
        return None
    return number if isfinite(number) else None


def _refuse_crossing(polygons: Sequence[Rings], field: str) -> None:
    """A ring may touch itself in a point: what is inside is clear then, and much that is drawn by hand does."""
    for rings in polygons:
        drawn = shapely.Polygon(rings[0], rings[1:])
        if drawn.is_valid:
            continue
        reason = shapely.is_valid_reason(drawn)
        if not reason.startswith(_TOUCHES):
            raise RowRejected(
                "control-polygon-crosses",
                "its rings cross or cover one another, so that nobody can say what is inside",
                field=field,
                value=reason,
                remedy="Mend it where the value says (lon lat), in QGIS with `Fix geometries`, and look at the outcome.",
            )


def _empty(field: str, value: object) -> RowRejected:
    return RowRejected(
        "control-polygon-empty",
        "there is no polygon, or one without an inside",
        field=field,
        value=value,
        remedy="Draw a ring of at least three corners, or leave the feature out.",
    )


def _point(field: str, value: object) -> RowRejected:
    return RowRejected(
        "control-point-unreadable",
        "this is no point of a ring",
        field=field,
        value=value,
        remedy="Write each point as [longitude, latitude], two numbers.",
    )


def _axes(field: str, value: object, why: str) -> RowRejected:
    return RowRejected(
        "control-axis-order",
        f"latitude and longitude are in the wrong order: {why}",
        field=field,
        value=value,
        remedy="GeoJSON writes the longitude first: [39.01, 35.95] is Raqqa. Swap the two in the whole file.",
    )
