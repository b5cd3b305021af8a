"""A place of the gazetteer, and the error bars that belong to it."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.values import Point, Precision


@dataclass(frozen=True, slots=True)
class Place:
    """One entry: id as given by its list (`geonames:170654`, a P-code, `register:aw-72707`)."""

    id: str
    name_en: str
    name_ar: str
    lat: float
    lon: float
    kind: Precision
    country: str  # ISO 3166 alpha-2
    admin1: str = ""  # name in English
    admin1_pcode: str = ""
    admin2: str = ""
    population: int = 0
    names: tuple[str, ...] = ()  # further spellings, any script
    source: str = ""
    admin2_pcode: str = ""
    admin3: str = ""
    admin3_pcode: str = ""

    @property
    def point(self) -> Point:
        """Its centre, with the radius its kind stands for."""
        return Point(self.lat, self.lon, self.kind.radius_m, self.kind)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every spelling, none blank."""
        return tuple(n for n in (self.name_en, self.name_ar, *self.names) if n.strip())
