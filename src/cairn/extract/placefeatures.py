"""What speaks for each place an account may mean: its names in, their uses and spots with features out.

A candidate is one spot that one name can stand for: a place of that name, the land around it where the words
say "the countryside of", the middle of a road between two names. Its features are small numbers a person can
check against the text; what each is worth is in `data/place_weights.toml` (`placeodds`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from cairn.extract.placecontext import (
    Name,
    Named,
    beside_of,
    context_of,
    other_end,
    qualified_by,
    spots_of,
    unit_before,
)
from cairn.extract.placecues import SURE, UNITS_CALLED
from cairn.extract.placephrases import Relation, midway, related
from cairn.places.areas import Area
from cairn.places.gazetteer import Gazetteer
from cairn.places.geocode import (
    UNITS,
    Context,
    fits,
    grouped,
    is_contradicted,
    is_quarter,
    is_recorded,
    nearness,
    of_the_level,
)
from cairn.places.model import Place
from cairn.places.names import key
from cairn.values import Precision
from cairn.vocab.closed import Event

MOST_NAMESAKES = 12
METRES_A_DEGREE = 111_195.0
SETTLED = frozenset({"city", "town", "village", "camp", "neighbourhood"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One spot that a use of a name may stand for, and what speaks for it among the others of that name."""

    place: Place
    area: Area
    features: Mapping[str, float]
    share: float = 1.0  # how likely this one is, of those of its name


@dataclass(frozen=True, slots=True)
class Use:
    """One way in which an account uses a name (at it, in its countryside, as a city), its spots, and what
    speaks for this use being the one that tells where the event was."""

    name: str
    mention: Named
    candidates: tuple[Candidate, ...]
    features: Mapping[str, float]

    @property
    def likeliest(self) -> Candidate:
        """The spot it most likely stands for."""
        return max(self.candidates, key=lambda c: c.share)


Shares = Callable[[Sequence[Mapping[str, float]]], Sequence[float]]
"""Features of the spots of one name in, how likely each of them is out."""


def uses_of(
    names: Sequence[Name],
    countries: Mapping[str, float],
    harmed: Sequence[int],
    begin: int,
    gazetteer: Gazetteer,
    shares: Shares,
) -> list[Use]:
    """Every use of the names with its spots.

    `countries` is how much the text speaks of each, `harmed` where its figures stand, `begin` where it begins.
    """
    qualified = qualified_by(names)
    spots = spots_of(names)
    found: list[Use] = []
    for name in names:
        if name.places:
            said = _said_of(name, harmed, begin, qualified)
            context = context_of(name, names, spots, countries)
            found += _of_name(name, names, said, context, gazetteer, shares)
    found += [
        use
        for name in names
        if not name.places and name.first.claim.event is Event.THIS
        if (use := _of_unknown(name, names, _said_of(name, harmed, begin, qualified), found))
    ]
    return [_among(one, found) for one in found]


def _of_unknown(
    name: Name, names: Sequence[Name], said: Mapping[str, float], known: Sequence[Use]
) -> Use | None:
    """The use of a name in no gazetteer: somewhere in what is named right behind it, if anything is."""
    first = name.first
    mentions = [n for other in names for n in other.mentions]
    beside = beside_of(first, mentions) or unit_before(first, mentions)
    held = next((u for u in known if beside and u.name == key(beside.claim.value)), None)
    wanted = (key(beside.claim.value), beside.relation) if beside else None
    held = next((u for u in known if (u.name, u.mention.relation) == wanted), held)
    if held is None:
        return None
    fine = _CALLED_FINE.get(first.cues.called, 2.5)
    own = {
        **held.features,
        **said,
        **_of_kind(first.cues.called),
        "share": 1.0,
        "unnamed": 1.0,
        "fine": fine,
        "fine_early": fine / (1 + said["late"]),
        "fine_figure": fine * said["figure"],
    }
    return Use(name.key, first, held.candidates, own)


