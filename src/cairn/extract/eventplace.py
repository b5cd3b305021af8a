"""Which of the places an account names is the event's: claims in, one `PlaceRead` out.

The finest unit beside the words of harm wins, the first lines before the later ones; the other names then
say which of several namesakes it is (`places.geocode`). A name in no gazetteer is kept as written and set
in the unit named beside it, too coarsely for a dot on the map.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from cairn.extract.model import Claim, PlaceRead
from cairn.extract.placecues import SURE, Cues, cues
from cairn.places.gazetteer import Gazetteer
from cairn.places.geocode import UNITS, Choice, Context, choose, is_quarter
from cairn.places.model import Place
from cairn.places.names import LATIN_ARTICLES, Word, key, word_key, words
from cairn.places.words import place_words
from cairn.values import Point, Precision, distance_m, is_arabic
from cairn.vocab.closed import COUNT_KINDS, Event, Kind

_CALLED_FINE = {
    "camp": 3.0,
    "neighbourhood": 3.0,
    "village": 3.0,
    "town": 2.6,
    "city": 2.0,
    "landmark": 2.0,
    "area": 1.4,
    "subdistrict": 0.6,
    "district": 0.4,
    "province": 0.0,
}
_KIND_FINE = {
    Precision.PROVINCE: 0.2,
    Precision.DISTRICT: 1.2,
    Precision.SUBDISTRICT: 1.8,
    Precision.CITY: 2.0,
    Precision.TOWN: 2.6,
    Precision.NEIGHBOURHOOD: 2.4,
}
_STOP = re.compile(r"[\n؟!?]|\.(?=[\s.…]|$)")
_BESIDE = 90
"""Letters within which a unit named after a name says where it lies ("X in eastern rural Y")."""


HOME_SHARE = 0.15
"""A country with less of the text's place words than this is not one the text speaks of."""
HEARD_M = 40_000.0
"""A place that only sounds like the name must lie this near to something else the text names."""


@dataclass(frozen=True, slots=True)
class _Named:
    """One claim with what is needed to weigh it."""

    claim: Claim
    cues: Cues
    places: tuple[Place, ...]
    sentence: int


def read_place(claims: Sequence[Claim], text: str, gazetteer: Gazetteer) -> PlaceRead | None:
    """The place of the event the claims speak of, or None where no place is named.

    `claims` are one account's, of any kind: counts tell which sentences speak of harm. `point` is None
    where namesakes tie, or the name is in no gazetteer and no unit stands beside it; a name set in such a
    unit has no `place_id`, and a point with the unit's radius and a precision of district or province.
    """
    run = words(text)
    named = _named(claims, text, run, gazetteer)
    here = [n for n in named if n.claim.event is Event.THIS]
    if not here:
        return None
    harmed = [c.start for c in claims if c.kind in COUNT_KINDS and c.event is Event.THIS]
    times = Counter(key(n.claim.value) for n in here)
    begin = min(c.start for c in claims)
    countries = countries_of(run, [(n.places, n.cues) for n in named])
    best = max(
        here,
        key=lambda n: (
            _weight(n, times[key(n.claim.value)], begin, harmed) + _at_home_share(n, countries),
            -n.claim.start,
        ),
    )
    context = _context(best, named, run)
    called = best.cues.called or ("city" if best.cues.near else "")  # one is near a city, not near a province
    choice = choose(best.places, context, called, best.cues.wide)
    if choice.place is None and not choice.tied:
        return _within(best, named, choice)
    read = _read(best.claim, choice)
    if best.cues.near and read.point:
        read = replace(read, point=replace(read.point, radius_m=2 * read.point.radius_m))
    return read


def countries_of(run: Sequence[Word], named: Sequence[tuple[Sequence[Place], Cues]]) -> dict[str, float]:
    """How much a text speaks of each country, 0 to 1: from country names, provinces and large cities.

    Where it has none of these, names that only one country knows say a little.
    """
    lists = place_words()
    strong: Counter[str] = Counter(code for w in run if (code := lists.countries.get(w.key)))
    faint: Counter[str] = Counter()
    for places, found in named:
        countries = {p.country for p in places}
        if len(countries) != 1 or found.person or found.speaker:
            continue
        large = any(p.kind is Precision.PROVINCE or p.population >= 100_000 for p in places)
        if large or found.placed or found.hashtag or found.called in SURE:
            (strong if large else faint)[next(iter(countries))] += 1
    tally = strong or faint
    total = sum(tally.values())
    return {code: n / total for code, n in tally.items()}


