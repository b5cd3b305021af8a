"""Which of the places an account names is the event's: claims in, one `PlaceRead` out.

Every use of every name is weighed (`placefeatures`, `placeodds`): one place is chosen, with the radius that holds
the event in four of five such readings, or none. A name in no gazetteer is kept as written and set in the unit
named beside it. Stands above `places`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from cairn.extract.model import Claim, PlaceRead
from cairn.extract.placecontext import BESIDE, Named, names_of
from cairn.extract.placecues import SURE, Cues, cues, is_no_place
from cairn.extract.placefeatures import Shares, Use, distance, uses_of
from cairn.extract.placeodds import FAR_KM, NEAR_KM, Outlook, likelihoods, outlook, weights
from cairn.extract.placephrases import relation
from cairn.places.gazetteer import Gazetteer
from cairn.places.geocode import UNITS, is_quarter
from cairn.places.model import Place
from cairn.places.names import LATIN_ARTICLES, Word, is_spelt, key, sounds, word_key, words
from cairn.places.words import place_words
from cairn.values import Point, Precision, distance_m, is_arabic
from cairn.vocab.closed import COUNT_KINDS, Event, Kind
from cairn.vocab.load import of_words

_STOP = re.compile(r"[\n؟!?]|\.(?=[\s.…]|$)")
MOST_CLAIMS = 300
"""Place names of an account that are looked at, the first ones: of more, none is the event's."""
MOST_FIGURES = 200
HOME_SHARE = 0.15
"""A country with less of the text's place words than this is not one the text speaks of."""
HEARD_M = 40_000.0
"""A place that only sounds like the name must lie this near to something else the text names."""
LOOSE_M = 50_000
"""No smaller circle is dared about a place that is not spelt as the name is."""
NEARBY = 0.1
"""`company` of a place with which something else of the text lies within 50 km or so."""
MOST_NEAR = 60
"""So many of the known places of a text are asked about, so that a list of thousands is not asked thousands of times."""
TIED = 0.52
"""Where less of a name's likelihood lies within 20 km of the place chosen, its namesakes are not told apart."""


def read_place(
    claims: Sequence[Claim], text: str, gazetteer: Gazetteer, home: Collection[str] = ()
) -> PlaceRead | None:
    """The place of the event the claims speak of, or None where no place is named.

    `home` are the countries (ISO codes) the source says it works in: asked where the text speaks of none.
    `claims` are one account's, of any kind: counts tell which sentences speak of harm. `point` is None where
    namesakes tie, where no name is in a gazetteer, and where too little speaks for any; else its radius holds the
    event in about four of five such readings, and a radius of 5 km or less in about seven of eight. A name in
    no gazetteer, set in the unit beside it, has no `place_id`.
    """
    named = named_in(claims, text, gazetteer, home)
    here = [n for n in named if n.claim.event is Event.THIS]
    if not here:
        return None
    uses = weighed(named, claims, text, gazetteer, _shares)
    if not uses:
        first = min(unknown_of(named) or here, key=_weighs_least)
        why = "the name is in no gazetteer"
        return PlaceRead(first.claim.value, why=why, start=first.claim.start, end=first.claim.end)
    seen = outlook(uses, len(unknown_of(named)), weights())
    read = _read(seen, gazetteer)
    finer = _finer_unknown(named, seen.chosen.use)
    return _set_within(finer, read) if finer else read


def _shares(features: Sequence[Mapping[str, float]]) -> Sequence[float]:
    return likelihoods(features, weights().place)


def unknown_of(named: Sequence[Named]) -> list[Named]:
    """The first mention of each name of the event's that no gazetteer knows."""
    found: dict[str, Named] = {}
    for one in named:
        if not one.places and one.claim.event is Event.THIS:
            found.setdefault(key(one.claim.value), one)
    return list(found.values())


def _weighs_least(named: Named) -> tuple[bool, int]:
    return named.cues.called not in SURE, named.claim.start


def weighed(
    named: Sequence[Named], claims: Sequence[Claim], text: str, gazetteer: Gazetteer, shares: Shares
) -> list[Use]:
    """Every use of the event's names with what speaks for it; the fitting of the weights calls this too."""
    if not named:
        return []
    harmed = [c.start for c in claims if c.kind in COUNT_KINDS and c.event is Event.THIS]
    harmed = harmed[:MOST_FIGURES]
    countries = countries_of(text, [(n.places, n.cues) for n in named])
    begin = min(c.start for c in claims)
    return uses_of(names_of(named), countries, harmed, begin, gazetteer, shares)


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
    """The place claims with their cues and the candidates in the countries the text speaks of, else in `home`."""
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
            found.append(Named(claim, said, places, sentence, relation(text, run, first, last)))
    countries = countries_of(text, [(n.places, n.cues) for n in found]) or dict.fromkeys(home, 1.0)
    if countries:
        found = [replace(n, places=_at_home(n.places, countries)) for n in found]
    provinces = {p.admin1_pcode for n in found for p in n.places if p.kind is Precision.PROVINCE}
    found = [replace(n, places=_of_its_kind(_quarters_aside(n, provinces), n.cues.called)) for n in found]
    known = [n for n in found if n.places][:MOST_NEAR]
    return [n if n.places else _heard(n, known, countries, gazetteer) for n in found]


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


