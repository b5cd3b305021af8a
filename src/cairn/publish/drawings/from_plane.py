"""Shapes of the plane in which ground is measured, back in degrees, to be drawn on a map.

The inverse of `control.plane.projected`: latitude from the authalic latitude by the first three terms of its series
(Snyder, Map Projections: A Working Manual, 1987, formula 3-18), true to well under a metre.
"""

from __future__ import annotations

import math

import numpy as np
import shapely

from cairn.control.model import Rings
from cairn.control.plane import FLATTENING, SEMI_MAJOR_M, Degrees, Geometry

_E2 = FLATTENING * (2 - FLATTENING)
_E = math.sqrt(_E2)
_Q_POLE = (1 - _E2) * (1 / (1 - _E2) + math.atanh(_E) / _E)
_TERMS = (
    (2, _E2 / 3 + 31 * _E2**2 / 180 + 517 * _E2**3 / 5040),
    (4, 23 * _E2**2 / 360 + 251 * _E2**3 / 3780),
    (6, 761 * _E2**3 / 45360),
)
_POLYGON = 3


def in_degrees(ground: Geometry) -> tuple[Rings, ...]:
    """The polygons of a shape, as rings of (lon, lat)."""
    parts = shapely.get_parts(ground)
    return tuple(_rings(p) for p in parts[shapely.get_type_id(parts) == _POLYGON] if not p.is_empty)


def _rings(polygon: Geometry) -> Rings:
    rings = (polygon.exterior, *polygon.interiors)
    return tuple(tuple((float(x), float(y)) for x, y in _degrees(shapely.get_coordinates(r))) for r in rings)


def _degrees(points: Degrees) -> Degrees:
    authalic = np.arcsin(np.clip(points[:, 1] * 2 / SEMI_MAJOR_M / _Q_POLE, -1, 1))
    lat = authalic + sum(weight * np.sin(times * authalic) for times, weight in _TERMS)
    return np.column_stack((np.degrees(points[:, 0] / SEMI_MAJOR_M), np.degrees(lat)))
