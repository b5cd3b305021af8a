"""What is withdrawn, by every id under which a frozen release may hold it."""

from __future__ import annotations

from cairn.publish.allowed.scope import sealed_id
from cairn.publish.releases.redact import Withdrawn
from cairn.shell.records.convert import moment_text
from cairn.shell.records.models import AssignmentRow, Withdrawal
from cairn.shell.workspace import Workspace


def gone(ws: Workspace) -> list[Withdrawn]:
    """Every withdrawal that counts, in the order in which they were decided."""
    salt, told = str(ws.config.get("salt", "")), _told_by_incident()
    hidden = {row.subject for row in Withdrawal.objects.filter(live=True, subject_kind="incident")}
    found = []
    for row in Withdrawal.objects.filter(live=True).select_related("act").order_by("id"):
        kind, key, at = row.subject_kind, row.subject, moment_text(row.act.at)
        if kind == "name":
            found.append(Withdrawn(kind, at, row.public_note, name=key))
        elif kind == "report":
            found.append(Withdrawn(kind, at, row.public_note, _both(key, salt)))
        elif kind == "incident":
            alone = {report for report, incidents in told.items() if key in incidents and incidents <= hidden}
            more = frozenset(name for report in alone for name in _both(report, salt))
            found.append(Withdrawn(kind, at, row.public_note, frozenset({key}), more=more))
        elif kind in ("claim", "document", "entry"):
            found.append(Withdrawn(kind, at, row.public_note, frozenset({key})))
    return found


def _both(report: str, salt: str) -> frozenset[str]:
    """A report's own id, and the one that the public sees where its source is withheld."""
    return frozenset({report, sealed_id(report, salt, "r")})


def _told_by_incident() -> dict[str, set[str]]:
    """Report -> the incidents that its accounts are joined to."""
    told: dict[str, set[str]] = {}
    rows = AssignmentRow.objects.filter(live=True, decision="joined")
    for report, incident in rows.values_list("account__report_id", "incident_id").iterator():
        told.setdefault(str(report), set()).add(str(incident))
    return told
