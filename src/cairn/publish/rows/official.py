"""What the parties say of themselves, as rows: documents, entries with what was said of them on which day, links.

Enters: the values of `cairn.official` as the shell loads them. Leaves: the rows that pages and the allow-list read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Required, TypedDict

from cairn.official.model import Answered, EntryLink, Said
from cairn.values import Passage


class CountRow(TypedDict, total=False):
    """One figure of a bulletin, with the words it stands in; `quote` is empty where they are not known."""

    value: Required[int]
    start: int
    end: int
    quote: str


class OfficialDocumentRow(TypedDict, total=False):
    """A release, bulletin, strike report or statement of a party, or a sheet somebody made of them.

    `kind` is release, strikes, statement or sheet; `figures` are a bulletin's sums by the names of official.toml.
    """

    id: Required[str]
    actor: str
    kind: str
    title: str
    url: str
    published: str | None
    text_sha256: str
    capture_sha256: str
    figures: Mapping[str, CountRow]


class SaidRow(TypedDict, total=False):
    """What a party said of one entry on one day. `quote` are its words, `text[start:end]` of the document, or ""."""

    day: str | None
    document_id: str
    outcome: str
    reason: str
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    start: int
    end: int
    quote: str
    coded: bool


class OfficialEntryRow(TypedDict, total=False):
    """What a party itself says of one event, as it stands now; `history` is all it has said of it, oldest first.

    `date` is the day told, with `date_end` where it is a night or a longer span; `lag_days` run from it to the first
    dated word; `number` counts the strikes that a strike entry declares.
    """

    id: Required[str]
    document_id: str
    kind: str
    actor: str
    date: str | None
    date_end: str | None
    night: bool
    place_text: str
    country: str
    via: str
    outcome: str
    reason: str
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    mgrs: str
    lat: float | None
    lon: float | None
    radius_m: int | None
    nearest_strike_m: float | None
    files: Sequence[str]
    number: int | None
    targets: str
    lag_days: int | None
    elsewhere: int  # set by publish.allow: accepted links to incidents that are not public
    history: Sequence[SaidRow]


class EntryLinkRow(TypedDict, total=False):
    """A party's entry beside an incident: accepted by a person, auto by a machine, offered or rejected.

    `allocation` is the share of the entry's dead that a person allots to the incident.
    """

    entry_id: Required[str]
    incident_id: str
    decision: str
    score: float
    rank: int
    allocation_min: int | None
    allocation_max: int | None
    why: str
    decided_by: str


class NotLinkedRow(TypedDict):
    """How many answers of one party are linked to no public incident, and in how many of these it accepts harm: counts
    of entries and never of deaths, for no person has said what they speak of."""

    actor: str
    entries: int
    accepting: int


Texts = Mapping[str, str]
"""Document id -> its text as stored."""


def entry_row(entry: Answered, texts: Texts) -> OfficialEntryRow:
    """One entry as a row. A passage that reaches past its text, or whose text is not at hand, gives no words."""
    now, point = entry.known_on(), entry.point
    return {
        "id": entry.id,
        "document_id": entry.document_id,
        "kind": entry.kind,
        "actor": entry.actor,
        "date": entry.day.start.isoformat() if entry.day else None,
        "date_end": entry.day.end.isoformat() if entry.day else None,
        "night": entry.night,
        "place_text": entry.place,
        "country": entry.country,
        "via": entry.via,
        **_found(now),
        "mgrs": entry.mgrs,
        "lat": point.lat if point else None,
        "lon": point.lon if point else None,
        "radius_m": point.radius_m if point else None,
        "nearest_strike_m": entry.nearest_strike_m,
        "files": entry.files,
        "number": entry.number,
        "targets": entry.targets,
        "lag_days": entry.lag_days(),
        "elsewhere": 0,
        "history": [_said(s, texts) for s in entry.history],
    }


class _Found(TypedDict):
    outcome: str
    reason: str
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None


def _found(said: Said | None) -> _Found:
    return {
        "outcome": said.outcome.value if said and said.outcome else "",
        "reason": said.reason.value if said and said.reason else "",
        "killed_min": said.killed.min if said else None,
        "killed_max": said.killed.max if said else None,
        "injured_min": said.injured.min if said else None,
        "injured_max": said.injured.max if said else None,
    }


def _said(said: Said, texts: Texts) -> SaidRow:
    text, words = texts.get(said.document_id, ""), said.passage
    held = words if words and words.end <= len(text) else Passage(0, 0)
    return {
        "day": said.day.isoformat() if said.day else None,
        "document_id": said.document_id,
        **_found(said),
        "start": held.start,
        "end": held.end,
        "quote": held.of(text),
        "coded": said.coded,
    }


def link_row(link: EntryLink) -> EntryLinkRow:
    """One link as a row."""
    return {
        "entry_id": link.entry_id,
        "incident_id": link.incident_id,
        "decision": link.decision,
        "score": link.score,
        "rank": link.rank,
        "allocation_min": link.killed.min,
        "allocation_max": link.killed.max,
        "why": link.why,
        "decided_by": link.decided_by,
    }


def count_row(value: int, passage: Passage | None, text: str) -> CountRow:
    """One figure of a bulletin with its words, where they are in the text at hand."""
    if passage is None or passage.end > len(text):
        return {"value": value}
    return {"value": value, "start": passage.start, "end": passage.end, "quote": passage.of(text)}
