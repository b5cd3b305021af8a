"""The names of an account with what they may stand for: place claims in, `Named` out.

Each claim gets the words around it, and of the places that bear its name those that can be meant: in a country the
text speaks of, of the kind it is called, in the province it is said to lie in. Stands above `places`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from cairn.extract.model import Claim
from cairn.extract.placecontext import Named, beside_of
from cairn.extract.placecues import SURE, Cues, cues, is_no_place
from cairn.extract.placephrases import relation, side_behind
from cairn.places.gazetteer import Gazetteer
from cairn.places.geocode import UNITS, Context, is_contradicted, is_opposite, is_quarter
from cairn.places.model import Place
from cairn.places.names import LATIN_ARTICLES, Word, key, sounds, word_key, words
from cairn.places.words import place_words
from cairn.values import Precision, distance_m, is_arabic
from cairn.vocab.closed import Kind
from cairn.vocab.load import of_words

_STOP = re.compile(r"[\n؟!?]|\.(?=[\s.…]|$)")
MOST_CLAIMS = 300
"""Place names of an account that are looked at, the first ones: of more, none is the event's."""
HOME_SHARE = 0.15
"""A country with less of the text's place words than this is not one the text speaks of."""
HEARD_M = 40_000.0
"""A place that only sounds like the name must lie this near to something else the text names."""
MOST_NEAR = 60
"""So many of the known places of a text are asked about, so that a list of thousands is not asked thousands of times."""


def countries_of(text: str, named: Sequence[tuple[Sequence[Place], Cues]]) -> dict[str, float]:
    """How much a text speaks of each country, 0 to 1: from country names, provinces and large cities.

    Where it has none of these, names that only one country knows say a little.
    """
    strong = Counter(_countries_said(text))
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


@of_words(maxsize=4)
def _countries_said(text: str) -> tuple[str, ...]:
    """The countries whose names and peoples the text says, as often as it does."""
    said = place_words().countries
    return tuple(code for word in words(text) if (code := said.get(word.key)))


def named_in(
    claims: Sequence[Claim], text: str, gazetteer: Gazetteer, home: Collection[str] = ()
) -> list[Named]:
    """The place claims with their cues and the candidates in the countries the text speaks of.

    Where it speaks of none, those in `home`, or in the countries the gazetteer knows best, come before others.
    """
    run = words(text)
    starts = [w.start for w in run]
    stops = [m.start() for m in _STOP.finditer(text)]
    found = []
    for claim in [c for c in claims if c.kind is Kind.PLACE][:MOST_CLAIMS]:
        if run:
            first, last = _span_of(claim, run, starts)
            said = cues(text, run, first, last)
            if is_no_place(claim.value, said):
                continue
            places = gazetteer.candidates(claim.value)
            sentence = bisect_left(stops, claim.start)
            said_of = relation(text, run, first, last)
            found.append(Named(claim, said, places, sentence, said_of, side=side_behind(text, run, last)))
    countries = countries_of(text, [(n.places, n.cues) for n in found])
    if countries:
        found = [replace(n, places=_at_home(n.places, countries)) for n in found]
    else:
        near = dict.fromkeys(home or gazetteer.home, 1.0)
        found = [replace(n, places=_at_home(n.places, near) or n.places) for n in found]
    provinces = {p.admin1_pcode for n in found for p in n.places if p.kind is Precision.PROVINCE}
    found = [replace(n, places=_of_its_kind(_quarters_aside(n, provinces), n.cues.called)) for n in found]
    known = [n for n in found if n.places][:MOST_NEAR]
    return _without_contradicted([n if n.places else _heard(n, known, countries, gazetteer) for n in found])


def _at_home(places: Sequence[Place], countries: Mapping[str, float]) -> tuple[Place, ...]:
    return tuple(p for p in places if countries.get(p.country, 0.0) >= HOME_SHARE)


def _quarters_aside(named: Named, provinces: Collection[str]) -> tuple[Place, ...]:
    """Without city neighbourhoods, unless called one or their province is named: their names are common."""
    if named.cues.called == "neighbourhood":
        return named.places
    return tuple(p for p in named.places if not is_quarter(p) or p.admin1_pcode in provinces)


def _of_its_kind(places: Sequence[Place], called: str) -> tuple[Place, ...]:
    """Without cities where the text calls it a neighbourhood or a village."""
    if called not in ("neighbourhood", "village"):
        return tuple(places)
    return tuple(p for p in places if p.kind is not Precision.CITY)


def _without_contradicted(found: Sequence[Named]) -> list[Named]:
    """The names; one whose every place lies elsewhere than the text says of it is a name nobody knows."""
    elsewhere: dict[str, set[str]] = {}
    for named in found:
        if beside := beside_of(named, found):
            elsewhere.setdefault(key(named.claim.value), set()).update(_elsewhere(named, beside))
    return [replace(n, places=_unless(n.places, elsewhere.get(key(n.claim.value), set()))) for n in found]


def _unless(places: Sequence[Place], elsewhere: Collection[str]) -> tuple[Place, ...]:
    """The places; of them only the units where all the others lie elsewhere."""
    spots = [p for p in places if p.kind not in UNITS]
    gone = all(p.id in elsewhere for p in spots)
    return tuple(p for p in places if p.kind in UNITS or not gone)


def _elsewhere(named: Named, beside: Named) -> set[str]:
    """The settlements that lie in another province than the one said right behind the name, or on another side."""
    if not any(p.kind is Precision.PROVINCE for p in beside.places):
        return set()
    context = Context(beside=beside.places)
    seat = max(beside.places, key=lambda p: p.population)
    way = beside.relation.bearing
    spots = [p for p in named.places if p.kind not in UNITS]
    return {p.id for p in spots if is_contradicted(p, context) or is_opposite(p, seat, way)}


def _heard(
    named: Named, others: Sequence[Named], countries: Mapping[str, float], gazetteer: Gazetteer
) -> Named:
    """With the places that only sound like the name, or bear it without its landmark word, if any are likely.

    They must lie near something else that is named; or, of a name long enough, beside each other in a named province.
    """
    value = named.claim.value
    if _own_feature(value) in ("landmark", "area") and " " in value:
        found = gazetteer.candidates(value.partition(" ")[2])
    elif named.cues.called not in SURE and is_arabic(value):
        found = ()
    else:
        found = _near_others(gazetteer.likely(value), value, [o for o in others if o is not named])
    places = _at_home(found, countries) if countries else found
    return replace(named, places=places, heard=bool(places))


def _near_others(sounding: Sequence[Place], value: str, others: Sequence[Named]) -> tuple[Place, ...]:
    spots = {(p.lat, p.lon) for o in others for p in o.places if p.kind not in UNITS}
    found = tuple(p for p in sounding if any(distance_m(p.lat, p.lon, *spot) < HEARD_M for spot in spots))
    provinces = {p.admin1_pcode for o in others for p in o.places if p.kind is Precision.PROVINCE}
    held = bool(sounding) and sounding[0].admin1_pcode in provinces
    alone = held and len(sounds(value)) >= 4 and _is_one_spot(sounding)
    return found or (tuple(sounding) if alone else ())


def _is_one_spot(places: Sequence[Place]) -> bool:
    first = places[0]
    return all(distance_m(first.lat, first.lon, p.lat, p.lon) < HEARD_M / 2 for p in places)


def _own_feature(name: str) -> str:
    """The kind of place the name itself begins with: `جبل ...` is an area."""
    return place_words().features.get(word_key(name.split()[0]), "")


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
