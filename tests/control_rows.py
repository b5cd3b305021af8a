"""Invented ground and actors for the tests of who held what."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from cairn.sources.control_model import Known

ACTORS = {"blue": "blue", "the blues": "blue", "red": "red", "green": "green", "unknown": "unknown"}
AREAS = {"A1": ("A1",), "mill quarter": ("A1",), "A2": ("A2",), "old town": ("A2", "B7"), "CITY": ("CITY",)}
COUNTRY = {"A1": "SY", "A2": "SY", "CITY": "SY"}


def known(**told: Any) -> Known:
    """A reader's world: three actors, four areas in Syria, and a today that never moves."""
    return Known(
        actor=lambda name: ACTORS.get(" ".join(name.split()).lower(), ""),
        areas=lambda name: AREAS.get(name) or AREAS.get(name.lower(), ()),
        today=date(2031, 5, 4),
        country=lambda area: COUNTRY.get(area, ""),
        box=lambda area: (38.9, 35.9, 39.1, 36.0) if area in COUNTRY else None,
        **told,
    )


def square(west: float = 38.95, south: float = 35.92, side: float = 0.02) -> list[list[float]]:
    """A ring of a square in degrees, longitude first."""
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(*rings: list[list[float]], **properties: Any) -> dict[str, Any]:
    """A feature of one polygon."""
    geometry = {"type": "Polygon", "coordinates": list(rings or (square(),))}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: dict[str, Any], **more: Any) -> bytes:
    """A file of features."""
    return json.dumps({"type": "FeatureCollection", **more, "features": list(features)}).encode()
