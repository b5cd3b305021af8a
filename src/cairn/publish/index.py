"""The record's rows by the keys a page asks for, and the permanent address of every page.

Enters: a `Record`. Leaves: an `Index`, built once; all lists in it are in a fixed order, so that the same
record gives the same bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from .record import (
    AccountRow,
    AssignmentRow,
    AttributionRow,
    ClaimRow,
    EntryLinkRow,
    HistoryRow,
    IncidentRow,
    OfficialEntryRow,
    Record,
    ReportRow,
    SuspicionRow,
    TallyRow,
    VictimRow,
)

_NOT_SLUG = re.compile(r"[^A-Za-z0-9._-]+")

T = TypeVar("T")


@dataclass(frozen=True)
class Index:
    """Look-ups over one record. Every mapping answers a missing key with an empty list through `get`."""

    record: Record
    incidents: Mapping[str, IncidentRow]
    slugs: Mapping[str, str]
    actor_slugs: Mapping[str, str]
    reports: Mapping[str, ReportRow]
    accounts: Mapping[str, AccountRow]
    claims: Mapping[str, list[ClaimRow]]  # by incident
    attributions: Mapping[str, list[AttributionRow]]  # by incident, actors A to Z
    links: Mapping[str, list[EntryLinkRow]]  # by incident, accepted only
    entries: Mapping[str, OfficialEntryRow]
    history: Mapping[str, list[HistoryRow]]
    victims: Mapping[str, list[VictimRow]]
    tallies: Mapping[tuple[str, str], TallyRow]  # by (actor, bucket)
    children: Mapping[str, list[str]]
    joined: Mapping[str, list[str]]  # by incident, the reports joined to it
    assigned: Mapping[str, list[AssignmentRow]]  # by incident, every decision on an account
    suspected: Mapping[str, list[SuspicionRow]]  # by incident, both of a pair, the likeliest first

    def name(self, kind: str, key: str, lang: str) -> str:
        """The name of an actor or a term in a language; else the other language's, else the id."""
        names = (self.record.actors if kind == "actor" else self.record.terms).get(key, {})
        return names.get(lang) or next((n for n in names.values() if n), "") or key.replace("_", " ")

    def actors(self, lang: str) -> list[str]:
        """Every actor with an attribution or a tally, A to Z in the language: no league table (rule 24)."""
        found = {a.get("actor_id", "") for rows in self.attributions.values() for a in rows}
        found |= {actor for actor, _ in self.tallies}
        return sorted(found - {"", "unknown"}, key=lambda a: (self.name("actor", a, lang).casefold(), a))

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
    return Index(
        record=record,
        incidents=incidents,
        slugs=slugs({key: row.get("code") or key for key, row in incidents.items()}),
        actor_slugs=slugs({a: a for a in _actor_ids(record)}),
        reports={row["id"]: row for row in record.reports},
        accounts=accounts,
        claims=claims,
        attributions=_by(
            record.attributions, "incident_id", lambda r: (r.get("actor_id", ""), r.get("role", ""))
        ),
        links=_by(
            (x for x in record.entry_links if x.get("decision") == "accepted"),
            "incident_id",
            lambda r: r["entry_id"],
        ),
        entries={row["id"]: row for row in record.official_entries},
        history=_by(
            record.history, "incident_id", lambda r: (r.get("at", ""), r.get("version", 0), r.get("act", ""))
        ),
        victims=_by(record.victims, "incident_id", lambda r: r["id"]),
        tallies={(row["actor_id"], row["bucket"]): row for row in record.tallies},
        joined=_joined(record),
        assigned=_by(record.assignments, "incident_id", lambda r: r["account_id"]),
        suspected=_suspected(record),
        children={k: [r["id"] for r in v] for k, v in _by(incidents.values(), "parent_id", _order).items()},
    )


def slugs(names: Mapping[str, str]) -> dict[str, str]:
    """key -> a name fit for an address; two that some disk takes for one carry a mark of their key."""
    plain = {key: _NOT_SLUG.sub("-", name).strip("-.") or "x" for key, name in names.items()}
    seen: dict[str, int] = defaultdict(int)
    for slug in plain.values():
        seen[slug.casefold()] += 1
    return {
        key: slug if seen[slug.casefold()] == 1 else f"{slug}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
        for key, slug in plain.items()
    }


def _joined(record: Record) -> dict[str, list[str]]:
    rows = _by(
        (r for r in record.assignments if r.get("decision") == "joined"),
        "incident_id",
        lambda r: r["account_id"],
    )
    return {key: list(dict.fromkeys(r.get("report_id", "") for r in found)) for key, found in rows.items()}


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
