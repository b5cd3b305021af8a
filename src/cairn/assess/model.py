"""A grade and a strike status for one incident and one actor, with the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Grade, Role, StrikeStatus

from .credibility import TrackRecords
from .precedents import Book


@dataclass(frozen=True, slots=True)
class Concession:
    """What an actor itself accepts about an incident; zero conceded is a figure, None is none given.

    `harm` is False where it only declares that it struck. Only what a person `reviewed` counts as its word: what a
    machine alone linked waits, and makes a strike likely at most. `entry` is the id of its statement.
    """

    actor_id: str
    killed: Range = UNKNOWN
    injured: Range = UNKNOWN
    declared_strike: bool = True
    harm: bool = True
    reviewed: bool = True
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A machine's suggestion: never published; a person sets the grade, a second releases it.

    `grade` is None where nothing alleges harm. `trace` says rule by rule what held and what did not;
    `would_change` says what would move the grade. `rule_grade` is the grade before any precedent, `named_by`
    how many independent origins name the actor or its side, `country` where the incident lies, if known.
    """

    actor_id: str
    role: Role
    grade: Grade | None
    strike_status: StrikeStatus
    trace: tuple[str, ...]
    would_change: str = ""
    basis_claims: tuple[str, ...] = ()
    rule_grade: Grade | None = None
    named_by: int = 0
    country: str = ""


@dataclass(frozen=True, slots=True)
class Experience:
    """What persons decided before: books of graded cases, one's own first, and how sources held up."""

    books: tuple[Book, ...] = ()
    records: TrackRecords = field(default_factory=dict)


NO_EXPERIENCE = Experience()
