"""Outlines for drawing maps: a box of degrees in, the rings that touch it out.

Countries from Natural Earth and the provinces of Syria from OCHA, thinned (see data/ATTRIBUTION.md). They
are drawn for orientation and imply no endorsement of any boundary. They decide nothing: in which unit a
place lies is in the gazetteer, from the full polygons.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Literal

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""

NOTICE = "Boundaries are shown for orientation and do not imply endorsement."
"""To stand on every map drawn with these rings."""


@dataclass(frozen=True, slots=True)
class Ring:
    """One closed outline: `points` are (lon, lat) in degrees, the first one again at the end."""

    kind: Literal["country", "admin1"]
    name: str
    points: tuple[tuple[float, float], ...]

    @property
    def box(self) -> Box:
        """The smallest box that holds it."""
        lons, lats = [x for x, _ in self.points], [y for _, y in self.points]
        return min(lons), min(lats), max(lons), max(lats)


def borders(bbox: Box) -> list[Ring]:
    """Every outline whose box touches `bbox`, countries first. Raises `ValueError` on a box inside out."""
    west, south, east, north = bbox
    if west > east or south > north:
        raise ValueError(f"not a box of west, south, east, north: {bbox}")
    return [ring for ring, (w, s, e, n) in _all() if w <= east and west <= e and s <= north and south <= n]


@lru_cache(maxsize=1)
def _all() -> tuple[tuple[Ring, Box], ...]:
    shipped = json.loads(files("cairn.places").joinpath("data", "borders.json").read_text(encoding="utf-8"))
    rings = []
    for shape in shipped["shapes"]:
        for flat in shape["rings"]:
            lons, lats = accumulate(flat[0::2]), accumulate(flat[1::2])
            points = tuple(
                (x / shipped["scale"], y / shipped["scale"]) for x, y in zip(lons, lats, strict=True)
            )
            ring = Ring(shape["kind"], shape["name"], points)
            rings.append((ring, ring.box))
    return tuple(rings)
