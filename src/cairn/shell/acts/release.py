"""A second person lets an assessment out, or somebody takes something back from every view."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from cairn.errors import NotAllowed, NotFound
from cairn.shell.records import find
from cairn.shell.records.models import (
    Assessment,
    ClaimRow,
    Judgement,
    Media,
    OfficialDocument,
    OfficialEntry,
    Release,
    ReportRow,
    Withdrawal,
)

from . import policy
from .act import demand_why, person, recorded
from .project_incidents import project_incidents, silent

WITHDRAWABLE = ("incident", "report", "claim", "document", "entry", "media", "name")


def release(name: str, *, who: str, why: str) -> Release:
    """Release the latest assessment of an incident; releasing it again is the same release.

    Raises `NotAllowed` where nothing is set or the approver is the proposer, `NotFound`.
    """
    why = demand_why(why)
    incident = find.incident(name)
    with transaction.atomic():
        approver = person(who)
        latest = Assessment.objects.filter(incident=incident, live=True).order_by("-n").first()
        if latest is None:
            raise NotAllowed(
                "nothing-set",
                "no person has set an assessment of this incident yet",
                field="incident",
                value=name,
                remedy="Set one first: `cairn judge` or the sheet.",
            )
        before = Release.objects.filter(assessment=latest).first()
        if before is not None and before.live:
            return before
        policy.may_release(approver, latest)
        policy.may_release_kin(latest)
        if before is not None:
            raise NotAllowed(
                "release-taken-back",
                "the release of this version was taken back",
                field="version",
                value=latest.n,
                remedy="Set the assessment again, which makes a new version, then release that.",
            )
        detail = {"incident": str(incident.id), "version": latest.n}
        with recorded("release", who=approver, why=why, detail=detail) as act:
            Judgement.objects.create(
                act=act, person=approver, at=act.at, kind="release", subject_kind="incident", subject=str(incident.id),
                value={"version": latest.n}, why=why,
            )  # fmt: skip
            return Release.objects.create(
                assessment=latest, proposer=latest.person, approver=approver, at=act.at, why=why, act=act
            )


def withdraw(kind: str, name: str, *, who: str, why: str, note: str = "") -> Withdrawal:
    """Take an incident, a report, a claim, a party's document or entry, a picture, or a person's name out of every view
    at once (rule 3).

    Raises `NotAllowed` for another kind, `NotFound`.
    """
    why = demand_why(why)
    subject = _subject(kind, name)
    with transaction.atomic():
        by = person(who)
        before = Withdrawal.objects.filter(subject_kind=kind, subject=subject, live=True).first()
        if before is not None:
            return before
        detail = {"kind": kind, "subject": subject}
        with recorded("withdraw", who=by, why=why, detail=detail) as act:
            row = Withdrawal.objects.create(act=act, subject_kind=kind, subject=subject, public_note=note)
            Judgement.objects.create(
                act=act, person=by, at=act.at, kind="withdraw", subject_kind=kind, subject=subject[:240],
                value={"withdrawal": row.id}, why=why,
            )  # fmt: skip
            project_incidents(silent)
        return row


def _subject(kind: str, name: str) -> str:
    if kind not in WITHDRAWABLE:
        raise NotAllowed(
            "withdraw-kind",
            "only some kinds of thing can be withdrawn",
            field="kind",
            value=kind,
            remedy=f"One of {', '.join(WITHDRAWABLE)}.",
        )
    if kind == "incident":
        return str(find.incident(name).id)
    if not _is_there(kind, name):
        raise NotFound(
            f"{kind}-unknown",
            f"there is no such {kind}",
            field=kind,
            value=name,
            remedy="Look it up in the export.",
        )
    return name.strip()


def _is_there(kind: str, name: str) -> bool:
    rows: dict[str, QuerySet[Any]] = {
        "report": ReportRow.objects.filter(id=name),
        "claim": ClaimRow.objects.filter(id=name),
        "document": OfficialDocument.objects.filter(id=name),
        "entry": OfficialEntry.objects.filter(id=name),
        "media": Media.objects.filter(id=name),
    }
    if kind in rows:
        return rows[kind].exists()
    return bool(name.strip())
