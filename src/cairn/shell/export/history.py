"""Rows of who decided what: for the incident page, the sheet, and `cairn explain`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cairn.shell.records.convert import moment_text
from cairn.shell.records.load import withdrawn
from cairn.shell.records.models import AssignmentRow, Code, Incident, Judgement, Release, Withdrawal

from .masking import NameMask

Row = dict[str, Any]
WORDS = {
    "set": "set",
    "release": "released",
    "withdraw": "withdrawn",
    "parent": "updated",
    "merge": "updated",
    "different": "updated",
}


def history(*, named: bool) -> Iterator[Row]:
    """One row per person's act on an incident. `named` says whether who and why may be shown in public."""
    mask = NameMask(withdrawn("name"))
    joined = {
        (a.account_id, str(a.incident_id))
        for a in AssignmentRow.objects.filter(live=True).only("account_id", "incident_id")
    }
    for row in Judgement.objects.select_related("person").order_by("id"):
        if row.kind == "join" and (row.subject, row.other) in joined:
            answer = row.value.get("answer")
            yield _row(
                row, row.other, {"yes": "joined", "no": "rejected"}.get(answer, "queued"), mask, named=False
            )
        elif row.subject_kind == "incident":
            yield _row(row, row.subject, WORDS.get(row.kind, row.kind), mask, named=named)


def _row(row: Judgement, incident: str, act: str, mask: NameMask, *, named: bool) -> Row:
    return {
        "incident_id": incident,
        "at": moment_text(row.at),
        "act": act if row.live else f"{act}, taken back",
        "act_id": row.act_id,
        "who": row.person.name,
        "why": mask(row.why),
        "version": row.value.get("version", 0) if isinstance(row.value, dict) else 0,
        "public": named and row.live,
    }


def tombstones() -> Iterator[Row]:
    """Incidents that were withdrawn: their addresses go on answering."""
    for row in (
        Withdrawal.objects.filter(subject_kind="incident", live=True).select_related("act").order_by("id")
    ):
        incident = Incident.objects.filter(id=row.subject).first()
        if incident is not None:
            codes = list(
                Code.objects.filter(incident=incident)
                .order_by("-current", "code")
                .values_list("code", flat=True)
            )
            was_public = Release.objects.filter(assessment__incident=incident).exists()
            at = moment_text(row.act.at)
            yield {"id": row.subject, "codes": codes, "at": at, "was_public": was_public}
