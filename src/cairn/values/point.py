"""Where something happened: a point, the radius within which it lies, and how that is known."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_M = 6_371_000.0


class Precision(StrEnum):
    """The ladder from coarse to fine that recorders use (method.md 1.5)."""

    COUNTRY = "country"
    PROVINCE = "province"
    DISTRICT = "district"
    SUBDISTRICT = "subdistrict"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    NEIGHBOURHOOD = "neighbourhood"
    STREET = "street"
    NEARBY_LANDMARK = "nearby_landmark"
    WITHIN_100M = "within_100m"
    WITHIN_1M = "within_1m"
    EXACT = "exact"

    @property
    def radius_m(self) -> int:
        """The radius assumed where none is stated, in metres."""
        return _RADIUS_M[self]

    @property
    def is_mappable(self) -> bool:
        """Whether a dot may be drawn; a province-level event is listed, not dotted (rule 6)."""
        return self not in (Precision.COUNTRY, Precision.PROVINCE, Precision.DISTRICT)


_RADIUS_M = {
    Precision.COUNTRY: 400_000,
    Precision.PROVINCE: 60_000,
    Precision.DISTRICT: 25_000,
    Precision.SUBDISTRICT: 12_000,
    Precision.CITY: 6_000,
    Precision.TOWN: 2_500,
    Precision.VILLAGE: 1_500,
    Precision.NEIGHBOURHOOD: 1_000,
    Precision.STREET: 500,
    Precision.NEARBY_LANDMARK: 300,
    Precision.WITHIN_100M: 100,
    Precision.WITHIN_1M: 1,
    Precision.EXACT: 20,
}


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees north and east (WGS 84), radius in metres. Raises `ValueError` off the globe."""

    lat: float
    lon: float
    radius_m: int
    precision: Precision

    def __post_init__(self) -> None:
        if not -90 <= self.lat <= 90 or not -180 <= self.lon <= 180:
            raise ValueError(f"not on the globe: {self.lat}, {self.lon}")
        if self.radius_m < 0:
            raise ValueError(f"a radius cannot be negative: {self.radius_m}")

    def distance_m(self, other: Point) -> float:
        """Great-circle distance between the two centres, in metres."""
        return distance_m(self.lat, self.lon, other.lat, other.lon)

    def may_be_same_place(self, other: Point) -> bool:
        """Whether the two circles touch."""
        return self.distance_m(other) <= self.radius_m + other.radius_m

    def snapped(self) -> Point:
        """The point rounded so that it does not claim more than its radius (rule 6)."""
        decimals = 4 if self.radius_m <= 100 else 3 if self.radius_m <= 1_500 else 2
        return Point(round(self.lat, decimals), round(self.lon, decimals), self.radius_m, self.precision)


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle (haversine) distance in metres between two points in degrees."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    h = (
        math.sin((p2 - p1) / 2) ** 2
        + math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, h)))
