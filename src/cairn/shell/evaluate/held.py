"""What a workspace holds, for scoring: readings and joins as they stand, and the answers its reports brought."""

from __future__ import annotations

from typing import Any

from cairn.extract.model import Account, Extraction, Reading
from cairn.flow import Read
from cairn.incident.model import JoinedAccount
from cairn.places.gazetteer import Gazetteer
from cairn.shell.records import load
from cairn.shell.records.convert import claim_of, reading_of
from cairn.shell.records.models import AccountRow, AssignmentRow, ReportRow
from cairn.shell.store.objects import Objects


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
                    "platform": row.platform,
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


def reads(objects: Objects) -> dict[str, Read]:
    """Report id -> everything read of it, as the stages would give it; accounts in their order."""
    gone = load.withdrawn("report")
    claims = load.claims_by_account()
    accounts: dict[str, list[Account]] = {}
    for row in AccountRow.objects.filter(live=True).select_related("reading").order_by("report_id", "n"):
        said = tuple(claim_of(c) for c in claims.get(row.id, ()))
        account = Account(row.n, row.main, row.start, row.end, said, reading_of(row.reading.value))
        accounts.setdefault(row.report_id, []).append(account)
    rows = ReportRow.objects.select_related("source").filter(id__in=list(accounts)).order_by("id")
    found = {}
    for report in rows:
        if report.id not in gone:
            read = Extraction(report.language, tuple(accounts[report.id]))
            found[report.id] = Read(
                load.report(report, objects.text(report.text_sha256)), report.text_sha256, read
            )
    return found


def members() -> dict[str, list[JoinedAccount]]:
    """Incident -> the accounts that count for it, as they stand."""
    return load.joined_accounts()


def gazetteer() -> Gazetteer:
    """The gazetteer that the workspace reads with: its own places hold what its team brought."""
    return load.gazetteer()
