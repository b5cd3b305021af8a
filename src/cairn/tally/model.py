"""A sum that knows what it is: definition, bounds, members, and what it leaves out (rule 19, R5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import LIKELY, Grade, State


@dataclass(frozen=True, slots=True)
class Definition:
    """What is summed. Empty tuples mean "any". `place` is a P-code or a place name as asked for."""

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

    @property
    def counted(self) -> frozenset[Grade]:
        """The grades that enter the sum; discounted enters only where it is asked for alone (rule 21)."""
        grades = frozenset(self.grades) or frozenset(Grade)
        return grades if grades == {Grade.DISCOUNTED} else grades - {Grade.DISCOUNTED}


@dataclass(frozen=True, slots=True)
class Row:
    """One incident as a tally sees it: its grade for each actor, and its ranges.

    A register's incident has one grade of its own: `actors` are those it is filed under, `named` those it
    attributes harm to without filing it under them, `ungraded` why it has no grade that could count.
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


@dataclass(frozen=True, slots=True)
class Sum:
    """Known minima and maxima added up. Not a `Range`: `max_of_known` leaves out incidents without a figure."""

    min: int
    max_of_known: int
    without_figure: int  # incidents that give no figure at all
    open_above: int  # incidents with a minimum and no maximum: their minimum stands in `max_of_known`
    open_below: int = 0  # incidents with a maximum and no minimum: they add nothing to `min`


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

    def __int__(self) -> NoReturn:
        raise TypeError("a tally is not a bare number: use tally.words.sentence(tally)")

    __float__ = __int__
    __index__ = __int__

    def __str__(self) -> NoReturn:
        raise TypeError("a tally is not a bare number: use tally.words.sentence(tally)")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("a tally is not a bare number: use tally.words.sentence(tally)")
