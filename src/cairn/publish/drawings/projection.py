"""From degrees to a drawing: a window of the globe, its frame, and rings cut to that window."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from cairn.values.point import EARTH_RADIUS_M

Ring = Sequence[tuple[float, float]]
"""Corners in (longitude, latitude), degrees."""
Bbox = tuple[float, float, float, float]
"""West, south, east, north, degrees."""


class Border(Protocol):
    """A ring with its kind (country, admin1, coast ...) and name, as `places.borders` gives it."""

    @property
    def points(self) -> Ring:
        """Corners in (longitude, latitude)."""

    @property
    def kind(self) -> str:
        """What the ring bounds."""

    @property
    def name(self) -> str:
        """Whose border it is."""


Borders = Callable[[Bbox], Iterable[Border]]


@dataclass(frozen=True, slots=True)
class Frame:
    """A window drawn `width` units wide; longitudes are shortened by the cosine of the middle latitude."""

    west: float
    south: float
    east: float
    north: float
    width: float

    @property
    def bbox(self) -> Bbox:
        """The window itself."""
        return (self.west, self.south, self.east, self.north)

    @property
    def scale(self) -> float:
        """Units per degree of longitude."""
        return self.width / (self.east - self.west)

    @property
    def stretch(self) -> float:
        """How much longer a degree of latitude is drawn than one of longitude."""
        return 1 / max(0.2, math.cos(math.radians((self.south + self.north) / 2)))

    @property
    def height(self) -> float:
        """Units from top to bottom."""
        return (self.north - self.south) * self.scale * self.stretch

    @property
    def metres_per_unit(self) -> float:
        """Ground distance of one unit at the middle of the window."""
        return math.radians(1) * EARTH_RADIUS_M / (self.scale * self.stretch)

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        """Units from the left and from the top."""
        return ((lon - self.west) * self.scale, (self.north - lat) * self.scale * self.stretch)


def around(lat: float, lon: float, width_deg: float, width: float, aspect: float, step: float) -> Frame:
    """A frame about a point, its middle on a grid of `step` degrees so that neighbours share one drawing."""
    mid_lat, mid_lon = round(lat / step) * step, round(lon / step) * step
    tall = width_deg * aspect * max(0.2, math.cos(math.radians(mid_lat)))
    return Frame(
        mid_lon - width_deg / 2, mid_lat - tall / 2, mid_lon + width_deg / 2, mid_lat + tall / 2, width
    )


def holding(points: Sequence[tuple[float, float]], width: float, *, least_deg: float = 2.0) -> Frame:
    """A frame that holds all (lat, lon) points with a margin. Raises `ValueError` without a point."""
    if not points:
        raise ValueError("a frame needs at least one point")
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    pad = max(0.25, 0.08 * max(max(lats) - min(lats), max(lons) - min(lons)))
    tall = max(least_deg * 0.7, max(lats) - min(lats) + 2 * pad)
    wide = max(least_deg, max(lons) - min(lons) + 2 * pad, tall * 1.3)
    mid_lat, mid_lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
    return Frame(mid_lon - wide / 2, mid_lat - tall / 2, mid_lon + wide / 2, mid_lat + tall / 2, width)


@dataclass(frozen=True, slots=True)
class Shape:
    """One border as drawn: path data, the middle of its part in the frame, and that part's size."""

    kind: str
    name: str
    path: str
    middle: tuple[float, float]
    size: tuple[float, float]


@lru_cache(maxsize=512)
def shapes(borders: Borders, frame: Frame) -> tuple[Shape, ...]:
    """Every ring that reaches into the frame, cut a little outside its edge; lands first, lines upon them."""
    margin = (frame.east - frame.west) * 0.05
    box = (frame.west - margin, frame.south - margin, frame.east + margin, frame.north + margin)
    drawn = []
    for border in borders(box):
        ring = _cut(border.points, box)
        data = _path(ring, frame)
        if data:
            drawn.append(_shape(border, data, [frame.xy(lon, lat) for lon, lat in ring]))
    return tuple(sorted(drawn, key=lambda s: s.kind != "country"))


def _shape(border: Border, data: str, corners: Sequence[tuple[float, float]]) -> Shape:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    middle = (sum(xs) / len(xs), sum(ys) / len(ys))
    area = weight_x = weight_y = 0.0
    for (x1, y1), (x2, y2) in zip(corners, [*corners[1:], corners[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        area, weight_x, weight_y = area + cross, weight_x + (x1 + x2) * cross, weight_y + (y1 + y2) * cross
    if abs(area) > 1:
        middle = (weight_x / (3 * area), weight_y / (3 * area))
    return Shape(border.kind, border.name, data, middle, (max(xs) - min(xs), max(ys) - min(ys)))


def _cut(ring: Ring, box: Bbox) -> list[tuple[float, float]]:
    """The part of a ring inside a box (Sutherland and Hodgman 1974), one edge of the box after another."""
    corners = list(ring)
    for axis, limit, keep_above in (
        (0, box[0], True),
        (0, box[2], False),
        (1, box[1], True),
        (1, box[3], False),
    ):
        if not corners:
            break
        corners = _cut_edge(corners, axis, limit, keep_above)
    return corners


def _cut_edge(corners: Ring, axis: int, limit: float, keep_above: bool) -> list[tuple[float, float]]:
    kept: list[tuple[float, float]] = []
    before = corners[-1]
    was_in = (before[axis] >= limit) == keep_above
    for corner in corners:
        is_in = (corner[axis] >= limit) == keep_above
        if is_in != was_in:
            share = (limit - before[axis]) / (corner[axis] - before[axis])
            other = before[1 - axis] + share * (corner[1 - axis] - before[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if is_in:
            kept.append(corner)
        before, was_in = corner, is_in
    return kept


def _path(ring: Ring, frame: Frame) -> str:
    """Path data in tenths of a unit, without corners nearer than half a unit to the one before."""
    steps: list[str] = []
    last = (-1e9, -1e9)
    for lon, lat in ring:
        x, y = frame.xy(lon, lat)
        if abs(x - last[0]) + abs(y - last[1]) >= 0.7:
            steps.append(f"{x:.1f} {y:.1f}")
            last = (x, y)
    return f"M{'L'.join(steps)}Z" if len(steps) > 2 else ""
