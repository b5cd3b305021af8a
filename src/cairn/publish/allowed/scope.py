"""What is out at all: the released incidents, the reports behind them under the ids that the public sees, the names that
nobody released. `publish.allow` cuts every row by it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cairn.publish.rows.record import Record, ReportRow
from cairn.vocab.closed import SourceKind, State

from .names import address_without, withheld_names

_ORGANISATIONS = frozenset(kind.value for kind in SourceKind if kind.is_organisation)


@dataclass(frozen=True)
class Scope:
    """Ids and rows of what is out; `report_ids` and `origin_ids` give the id that the public sees."""

    incidents: frozenset[str]
    reports: Mapping[str, ReportRow]
    report_ids: Mapping[str, str]
    origin_ids: Mapping[str, str]
    names: Mapping[str, re.Pattern[str]]  # incident id -> names of its people that no one released
    told: Mapping[str, Sequence[str]]  # report id -> the incidents that it tells of, released or not


def scope_of(record: Record) -> Scope:
    """What of the record is out."""
    incidents = frozenset(row["id"] for row in record.incidents if row.get("state") == State.RELEASED)
    wanted = {row.get("report_id") for row in record.claims if row.get("incident_id") in incidents}
    joined = {
        row.get("report_id")
        for row in record.assignments
        if row.get("incident_id") in incidents and row.get("decision") == "joined"
    }
    wanted |= joined
    reports = {row["id"]: row for row in record.reports if row["id"] in wanted}
    told: dict[str, set[str]] = {key: set() for key in reports}
    for claim in record.claims:
        if claim.get("report_id") in told and claim.get("incident_id"):
            told[claim["report_id"]].add(claim.get("incident_id") or "")
    names = withheld_names(record, frozenset().union(incidents, *told.values()))
    ids = {key: _public_id(row, told[key], names, record.salt) for key, row in reports.items()}
    origins = sorted(
        {row.get("origin_id") or "" for row in record.claims if row.get("incident_id") in incidents}.union(
            row.get("origin_id") or "" for row in reports.values()
        ).difference({""})
    )
    return Scope(
        incidents,
        reports,
        ids,
        {origin: sealed_id(origin, record.salt, "o") for origin in origins},
        names,
        {key: sorted(found) for key, found in told.items()},
    )


def _public_id(row: ReportRow, told: Iterable[str], names: Mapping[str, re.Pattern[str]], salt: str) -> str:
    """An organisation's own, unless it spells a name that nobody released; else one that tells nothing."""
    key = row["id"]
    spells = any(n in names and not address_without(key, names[n]) for n in told)
    return key if is_organisation(row) and not spells else sealed_id(key, salt, "r")


def sealed_id(key: str, salt: str, prefix: str) -> str:
    """A steady public id that does not carry a platform's number or a handle, which would be an address."""
    return (
        prefix
        + hashlib.sha256(f"{salt}\x1f{prefix}\x1f{key}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
    )


def is_organisation(report: ReportRow) -> bool:
    """Whether its source is one that may be named."""
    return report.get("source_kind", "") in _ORGANISATIONS
