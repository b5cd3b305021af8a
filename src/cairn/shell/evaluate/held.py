"""What a workspace holds, for scoring: readings and joins as they stand, and the answers its reports brought."""

from __future__ import annotations

from typing import Any

from cairn.extract.model import Reading
from cairn.shell.records import load
from cairn.shell.records.convert import reading_of
from cairn.shell.records.models import AccountRow, AssignmentRow, ReportRow


def answered_rows() -> list[dict[str, Any]]:
    """The reports whose rows came with `incident_ids`, a column that is kept and not read."""
    found = []
    for row in ReportRow.objects.order_by("id"):
        answers = row.extra.get("incident_ids")
        if isinstance(answers, list):
            published = row.published.isoformat() if row.published else None
            found.append(
                {
                    "id": row.id,
                    "incident_ids": answers,
                    "published": published,
                    "language": row.language,
                    "conflict": row.extra.get("conflict", ""),
                    "text": "",
                }
            )
    return found


def main_readings() -> dict[str, Reading]:
    """Report id -> the reading of its main event."""
    rows = AccountRow.objects.filter(live=True, main=True).select_related("reading").order_by("id")
    gone = load.withdrawn("report")
    return {row.report_id: reading_of(row.reading.value) for row in rows if row.report_id not in gone}


def main_incidents() -> dict[str, str]:
    """Report id -> the incident its main account joined, else that of another account."""
    rows = AssignmentRow.objects.filter(live=True, decision="joined", account__live=True).select_related(
        "account"
    )
    ordered = sorted(rows, key=lambda r: (r.account.main, r.probability, str(r.incident_id)))
    return {row.account.report_id: str(row.incident_id) for row in ordered}
