"""What is compared when an entry of a party is set beside incidents: the entry asked about, candidates, offers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from cairn.values import UNKNOWN, DateSpan, Point, Range
from cairn.vocab.closed import Outcome

from .entries import Entry
from .model import STRIKE, Answered


@dataclass(frozen=True, slots=True)
class Candidate:
    """What of an incident is compared: days, names of its place and of the areas it lies in, point, parties, ranges.

    `elsewhere` is the day it was by universal time where that is another than the local one; `sources` who told of
    it, by name; `targets` what was struck, in any words.
    """

    id: str
    days: DateSpan
    places: tuple[str, ...]
    areas: tuple[str, ...] = ()
    point: Point | None = None
    actors: frozenset[str] = frozenset()
    killed: Range = UNKNOWN
    injured: Range = UNKNOWN
    elsewhere: date | None = None
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What of an entry is compared. `square` is its point's grid reference; `said` its words about what was struck.

    `actors` are the party that speaks and those it speaks for. A `strike` is a line of a report of strikes, and
    `repeats` marks a duplicate of another entry: several of either may speak of one incident.
    """

    id: str
    actors: frozenset[str]
    day: DateSpan | None
    place: str = ""
    point: Point | None = None
    square: str = ""
    killed: Range = UNKNOWN
    injured: Range = UNKNOWN
    via: str = ""
    said: str = ""
    strike: bool = False
    repeats: bool = False

    @property
    def competes(self) -> bool:
        """Whether it takes an incident from other entries of its party."""
        return not self.strike and not self.repeats


@dataclass(frozen=True, slots=True)
class Offer:
    """One incident that an entry may speak of. `automatic` stands on the first alone, and only without a rival.

    `days_apart` is 0 where days overlap, None where the entry tells none; `place` how much of the entry's place the
    incident's has, 0 to 1.
    """

    incident_id: str
    score: float
    rank: int
    automatic: bool
    days_apart: int | None
    place: float
    why: tuple[str, ...]


def asked_of(entry: Entry, actor: str, said: str = "", name: str = "entry") -> Asked:
    """An entry as read, asked about for the party that speaks; `said` are its words."""
    return Asked(
        id=name,
        actors=frozenset({actor}),
        day=entry.day,
        place=entry.place,
        point=entry.cell.point if entry.cell else None,
        square=entry.cell.reference if entry.cell else "",
        killed=entry.killed,
        injured=entry.injured,
        via=entry.via,
        said=said,
    )


def asked_of_kept(kept: Answered, then: date | None = None, said: str = "") -> Asked:
    """A kept entry as known on a day (now, where it is None)."""
    known = kept.known_on(then)
    asked = Asked(
        id=kept.id,
        actors=frozenset({kept.actor}),
        day=kept.day,
        place=kept.place,
        point=kept.point,
        square=kept.mgrs,
        via=kept.via,
        said=" ".join(filter(None, (kept.targets, said))),
        strike=kept.kind == STRIKE,
    )
    if known is None:
        return asked
    repeats = known.outcome is Outcome.DUPLICATE
    return replace(asked, killed=known.killed, injured=known.injured, repeats=repeats)
