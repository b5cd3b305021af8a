"""A sum that knows what it is: definition, bounds, members, and what it leaves out (rule 19, R5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, NoReturn

from cairn.actors.groups import Member as Member
from cairn.actors.viewpoint import NEUTRAL, Viewpoint
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import LIKELY, Grade, State
from cairn.vocab.relations import Relation

OUTCOMES = ("killed", "injured")
GROUPS = ("children", "women", "men", "belligerents")
"""Sub-groups that have sums of their own, as `children_killed` and the like. Belligerents are not among civilians."""


class Told(NamedTuple):
    """A figure as another recorder wrote it: an end may be missing, and the lowest may stand above the highest."""

    min: int | None = None
    max: int | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether neither end is given."""
        return self.min is None and self.max is None


Figure = Range | Told


@dataclass(frozen=True, slots=True)
class Aside:
    """A contested step that a grouping leaves out: the words that say it, all of one relation between the same two, the
    words `against` it, and who would be a member with it. No `words` where it only follows from others that stand."""

    words: tuple[Relation, ...]
    against: tuple[Relation, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """What is summed. Empty tuples mean "any". `place` is a P-code or a place name as asked for, `place_pcode` that
    of the province it names where it names one.

    `members` are those whose strikes count for an actor that is asked for under the `viewpoint` (tally/rollup.py); empty
    is no roll-up. `asides` are what the grouping leaves out because it is contested.
    `parents` takes umbrella records instead of their parts. `count` is which outcomes the words tell.
    """

    actors: tuple[str, ...] = ()
    country: str = ""
    place: str = ""
    from_day: date | None = None
    to_day: date | None = None
    grades: tuple[Grade, ...] = tuple(sorted(LIKELY))
    grade_of: str = "attribution"  # attribution | incident
    basis: str = "best"  # released | set | suggested | best (the best available of each)
    as_of: str = ""  # ISO moment; "" is now
    unit: str = "civilians killed and injured, incidents counted once"
    register: str = ""  # another recorder's register, whose incidents and grades these are; "" is our own
    members: tuple[Member, ...] = ()
    parents: bool = False
    count: tuple[str, ...] = OUTCOMES
    place_pcode: str = ""
    viewpoint: Viewpoint = NEUTRAL
    asides: tuple[Aside, ...] = ()

    @property
    def counted(self) -> frozenset[Grade]:
        """The grades that enter the sum; discounted enters only where it is asked for alone (rule 21)."""
        grades = frozenset(self.grades) or frozenset(Grade)
        return grades if grades == {Grade.DISCOUNTED} else grades - {Grade.DISCOUNTED}

    @property
    def bound(self) -> str:
        """What the two ends of the sum are; nobody may take them for a margin of error (rule 24)."""
        return (
            "min adds up the lowest figures as the register writes them, max_of_known the highest; an end that is not "
            "written adds nothing"
            if self.register
            else "min adds up the lowest figures that are known, max_of_known the highest; where only a lowest is known "
            "it stands at both ends"
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One incident as a tally sees it: its grade for each actor, and its ranges.

    A register's incident has one grade of its own: `actors` are those it is filed under, `named` those it
    attributes harm to without filing it under them, `ungraded` why it has no grade that could count.
    `groups` are the figures of sub-groups by name, `children_killed` and so on; `written` those figures, by name, that
    add up as another recorder wrote them.
    """

    incident_id: str
    code: str
    grades: tuple[tuple[str, Grade, State], ...]  # (actor id, grade, how far the grade has come)
    incident_grade: Grade | None
    country: str
    admin1_pcode: str
    place_names: tuple[str, ...]
    start: date | None
    end: date | None
    killed: Range = UNKNOWN
    injured: Range = UNKNOWN
    parent_id: str = ""
    harm_reported: str = "unknown"
    state: State = State.SUGGESTED
    actors: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    ungraded: str = ""
    groups: Mapping[str, Range] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    province: str = ""  # as a register tells it
    written: Mapping[str, Told] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    parties: frozenset[str] = field(init=False, repr=False, compare=False)
    """Every actor it counts for: those a register files it under, else those it is graded for."""

    def __post_init__(self) -> None:
        """Every sum asks for the parties of every row: they are made once."""
        parties = frozenset(self.actors or (actor for actor, _, _ in self.grades))
        object.__setattr__(self, "parties", parties)

    def figure(self, name: str) -> Figure:
        """What it adds to the sum of this name: `killed`, `injured` or a sub-group's."""
        if name in self.written:
            return self.written[name]
        return {"killed": self.killed, "injured": self.injured}.get(name) or self.groups.get(name, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Sum:
    """Known ends added up. Not a `Range`: `max_of_known` leaves out incidents without a figure."""

    min: int
    max_of_known: int
    without_figure: int  # incidents that give no figure at all
    open_above: int  # incidents with a minimum and no maximum
    open_below: int = 0  # incidents with a maximum and no minimum: they add nothing to `min`
    reversed: int = 0  # incidents of a register whose lowest figure is written above the highest


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a period was monitored for an actor in a country: full, partial or none; `untold` where nobody said."""

    actor: str
    country: str
    from_day: date
    to_day: date
    level: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure with its definition. It has no way to print as a bare number (rule 24, lesson 1)."""

    definition: Definition
    incidents: int
    killed: Sum
    injured: Sum
    jointly_attributed: int
    machine_suggested: int
    undated: int
    unplaced: int
    members: tuple[str, ...]
    coverage: tuple[Coverage, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()  # (reason, incidents) for what the definition excludes by rule
    named_only: int = 0  # incidents of a register that name the actors and are not filed under them
    subgroups: Mapping[str, Sum] = field(
        default_factory=lambda: MappingProxyType({}), hash=False
    )  # where one gives a figure
    rolled_up: tuple[tuple[Member, int], ...] = ()  # members, and incidents that count through nothing else
    told_as: tuple[tuple[str, int], ...] = ()  # how a register spells the province asked for, and how often
    asides: tuple[tuple[Aside, int], ...] = ()  # contested steps, and incidents that would count with each
    aside_incidents: int = 0  # incidents that would count with any of them
    nobodys: int = 0  # incidents of a register filed under nobody at all, where an actor is asked for

    def __int__(self) -> NoReturn:
        raise TypeError("a tally is not a bare number: use tally.words.sentence(tally)")

    __float__ = __int__
    __index__ = __int__

    def __str__(self) -> NoReturn:
        raise TypeError("a tally is not a bare number: use tally.words.sentence(tally)")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("a tally is not a bare number: use tally.words.sentence(tally)")
