"""Places that bear one name: which of them a phrase can mean, and what the text around says for or against each.

Places and their context enter; fewer places, or a plain answer, leave. Which one is meant, and how sure that is, is
weighed in `extract.placeodds`: here are the reasons, each small enough to say aloud.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cairn.places.areas import bearing_of
from cairn.places.model import Place
from cairn.values import Precision, distance_m

NEAR_M = 30_000.0
"""Places named together are taken to lie about this near to each other (notes/extraction 5)."""
SAME_M = 6_000.0
"""Entries of one name this close are one place written down twice."""
BESIDE_M = 45_000.0
"""A place farther than this from the town it is said to lie by is another one."""
PROVINCE_M = 90_000.0
"""The same for the middle or the city of the province it is said to lie in, if it is in no known one."""
WELL_KNOWN = 20_000
"""People from which a name needs no unit beside it to be understood."""

OPPOSITE = 120.0
"""Degrees by which the side a place lies on may differ from the side it is said to lie on."""
OPPOSITE_M = 15_000.0
"""Nearer than this sides are told too loosely to count."""

UNITS = frozenset({Precision.PROVINCE, Precision.DISTRICT, Precision.SUBDISTRICT})
_FITS: Mapping[str, frozenset[Precision]] = {
    "province": frozenset({Precision.PROVINCE}),
    "district": frozenset({Precision.DISTRICT}),
    "subdistrict": frozenset({Precision.SUBDISTRICT}),
    "city": frozenset({Precision.CITY, Precision.TOWN}),
    "town": frozenset({Precision.TOWN, Precision.CITY, Precision.VILLAGE}),
    "village": frozenset({Precision.VILLAGE, Precision.TOWN}),
    "camp": frozenset({Precision.VILLAGE, Precision.NEIGHBOURHOOD, Precision.TOWN, Precision.EXACT}),
    "neighbourhood": frozenset({Precision.NEIGHBOURHOOD, Precision.STREET}),
}


@dataclass(frozen=True, slots=True)
class Context:
    """What the text says around a name. Weights are 0 to 1: how near to the name it is said.

    `provinces` by P-code, `anchors` as (lat, lon, weight) of other places named, `countries` by ISO code,
    `beside` what a unit may be that is named right behind the name ("in rural Y"), `named` the P-codes of
    the subdistricts in which other names of the text lie.
    """

    provinces: Mapping[str, float] = field(default_factory=dict)
    anchors: Sequence[tuple[float, float, float]] = ()
    countries: Mapping[str, float] = field(default_factory=dict)
    beside: Sequence[Place] = ()
    named: Collection[str] = ()


def fits(place: Place, called: str) -> bool:
    """Whether it is of the kind the text calls it."""
    return place.kind in _FITS.get(called, frozenset())


def is_quarter(place: Place) -> bool:
    """Whether it is a neighbourhood on a city's list: such names (Zahraa, Nasr) are everywhere."""
    return place.kind is Precision.NEIGHBOURHOOD and bool(place.admin3_pcode)


def of_the_level(candidates: Sequence[Place], called: str, wide: bool) -> list[Place]:
    """Units of administration where the words speak of one, settlements otherwise, if there are any."""
    units = [p for p in candidates if p.kind in UNITS]
    units = [p for p in units if p.source != "register"] or units  # official units before a recorder's
    spots = [p for p in candidates if p.kind not in UNITS]
    if called in ("province", "district", "subdistrict"):
        fitting = [p for p in units if p.kind in _FITS[called]]
        return [*(fitting or units), *spots]  # "the area of X" is often said of the town
    provinces = [p for p in units if p.kind is Precision.PROVINCE]
    if provinces and called not in ("city", "town", "neighbourhood"):
        return provinces if wide else [_at_its_seat(p, spots) for p in provinces]
    if wide and units:
        widest = min(units, key=lambda p: list(Precision).index(p.kind)).kind
        return [p for p in units if p.kind is widest]
    if spots:
        apart = [u for u in units if all(_apart(u, s) > 60_000 for s in spots)]
        return spots + [u for u in apart if u.kind is Precision.SUBDISTRICT]
    finest = max(units, key=lambda p: list(Precision).index(p.kind)).kind
    return [p for p in units if p.kind is finest]


def _at_its_seat(province: Place, spots: Sequence[Place]) -> Place:
    """The province with its point at the city of its name, where people live, and not mid-desert."""
    seat = next(
        (s for s in spots if s.kind is Precision.CITY and s.admin1_pcode == province.admin1_pcode), None
    )
    return replace(province, lat=seat.lat, lon=seat.lon) if seat else province


def grouped(candidates: Sequence[Place], called: str) -> list[Place]:
    """One for each group of entries within a few kilometres: the kind it is called, then the most people."""
    fits = _FITS.get(called, frozenset())
    ordered = sorted(candidates, key=lambda p: (p.kind not in fits, p.kind in UNITS, -p.population, p.id))
    kept: list[Place] = []
    for place in ordered:
        if all(_apart(place, k) > SAME_M for k in kept):
            kept.append(place)
    return kept


def is_recorded(place: Place, candidates: Sequence[Place]) -> bool:
    """Whether a register has an incident of that name here: a recorder's history tells where it works."""
    return any(c.source == "register" and _apart(place, c) <= SAME_M for c in candidates)


def is_contradicted(place: Place, context: Context) -> bool:
    """Whether the unit named beside the name lies elsewhere: another province, or a town too far off."""
    if place.kind in (Precision.PROVINCE, Precision.CITY) or place.population >= WELL_KNOWN:
        return False  # nobody means another one
    if not context.beside or any(p.id == place.id for p in context.beside):
        return False
    provinces = {p.admin1_pcode for p in context.beside if p.kind is Precision.PROVINCE}
    if place.admin1_pcode and place.admin1_pcode in provinces:
        return False
    return min(_apart(place, p) for p in context.beside) > (PROVINCE_M if provinces else BESIDE_M)


def is_opposite(place: Place, seat: Place, bearing: float | None) -> bool:
    """Whether the place lies on the other side of a town than the one it is said to: "X, west of Y"."""
    if bearing is None or not seat.population or place.population >= WELL_KNOWN:
        return False
    turn = abs((bearing_of(seat, place) - bearing + 180) % 360 - 180)
    return turn > OPPOSITE and _apart(place, seat) > OPPOSITE_M


def _apart(a: Place, b: Place) -> float:
    return distance_m(a.lat, a.lon, b.lat, b.lon)


def nearness(place: Place, lat: float, lon: float) -> float:
    """1 on the spot, 0.5 at 30 km, near 0 far off."""
    return 1.0 / (1.0 + (distance_m(place.lat, place.lon, lat, lon) / NEAR_M) ** 2)
