"""Find things by what people call them: an incident by id, code, account or report."""

from __future__ import annotations

import uuid

from cairn.errors import NotFound

from . import registers
from .led import follow
from .models import AccountRow, AssignmentRow, Code, Incident


def incident(name: str) -> Incident:
    """The incident of this UUID, code, account id or report id, merged and dissolved ones followed to where
    they went.

    A report stands for the incident its main account joined. Raises `NotFound`.
    """
    found = _by_id(name) or _by_code(name) or _by_account(name)
    if found is None:
        if theirs := registers.named(name):
            raise NotFound(
                "incident-of-register",
                f"no incident of ours goes by this name; another recorder's does: {registers.told(theirs)}",
                field="incident",
                value=name,
                remedy="`cairn explain` shows what the register has of it.",
            )
        raise NotFound(
            "incident-unknown",
            "no incident goes by this name",
            field="incident",
            value=name,
            remedy="Give its code (C-...), its UUID, or the id of a report that belongs to it.",
        )
    while found.merged_into is not None:
        found = found.merged_into
    return follow(found)


def account(name: str) -> AccountRow:
    """The account of this id, or the main live account of a report. Raises `NotFound`."""
    rows = AccountRow.objects.filter(live=True)
    found = rows.filter(id=name).first() or rows.filter(report_id=name).order_by("-main", "n").first()
    if found is None:
        raise NotFound(
            "account-unknown",
            "no account or report goes by this name",
            field="account",
            value=name,
            remedy="Give a report id, or an account id such as REPORT#1.",
        )
    return found


def code(incident_id: uuid.UUID) -> str:
    """The current code of an incident."""
    return Code.objects.get(incident_id=incident_id, current=True).code


def _by_id(name: str) -> Incident | None:
    try:
        return Incident.objects.filter(id=uuid.UUID(name)).first()
    except ValueError:
        return None


def _by_code(name: str) -> Incident | None:
    row = Code.objects.filter(code__iexact=name).select_related("incident").first()
    return row.incident if row else None


def _by_account(name: str) -> Incident | None:
    rows = AssignmentRow.objects.filter(live=True, decision="joined", account__live=True)
    row = (
        rows.filter(account_id=name).order_by("-probability").select_related("incident").first()
        or rows.filter(account__report_id=name)
        .order_by("-account__main", "account__n", "-probability")
        .select_related("incident")
        .first()
    )
    return row.incident if row else None
