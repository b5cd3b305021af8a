"""Where an area lies that a text only points to: a unit or a town and a direction in, a middle and a reach out.

"The southern countryside of X" is no point. What the gazetteer knows to lie there tells where people live in it:
the middle of those places is the point, and the distance that holds four in five of them is its reach.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from cairn.places.gazetteer import Gazetteer
from cairn.places.model import Place
from cairn.values import Precision, distance_m
from cairn.values.point import EARTH_RADIUS_M

SECTOR = 67.5
"""Degrees to either side of a direction that still count as lying there."""
FEWEST = 3
"""A side on which fewer places are known is taken from the unit's size instead."""
RURAL_M = 15_000.0
"""Reach of the countryside of a town. Writers use the word widely: half of what they call so is beyond 10 km."""
SIDE_M = 2_500.0
"""How far off "north of" a town is, where nobody says."""
SIDE_REACH_M = 10_000.0
"""And how far around that point it may be."""
HELD = 0.8
"""Share of the known places that lie within the reach."""


@dataclass(frozen=True, slots=True)
class Area:
    """A middle in degrees (WGS 84) and how far from it places still belong to it, in metres."""

    lat: float
    lon: float
    reach_m: float


def area(place: Place, gazetteer: Gazetteer, bearing: float | None = None, *, rural: bool = True) -> Area:
    """The land of a province, or around a town; of it the side towards `bearing` (degrees from north) if given.

    The sides of a smaller unit say too little to move a point by; "north of" a town does, "in the northern
    countryside" of it, which is often the province's north, does not.
    """
    if place.kind is not Precision.PROVINCE:
        return _around(place, None if rural else bearing)
    land = _of_province(place.id, gazetteer, bearing)
    return land or Area(place.lat, place.lon, float(place.kind.radius_m))


@lru_cache(maxsize=512)
def _of_province(id: str, gazetteer: Gazetteer, bearing: float | None) -> Area | None:
    """The land of a province, or a side of it; None where too little is known to lie in it."""
    province = gazetteer.get(id)
    if province is None:
        return None
    known = [p for p in gazetteer.within(province.admin1_pcode) if p.kind is not Precision.PROVINCE]
    if len(known) < FEWEST:
        return None
    whole = _middle(known)
    if bearing is None:
        return whole
    seat = _seat(province, known) or province
    side = [p for p in known if _turn(bearing_of(seat, p), bearing) <= SECTOR and _apart(seat, p) > 2_000]
    if len(side) >= FEWEST:
        return _middle(side)
    lat, lon = shifted(seat.lat, seat.lon, bearing, whole.reach_m / 2)
    return Area(lat, lon, whole.reach_m)


def shifted(lat: float, lon: float, bearing: float, metres: float) -> tuple[float, float]:
    """The point so many metres from another towards a bearing; flat earth, good to a few hundred kilometres."""
    turn = math.radians(bearing)
    north = math.degrees(metres * math.cos(turn) / EARTH_RADIUS_M)
    east = math.degrees(metres * math.sin(turn) / EARTH_RADIUS_M / max(0.1, math.cos(math.radians(lat))))
    return max(-90.0, min(90.0, lat + north)), (lon + east + 180) % 360 - 180


def bearing_of(start: Place, end: Place) -> float:
    """Degrees clockwise from north, 0 to 360."""
    east = (end.lon - start.lon) * math.cos(math.radians(start.lat))
    return math.degrees(math.atan2(east, end.lat - start.lat)) % 360


def _around(place: Place, bearing: float | None) -> Area:
    if bearing is None:
        return Area(place.lat, place.lon, max(RURAL_M, float(place.kind.radius_m)))
    lat, lon = shifted(place.lat, place.lon, bearing, SIDE_M)
    return Area(lat, lon, max(SIDE_REACH_M, float(place.kind.radius_m)))


def _middle(places: Sequence[Place]) -> Area:
    lat, lon = median(p.lat for p in places), median(p.lon for p in places)
    far = sorted(distance_m(lat, lon, p.lat, p.lon) for p in places)
    return Area(lat, lon, max(3_000.0, far[min(len(far) - 1, int(HELD * len(far)))]))


def _seat(unit: Place, known: Sequence[Place]) -> Place | None:
    """The largest settlement of the unit's own name, or its largest city."""
    names = {unit.name_en, unit.name_ar}
    seats = [p for p in known if p.population and ({p.name_en, p.name_ar} & names - {""})]
    cities = [p for p in known if p.kind is Precision.CITY]
    return max(seats or cities, key=lambda p: p.population, default=None)


def _turn(one: float, two: float) -> float:
    return abs((one - two + 180) % 360 - 180)


def _apart(one: Place, two: Place) -> float:
    return distance_m(one.lat, one.lon, two.lat, two.lon)
