"""What is kept of a party's statements: allegations with the dated history of their outcome, strikes, and links.

An entry is one allegation a party has answered, or one strike it declares; what it said of it on which day stands in
`history`, so that a reopened or reversed outcome stays readable, and "what was known on a day" is a question with an
answer. Links to incidents are many to many, each with the share of the dead that a person allots it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cairn.values import UNKNOWN, DateSpan, Passage, Point, Range
from cairn.vocab.closed import Outcome, Reason

ALLEGATION, STRIKE = "allegation", "strike"
AUTO, OFFERED, ACCEPTED, REJECTED = "auto", "offered", "accepted", "rejected"


@dataclass(frozen=True, slots=True)
class Said:
    """What a party said of one entry on one day; `day` is None where its document has none.

    `coded` where a recorder's sheet gives the outcome and no words of the party stand behind it. `passage` is the
    statement in the text of `document_id`; None in a sheet.
    """

    day: date | None
    document_id: str
    outcome: Outcome | None
    reason: Reason | None = None
    killed: Range = UNKNOWN
    injured: Range = UNKNOWN
    passage: Passage | None = None
    coded: bool = False

    def changes(self, before: Said) -> bool:
        """Whether it takes the place of what stood before it."""
        if self.outcome is None:
            return before.outcome is None
        bare = self.killed.is_unknown and self.injured.is_unknown
        return not (bare and self.outcome is before.outcome is Outcome.CREDIBLE)


@dataclass(frozen=True, slots=True)
class Answered:
    """One allegation or strike as its party tells it.

    `day` is the day told, two days where it is a night; `point` the middle of the square `mgrs` with its radius;
    `number` how many strikes it counts; `targets` what was struck, as told. `history` is in order of day, undated first.
    """

    id: str
    kind: str  # ALLEGATION or STRIKE
    actor: str
    document_id: str
    day: DateSpan | None
    night: bool = False
    place: str = ""
    country: str = ""
    via: str = ""
    mgrs: str = ""
    point: Point | None = None
    nearest_strike_m: float | None = None
    files: tuple[str, ...] = ()
    number: int | None = None
    targets: str = ""
    history: tuple[Said, ...] = ()
    passages: Mapping[str, Passage] = field(default_factory=dict)

    def known_on(self, day: date | None = None) -> Said | None:
        """What stood by the end of that day (now, where it is None); None where nothing had been said.

        The last word stands, but for one without an outcome, which changes none, and one that confirms a concession
        without its figures, which takes none back. A word of which no day is known is known of no day: where one is
        asked for, it is left out.
        """
        stood: Said | None = None
        for said in self.history:
            in_time = day is None or (said.day is not None and said.day <= day)
            if in_time and (stood is None or said.changes(stood)):
                stood = said
        return stood

    def lag_days(self) -> int | None:
        """Days from the incident to the first dated statement on it."""
        days = [s.day for s in self.history if s.day is not None]
        return (min(days) - self.day.start).days if days and self.day else None


@dataclass(frozen=True, slots=True)
class EntryLink:
    """That an entry speaks, or may speak, of an incident; `killed` is the share of its dead allotted to it.

    Only `accepted` and `auto` links count, `auto` as machine-suggested. `incident_id` is one of ours, or the id of an
    entry of another recorder's register.
    """

    entry_id: str
    incident_id: str
    decision: str  # AUTO, OFFERED, ACCEPTED or REJECTED
    score: float = 0.0
    rank: int = 0
    killed: Range = UNKNOWN
    why: str = ""
    decided_by: str = "rule"

    @property
    def counts(self) -> bool:
        """Whether the entry is taken to speak of the incident."""
        return self.decision in (AUTO, ACCEPTED)


def history(said: Sequence[Said]) -> tuple[Said, ...]:
    """Statements in order of day, undated first; on one day by document and place in it, whichever came in first."""
    return tuple(sorted(said, key=_place_in_time))


def _place_in_time(said: Said) -> tuple[bool, date, str, int]:
    at = said.passage.start if said.passage else -1
    return said.day is not None, said.day or date.min, said.document_id, at
