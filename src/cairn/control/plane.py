"""The plane in which ground is measured: what is drawn in degrees enters, shapes whose area is square metres leave.

The projection is the cylindrical equal-area one on the ellipsoid WGS 84: x = a * lon, y = a * q(lat) / 2 (Snyder, Map
Projections: A Working Manual, 1987, formulas 10-14, 10-15 and 3-12). Areas are true everywhere on it, shapes and
distances are not: a circle of so many metres is made here, and maps are drawn from degrees.

An edge is what GeoJSON says it is (RFC 7946, 3.1.1): straight in degrees. Where it is long it is not straight in the
plane, so it is cut into pieces. Two areas that share an edge share its pieces.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from cairn.control.model import Rings

Geometry: TypeAlias = BaseGeometry
Degrees = NDArray[np.float64]
"""An array of (lon, lat), one point a row."""

SEMI_MAJOR_M = 6_378_137.0
FLATTENING = 1 / 298.257223563
_E2 = FLATTENING * (2 - FLATTENING)
_E = math.sqrt(_E2)
_STEP = (
    0.05  # degrees of latitude: a piece of an edge this long misses the edge's place by a hundred-thousandth
)
_CIRCLE_POINTS = 128
_GRID_M = 0.001
_M2_IN_KM2 = 1e6

NO_GROUND: Geometry = shapely.Polygon()


def projected(points: Degrees) -> Degrees:
    """Points in the plane, in metres."""
    sin = np.sin(np.radians(points[:, 1]))
    q = (1 - _E2) * (sin / (1 - _E2 * sin**2) + np.arctanh(_E * sin) / _E)
    return np.column_stack((SEMI_MAJOR_M * np.radians(points[:, 0]), SEMI_MAJOR_M * q / 2))


def shape(polygons: Iterable[Rings]) -> Geometry:
    """The ground of all the polygons together. Rings that touch themselves are mended; `faults` names what is worse."""
    drawn = shapes(list(polygons))
    return union(drawn) if len(drawn) > 1 else drawn[0] if len(drawn) else NO_GROUND


def shapes(polygons: Sequence[Rings]) -> NDArray[Any]:
    """Each polygon as a shape of the plane, all at once: an array as long as `polygons`."""
    if not polygons:
        return np.empty(0, dtype=object)
    rings = [ring for polygon in polygons for ring in polygon]
    owner = np.repeat(np.arange(len(polygons)), [len(polygon) for polygon in polygons])
    points = np.array([point for ring in rings for point in ring], dtype=np.float64).reshape(-1, 2)
    ring_of = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    points, ring_of = _with_long_edges_cut(points, ring_of)
    drawn = shapely.polygons(shapely.linearrings(projected(points), indices=ring_of), indices=owner)
    broken = ~shapely.is_valid(drawn)
    if broken.any():
        drawn[broken] = shapely.make_valid(drawn[broken], method="structure", keep_collapsed=False)
    return np.asarray(drawn, dtype=object)


def _with_long_edges_cut(points: Degrees, ring_of: NDArray[np.int64]) -> tuple[Degrees, NDArray[np.int64]]:
    """Points with more between those far apart in latitude; along a meridian or a parallel none are needed.

    Each edge is cut from its lower end, whichever way it is walked, so that neighbours meet to the last bit.
    """
    start, end = points[:-1], points[1:]
    slanted = (ring_of[:-1] == ring_of[1:]) & (start[:, 0] != end[:, 0])
    pieces = np.where(slanted, np.ceil(np.abs(end[:, 1] - start[:, 1]) / _STEP), 1).astype(np.int64)
    pieces = np.append(np.maximum(pieces, 1), 1)
    if pieces.max() == 1:
        return points, ring_of
    at = np.repeat(np.arange(len(points)), pieces)
    step = np.arange(len(at)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    after = np.minimum(at + 1, len(points) - 1)
    up = points[at, 1] <= points[after, 1]
    low, high = np.where(up, at, after), np.where(up, after, at)
    part = (np.where(up, step, pieces[at] - step) / pieces[at])[:, None]
    between = points[low] + (points[high] - points[low]) * part
    return np.where((step == 0)[:, None], points[at], between), ring_of[at]


def circle(lat: float, lon: float, radius_m: float) -> Geometry:
    """All ground within so many metres: drawn round the circle, so that none of it is missed. Under a metre: a metre."""
    sin = math.sin(math.radians(lat))
    across = SEMI_MAJOR_M / math.sqrt(1 - _E2 * sin**2) * math.cos(math.radians(lat))
    along = SEMI_MAJOR_M * (1 - _E2) / (1 - _E2 * sin**2) ** 1.5
    reach = max(radius_m, 1.0) / math.cos(math.pi / _CIRCLE_POINTS)
    turn = np.linspace(0, 2 * math.pi, _CIRCLE_POINTS, endpoint=False)
    edge = np.column_stack(
        (lon + np.degrees(reach * np.cos(turn) / across), lat + np.degrees(reach * np.sin(turn) / along))
    )
    return shapely.Polygon(projected(edge))


def area_km2(ground: Geometry) -> float:
    """Square kilometres."""
    return float(ground.area) / _M2_IN_KM2


def union(grounds: Iterable[Geometry]) -> Geometry:
    """All of the ground together, each piece once."""
    return ground_only(shapely.union_all(list(grounds)))


def intersection(one: Geometry, other: Geometry) -> Geometry:
    """The ground in both."""
    return ground_only(shapely.intersection(one, other))


def difference(one: Geometry, other: Geometry) -> Geometry:
    """The ground in the first and not in the other."""
    return ground_only(shapely.difference(one, other))


def on_grid(ground: Geometry) -> Geometry:
    """The ground with its corners on a grid of millimetres. Where lines run almost along each other, what GEOS computes
    with free corners can be wrong by a whole piece; on a grid it cannot, and takes two to four times as long."""
    return shapely.set_precision(ground, _GRID_M)


def ground_only(drawn: Geometry) -> Geometry:
    """A shape without the lines and points that are left where two only touch."""
    if drawn.is_empty or drawn.geom_type in ("Polygon", "MultiPolygon"):
        return drawn
    parts = shapely.get_parts(drawn)
    kept = parts[shapely.get_dimensions(parts) == 2]
    return shapely.union_all(kept) if len(kept) else NO_GROUND
