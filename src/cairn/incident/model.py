"""An incident as its live claims show it: a projection with receipts, rebuilt at will."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cairn.extract.model import Claim, PlaceRead, Reading
from cairn.values import UNKNOWN, DateSpan, Range
from cairn.vocab.closed import SourceKind

POLICY = "projection/2"
"""Name and version of the policies in incident/project.py."""


@dataclass(frozen=True, slots=True)
class JoinedAccount:
    """One account that counts for the incident. `published_iso` orders figures of one origin."""

    account_id: str
    report_id: str
    origin_id: str
    source: str
    source_kind: SourceKind
    party: str  # actor id where the source is a party to the conflict, else ""
    published_iso: str  # "" where unknown
    claims: tuple[tuple[str, Claim], ...]  # (claim id, claim)
    reading: Reading


@dataclass(frozen=True, slots=True)
class Figures:
    """The ranges of one incident, each by group; unknown stays unknown."""

    killed: Range = UNKNOWN
    injured: Range = UNKNOWN
    children_killed: Range = UNKNOWN
    women_killed: Range = UNKNOWN
    men_killed: Range = UNKNOWN
    belligerents_killed: Range = UNKNOWN


@dataclass(frozen=True, slots=True)
class Projection:
    """What the live claims make of an incident, under POLICY.

    `receipts` maps a field (`killed_min`, `date`, `place`, `actor:russia`, ...) to the claim ids that set
    it; `excluded` maps a claim id that did not count to why; `actors` maps an actor id to the
    origin ids that allege it struck; `flags` are sentences for a reviewer (named dead above the range ...).
    """

    date: DateSpan | None = None
    place: PlaceRead | None = None
    figures: Figures = field(default_factory=Figures)
    harm_reported: str = "unknown"  # yes | no | unknown
    weapons: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    infrastructure: tuple[str, ...] = ()
    actors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    origins: tuple[str, ...] = ()
    reports: int = 0
    receipts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, Range] = field(
        default_factory=dict
    )  # missing, trapped: beside the range, in neither end
    flags: tuple[str, ...] = ()
    time: str = (
        ""  # night | dawn | morning | noon | afternoon | evening, "" where none is told or two equally
    )
