"""What the other names of an account say of where one lies: names in, a `Context` and what qualifies what out.

"X in eastern rural Y" tells that X lies in Y, and that Y is not the spot; places named together lie together.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from cairn.extract.model import Claim
from cairn.extract.placecues import Cues
from cairn.extract.placephrases import Relation
from cairn.places.geocode import UNITS, Context
from cairn.places.model import Place
from cairn.places.names import key
from cairn.values import Precision
from cairn.vocab.closed import Event

MOST_NAMES = 24
"""Names of an account that are weighed, the first ones; a list of villages of a whole province has more."""
BESIDE = 90
"""Letters within which a unit named after a name says where it lies ("X in eastern rural Y")."""


@dataclass(frozen=True, slots=True)
class Named:
    """One place claim with its cues, the places that bear the name, and the number of its sentence."""

    claim: Claim
    cues: Cues
    places: tuple[Place, ...]
    sentence: int
    relation: Relation
    heard: bool = False  # the places only sound like the name
    side: Relation | None = None  # "in the western countryside", of a unit that was said before


@dataclass(frozen=True, slots=True)
class Name:
    """Every mention of one name in an account."""

    key: str
    mentions: tuple[Named, ...]

    @property
    def first(self) -> Named:
        """The mention that says most: of the event before of others, the earliest."""
        return min(self.mentions, key=lambda n: (n.claim.event is not Event.THIS, n.claim.start))

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that bear it; as narrow as any mention says."""
        return min((n.places for n in self.mentions if n.places), key=len, default=())


def names_of(named: Sequence[Named]) -> list[Name]:
    """The names of an account in the order of their first mention, the first MOST_NAMES of them."""
    by_key: dict[str, list[Named]] = {}
    for one in named:
        by_key.setdefault(key(one.claim.value), []).append(one)
    return [Name(k, tuple(mentions)) for k, mentions in list(by_key.items())[:MOST_NAMES]]


def qualified_by(names: Sequence[Name]) -> dict[str, float]:
    """Which names tell where another lies: 1 behind a known name of its sentence, 0.5 behind an unknown one."""
    inner = sorted((n for name in names for n in name.mentions), key=lambda n: n.claim.start)
    found: dict[str, float] = {}
    for before, behind in itertools.pairwise(inner):
        close = behind.sentence == before.sentence and behind.claim.start - before.claim.end < BESIDE
        if close and (behind.cues.wide or behind.cues.near or any(p.kind in UNITS for p in behind.places)):
            other = key(behind.claim.value)
            if key(before.claim.value) != other:
                found[other] = max(found.get(other, 0.0), 1.0 if before.places else 0.5)
    return found


def spots_of(names: Sequence[Name]) -> dict[str, list[Place]]:
    """For each name that is one spot for our purpose, its places: settlements before units, no province."""
    found = {}
    for name in names:
        spots = [p for p in name.places if p.kind not in UNITS]
        spots = spots or [p for p in name.places if p.kind is not Precision.PROVINCE]
        if spots and all(not n.cues.wide for n in name.mentions) and _together(spots):
            found[name.key] = spots[:3]
    return found


def context_of(
    name: Name, names: Sequence[Name], spots: Mapping[str, Sequence[Place]], countries: Mapping[str, float]
) -> Context:
    """What the other names of the text say of where this one lies."""
    first = name.first
    provinces: dict[str, float] = {}
    anchors: list[tuple[float, float, float]] = []
    for other in names:
        weight = max(_closeness(first, n) for n in other.mentions)
        for unit in other.places:
            if unit.kind is Precision.PROVINCE:
                provinces[unit.admin1_pcode] = max(provinces.get(unit.admin1_pcode, 0.0), weight)
        if other is not name:
            anchors += [(p.lat, p.lon, weight) for p in spots.get(other.key, ())]
    beside = beside_of(first, [n for other in names for n in other.mentions])
    named = {p.admin3_pcode for o in names if o is not name for p in o.places if p.admin3_pcode}
    return Context(provinces, anchors, countries, beside.places if beside else (), named)


def _closeness(one: Named, other: Named) -> float:
    gap = abs(other.claim.start - one.claim.start)
    near = 1.0 if gap < 100 else 0.8 if gap < 300 else 0.5
    return near if other.sentence == one.sentence else 0.6 * near


def _together(places: Collection[Place]) -> bool:
    """Whether the places lie within about half a degree: then the name is one spot for our purpose."""
    lats, lons = [p.lat for p in places], [p.lon for p in places]
    return max(lats) - min(lats) < 0.5 and max(lons) - min(lons) < 0.6


def beside_of(best: Named, named: Sequence[Named]) -> Named | None:
    """The unit behind the name in its sentence that says where it lies ("in rural Y", "west of Y")."""
    behind = [
        n
        for n in named
        if n.sentence == best.sentence and 0 < n.claim.start - best.claim.end < BESIDE and n.places
        if n.cues.wide or n.cues.near or any(p.kind in UNITS for p in n.places)
    ]
    return min(behind, key=lambda n: n.claim.start, default=None)


def unit_before(best: Named, named: Sequence[Named]) -> Named | None:
    """The province said last before the name, whose name stands at the head of the text or its section; else None."""
    before = [n for n in named if n.claim.start < best.claim.start and any(p.kind in UNITS for p in n.places)]
    provinces = [n for n in before if any(p.kind is Precision.PROVINCE for p in n.places)]
    return max(provinces or before, key=lambda n: n.claim.start, default=None)


def other_end(mention: Named, names: Sequence[Name]) -> Place | None:
    """The place at the other end of the road: the next name, right behind."""
    behind = [
        n
        for name in names
        for n in name.mentions
        if 0 < n.claim.start - mention.claim.end < 25 and n.places and n.sentence == mention.sentence
        if n.relation.joined
    ]
    nearest = min(behind, key=lambda n: n.claim.start, default=None)
    spots = [p for p in nearest.places if p.kind not in UNITS] if nearest else []
    return max(spots, key=lambda p: p.population, default=None)
