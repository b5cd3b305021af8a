"""What a period's assessment is made from, and what its page sets down (`cairn report`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cairn.publish.parties.compare_page import ComparePage
from cairn.publish.rows.record import Record
from cairn.publish.wording.markup import Html
from cairn.tally.model import Definition, Tally
from cairn.vocab.closed import Grade

Killed = tuple[int | None, int | None]
"""Lowest and highest."""


@dataclass(frozen=True, slots=True)
class Before:
    """The period before, of the same length, which ends the day before this one begins: what was known at its end, at
    `moment`, and what is known now, by the same definition. `all_then` and `all_now` are of every day until its end.

    `was_kept` tells whether the record held anything at all by then. `killed_then` is each incident's range as it
    was released then.
    """

    first: date
    last: date
    moment: str
    was_kept: bool
    then: Tally
    now: Tally
    all_then: Tally
    all_now: Tally
    killed_then: Mapping[str, Killed] = field(default_factory=dict)
    in_scope: frozenset[str] = (
        frozenset()
    )  # incidents of any day until the end of this period, by actor and country


@dataclass(frozen=True, slots=True)
class Material:
    """A period's sums with the record they rest on: the public one, or for a preview the whole.

    `tally` is the headline; `grades` the same under each grade alone; `actors` for each actor its sum of likely,
    contested, weak and discounted. `commands` make this again.
    """

    record: Record
    tally: Tally
    grades: Mapping[Grade, Tally]
    actors: Mapping[str, Mapping[str, Tally]]
    before: Before
    commands: Sequence[str] = ()
    preview: bool = False

    @property
    def definition(self) -> Definition:
        """What is summed."""
        return self.tally.definition


@dataclass(frozen=True, slots=True)
class Watch:
    """How one stretch of the period was monitored."""

    days: str
    actor: str
    country: str
    level: str
    level_label: str


@dataclass(frozen=True, slots=True)
class Watched:
    """Coverage, told before any figure: a verdict where there is one, the count of days, and the stretches."""

    verdict: str
    days: str
    stretches: tuple[Watch, ...]
    by_day: Mapping[date, str]


@dataclass(frozen=True, slots=True)
class SumRow:
    """One row of sums: a grade, or a part of an actor's."""

    key: str
    label: str
    incidents: int
    killed: Html
    injured: Html


@dataclass(frozen=True, slots=True)
class ActorPart:
    """One party: its sentences, the rows beside them, and what it itself says, where it says anything."""

    slug: str
    name: str
    definition: Html
    figures: tuple[Html, ...]
    rows: tuple[SumRow, ...]
    coverage: tuple[Html, ...]
    declared: ComparePage | None


@dataclass(frozen=True, slots=True)
class Change:
    """One incident that was released, updated or withdrawn."""

    kind: str
    label: str
    day: str
    title: str
    href: str
    when: Html
    told: Html


@dataclass(frozen=True, slots=True)
class Revision:
    """One sum as it was known then and as it is known now."""

    label: str
    then: Html
    now: Html


@dataclass(frozen=True, slots=True)
class Changes:
    """All that moved since the end of the period before."""

    day: str
    note: str
    then: str
    revisions: tuple[Revision, ...]
    counts: tuple[Html, ...]
    rows: tuple[Change, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One incident of the period."""

    slug: str
    title: str
    href: str
    when: Html
    place: str
    killed: Html
    injured: Html
    alleged: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """Everything the template sets down, in one language."""

    title: str
    author: str
    scope: tuple[str, ...]
    as_known: Html
    preview: bool
    is_empty: bool
    watched: Watched
    empty: str
    awaiting: Html
    definition: Html
    headline: tuple[Html, ...]
    beside: tuple[Html, ...]
    grades: tuple[SumRow, ...]
    ranges: Html
    columns: Html
    columns_title: str
    columns_note: str
    map: Html
    map_told: Html
    actors: tuple[ActorPart, ...]
    changes: Changes
    listed: tuple[Listed, ...]
    more_listed: str
    grade_meanings: tuple[tuple[str, str], ...]
    method: str
    limits: tuple[str, ...]
    commands: tuple[str, ...]
    cite: str
    bibtex: str
    licence: str
    software: str
