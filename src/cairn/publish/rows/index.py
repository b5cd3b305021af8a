"""The record's rows by the keys a page asks for, and the permanent address of every page.

Enters: a `Record`. Leaves: an `Index`, built once; all lists in it are in a fixed order, so that the same
record gives the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from .official import EntryLinkRow, OfficialDocumentRow, OfficialEntryRow
from .record import (
    AccountRow,
    AssignmentRow,
    AttributionRow,
    ClaimRow,
    HistoryRow,
    IncidentRow,
    Record,
    ReportRow,
    SuspicionRow,
    TallyRow,
    VictimRow,
)
from .slugs import slugs as slugs
from .versions import MediaRow, SummaryRow, VersionRow, WeighedRow

COUNTING = ("accepted", "auto")
"""Decisions by which an entry is taken to speak of an incident, a person's first; `auto` is never public."""
_DECISIONS = (*COUNTING, "offered", "rejected")

T = TypeVar("T")


@dataclass(frozen=True)
class Index:
    """Look-ups over one record. Every mapping answers a missing key with an empty list through `get`."""

    record: Record
    incidents: Mapping[str, IncidentRow]
    slugs: Mapping[str, str]
    actor_slugs: Mapping[str, str]
    party_slugs: Mapping[
        str, str
    ]  # every actor that says something of itself, or is compared with what is alleged
    reports: Mapping[str, ReportRow]
    accounts: Mapping[str, AccountRow]
    claims: Mapping[str, list[ClaimRow]]  # by incident
    attributions: Mapping[str, list[AttributionRow]]  # by incident, actors A to Z
    links: Mapping[str, list[EntryLinkRow]]  # by incident, those that count
    offers: Mapping[str, list[EntryLinkRow]]  # by incident, those that a person may yet accept
    links_of: Mapping[str, list[EntryLinkRow]]  # by entry, every decision, those that count first
    entries: Mapping[str, OfficialEntryRow]
    entry_slugs: Mapping[str, str]
    documents: Mapping[str, OfficialDocumentRow]
    document_slugs: Mapping[str, str]
    entries_in: Mapping[str, list[OfficialEntryRow]]  # by document, those it tells of, in its order
    history: Mapping[str, list[HistoryRow]]
    versions: Mapping[str, list[VersionRow]]  # by incident, the first released first
    media: Mapping[str, list[MediaRow]]  # by incident
    weighed: Mapping[str, WeighedRow]  # by incident
    summaries: Mapping[str, SummaryRow]  # by incident
    victims: Mapping[str, list[VictimRow]]
    tallies: Mapping[tuple[str, str], TallyRow]  # by (actor, bucket)
    children: Mapping[str, list[str]]
    joined: Mapping[str, list[str]]  # by incident, the reports joined to it
    assigned: Mapping[str, list[AssignmentRow]]  # by incident, every decision on an account
    suspected: Mapping[str, list[SuspicionRow]]  # by incident, both of a pair, the likeliest first
    control_slugs: Mapping[str, str]  # by the id of a place of which somebody says who held it

    def name(self, kind: str, key: str, lang: str) -> str:
        """The name of an actor or a term in a language; else the other language's, else the id."""
        names = (self.record.actors if kind == "actor" else self.record.terms).get(key, {})
        return names.get(lang) or next((n for n in names.values() if n), "") or key.replace("_", " ")

    def actors(self, lang: str) -> list[str]:
        """Every actor with an attribution or a tally, A to Z in the language: no league table (rule 24)."""
        return sorted(self._concerned, key=lambda a: (self.name("actor", a, lang).casefold(), a))

    @cached_property
    def _concerned(self) -> frozenset[str]:
        found = {a.get("actor_id", "") for rows in self.attributions.values() for a in rows}
        return frozenset((found | {actor for actor, _ in self.tallies}) - {"", "unknown"})

    @cached_property
    def areas(self) -> Mapping[str, list[IncidentRow]]:
        """Incidents by province, A to Z; those without one are in none. Every page asks for it."""
        found: dict[str, list[IncidentRow]] = {}
        for row in self.incidents.values():
            if row.get("admin1"):
                found.setdefault(row["admin1"], []).append(row)
        return dict(sorted(found.items()))

    def title(self, incident: IncidentRow) -> str:
        """The code by which people cite it."""
        return incident.get("code") or incident["id"][:8]


