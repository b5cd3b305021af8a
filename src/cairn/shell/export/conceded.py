"""What a party itself accepts, as it stands in its own reports: entries beside incidents, never in their range.

A first, thin form: an entry is an account by a source that is the party, in which it accepts the harm, joined
to an incident. Outcomes, reasons and allocations of official documents come with a stage of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from cairn.shell.records import load
from cairn.shell.records.convert import reading_of
from cairn.shell.records.models import AssignmentRow, ClaimRow

Row = dict[str, Any]


def conceded() -> tuple[list[Row], list[Row]]:
    """Rows of `official_entries` and of `entry_links`: one of each per concession that joined an incident."""
    entries, links = [], []
    for row, actor in _concessions():
        reading = reading_of(row.account.reading.value)
        key = "e" + hashlib.sha256(f"{row.account_id}\x1f{actor}".encode()).hexdigest()[:16]
        entries.append(
            {
                "id": key,
                "document_id": row.account.report_id,
                "actor": actor,
                "date": reading.date.start.isoformat() if reading.date else None,
                "place_text": reading.place.name if reading.place else "",
                "outcome": "credible",
                "reason": "",
                "killed_min": reading.killed.min,
                "killed_max": reading.killed.max,
                "injured_min": reading.injured.min,
                "injured_max": reading.injured.max,
            }
        )
        links.append(
            {
                "entry_id": key,
                "incident_id": str(row.incident_id),
                "decision": "accepted",
                "allocation_min": reading.killed.min,
                "allocation_max": reading.killed.max,
                "why": row.why,
            }
        )
    return entries, links


def _concessions() -> Iterator[tuple[AssignmentRow, str]]:
    gone, unsaid = load.withdrawn("report"), load.withdrawn("claim")
    claims = ClaimRow.objects.filter(kind="concession", live=True, event="this", account__live=True)
    said = {
        (c.account_id, c.value)
        for c in claims.exclude(value="").select_related("account__report__source")
        if c.value == c.account.report.source.party and c.account.report_id not in gone and c.id not in unsaid
    }
    rows = AssignmentRow.objects.filter(
        live=True, decision="joined", account_id__in={account for account, _ in said}
    ).select_related("account__reading")
    by_account: dict[str, list[AssignmentRow]] = {}
    for row in rows.order_by("account_id", "incident_id"):
        by_account.setdefault(row.account_id, []).append(row)
    for account, actor in sorted(said):
        for row in by_account.get(account, ()):
            yield row, actor
