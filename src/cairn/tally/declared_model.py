"""What a comparison of declared and alleged holds: incidents with one standing each, and what a party concedes in parts.

An incident of the definition has one standing. A credible entry is cut into parts: what is allotted to each incident it
speaks of, and what is allotted to none. Standings partition the incidents and the parts, so that every table closes:
its rows add up to both totals. `tally/declared.py` makes these values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import NoReturn

from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Grade, Outcome

from .model import Definition, Figure, Sum, Tally


class Standing(StrEnum):
    """Where an incident stands with the party, or a part of what it concedes with the incidents: a closed set.

    The first five are of incidents (`CONCEDED` of parts too), the last three of parts alone.
    """

    CONCEDED = "conceded"  # and matched: a credible entry speaks of the incident
    NON_CREDIBLE = "non_credible"  # always in quotes: the absence of a finding
    OPEN = "open"  # open or reopened
    DUPLICATE = "duplicate"  # the party says it has looked at it under another entry
    NEVER_ASSESSED = "never_assessed"  # no entry speaks of it, or none with an outcome
    UNALLOTTED = "unallotted"  # conceded over several incidents; how many in which was not told
    LEFT_OUT = "left_out"  # conceded on an incident that the definition leaves out: by its grade, say
    NOT_ALLEGED = "not_alleged"  # conceded, and no incident is linked to it


OF_INCIDENTS = (
    Standing.CONCEDED,
    Standing.NON_CREDIBLE,
    Standing.OPEN,
    Standing.DUPLICATE,
    Standing.NEVER_ASSESSED,
)
OF_PARTS = (Standing.CONCEDED, Standing.UNALLOTTED, Standing.LEFT_OUT, Standing.NOT_ALLEGED)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry's stated place lies, as far as somebody has told: needed for entries without an incident."""

    country: str = ""
    admin1_pcode: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alleged:
    """One incident of the definition with its standing and the entry that decides it.

    `conceded` is what is allotted to it: unknown where the party gives no figure or no share. `said_on` is the day of
    the deciding statement, `before` what that entry said until then where it said otherwise. `suggested` where a
    machine's link alone ties it to the entry.
    """

    incident_id: str
    code: str
    standing: Standing
    killed: Figure
    injured: Figure
    day: date | None
    admin1_pcode: str
    grade: Grade | None
    entries: tuple[str, ...] = ()  # all entries that speak of it, by id
    entry_id: str = ""
    actor: str = ""
    outcome: Outcome | None = None
    said_on: date | None = None
    before: Outcome | None = None
    lag_days: int | None = None
    suggested: bool = False
    conceded: Range = UNKNOWN
    several_credible: bool = False
    offered: tuple[str, ...] = ()  # entries that may speak of it, on which nobody has decided


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the dead that one credible entry concedes. `incident_id` is "" where it belongs to no one incident.

    `low` and `high` are what it adds to either end of the sums (an unknown figure adds nothing). `day` and
    `admin1_pcode` are the incident's, the entry's own where no incident is linked. `counted` on one part of each
    entry: there the entry itself, its injured and a missing figure are counted. The injured are of no one incident, and
    unknown where some of its incidents are not compared, or lie on other days or in other places.
    """

    entry_id: str
    incident_id: str
    actor: str
    standing: Standing
    low: int
    high: int
    killed: Range
    injured: Range
    day: date | None
    admin1_pcode: str
    grade: Grade | None
    said_on: date | None
    before: Outcome | None
    whole: Range
    suggested: bool
    counted: bool
    why: str = ""  # why the definition leaves its incident out, or that incidents wait for a decision


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a table: incidents and parts of one standing, with their sums on either side."""

    standing: Standing
    incidents: tuple[Alleged, ...]
    parts: tuple[Part, ...]
    killed: Sum  # as local sources, or the register, give them
    injured: Sum
    conceded: Sum  # as the party gives them; entries without a figure are counted once
    conceded_injured: Sum

    @property
    def incident_ids(self) -> tuple[str, ...]:
        """The members on the local side."""
        return tuple(a.incident_id for a in self.incidents)

    @property
    def entry_ids(self) -> tuple[str, ...]:
        """The entries counted in this row; each entry is counted in one row."""
        return tuple(p.entry_id for p in self.parts if p.counted)

    @property
    def suggested(self) -> int:
        """How many incidents and entries of the row rest on a machine's link."""
        return sum(a.suggested for a in self.incidents) + sum(
            p.suggested and p.counted and p.standing is not Standing.CONCEDED for p in self.parts
        )


@dataclass(frozen=True, slots=True)
class Group:
    """One year, month, partner, place or grade of a breakdown: every standing, those that hold nothing too.

    `key` is "" where it is not known, or where nobody speaks.
    """

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Conceded:
    """What the party concedes under the definition, over distinct credible entries.

    `published` is the same party's sum over credible entries that speak of an incident, by the day it said so (R6):
    its days are those of the period asked for. `elsewhere` counts entries whose incidents lie on other days or in
    other places; `undated` and `unplaced` those without an incident that nobody can put into the period or place;
    `dayless` those with words of which no day is known, which are left out where it is asked what was known on a day.
    """

    killed: Sum
    injured: Sum
    entries: tuple[str, ...]
    incidents: int  # of the definition, that it accepts
    published: Sum
    published_entries: int
    suggested: int  # entries that stand on machines' links alone
    elsewhere: int = 0
    undated: int = 0
    unplaced: int = 0
    dayless: int = 0

    def __int__(self) -> NoReturn:
        raise TypeError("what a party concedes is not a bare number: use shell.export.compare")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Incidents and entries that hang together by links that count; the unit of the bootstrap."""

    incidents: tuple[str, ...]
    entries: tuple[str, ...]
    suggested: bool  # some link in it was made by a machine alone


@dataclass(frozen=True, slots=True)
class Comparison:
    """Declared against alleged under one definition. The cells are the whole; `declared.breakdown` cuts it up."""

    definition: Definition
    known_on: date | None
    local: Tally
    party: Conceded
    cells: tuple[Cell, ...]
    clusters: tuple[Cluster, ...]

    @property
    def incidents(self) -> tuple[Alleged, ...]:
        """Every incident of the definition, by standing, then id."""
        return tuple(a for cell in self.cells for a in cell.incidents)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part of what is conceded, by standing, then entry."""
        return tuple(p for cell in self.cells for p in cell.parts)

    def cell(self, standing: Standing) -> Cell:
        """The row of a standing; it is there even where it holds nothing."""
        return next(c for c in self.cells if c.standing is standing)

    @property
    def figures(self) -> Mapping[str, int]:
        """How what is conceded lies to the local range on matched incidents: below, within, above, or untold."""
        found = {"below": 0, "within": 0, "above": 0, "untold": 0}
        for alleged in self.cell(Standing.CONCEDED).incidents:
            found[_beside(alleged)] += 1
        return found


def _beside(alleged: Alleged) -> str:
    local, said = alleged.killed, alleged.conceded
    if local.is_unknown or said.is_unknown:
        return "untold"
    low = said.min if said.min is not None else said.max or 0
    high = said.max if said.max is not None else low
    if local.min is not None and high < local.min:
        return "below"
    return "above" if local.max is not None and low > local.max else "within"


def added(sums: Iterable[Sum]) -> Sum:
    """Sums of rows that share no member, added up."""
    listed = list(sums)
    return Sum(**{f.name: sum(getattr(s, f.name) for s in listed) for f in fields(Sum)})