def index(record: Record) -> Index:
    """The record arranged for its pages."""
    incidents = {row["id"]: row for row in sorted(record.incidents, key=_order)}
    joined = {
        (row["account_id"], row.get("incident_id"))
        for row in record.assignments
        if row.get("decision") == "joined"
    }
    accounts = {row["id"]: row for row in record.accounts}
    claims = _claims(record, joined)
    entries = {row["id"]: row for row in record.official_entries}
    documents = {row["id"]: row for row in sorted(record.official_documents, key=_published)}
    return Index(
        record=record,
        incidents=incidents,
        slugs=slugs({key: row.get("code") or key for key, row in incidents.items()}),
        actor_slugs=slugs({a: a for a in _actor_ids(record)}),
        party_slugs=slugs({a: a for a in _party_ids(record)}),
        reports={row["id"]: row for row in record.reports},
        accounts=accounts,
        claims=claims,
        attributions=_by(
            record.attributions, "incident_id", lambda r: (r.get("actor_id", ""), r.get("role", ""))
        ),
        links=_links(record, COUNTING),
        offers=_links(record, ("offered",)),
        links_of=_by(record.entry_links, "entry_id", _decided),
        entries=entries,
        entry_slugs=slugs({key: key for key in entries}),
        documents=documents,
        document_slugs=slugs({key: key for key in documents}),
        entries_in=_entries_in(entries.values()),
        history=_by(
            record.history, "incident_id", lambda r: (r.get("at", ""), r.get("version", 0), r.get("act", ""))
        ),
        versions=_by(record.versions, "incident_id", lambda r: (r["version"], r.get("at", ""))),
        media=_by(record.media, "incident_id", lambda r: (r.get("report_id", ""), r["id"])),
        weighed={row["incident_id"]: row for row in record.weighed},
        summaries={row["incident_id"]: row for row in record.summaries},
        victims=_by(record.victims, "incident_id", lambda r: r["id"]),
        tallies={(row["actor_id"], row["bucket"]): row for row in record.tallies},
        joined=_joined(record),
        assigned=_by(record.assignments, "incident_id", lambda r: r["account_id"]),
        suspected=_suspected(record),
        control_slugs=slugs({key: key for key in sorted(record.control)}),
        children={k: [r["id"] for r in v] for k, v in _by(incidents.values(), "parent_id", _order).items()},
    )


def _joined(record: Record) -> dict[str, list[str]]:
    rows = _by(
        (r for r in record.assignments if r.get("decision") == "joined"),
        "incident_id",
        lambda r: r["account_id"],
    )
    return {key: list(dict.fromkeys(r.get("report_id", "") for r in found)) for key, found in rows.items()}


def _links(record: Record, decisions: Sequence[str]) -> dict[str, list[EntryLinkRow]]:
    """By incident of this record: another recorder's incidents have no page here."""
    here = {row["id"] for row in record.incidents}
    wanted = (
        x for x in record.entry_links if x.get("decision") in decisions and x.get("incident_id") in here
    )
    return _by(wanted, "incident_id", lambda r: r["entry_id"])


def _decided(row: EntryLinkRow) -> tuple[int, int, str]:
    decision = row.get("decision", "")
    place = _DECISIONS.index(decision) if decision in _DECISIONS else len(_DECISIONS)
    return (place, row.get("rank", 0), row.get("incident_id", ""))


def _entries_in(entries: Iterable[OfficialEntryRow]) -> dict[str, list[OfficialEntryRow]]:
    """The entries of each document, those it first tells of and those it comes back to, by where they stand in it."""
    placed: dict[str, list[tuple[int, str, OfficialEntryRow]]] = defaultdict(list)
    for entry in entries:
        starts = {s.get("document_id", ""): s.get("start", 0) for s in entry.get("history", ())}
        for document in {entry.get("document_id", ""), *starts} - {""}:
            placed[document].append((starts.get(document, 0), entry["id"], entry))
    return {key: [row for _, _, row in sorted(rows, key=lambda r: r[:2])] for key, rows in placed.items()}


def _suspected(record: Record) -> dict[str, list[SuspicionRow]]:
    found: dict[str, list[SuspicionRow]] = defaultdict(list)
    for row in sorted(record.suspicions, key=lambda r: (-r["probability"], r["kept"], r["gone"])):
        found[row["kept"]].append(row)
        found[row["gone"]].append(row)
    return dict(found)


def _actor_ids(record: Record) -> list[str]:
    found = {row.get("actor_id", "") for row in record.attributions} | {
        row["actor_id"] for row in record.tallies
    }
    return sorted(found - {"", "unknown"})


def _party_ids(record: Record) -> list[str]:
    told = {d.get("actor", "") for d in record.official_documents}
    told |= {e.get("actor", "") for e in record.official_entries}
    return sorted((told | set(record.comparisons)) - {""})


def _published(row: OfficialDocumentRow) -> tuple[str, str]:
    return (row.get("published") or "9999", row["id"])


def _order(row: IncidentRow) -> tuple[str, str, str]:
    return (row.get("date_start") or "9999", row.get("code") or "", row["id"])


def _claims(record: Record, joined: set[tuple[str, str | None]]) -> dict[str, list[ClaimRow]]:
    """Claims by incident; where assignments are given, only those of joined accounts count."""
    live = [
        row
        for row in record.claims
        if not joined or "account_id" not in row or (row["account_id"], row.get("incident_id")) in joined
    ]
    return _by(
        live, "incident_id", lambda r: (r.get("report_id", ""), r.get("start", 0), r.get("end", 0), r["id"])
    )


def _by(rows: Iterable[T], key: str, order: Callable[[T], object]) -> dict[str, list[T]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for row in rows:
        value = row.get(key)  # type: ignore[attr-defined]
        if value:
            groups[value].append(row)
    return {k: sorted(v, key=order) for k, v in sorted(groups.items())}  # type: ignore[arg-type]