def _named(claims: Sequence[Claim], text: str, run: Sequence[Word], gazetteer: Gazetteer) -> list[_Named]:
    """The place claims with their cues and the candidates in the countries the text speaks of."""
    starts = [w.start for w in run]
    stops = [m.start() for m in _STOP.finditer(text)]
    found = []
    for claim in claims:
        if claim.kind is Kind.PLACE and run:
            read = cues(text, run, *_span_of(claim, run, starts))
            found.append(
                _Named(claim, read, gazetteer.candidates(claim.value), bisect_left(stops, claim.start))
            )
    countries = countries_of(run, [(n.places, n.cues) for n in found])
    if countries:
        found = [replace(n, places=_at_home(n.places, countries)) for n in found]
    provinces = {p.admin1_pcode for n in found for p in n.places if p.kind is Precision.PROVINCE}
    found = [replace(n, places=_of_its_kind(_quarters_aside(n, provinces), n.cues.called)) for n in found]
    return [n if n.places else replace(n, places=_heard(n, found, gazetteer)) for n in found]


def _at_home(places: Sequence[Place], countries: Mapping[str, float]) -> tuple[Place, ...]:
    return tuple(p for p in places if countries.get(p.country, 0.0) >= HOME_SHARE)


def _quarters_aside(named: _Named, provinces: Collection[str]) -> tuple[Place, ...]:
    """Without city neighbourhoods, unless called one or their province is named: their names are common."""
    if named.cues.called == "neighbourhood":
        return named.places
    return tuple(p for p in named.places if not is_quarter(p) or p.admin1_pcode in provinces)


def _of_its_kind(places: Sequence[Place], called: str) -> tuple[Place, ...]:
    """Without cities where the text calls it a neighbourhood or a village."""
    if called not in ("neighbourhood", "village"):
        return tuple(places)
    return tuple(p for p in places if p.kind is not Precision.CITY)