def _of_name(
    name: Name,
    names: Sequence[Name],
    said: Mapping[str, float],
    context: Context,
    gazetteer: Gazetteer,
    shares: Shares,
) -> list[Use]:
    """The uses of one name: at its places, around them, or half way to the next name."""
    found: list[Use] = []
    uses = Counter((n.relation, n.relation.is_wide or n.cues.wide, _called(n)) for n in name.mentions)
    for (relation, wide, called), times in uses.items():
        mention = next(n for n in name.mentions if (n.relation, _called(n)) == (relation, called))
        end = other_end(mention, names) if relation.between else None
        seats = _counted_from(name.places, relation, called)
        # "north of the city of X" is no land of X, nor is what lies so many kilometres from the town of X
        land = wide and not seats and (relation.rural or called not in SETTLED)
        level = grouped(of_the_level(seats or name.places, called, land), called)[:MOST_NAMESAKES]
        if land:
            known = {p.id for p in level}
            level += [p for p in grouped(of_the_level(name.places, "", False), "") if p.id not in known]
        features = [_of_place(p, level, name, context, called, wide) for p in level]
        areas = [midway(p, end) if end else related(p, relation, gazetteer) for p in level]
        spots = tuple(map(Candidate, level, areas, features, shares(features)))
        own = {
            **said,
            **_of_kind(called),
            "wide": float(wide),
            "share": times / len(name.mentions),
            "stated_km": float(relation.km is not None),
            "between": float(end is not None),
            "unnamed": 0.0,
        }
        found.append(_with_spots(Use(name.key, mention, spots, own), called, wide))
    return found


def _counted_from(places: Sequence[Place], relation: Relation, called: str) -> list[Place]:
    """The settlements a stated distance is counted from; none where no distance is stated, or from a unit."""
    if relation.km is None or called in UNITS_CALLED:
        return []
    return [p for p in places if p.kind not in UNITS]


def _with_spots(use: Use, called: str, wide: bool) -> Use:
    """The use with what its likeliest spots are like."""

    def mean(of: Callable[[Candidate], float]) -> float:
        return sum(c.share * of(c) for c in use.candidates)

    said = use.features
    fine = mean(lambda c: _fineness(c.place, called, wide))
    more = {
        "fine": fine,
        "fine_early": fine / (1 + said["late"]),
        "fine_figure": fine * said["figure"],
        "reach": mean(lambda c: math.log10(c.area.reach_m / 1000)),
        "certain": max(c.share for c in use.candidates),
    }
    more |= {f: mean(lambda c: c.features[f]) for f in CARRIED}  # noqa: B023 -- called at once
    return replace(use, features={**said, **more})


CARRIED = (
    "province_kind",
    "district_kind",
    "subdistrict_kind",
    "city_kind",
    "town_kind",
    "spot_kind",
    "province",
    "company",
    "country",
    "contradicted",
    "recorded",
    "quarter",
    "people",
    "heard",
)
"""Features of a spot that also speak for or against the use of its name."""


def _called(mention: Named) -> str:
    """The kind of place the text calls it; one is near a city, not near a province."""
    return mention.cues.called or ("city" if mention.cues.near else "")


def _of_kind(called: str) -> dict[str, float]:
    """The kind the text calls it, as features."""
    return {
        "sure": float(called in SURE),
        "called_fine": float(called in ("village", "camp", "neighbourhood", "town", "landmark")),
        "called_city": float(called == "city"),
        "called_unit": float(called in UNITS_CALLED),
    }


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


def _fineness(place: Place, called: str, wide: bool) -> float:
    """How small a spot the name stands for, 0 a province to 3 a village: by its kind and by what it is called."""
    kind = _KIND_FINE.get(place.kind, 3.0)
    fine = min(kind, _CALLED_FINE.get(called, kind))
    return fine / 2 if wide else fine


