"""A person says whether an account belongs to an incident, or that two incidents are one; re-runs obey."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction

from cairn.errors import NotAllowed
from cairn.shell.records import find
from cairn.shell.records.models import AccountRow, Act, AssignmentRow, Incident, Judgement, Person

from . import policy
from .act import demand_why, person, recorded
from .join_accounts import make_incidents
from .project_incidents import project_incidents, silent

ANSWERS = {"yes": "joined", "no": "rejected", "unsure": "queued"}


def join_by_hand(account: str, incident: str, answer: str, *, who: str, why: str) -> Judgement:
    """Yes, no or unsure on one account and one incident; `new` for the incident makes one of its own.

    The same answer twice is once. Raises `NotAllowed` for another answer, `NotFound`.
    """
    why = demand_why(why)
    answer = answer.strip().lower()
    if answer not in ANSWERS:
        raise NotAllowed(
            "answer-unknown",
            "the answer is none we know",
            field="join",
            value=answer,
            remedy="yes, no or unsure.",
        )
    row = find.account(account)
    with transaction.atomic():
        by = person(who)
        target = _own_incident(row) if incident == "new" else str(find.incident(incident).id)
        last = (
            Judgement.objects.filter(kind="join", live=True, subject=row.id, other=target)
            .order_by("-id")
            .first()
        )
        if last is not None and last.value == {"answer": answer} and last.person_id == by.id:
            return last
        detail = {"account": row.id, "incident": target, "answer": answer}
        with recorded("join", who=by, why=why, detail=detail) as act:
            make_incidents({target}, act)
            judged = _judge(row, target, answer, by, why, act)
            if answer == "yes":
                _leave_elsewhere(row, target, by, why, act)
            project_incidents(silent, only=_touched([row], target))
        return judged


def _leave_elsewhere(row: AccountRow, target: str, by: Person, why: str, act: Act) -> None:
    """What a person places here a rule may not hold elsewhere too, or its dead count twice; an umbrella and
    its parts may share an account, and what a person placed elsewhere stays."""
    kept = Incident.objects.get(id=target)
    rows = AssignmentRow.objects.filter(account=row, live=True, decision="joined", decided_by="rule")
    for other in rows.exclude(incident_id=target).select_related("incident"):
        if kept.parent_id != other.incident_id and other.incident.parent_id != kept.id:
            _judge(row, str(other.incident_id), "no", by, why, act)


def merge(first: str, into: str, *, who: str, why: str) -> Incident:
    """Two incidents are one: every account moves, the codes of both go on resolving. Raises `NotAllowed`."""
    why = demand_why(why)
    gone, kept = find.incident(first), find.incident(into)
    if gone.id == kept.id:
        return kept
    policy.may_disappear(gone)
    by, detail = person(who), {"incident": str(gone.id), "into": str(kept.id)}
    with recorded("merge", who=by, why=why, detail=detail) as act:
        rows = AssignmentRow.objects.filter(incident=gone, live=True, decision="joined").select_related(
            "account"
        )
        accounts = [row.account for row in rows]
        for account in accounts:
            _judge(account, str(kept.id), "yes", by, why, act)
            _judge(account, str(gone.id), "no", by, why, act)
        Judgement.objects.create(
            act=act, person=by, at=act.at, kind="merge", subject_kind="incident", subject=str(gone.id),
            other=str(kept.id), why=why,
        )  # fmt: skip
        gone.merged_into = kept
        gone.save()
        project_incidents(silent, only={str(gone.id), str(kept.id)})
        return kept


def split(name: str, accounts: Sequence[str], *, who: str, why: str) -> Incident:
    """These accounts of an incident tell of another event: they move to one of its own. Raises `NotFound`."""
    incident = find.incident(name)
    first, *others = [find.account(a) for a in accounts]
    with transaction.atomic():
        fresh = join_by_hand(first.id, "new", "yes", who=who, why=why).other
        for row in others:
            join_by_hand(row.id, fresh, "yes", who=who, why=why)
        for row in (first, *others):
            join_by_hand(row.id, str(incident.id), "no", who=who, why=why)
    return Incident.objects.get(id=fresh)


def set_parent(child: str, parent: str, *, who: str, why: str) -> Incident:
    """An umbrella record holds others; a sum takes parent or children, never both (rule 17)."""
    why = demand_why(why)
    below, above = find.incident(child), find.incident(parent)
    if below.id in _upwards(above):
        raise NotAllowed(
            "parent-loop",
            "an incident cannot hold itself",
            field="parent",
            value=parent,
            remedy="Name another.",
        )
    with transaction.atomic():
        by = person(who)
        if below.parent_id == above.id:
            return below
        detail = {"incident": str(below.id), "parent": str(above.id)}
        with recorded("parent", who=by, why=why, detail=detail) as act:
            Judgement.objects.create(
                act=act, person=by, at=act.at, kind="parent", subject_kind="incident", subject=str(below.id),
                other=str(above.id), why=why,
            )  # fmt: skip
            below.parent = above
            below.save()
        return below


def _upwards(incident: Incident) -> Iterator[uuid.UUID]:
    """The incident and every umbrella above it."""
    above: Incident | None = incident
    while above is not None:
        yield above.id
        above = above.parent


def _own_incident(row: AccountRow) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"cairn:by-hand:{row.id}"))


def _judge(row: AccountRow, target: str, answer: str, by: Person, why: str, act: Act) -> Judgement:
    """Write the judgement and the assignment's next version."""
    judged = Judgement.objects.create(
        act=act, person=by, at=act.at, kind="join", subject_kind="account", subject=row.id, other=target,
        value={"answer": answer}, why=why,
    )  # fmt: skip
    before = AssignmentRow.objects.filter(account=row, incident_id=target, live=True).first()
    if before is not None:
        before.live = False
        before.save()
    AssignmentRow.objects.create(
        account=row,
        incident_id=uuid.UUID(target),
        version=before.version + 1 if before else 1,
        probability={"yes": 1.0, "no": 0.0, "unsure": 0.5}[answer],
        decision=ANSWERS[answer],
        why=why,
        decided_by=by.name,
        features=before.features if before else [],
        origin=before.origin if before else row.id,
        origin_why=before.origin_why if before else "",
        act=act,
    )
    return judged


def _touched(accounts: Iterable[AccountRow], target: str) -> set[str]:
    rows = AssignmentRow.objects.filter(account__in=list(accounts), live=True)
    return {target, *(str(i) for i in rows.values_list("incident_id", flat=True))}
