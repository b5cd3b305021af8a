"""Invented incidents of two recorders, as a test changes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from cairn.crosswalk.model import Recorded
from cairn.values import DateSpan, Point, Precision, Range

DAY = date(2019, 3, 2)


def ours(key: str = "o1", **more: Any) -> Recorded:
    """Ours, of 2 March 2019 at Salt Crossing, two to three civilians, for russia."""
    return _one(key, {"state": "released", "codes": frozenset({key})} | more)


def theirs(key: str = "x:1", **more: Any) -> Recorded:
    """Theirs of the same."""
    return _one(key, {"harm": "yes", "codes": frozenset({key})} | more)


def at(lat: float, lon: float, precision: Precision = Precision.VILLAGE) -> Point:
    """A point known to the radius of its class."""
    return Point(lat, lon, precision.radius_m, precision)


def _one(key: str, more: dict[str, Any]) -> Recorded:
    day = more.get("day", DAY)
    base: dict[str, Any] = {
        "id": key, "code": key.upper(), "day": day, "days": DateSpan.on(day) if day else None,
        "places": ("Salt Crossing",), "areas": ("Homs",), "pcode": "SY04", "country": "SY", "point": at(34.73, 36.72),
        "actors": frozenset({"russia"}), "killed": Range(2, 3),
    }  # fmt: skip
    return Recorded(**(base | more))