def _said_of(
    name: Name, harmed: Sequence[int], begin: int, qualified: Mapping[str, float]
) -> dict[str, float]:
    """What the words around a name say of it, whichever place it is."""
    cues = [n.cues for n in name.mentions]
    first = min(n.claim.start for n in name.mentions)
    gap = min((abs(h - n.claim.start) for h in harmed for n in name.mentions), default=999)
    lead = min((abs(harmed[0] - n.claim.start) for n in name.mentions), default=999) if harmed else 999
    return {
        "late": math.log1p(max(0, first - begin) / 100),
        "opening": float(any(n.sentence == 0 for n in name.mentions)),
        "other": float(all(n.claim.event is not Event.THIS for n in name.mentions)),
        "times": math.log(len(name.mentions)),
        "placed": float(any(c.placed for c in cues)),
        "hashtag": float(any(c.hashtag for c in cues)),
        "harm": 1.0 / (1 + min(c.harm for c in cues)),
        "figure": float(gap < 120),
        "first_figure": math.exp(-lead / 150),
        "near": float(all(c.near for c in cues)),
        "near_once": float(any(c.near for c in cues)),
        "wide_once": float(
            any(c.wide or n.relation.is_wide for n, c in zip(name.mentions, cues, strict=True))
        ),
        "tells_known": float(qualified.get(name.key, 0.0) == 1.0),
        "tells_unknown": float(qualified.get(name.key, 0.0) == 0.5),
    }


def _of_place(
    place: Place, level: Sequence[Place], name: Name, context: Context, called: str, wide: bool
) -> dict[str, float]:
    """What speaks for a place among those of its name."""
    most = max(p.population for p in level)
    unit = float(place.kind in UNITS)
    kinds = (Precision.PROVINCE, Precision.DISTRICT, Precision.SUBDISTRICT, Precision.CITY, Precision.TOWN)
    return {
        **{f"{k}_kind": float(place.kind is k) for k in kinds},
        "spot_kind": float(place.kind not in kinds),
        "unit_wide": unit * wide,
        "unit_at": unit * (not wide),
        "fits": float(fits(place, called)),
        "province": context.provinces.get(place.admin1_pcode, 0.0) if place.admin1_pcode else 0.0,
        "company": max((w * nearness(place, lat, lon) for lat, lon, w in context.anchors), default=0.0),
        "country": context.countries.get(place.country, 0.0),
        "contradicted": float(is_contradicted(place, context)),
        "recorded": float(is_recorded(place, name.places)),
        "quarter": float(is_quarter(place) and place.admin3_pcode not in context.named),
        "people": math.log10(1 + place.population),
        "smaller": math.log10((1 + most) / (1 + place.population)),
        "heard": float(all(n.heard for n in name.mentions)),
    }


def _among(one: Use, found: Sequence[Use]) -> Use:
    """With how many finer names lie within its reach (a part of a province), and how many stand before it."""
    fine, area = one.features["fine"], one.likeliest.area
    others = [u for u in found if u.name != one.name]
    finer = [u for u in others if u.features["fine"] > fine + 0.3]
    inside = [u for u in finer if distance(area, u.likeliest.area) <= area.reach_m + 5_000]
    before = {
        u.name for u in others if u.features["fine"] >= fine and u.features["late"] < one.features["late"]
    }
    more = {
        "parts": math.log1p(len({u.name for u in inside})),
        "part_beside": float(any(u.mention.sentence == one.mention.sentence for u in inside)),
        "finer": float(bool(finer)),
        "after": math.log1p(len(before)),
        "first_fine": float(not before and fine >= 1.8),
        "names": math.log(len(found)),
    }
    return replace(one, features={**one.features, **more})


def distance(one: Area, other: Area) -> float:
    """Metres between two middles as on a flat map, which is near enough to say who is near and who is not."""
    north = one.lat - other.lat
    east = (one.lon - other.lon) * math.cos(math.radians((one.lat + other.lat) / 2))
    return METRES_A_DEGREE * math.hypot(north, east)
