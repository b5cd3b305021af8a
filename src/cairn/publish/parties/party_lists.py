"""What each party has said, party by party, and the two lists that people work through (in the preview only).

Enters: an index. Leaves: rows and counts, parties A to Z: no league table (rule 24).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cairn.official.model import STRIKE
from cairn.publish.rows.index import Index
from cairn.publish.rows.official import OfficialDocumentRow, OfficialEntryRow
from cairn.publish.rows.record import IncidentRow
from cairn.publish.wording.entry_words import counting_incidents, not_linked_words


@dataclass(frozen=True, slots=True)
class PartyView:
    """One party: how many documents and entries of it are on record, and what waits on either side."""

    id: str
    slug: str
    name: str
    documents: int
    entries: int
    unlinked: int
    unanswered: int
    compared: bool
    not_linked: str


def parties(found: Index, lang: str) -> list[PartyView]:
    """Every party that has published something, or is compared with what is alleged of it, A to Z."""
    ids = {d.get("actor", "") for d in found.documents.values()} | {
        e.get("actor", "") for e in found.entries.values()
    }
    ids |= set(found.record.comparisons)
    order = sorted(ids - {""}, key=lambda a: (found.name("actor", a, lang).casefold(), a))
    return [
        PartyView(
            id=actor,
            slug=found.party_slugs[actor],
            name=found.name("actor", actor, lang),
            documents=len(documents_of(found, actor)),
            entries=sum(e.get("actor") == actor for e in found.entries.values()),
            unlinked=len(unlinked(found, actor)),
            unanswered=len(unanswered(found, actor)),
            compared=actor in found.record.comparisons,
            not_linked=not_linked_words(found, actor, lang),
        )
        for actor in order
    ]


def documents_of(found: Index, actor: str) -> list[OfficialDocumentRow]:
    """A party's documents, oldest first."""
    return [d for d in found.documents.values() if d.get("actor") == actor]


def unlinked(found: Index, actor: str) -> list[OfficialEntryRow]:
    """A party's answers to allegations that no incident is linked to, by day; its strikes are no answers."""
    rows = (e for e in found.entries.values() if e.get("actor") == actor and e.get("kind") != STRIKE)
    return by_day(e for e in rows if not counting_incidents(found, e["id"]))


def unanswered(found: Index, actor: str) -> list[IncidentRow]:
    """Incidents alleged against a party that no answer of its own is linked to, in order; "unknown" is no party."""
    if actor == "unknown":
        return []
    answered = {
        incident
        for incident, links in found.links.items()
        for x in links
        if (entry := found.entries.get(x["entry_id"]))
        and entry.get("actor") == actor
        and entry.get("kind") != STRIKE
    }
    return [
        row
        for key, row in found.incidents.items()
        if key not in answered and any(a.get("actor_id") == actor for a in found.attributions.get(key, ()))
    ]


def by_day(rows: Iterable[OfficialEntryRow]) -> list[OfficialEntryRow]:
    """Entries by the day they tell, undated last."""
    return sorted(rows, key=lambda e: (e.get("date") or "9999", e["id"]))
