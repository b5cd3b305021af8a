"""Which of the places that bear a name is meant: candidates and their context in, one choice or none out.

The score of a candidate is a sum of reasons, each small enough to say aloud: the province named beside
it, places named near it, the country the text speaks of, the kind the text calls it, how many people live
there. Where the two best are about equal and far apart, nothing is chosen: a wrong dot is worse than none.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cairn.places.model import Place
from cairn.values import Point, Precision, distance_m

NEAR_M = 30_000.0
"""Places named together are taken to lie about this near to each other (notes/extraction 5)."""
APART_M = 20_000.0
"""Two equal candidates farther apart than this are not decided between."""
SAME_M = 6_000.0
"""Entries of one name this close are one place written down twice."""
BESIDE_M = 45_000.0
"""A place farther than this from the town it is said to lie by is another one."""
PROVINCE_M = 90_000.0
"""The same for the middle or the city of the province it is said to lie in, if it is in no known one."""
WELL_KNOWN = 20_000
"""People from which a name needs no unit beside it to be understood."""
TIE = 0.5
"""Scores that differ by less count as equal."""

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


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen, or None where namesakes tie; what else it may be, best first; and why."""

    place: Place | None
    alternatives: tuple[Place, ...] = ()
    why: str = ""
    tied: bool = False  # namesakes are equally likely: not to be set anywhere

    @property
    def point(self) -> Point | None:
        """The centre of the place chosen."""
        return self.place.point if self.place else None


def choose(candidates: Sequence[Place], context: Context, called: str = "", wide: bool = False) -> Choice:
    """The candidate that the context speaks for.

    `called` is the kind of place the text calls it (a key of `place_words.toml`'s features), `wide` says
    that the name stands for the area around ("rural Aleppo"). Of no candidates none is chosen.
    """
    if not candidates:
        return Choice(None, why="the name is in no gazetteer")
    groups = grouped(of_the_level(candidates, called, wide), called)
    scored = sorted(
        (
            (total + 1.0 * is_recorded(p, candidates), reasons, p)
            for p in groups
            for total, reasons in [score(p, context, called)]
        ),
        key=lambda s: (-s[0], s[2].id),
    )
    best, reasons, place = scored[0]
    others = tuple(p for _, _, p in scored[1:])
    if is_contradicted(place, context):
        return Choice(
            None, (place, *others), f"every place of that name lies far from {_name(context.beside[0])}"
        )
    if others and best - scored[1][0] < TIE and _apart(place, others[0]) > APART_M:
        kilometres = round(_apart(place, others[0]) / 1000)
        return Choice(
            None, (place, *others), f"namesakes {kilometres} km apart are equally likely", tied=True
        )
    alone = (
        "the only place of that name" if not others else f"the likeliest of {len(others) + 1} of that name"
    )
    return Choice(place, others, "; ".join([alone, *reasons]))


def score(place: Place, context: Context, called: str = "") -> tuple[float, list[str]]:
    """How much speaks for a candidate, and what, in words."""
    total, reasons = 0.0, []
    province = context.provinces.get(place.admin1_pcode, 0.0) if place.admin1_pcode else 0.0
    if province:
        total += 3.0 * province
        reasons.append(f"{place.admin1 or 'its province'} is named")
    near = max((w * nearness(place, lat, lon) for lat, lon, w in context.anchors), default=0.0)
    if near > 0.1:
        total += 2.5 * near
        reasons.append("other places named lie near")
    country = context.countries.get(place.country, 0.0)
    total += 2.0 * country
    if country > 0.5:
        reasons.append(f"the text speaks of {place.country}")
    if fits(place, called):
        total += 1.0
        reasons.append(f"called a {called}")
    if is_quarter(place) and called != "neighbourhood" and place.admin3_pcode not in context.named:
        total -= 1.5
    total -= 1.5 * is_contradicted(place, context)
    total += 0.25 * math.log10(1 + place.population)
    return total, reasons


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


def _name(place: Place) -> str:
    return place.name_en or place.name_ar


def _apart(a: Place, b: Place) -> float:
    return distance_m(a.lat, a.lon, b.lat, b.lon)


def nearness(place: Place, lat: float, lon: float) -> float:
    """1 on the spot, 0.5 at 30 km, near 0 far off."""
    return 1.0 / (1.0 + (distance_m(place.lat, place.lon, lat, lon) / NEAR_M) ** 2)
