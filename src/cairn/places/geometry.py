"""Plane geometry on degrees: is a point in a polygon, and where is a polygon's middle."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Ring = Sequence[Sequence[float]]
"""(lon, lat) pairs, first and last alike."""


def contains(polygons: Sequence[Sequence[Ring]], lat: float, lon: float) -> bool:
    """Whether the point lies in one of the polygons (outer ring first, then its holes)."""
    return any(
        _inside(rings[0], lat, lon) and not any(_inside(h, lat, lon) for h in rings[1:]) for rings in polygons
    )


def centroid(polygons: Sequence[Sequence[Ring]]) -> tuple[float, float]:
    """(lat, lon) of the area centroid of the polygon with the largest outer ring."""
    largest = max((rings[0] for rings in polygons), key=lambda ring: abs(area(ring)))
    twice, x, y = 0.0, 0.0, 0.0
    for (x1, y1), (x2, y2) in pairwise(largest):
        cross = x1 * y2 - x2 * y1
        twice += cross
        x += (x1 + x2) * cross
        y += (y1 + y2) * cross
    return y / (3 * twice), x / (3 * twice)


def area(ring: Ring) -> float:
    """Signed area in square degrees; positive where the ring runs anticlockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _inside(ring: Ring, lat: float, lon: float) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside
