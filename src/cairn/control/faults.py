"""What is wrong with a drawn polygon: rings in degrees enter, coded faults leave, with what to do about each.

Readers of control say them; nothing is mended here. A ring that touches itself in a point is no fault.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.validation import explain_validity

from cairn.control.model import Rings
from cairn.control.plane import area_km2, shape

Box = tuple[float, float, float, float]
"""West, south, east and north in degrees."""
_TOUCHES_ITSELF = "Ring Self-intersection"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a polygon: a stable code, the value it lies in, what it means and what to do."""

    code: str
    value: str
    message: str
    remedy: str


def faults(polygons: Iterable[Rings], frame: Box | None = None) -> tuple[Fault, ...]:
    """Everything wrong with the polygons, in order; empty where they can be used. `frame`: where they should lie."""
    polygons = tuple(polygons)
    if not any(ring for polygon in polygons for ring in polygon):
        return (Fault("polygon-empty", "", "it holds no points", "leave the row out, or draw it"),)
    found = [fault for polygon in polygons for ring in polygon for fault in _of_ring(ring)]
    if found:
        return tuple(dict.fromkeys(found))
    turned = _turned(polygons, frame)
    return (turned,) if turned else tuple(fault for p in polygons if (fault := _of_shape(p)))


def box(polygons: Iterable[Rings]) -> Box:
    """The smallest box round the polygons. Raises `ValueError` where there are no points."""
    points = [point for polygon in polygons for ring in polygon for point in ring]
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return min(lons), min(lats), max(lons), max(lats)


def _of_ring(ring: tuple[tuple[float, float], ...]) -> list[Fault]:
    if not ring:
        return [Fault("polygon-empty", "", "a ring holds no points", "leave the ring out, or draw it")]
    outside = next((p for p in ring if not _in_world(p)), None)
    if outside:
        advice = (
            "write longitude first, then latitude" if _in_world(outside[::-1]) else "give degrees, WGS 84"
        )
        told = f"{outside[0]}, {outside[1]}"
        return [Fault("polygon-outside", told, "a point is outside -180 to 180, -90 to 90", advice)]
    found = []
    if len(ring) < 4:
        found.append(
            Fault(
                "polygon-few-points",
                str(len(ring)),
                "a ring has fewer than four points",
                "draw the whole ring",
            )
        )
    if ring[0] != ring[-1]:
        told = f"{ring[0]} ... {ring[-1]}"
        found.append(
            Fault(
                "polygon-unclosed",
                told,
                "a ring does not end where it began",
                "repeat its first point at its end",
            )
        )
    return found


def _in_world(point: tuple[float, ...]) -> bool:
    lon, lat = point
    return math.isfinite(lon) and math.isfinite(lat) and -180 <= lon <= 180 and -90 <= lat <= 90


def _turned(polygons: tuple[Rings, ...], frame: Box | None) -> Fault | None:
    """Where the polygon lies away from its frame, and in it once latitude and longitude are exchanged."""
    if frame is None:
        return None
    west, south, east, north = drawn = box(polygons)
    if _meet(drawn, frame) or not _meet((south, west, north, east), frame):
        return None
    told = f"{west:.4f}, {south:.4f}"
    return Fault(
        "polygon-axis-order",
        told,
        "it lies in its place only with latitude and longitude exchanged",
        "write longitude first, then latitude",
    )


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _of_shape(polygon: Rings) -> Fault | None:
    drawn = shapely.Polygon(polygon[0], polygon[1:])
    reason = explain_validity(drawn)
    if drawn.area == 0:
        return Fault(
            "polygon-no-area", str(polygon[0][0]), "it covers no ground", "draw the ground it covers"
        )
    if reason != "Valid Geometry" and not reason.startswith(_TOUCHES_ITSELF):
        return Fault(
            "polygon-crosses-itself", reason, "its lines cross each other", "draw it anew at that point"
        )
    if area_km2(shape([polygon])) == 0:
        return Fault(
            "polygon-no-area", str(polygon[0][0]), "it covers no ground", "draw the ground it covers"
        )
    return None
