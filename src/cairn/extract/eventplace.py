"""Which of the places an account names is the event's: claims in, one `PlaceRead` out.

Every use of every name is weighed (`placefeatures`, `placeodds`): one place is chosen, with the radius that holds
the event in four of five such readings, or none. A name in no gazetteer is kept as written and set in the unit
named beside it. Stands above `places`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from cairn.extract.model import Claim, PlaceRead
from cairn.extract.placecontext import BESIDE, Named, names_of
from cairn.extract.placecues import SURE
from cairn.extract.placefeatures import Shares, Use, distance, uses_of
from cairn.extract.placenamed import countries_of, named_in
from cairn.extract.placeodds import FAR_KM, NEAR_KM, Outlook, likelihoods, outlook, weights
from cairn.places.gazetteer import Gazetteer
from cairn.places.geocode import UNITS
from cairn.places.names import is_spelt, key
from cairn.values import Point, Precision
from cairn.vocab.closed import COUNT_KINDS, Event

MOST_FIGURES = 200
LOOSE_M = 50_000
"""No smaller circle is dared about a place that is not spelt as the name is."""
NEARBY = 0.1
"""`company` of a place with which something else of the text lies within 50 km or so."""
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
    if not named:
        return None
    uses = weighed(named, claims, text, gazetteer, _shares)
    if not uses:
        first = min(unknown_of(named) or named, key=_weighs_least)
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
