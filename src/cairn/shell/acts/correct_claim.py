"""A person corrects a claim or adds one by hand: the machine's stays, superseded; the words stay pointed at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from cairn.errors import NotAllowed, NotFound
from cairn.extract.model import Claim
from cairn.shell.records import find
from cairn.shell.records.convert import claim_of, claim_row
from cairn.shell.records.models import AssignmentRow, ClaimRow, Judgement
from cairn.shell.workspace import Workspace
from cairn.vocab.closed import Basis, Event, Group, Kind, Status

from . import policy
from .act import demand_why, person, recorded
from .project_incidents import project_incidents, silent

BY_HAND = "by-hand/1"


def correct_claim(claim_id: str, changes: Mapping[str, Any], *, who: str, why: str) -> ClaimRow:
    """Replace a live claim by a person's reading of the same words. Raises `NotFound`, `NotAllowed`.

    `changes` may hold min, max, status, group, event, value; `{"event": "other"}` takes a claim out of the sum.
    """
    why = demand_why(why)
    old = ClaimRow.objects.filter(id=claim_id, live=True).select_related("account__report").first()
    if old is None:
        done = ClaimRow.objects.filter(id=claim_id, live=False).exists()
        if done and (made := _made_from(claim_id, changes)):
            return made  # the same correction again
        raise NotFound(
            "claim-unknown",
            "no live claim has this id",
            field="claim",
            value=claim_id,
            remedy="Export a new sheet.",
        )
    return _write(old.account_id, _changed(claim_of(old), changes), old.text_sha256, who, why, replaces=old)


def add_claim(
    ws: Workspace, report: str, quote: str, values: Mapping[str, Any], *, who: str, why: str
) -> ClaimRow:
    """A claim the machine missed, by the very words it rests on. Raises `NotFound` where they are not there."""
    why = demand_why(why)
    account = find.account(report)
    text = ws.objects.text(account.report.text_sha256)
    start = text.find(quote, account.start)
    start = text.find(quote) if start < 0 else start
    if not quote.strip() or start < 0:
        raise NotFound(
            "quote-not-found",
            "these words do not stand in the report",
            field="words",
            value=quote,
            remedy="Copy them from the text exactly as written.",
        )
    kind = _kind(str(values.get("kind") or "killed"))
    fresh = _changed(Claim(kind=kind, start=start, end=start + len(quote), confidence=1.0), values)
    text_sha = account.report.text_sha256
    same = [fresh.id_in(text_sha), fresh.id_in(text_sha, person(who).name)]
    there = ClaimRow.objects.filter(id__in=same, account=account, live=True).first()
    if there is not None:
        return there
    return _write(account.id, fresh, account.report.text_sha256, who, why, replaces=None)


def _kind(name: str) -> Kind:
    try:
        return Kind(name.strip().lower())
    except ValueError as e:
        raise NotAllowed(
            "claim-value", "there is no such kind of claim", field="kind", value=name,
            remedy=f"One of {', '.join(Kind)}.",
        ) from e  # fmt: skip


def _changed(claim: Claim, changes: Mapping[str, Any]) -> Claim:
    known: dict[str, Callable[[Any], Any]] = {
        "status": Status, "group": Group, "event": Event, "basis": Basis, "min": _count, "max": _count, "value": str,
    }  # fmt: skip
    try:
        new = {name: known[name](value) for name, value in changes.items() if name in known}
        made = replace(claim, **new, confidence=1.0)
        _ = made.figure
    except ValueError as e:
        raise NotAllowed(
            "claim-value", str(e), field="claim", value=dict(changes), remedy="Mend the value in the sheet."
        ) from e
    return made


def _count(value: object) -> int | None:
    count = None if value is None or value == "" else int(str(value))
    if count is not None and count > policy.MOST_PEOPLE:
        raise ValueError(f"no event harms {count} people")
    return count


def _write(
    account_id: str, claim: Claim, text_sha256: str, who: str, why: str, *, replaces: ClaimRow | None
) -> ClaimRow:
    by = person(who)
    row = claim_row(claim, account_id, text_sha256, BY_HAND, by=by.name)
    detail = {"account": account_id, "made": row.id, "replaces": replaces.id if replaces else ""}
    with recorded("correct-claim", who=by, why=why, detail=detail) as act:
        if before := ClaimRow.objects.filter(id=row.id, account_id=account_id).first():
            row = before  # the same correction, taken back once, lives again
            row.live = True
        row.save()
        Judgement.objects.create(
            act=act, person=by, at=act.at, kind="claim", subject_kind="claim",
            subject=replaces.id if replaces else row.id, other=account_id, value={"made": row.id}, why=why,
        )  # fmt: skip
        if replaces is not None:
            replaces.live = False
            replaces.save()
        _project(account_id)
    return row


def _made_from(claim_id: str, changes: Mapping[str, Any]) -> ClaimRow | None:
    """What an earlier, equal correction of this claim made, if that still stands."""
    last = Judgement.objects.filter(kind="claim", subject=claim_id, live=True).order_by("-id").first()
    made = last and ClaimRow.objects.filter(id=last.value["made"], live=True).first()
    if not made:
        return None
    now = claim_of(made)
    return made if _changed(now, changes) == replace(now, confidence=1.0) else None


def _project(account_id: str) -> None:
    rows = AssignmentRow.objects.filter(account_id=account_id, live=True)
    project_incidents(silent, only={str(i) for i in rows.values_list("incident_id", flat=True)})
