"""A person says whether an entry of another recorder's register and an incident of ours are the same."""

from __future__ import annotations

from django.db import transaction

from cairn.errors import NotAllowed
from cairn.shell.records import find, paired, registers
from cairn.shell.records.models import Judgement

from .act import demand_why, person, recorded


def decide_pair(entry: str, incident: str, answer: str, *, who: str, why: str) -> Judgement:
    """Say that ENTRY and INCIDENT are the `same`, are `different`, or that one cannot tell (`unsure`).

    The same answer by the same person, for the same reason, twice is once. Raises `NotFound`; `NotAllowed` for another
    answer, without a name or a reason.
    """
    why = demand_why(why)
    answer = answer.strip().lower()
    if answer not in paired.ANSWERS:
        raise NotAllowed(
            "pair-answer-unknown",
            "the answer is none we know",
            field="answer",
            value=answer,
            remedy=f"One of {', '.join(paired.ANSWERS)}.",
        )
    theirs, ours = registers.entry(entry).id, str(find.incident(incident).id)
    with transaction.atomic():
        by = person(who)
        said = (
            Judgement.objects.filter(kind=paired.KIND, live=True, subject=theirs, other=ours)
            .order_by("-id")
            .first()
        )
        if said and (said.person_id, said.value["answer"], said.why) == (by.pk, answer, why):
            return said
        detail = {"entry": theirs, "incident": ours, "answer": answer}
        with recorded("pair", who=by, why=why, detail=detail) as act:
            return Judgement.objects.create(
                act=act, person=by, at=act.at, kind=paired.KIND, subject_kind="entry", subject=theirs, other=ours,
                value={"answer": answer}, why=why,
            )  # fmt: skip
