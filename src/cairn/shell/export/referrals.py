"""Rows of what was sent to parties and what they answered. Internal: no public table holds them.

What concerns a withdrawn incident is left out, and withdrawn names are blotted out of replies (rule 3).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cairn.shell.records import find, load
from cairn.shell.records.models import Referral, ReferralReply
from cairn.shell.workspace import Workspace

from .masking import NameMask

Row = dict[str, Any]


def reference(row: Referral) -> str:
    """CODE/ACTOR/NUMBER, by the code the incident has now."""
    return f"{find.code(row.incident_id)}/{row.actor}/{row.n}"


def referral_rows() -> Iterator[Row]:
    """One row per package that was sent."""
    gone = load.withdrawn("incident")
    mask = NameMask(load.withdrawn("name"))
    for row in Referral.objects.select_related("act__person").order_by("id"):
        if str(row.incident_id) not in gone:
            yield {
                "id": reference(row),
                "incident_id": str(row.incident_id),
                "actor": row.actor,
                "n": row.n,
                "day": row.day.isoformat(),
                "package_sha256": row.package_sha256,
                "sent_by": row.act.person.name if row.act.person else "",
                "why": mask(row.act.why),
                "replies": ReferralReply.objects.filter(referral=row).count(),
            }


def reply_rows(ws: Workspace) -> Iterator[Row]:
    """One row per reply, with its words."""
    gone = load.withdrawn("incident")
    mask = NameMask(load.withdrawn("name"))
    for row in ReferralReply.objects.select_related("referral").order_by("id"):
        if str(row.referral.incident_id) not in gone:
            yield {
                "referral_id": reference(row.referral),
                "incident_id": str(row.referral.incident_id),
                "actor": row.referral.actor,
                "n": row.n,
                "day": row.day.isoformat(),
                "text_sha256": row.text_sha256,
                "text": mask(ws.objects.text(row.text_sha256)),
            }
