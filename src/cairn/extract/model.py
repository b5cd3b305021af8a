"""What reading a text gives: accounts of events, each with its claims and one reading.

Every claim points at its words: `text[claim.start:claim.end]` is the quote, in code points of the text
as stored. Cleaning and folding happen on a copy with an exact offset map; nothing here is in folded space.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from cairn.values import UNKNOWN, DateSpan, Point, Range
from cairn.vocab.closed import Basis, Event, Group, Kind, ReadingDecision, Status

EXTRACTOR = "cairn-rules/4"

LANDMARK = "landmark"
"""The role of a place that is named to say where the event is not: so many kilometres from it, or not there."""
"""Name and version of this reader. Raise it with any change that reads a text differently."""

LUMPED = "killed and injured together"
"""The scope of a figure that counts killed and injured in one: the most of each, and no number of either."""

OVER = "more than the figure"
"""The scope of "more than 20": the figure stands as told, and the least it can mean is one more."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing one account says. `min`/`max` are set for count kinds only and may be None (unknown).

    `value` holds what is not a number: the stated place name, an ISO date or `start/end` interval, an
    actor id, a weapon id, a person's name. `attributed_to` is whom the text itself quotes for it.
    `scope` bounds a cumulative or other-event figure: as stated, in words. `confidence` is 0 to 1.
    `role` is an actor's part (attacker | target | source | victim_side | launched | intercepted | present),
    `manner` how an attacker's part is put (stated | accused | alleged | claimed | conceded), `part` a part of
    the day told beside a date.
    """

    kind: Kind
    start: int
    end: int
    min: int | None = None
    max: int | None = None
    basis: Basis = Basis.STATED
    group: Group = Group.ALL
    status: Status = Status.UNKNOWN
    event: Event = Event.THIS
    scope: str = ""
    value: str = ""
    attributed_to: str = ""
    confidence: float = 0.5
    role: str = ""
    manner: str = ""
    part: str = ""

    @property
    def figure(self) -> Range:
        """Both ends as a range."""
        return Range(self.min, self.max)

    def moved(self, by: int) -> Claim:
        """The same claim `by` characters further on."""
        return replace(self, start=self.start + by, end=self.end + by)

    def id_in(self, text_sha256: str, by: str = "") -> str:
        """The claim's id: a hash of text, passage, kind, group, value and extractor version.

        A claim made `by` a person has an id of its own, whatever a machine makes of the same words.
        """
        read_by: tuple[object, ...] = (EXTRACTOR,)
        if by:
            read_by = ("by hand", by, self.status, self.basis, self.attributed_to, self.scope)
        parts = (
            text_sha256,
            self.start,
            self.end,
            self.kind,
            self.group,
            self.value,
            self.event,
            self.min,
            self.max,
            *read_by,
        )
        return "c" + hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class PlaceRead:
    """Where an account says it happened: the name as written, the point chosen, and what else it could be.

    `point` is None where namesakes tie (abstention) or the name is in no gazetteer; `alternatives` are
    gazetteer ids, best first; `why` is one sentence. `admin1`/`admin1_pcode` are empty where unknown.
    """

    name: str
    place_id: str = ""
    name_en: str = ""
    name_ar: str = ""
    admin1: str = ""
    admin1_pcode: str = ""
    country: str = ""
    point: Point | None = None
    alternatives: tuple[str, ...] = ()
    why: str = ""
    start: int = 0
    end: int = 0


Passages = tuple[tuple[int, int], ...]
"""Where words stand: first character and the one behind the last, in the text as stored."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An account summed up by the stated policy of extract/reading.py: what the account says of *this* event."""

    killed: Range = UNKNOWN
    injured: Range = UNKNOWN
    status: Status = Status.UNKNOWN
    date: DateSpan | None = None
    date_basis: str = ""  # stated | relative | published | "" where there is no date
    time: str = ""  # night | dawn | morning | noon | afternoon | evening, "" where the text tells none
    place: PlaceRead | None = None
    belligerents: tuple[str, ...] = ()  # actor ids alleged to have struck
    strike_types: tuple[str, ...] = ()  # weapon and strike-type ids
    victims: tuple[str, ...] = ()  # names as written
    infrastructure: tuple[str, ...] = ()
    harm: bool = False  # some killed, injured or other harm to people is claimed of this event
    confidence: float = 0.0
    decision: ReadingDecision = ReadingDecision.REVIEW
    cumulative_only: bool = False  # gives sums of a period or place and no event of its own (rule 11)
    policy: str = ""  # the name of the policy that chose the figures, in extract/policies.py
    killed_from: Passages = ()  # where the claims stand that the figure rests on, those taken out of it too
    injured_from: Passages = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What one report says about one event. `n` counts from 1; `main` marks the report's main event."""

    n: int
    main: bool
    start: int
    end: int
    claims: tuple[Claim, ...] = ()
    reading: Reading = field(default_factory=Reading)


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one text. `refused` is why a text holds nothing to read: no_content |
    language_not_supported | "" where it was read. `read_to` is the place in the stored text up to which it was read,
    where the text is too long to be read whole; None where all of it was."""

    language: str
    accounts: tuple[Account, ...] = ()
    refused: str = ""
    read_to: int | None = None