def _read(seen: Outlook, gazetteer: Gazetteer) -> PlaceRead:
    """The chosen spot as a reading; without a point where it is too unsure or its namesakes tie."""
    chosen, use = seen.chosen.candidate, seen.chosen.use
    place, claim = chosen.place, use.mention.claim
    others = tuple(dict.fromkeys(c.place.id for c in use.candidates if c is not chosen))
    read = PlaceRead(claim.value, alternatives=others, why=_why(seen), start=claim.start, end=claim.end)
    if _tied(seen) or _is_far_fetched(seen):
        return replace(read, alternatives=(place.id, *others))
    radius = seen.radius_m
    if radius and _is_loose(seen):
        radius = max(radius, LOOSE_M)
    area = chosen.area
    return replace(
        read,
        place_id=place.id,
        name_en=place.name_en,
        name_ar=place.name_ar,
        admin1=place.admin1,
        admin1_pcode=place.admin1_pcode,
        country=place.country,
        point=Point(area.lat, area.lon, radius, _precision(place.kind, radius, use)) if radius else None,
    )


def _tied(seen: Outlook) -> bool:
    """Whether the name's other places, far off, are about as likely as the one chosen."""
    chosen = seen.chosen.candidate
    held = sum(c.share for c in seen.chosen.use.candidates if distance(c.area, chosen.area) <= 1000 * FAR_KM)
    return held < TIED


def _is_loose(seen: Outlook) -> bool:
    """Whether the name is not spelt as the place is: it only sounds alike, or has letters of another language."""
    use, place = seen.chosen.use, seen.chosen.candidate.place
    if use.features["unnamed"]:  # the place is the unit it is set in, which has a name of its own
        return False
    return bool(use.features["heard"]) or not is_spelt(use.mention.claim.value, place.spellings)


def _is_far_fetched(seen: Outlook) -> bool:
    """Whether such a name is all there is: neither its province is named nor anything near."""
    said = seen.chosen.candidate.features
    return _is_loose(seen) and not said["province"] and said["company"] < NEARBY


def _precision(kind: Precision, radius_m: int, use: Use) -> Precision:
    """What the words name: the place's own kind; of the land around it, the unit of such a size."""
    if kind in UNITS:
        return kind if radius_m > 1000 * NEAR_KM else Precision.CITY
    return _sized(kind, radius_m) if use.features["wide"] or use.features["between"] else kind


def _sized(kind: Precision, radius_m: int) -> Precision:
    if radius_m <= 1000 * NEAR_KM:
        return kind
    if radius_m <= 12_000:
        return Precision.SUBDISTRICT
    return Precision.DISTRICT if radius_m <= 25_000 else Precision.PROVINCE


def _why(seen: Outlook) -> str:
    """One sentence: how many bear the name, what speaks for the choice, how often such a choice is near."""
    chosen, use = seen.chosen.candidate, seen.chosen.use
    bearing = len({c.place.id for c in use.candidates})
    said = chosen.features
    parts = ["the only place of that name" if bearing == 1 else f"the likeliest of {bearing} of that name"]
    if _tied(seen):
        parts = [f"{bearing} places of that name are about equally likely"]
    if _is_loose(seen):
        parts.append(f"{use.mention.claim.value} is not its spelling")
    if _is_far_fetched(seen):
        parts.append("nothing else that is named lies near")
    if said["province"]:
        parts.append(f"{chosen.place.admin1 or 'its province'} is named")
    if said["company"] > 0.1:
        parts.append("other places named lie near")
    if said["country"] > 0.5:
        parts.append(f"the text speaks of {chosen.place.country}")
    if use.features["wide"]:
        parts.append("the land around it is meant")
    near, far = seen.within[NEAR_KM], seen.within[FAR_KM]
    parts.append(f"such a choice is within 5 km {near:.0%} and within 20 km {far:.0%} of the time")
    return "; ".join(parts)


def _finer_unknown(named: Sequence[Named], use: Use) -> Named | None:
    """The name in no gazetteer that is read: the chosen one, or one of which that tells where it lies."""
    if use.features["unnamed"]:
        return use.mention
    for one in unknown_of(named):
        close = any(
            key(n.claim.value) == use.name
            and n.sentence == one.sentence
            and 0 < n.claim.start - one.claim.end < BESIDE
            for n in named
        )
        if close and (one.cues.called in SURE or one.cues.placed):
            return one
    return None


def _set_within(finer: Named, read: PlaceRead) -> PlaceRead:
    """The reading of the unit under the name that lies in it."""
    unit, point = read.name_en or read.name_ar, read.point
    if point is not None:
        point = replace(point, precision=_sized(point.precision, point.radius_m))
    return replace(
        read,
        point=point,
        name=finer.claim.value,
        place_id="",
        name_en="",
        name_ar="",
        alternatives=tuple(i for i in (read.place_id, *read.alternatives) if i),
        why=f"the name is in no gazetteer; set within {unit}, named with it: {read.why}",
        start=finer.claim.start,
        end=finer.claim.end,
    )
