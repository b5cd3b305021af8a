"""What of an incident is held beside another recorder's, the pairs they may make, and the classes each falls in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cairn.tally.model import Coverage, Figure, Sum
from cairn.values import UNKNOWN, DateSpan, Point, Range


class Class(StrEnum):
    """Where an incident stands in a crosswalk; each stands in one."""

    BOTH = "both"
    ONLY = "only"  # the other has nothing that could be it
    OPEN = "open"  # it cannot be told whether the other has it
    OUTSIDE = "outside"  # outside of what is compared


class By(StrEnum):
    """Who says that two are the same."""

    MACHINE = "machine"  # suggested
    PERSON = "person"  # set


@dataclass(frozen=True, slots=True)
class Recorded:
    """An incident as one side has it.

    `days` are those it may have been, `day` the one it counts on. `killed` and `injured` are civilians, `all_killed`
    people of any status. `written` holds their figures as a register's sum adds them up. `named` are codes and ids of
    the other side that it names itself; `addresses` where its sources stood, as compared. `state` is how far ours has
    come; `grades` the grades it bears.
    """

    id: str
    code: str = ""
    codes: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    day: date | None = None
    days: DateSpan | None = None
    places: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    pcode: str = ""
    country: str = ""
    point: Point | None = None
    actors: frozenset[str] = frozenset()
    killed: Range = UNKNOWN
    injured: Range = UNKNOWN
    all_killed: Range = UNKNOWN
    written: Mapping[str, Figure] = field(default_factory=dict, hash=False)
    harm: str = "unknown"
    sources: tuple[str, ...] = ()
    addresses: frozenset[str] = frozenset()
    state: str = ""
    grades: frozenset[str] = frozenset()
    changed: date | None = None

    def adds(self, name: str) -> Figure:
        """What it adds to the sum of this name: `killed`, `injured` or `all_killed`."""
        if name in self.written:
            return self.written[name]
        return {"killed": self.killed, "injured": self.injured, "all_killed": self.all_killed}[name]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is so, by its code in data/crosswalk.toml, with the values its words name."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """One of ours and one of theirs, how well they fit in points, and what was compared."""

    ours: str
    theirs: str
    score: float
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """A person's answer on a pair: `same`, `different` or `unsure`."""

    ours: str
    theirs: str
    answer: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """That one of ours and one of theirs are the same incident, or that one is a part of the other.

    `differs` tells why their figures differ, or that they do not.
    """

    ours: str
    theirs: str
    by: By
    score: float
    why: tuple[Reason, ...] = ()
    differs: tuple[Reason, ...] = ()
    who: str = ""


@dataclass(frozen=True, slots=True)
class Stands:
    """Where one incident stands, why it is outside or open, and what it may be."""

    id: str
    where: Class
    why: tuple[Reason, ...] = ()
    offers: tuple[Likeness, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared; empty means any. `actors` are ids, or names as the register tells them."""

    actors: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None
    country: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The incidents of one side in one class: how many, and what they add up to by name of figure."""

    incidents: int
    sums: Mapping[str, Sum]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The whole comparison. The parts of a side add up to that side's whole, incident by incident."""

    asked: Asked
    pairs: tuple[Pair, ...]
    ours: tuple[Stands, ...]
    theirs: tuple[Stands, ...]
    our_parts: Mapping[Class, Part]
    their_parts: Mapping[Class, Part]
    our_whole: Part
    their_whole: Part
    coverage: tuple[Coverage, ...] = ()
    our_extent: DateSpan | None = None
    their_extent: DateSpan | None = None
