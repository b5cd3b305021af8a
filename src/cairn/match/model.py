"""What joining accounts to incidents takes and gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cairn.extract.model import Reading
from cairn.match.window import Window
from cairn.vocab.closed import AssignmentDecision


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """One account as the joiner sees it. `text` is the account's stretch of the report; `source` names
    who published, as an id or by name, and `source_name` by name where `source` is an id; `published` is
    the day of publication where it is known; `media` are the hashes of the pictures and films that the report shows
    (match/origins_links.py, `media_hashes`); `places` are all the places it tells of, as written, and
    `landmarks` those that only say where its event is not; `window` is when it came out as far as that can be inferred,
    where `published` is not known (match/windows.py)."""

    account_id: str
    report_id: str
    main: bool
    reading: Reading
    text: str
    source: str = ""
    url: str = ""
    published: date | None = None
    language: str = ""
    source_name: str = ""
    media: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    landmarks: tuple[str, ...] = ()
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A person's word on one account and one incident: yes, no or unsure. It outlives every re-run."""

    account_id: str
    incident_id: str
    answer: str  # yes | no | unsure


@dataclass(frozen=True, slots=True)
class Standing:
    """An incident that exists already, with the accounts joined to it so far.

    One that a person has touched is `held`: its accounts stay in it, and it is never merged. One that only a
    rule made lends its id to the group that most of its accounts are in now.
    """

    incident_id: str
    account_ids: tuple[str, ...]
    held: bool = True


@dataclass(frozen=True, slots=True)
class Overfull:
    """A block (`kind|what`) that holds more accounts than are all compared with one another: all `accounts` were
    compared with `first` of them."""

    block: str
    accounts: int
    first: int


@dataclass(frozen=True, slots=True)
class Feature:
    """One compared thing: its name, weight (log-odds added), a sentence, and the two values compared."""

    name: str
    weight: float
    sentence: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """Account to incident: probability 0 to 1, decision, why in words, by `rule` or a person's name."""

    account_id: str
    incident_id: str
    probability: float
    decision: AssignmentDecision
    why: str
    decided_by: str = "rule"
    features: tuple[Feature, ...] = ()


@dataclass(frozen=True, slots=True)
class Matched:
    """The whole result. `origins` maps account id to origin id: copies and reposts share one.

    `dissolved` maps an earlier incident that no group took to the incident in which most of its accounts are
    now, so that its codes go on leading somewhere; to "" where none of them is in any. `overfull` tells where
    not every pair was compared.
    """

    assignments: tuple[Assignment, ...]
    origins: dict[str, str]
    origin_why: dict[str, str]
    new_incident_ids: tuple[str, ...] = ()
    dissolved: dict[str, str] = field(default_factory=dict)
    overfull: tuple[Overfull, ...] = ()
