"""A person says whether an account belongs to an incident, or parts an incident in two; re-runs obey."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction

from cairn.errors import NotAllowed
from cairn.match.closed import Closed
from cairn.shell.records import find
from cairn.shell.records.judged import closed, held_in
from cairn.shell.records.models import Act, AssignmentRow, Incident, Judgement, Person

from .act import demand_why, person, recorded
from .assignments import obey
from .in_the_way import refuse_yes
from .join_accounts import make_incidents
from .project_incidents import project_incidents, silent


def join_by_hand(
    account: str, incident: str, answer: str, *, who: str, why: str, leaving: str = ""
) -> Judgement:
    """Yes, no or unsure on one account and one incident; `new` for the incident makes one of its own.

    A yes takes the account from where a rule had put it, and from `leaving`. The same answer by the same person
    twice is once. Raises `NotAllowed` for another answer, and for a yes that another person's word is against;
    `NotFound`.
    """
    why, answer = demand_why(why), _known_answer(answer)
    row = find.account(account)
    with transaction.atomic():
        by, before = person(who), closed()
        target = _own_incident(row.id, before) if incident == "new" else str(find.incident(incident).id)
        last, counts = before.said_by(by.name, row.id, target), before.answer(row.id, target)
        if last is not None and last.answer == answer and (answer != "yes" or counts == last):
            return Judgement.objects.get(id=last.id)
        detail = {"account": row.id, "incident": target, "answer": answer}
        with recorded("join", who=by, why=why, detail=detail) as act:
            make_incidents({target}, act)
            if answer == "yes":
                _leave(row.id, target, leaving, by, before, act)
                refuse_yes(closed().against_yes(row.id, target, by.name), row.id, target)
            judged = _judge(row.id, target, answer, by, before, act)
            project_incidents(silent, only={target, *obey(act, before, closed())})
        return judged


def split(name: str, accounts: Sequence[str], *, who: str, why: str) -> Incident:
    """These accounts of an incident tell of another event: they move to one of its own, in one act.

    The same split twice is once. Raises `NotFound`, `NotAllowed` as `join_by_hand` does.
    """
    why, incident = demand_why(why), find.incident(name)
    ids = list(dict.fromkeys(find.account(a).id for a in accounts))
    here = str(incident.id)
    with transaction.atomic():
        by, before = person(who), closed()
        if done := _split_before(ids, here, by, before):
            return Incident.objects.get(id=done)
        target = _own_incident(ids[0], before)
        detail = {"incident": here, "into": target, "accounts": ids}
        with recorded("split", who=by, why=why, detail=detail) as act:
            make_incidents({target}, act)
            for account in ids:
                _judge(account, here, "no", by, before, act)
            for account in ids:
                _leave(account, target, "", by, closed(), act)
                refuse_yes(closed().against_yes(account, target, by.name), account, target)
                _judge(account, target, "yes", by, before, act)
            project_incidents(silent, only={here, target, *obey(act, before, closed())})
    return Incident.objects.get(id=target)


def _known_answer(answer: str) -> str:
    answer = answer.strip().lower()
    if answer not in ("yes", "no", "unsure"):
        raise NotAllowed(
            "answer-unknown",
            "the answer is none we know",
            field="join",
            value=answer,
            remedy="yes, no or unsure.",
        )
    return answer


def _leave(account: str, target: str, leaving: str, by: Person, before: Closed, act: Act) -> None:
    """What a person places here a rule may not hold elsewhere too, or its dead count twice; an umbrella and
    its parts may share an account, and what a person placed elsewhere stays, unless it is what it leaves."""
    rows = AssignmentRow.objects.filter(account_id=account, live=True, decision="joined", decided_by="rule")
    held = {str(i) for i in rows.values_list("incident_id", flat=True)} | ({leaving} - {""})
    for other in sorted(held - {target}):
        placed = before.answer(account, other)
        if placed is not None and placed.answer == "no":
            continue
        if other == leaving or not before.are_kin(other, target):
            is_moved = placed is None or placed.answer != "yes"
            _judge(account, other, "no", by, before, act, moved=is_moved)


def _split_before(ids: Sequence[str], here: str, by: Person, before: Closed) -> str:
    """Where this person's same split put them, if it stands."""
    first = [i for i, members in before.members.items() if i != here and set(ids) <= members]
    for there in sorted(first):
        said = [(before.said_by(by.name, a, there), before.said_by(by.name, a, here)) for a in ids]
        if all(yes and no and (yes.answer, no.answer) == ("yes", "no") for yes, no in said):
            return there
    return ""


def _own_incident(account: str, before: Closed) -> str:
    """The id of an incident made for this account: one that leads nowhere else and that it is not barred from."""
    n = 1
    while True:
        tail = "" if n == 1 else f"/{n}"
        found = str(uuid.uuid5(uuid.NAMESPACE_URL, f"cairn:by-hand:{account}{tail}"))
        others = held_in(found).get(found, set()) - {account}
        if before.resolve(found) == found and not before.why_barred(account, found) and not others:
            return found
        n += 1


def _judge(
    account: str, target: str, answer: str, by: Person, before: Closed, act: Act, *, moved: bool = False
) -> Judgement:
    """The judgement; a no is kept with every id that the incident now consists of."""
    value: dict[str, object] = {"answer": answer} | ({"moved": True} if moved else {})
    parts = before.parts(target)
    if answer == "no" and len(parts) > 1 and not moved:
        value["other_parts"] = list(parts)
    return Judgement.objects.create(
        act=act, person=by, at=act.at, kind="join", subject_kind="account", subject=account, other=target,
        value=value, why=act.why,
    )  # fmt: skip
