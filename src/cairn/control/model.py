"""The values of control: areas, what authors say of who held them, and what is computed from that for one day.

An assertion is somebody's word and stays as it was said. A state is computed from assertions under a stated policy. A
share is a range: ground whose holder is not known, or is fought over, may go either way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Rings = tuple[tuple[tuple[float, float], ...], ...]
"""An outer ring and its holes, of (lon, lat) in degrees WGS 84, first point and last alike."""
Holding = Literal["held", "contested", "not_held", "share"]
Status = Literal["held", "partly_held", "contested", "disputed", "unknown"]
Denominator = Literal["land_area", "neighbourhoods", "built_up", "not_stated"]

HOLDINGS: tuple[Holding, ...] = ("held", "contested", "not_held", "share")
DENOMINATORS: tuple[Denominator, ...] = ("land_area", "neighbourhoods", "built_up", "not_stated")


@dataclass(frozen=True, slots=True)
class Area:
    """A piece of ground with a name: `id` is its P-code where it has one. `polygons` are empty where only a point is
    known. `parent` is the area it is a part of. `built_up_km2`: how much of it is built up, where measured."""

    id: str
    names: Mapping[str, str]
    kind: str = ""
    parent: str = ""
    aliases: tuple[str, ...] = ()
    polygons: tuple[Rings, ...] = ()
    lat: float | None = None
    lon: float | None = None
    source: str = ""
    built_up_km2: float | None = None


@dataclass(frozen=True, slots=True)
class Assertion:
    """One author's word on one area: who held it, who fought over it, who did not hold it, or which share of it.

    It holds from `start`, or from a day not known between `start` and `start_latest` ("by 6 September"), to `end` where
    that is told, both included. `actors` are the holder, or those who fought over it. `share` is a fraction of the area,
    lowest and highest ("more than half" is (0.5, 1)). `polygons` where the ground is drawn and not named; `layer` is the
    dated drawing it belongs to. `asserted_by` is an actor's id where the author is one, else the author's name.
    """

    id: str
    holding: Holding
    actors: tuple[str, ...]
    asserted_by: str
    source: str
    area: str = ""
    polygons: tuple[Rings, ...] = ()
    share: tuple[float, float] | None = None
    start: date | None = None
    start_latest: date | None = None
    end: date | None = None
    said: date | None = None
    denominator: Denominator = "not_stated"
    layer: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """One author's drawing of one day. `complete`: within the area `frame`, what it leaves blank its holders do not
    hold; else what it leaves blank is not known."""

    id: str
    day: date
    asserted_by: str
    source: str
    frame: str = ""
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """How assertions become a state: the last word on an area stands until another, or until it is `stale_after_days`
    old (None: for ever). `authors` limits whose word is taken, empty for anybody's."""

    id: str = "last_word"
    stale_after_days: int | None = 365
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaState:
    """One area on one day. `holders` gives each actor the lowest and highest fraction of the area it may have held; an
    actor not among them may have held `rest` at most, which is above 0 where the holder is not known. `because` are the
    assertions it rests on, `last_word` the day of the newest of them."""

    area: str
    day: date
    status: Status
    holders: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    rest: float = 0.0
    because: tuple[Assertion, ...] = ()
    last_word: date | None = None

    def of(self, actor: str) -> tuple[float, float]:
        """The lowest and highest fraction of the area the actor may have held."""
        return self.holders.get(actor, (0.0, self.rest))


@dataclass(frozen=True, slots=True)
class Share:
    """Which part of a place an actor held on a day: lowest and highest fraction of `total` (square kilometres, or a
    number of neighbourhoods). `amounts` are square kilometres or numbers by status and sum to `total`; held is split by
    holder. `states` are the areas it is made of; for drawn ground there may be none."""

    place: str
    day: date
    actor: str
    denominator: Denominator
    low: float
    high: float
    total: float
    amounts: Mapping[str, float]
    policy: Policy
    states: tuple[AreaState, ...] = ()

    def areas(self, *statuses: Status) -> tuple[str, ...]:
        """The ids of the areas in these states."""
        return tuple(s.area for s in self.states if s.status in statuses)


@dataclass(frozen=True, slots=True)
class Beside:
    """A claimed share beside the computed one of its day, in the denominator it names, else by land area. `verdict`:
    where the claim lies to the computed range. `difference`: claimed less computed, lowest and highest, as fractions."""

    claim: Assertion
    computed: Share
    verdict: Literal["in", "above", "below", "overlaps", "not_comparable"]
    difference: tuple[float, float]
