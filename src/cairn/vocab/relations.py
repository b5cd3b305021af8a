"""Who stands how to whom, and who calls whom what, according to whom: dated assertions, each with its author.

Two authors may contradict each other and both stand: nothing here decides. `cairn.actors` chooses whose word counts.
`data/relations.toml` and `data/designations.toml` enter, checked values leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

RELATIONS = (
    "part_of",
    "member_of",
    "armed_wing_of",
    "dominated_by",
    "partner_of",
    "supplies",
    "controls",
    "successor_of",
    "same_as",
    "denies",
)
"""Kinds of relation. `denies`: the author denies that the subject stands to the object as `denied` says."""


@dataclass(frozen=True, slots=True)
class Relation:
    """An author's word that `subject` stands to `object` as `relation` says, from and to a day where told, both
    included. `asserted_by` is an actor's id where the author is an actor, else the author's name. `said` is the day the
    author said it. `countries` are those it holds in, empty for any. `denied` is the relation that a denial denies.
    `one_side`: a partner that speaks and strikes for the other wherever both are named."""

    id: str
    subject: str
    relation: str
    object: str
    asserted_by: str
    source: str
    start: date | None = None
    end: date | None = None
    said: date | None = None
    countries: tuple[str, ...] = ()
    denied: str = ""
    one_side: bool = False

    @property
    def about(self) -> str:
        """The relation it speaks of, asserted or denied."""
        return self.denied or self.relation

    def holds(self, day: date | None, country: str = "") -> bool:
        """Whether it is told for that day and country; what is bound holds nowhere that is not known."""
        if day is None:
            return self.start is None and self.end is None
        if self.countries and country not in self.countries:
            return False
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Designation:
    """That `authority` (an actor's id where it is one, else its name) lists `actor` as terrorist from a day on.

    `list` is the name of the list, `act` the legal act, `said` the day of the word where no act is named.
    """

    id: str
    actor: str
    authority: str
    list: str
    act: str
    source: str
    start: date | None = None
    end: date | None = None