def _heard(named: _Named, others: Sequence[_Named], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Places whose name sounds like it, near to something else that is named."""
    if named.cues.called not in SURE and is_arabic(named.claim.value):
        return ()
    sounding = gazetteer.likely(named.claim.value)
    if not sounding:
        return ()
    near = {(p.lat, p.lon) for o in others if o is not named for p in o.places if p.kind not in UNITS}
    return tuple(p for p in sounding if any(distance_m(p.lat, p.lon, *spot) < HEARD_M for spot in near))


def _span_of(claim: Claim, run: Sequence[Word], starts: Sequence[int]) -> tuple[int, int]:
    """First and last word of the name itself within the claim's passage."""
    first = max(0, bisect_left(starts, claim.start + 1) - 1)
    last = max(first, bisect_left(starts, claim.end) - 1)
    wanted = key(claim.value)
    for low in range(first, last + 1):
        for high in range(last, low - 1, -1):
            joined = "".join(w.key for w in run[low : high + 1] if w.key not in LATIN_ARTICLES)
            if joined == wanted or (low == high == first and joined.endswith(wanted)):
                return low, high
    return first, last


def _weight(named: _Named, times: int, begin: int, harmed: Sequence[int]) -> float:
    """How likely this name is the event's place; a sum of small reasons, tuned on half of the incidents."""
    found = named.cues
    finest = max((_KIND_FINE.get(p.kind, 3.0) for p in named.places), default=1.5)
    if found.called != "city" and any(p.kind is Precision.PROVINCE for p in named.places):
        finest = 0.2  # the province and its seat share the name: without "city" it is the province
    called = found.called or _own_feature(named.claim.value)
    fine = _CALLED_FINE.get(called, finest)
    if named.places and called in ("city", "town", "area", "landmark"):
        fine = min(fine, finest)
    if found.called in ("province", "district") and not any(p.kind in UNITS for p in named.places):
        fine = finest - 1.0
    if found.wide:  # "north of Zahr": hardly a spot where it is a province, half of one where it is a town
        fine = 0.0 if any(p.kind is Precision.PROVINCE for p in named.places) else fine / 2
    total = fine
    total += 1.0 * found.placed + 0.6 * (found.called in SURE) + 0.4 * bool(named.places)
    total += max(0.0, 1.6 - 0.15 * found.harm)
    total += 0.3 * min(times - 1, 4)
    total -= min((named.claim.start - begin) / 400, 3.0)
    if harmed and min(abs(h - named.claim.start) for h in harmed) < 120:
        total += 0.8
    return total - 0.5 * found.near


def _own_feature(name: str) -> str:
    """The kind of place the name itself begins with: `جبل ...` is an area."""
    return place_words().features.get(word_key(name.split()[0]), "")


def _at_home_share(named: _Named, countries: Mapping[str, float]) -> float:
    """Up to 2 for a place in the country the text mostly speaks of."""
    return 2.0 * max(
        (countries.get(p.country, 0.0) for p in named.places), default=max(countries.values(), default=0.0)
    )


def _context(best: _Named, named: Sequence[_Named], run: Sequence[Word]) -> Context:
    """What the other names of the text say of where this one lies."""
    lists = place_words()
    provinces: dict[str, float] = {}
    anchors: list[tuple[float, float, float]] = []
    tally: Counter[str] = Counter(code for w in run if (code := lists.countries.get(w.key)))
    own = key(best.claim.value)
    for other in named:
        units = [p for p in other.places if p.kind is Precision.PROVINCE]
        weight = (1.0 if other.sentence == best.sentence else 0.6) * _closeness(best, other)
        for unit in units:
            provinces[unit.admin1_pcode] = max(provinces.get(unit.admin1_pcode, 0.0), weight)
        if key(other.claim.value) == own:
            continue
        spots = [p for p in other.places if p.kind not in UNITS] or [
            p for p in other.places if p not in units
        ]
        if spots and len({p.country for p in spots}) == 1:
            tally[spots[0].country] += 1
        if spots and not other.cues.wide and _together(spots):
            anchors += [(p.lat, p.lon, weight) for p in spots[:3]]
    total = sum(tally.values())
    beside = _beside(best, named)
    return Context(
        provinces=provinces,
        anchors=anchors,
        countries={c: n / total for c, n in tally.items()} if total else {},
        beside=tuple(beside.places) if beside else (),
        named={p.admin3_pcode for n in named for p in n.places if p.admin3_pcode and n is not best},
    )


def _closeness(one: _Named, other: _Named) -> float:
    gap = abs(other.claim.start - one.claim.start)
    return 1.0 if gap < 100 else 0.8 if gap < 300 else 0.5


def _together(places: Sequence[Place]) -> bool:
    """Whether the candidates lie within about half a degree: then the name is one spot for our purpose."""
    lats, lons = [p.lat for p in places], [p.lon for p in places]
    return max(lats) - min(lats) < 0.5 and max(lons) - min(lons) < 0.6


def _beside(best: _Named, named: Sequence[_Named]) -> _Named | None:
    """The unit behind the name in its sentence that says where it lies ("in rural Y", "west of Y")."""
    behind = [
        n
        for n in named
        if n.sentence == best.sentence and 0 < n.claim.start - best.claim.end < _BESIDE and n.places
        if n.cues.wide or n.cues.near or any(p.kind in UNITS for p in n.places)
    ]
    return min(behind, key=lambda n: n.claim.start, default=None)


def _within(best: _Named, named: Sequence[_Named], choice: Choice) -> PlaceRead:
    """A name in no gazetteer, set coarsely in the unit named with it; without a point where none is."""
    read = PlaceRead(
        best.claim.value,
        why=choice.why,
        start=best.claim.start,
        end=best.claim.end,
        alternatives=tuple(p.id for p in choice.alternatives),
    )
    unit = _beside(best, named) or next(
        (n for n in named if n.places and n.sentence <= best.sentence and n is not best), None
    )
    in_town = best.cues.called == "neighbourhood"
    called = "city" if in_town else unit.cues.called if unit else ""
    held = choose(unit.places, Context(), called, unit.cues.wide and not in_town).place if unit else None
    if held is None:
        return read
    kind = Precision.PROVINCE if held.kind is Precision.PROVINCE else Precision.DISTRICT
    kind = held.kind if in_town and held.kind in (Precision.CITY, Precision.TOWN) else kind
    return replace(
        read,
        admin1=held.admin1,
        admin1_pcode=held.admin1_pcode,
        country=held.country,
        point=Point(held.lat, held.lon, kind.radius_m, kind),
        why=f"{choice.why}; set within {held.name_en or held.name_ar}, which is named with it",
    )


def _read(claim: Claim, choice: Choice) -> PlaceRead:
    place = choice.place
    others = tuple(p.id for p in choice.alternatives)
    if place is None:
        return PlaceRead(claim.value, alternatives=others, why=choice.why, start=claim.start, end=claim.end)
    return PlaceRead(
        name=claim.value,
        place_id=place.id,
        name_en=place.name_en,
        name_ar=place.name_ar,
        admin1=place.admin1,
        admin1_pcode=place.admin1_pcode,
        country=place.country,
        point=place.point,
        alternatives=others,
        why=choice.why,
        start=claim.start,
        end=claim.end,
    )
