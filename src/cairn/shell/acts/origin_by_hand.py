"""A person says that two accounts go back to one first-hand source, or to two; re-runs obey (recording rule 8)."""

from __future__ import annotations

from django.db import transaction

from cairn.errors import CairnError, NotAllowed
from cairn.match.origins_decided import ANSWERS, DecidedOrigin, refuse_contradiction
from cairn.shell.records import find
from cairn.shell.records.models import Judgement
from cairn.shell.records.origins import decided_origins
from cairn.shell.workspace import Workspace

from .act import demand_why, person, recorded
from .join_accounts import join_accounts
from .project_incidents import project_incidents, silent


def origin_by_hand(ws: Workspace, account: str, other: str, answer: str, *, who: str, why: str) -> Judgement:
    """`same`, `apart` or `unsure` on two accounts; unsure leaves it to the rules. The last word on a pair counts.

    The same answer by the same person twice is once. Raises `NotAllowed` for another answer (origin-answer), for one
    account named twice (origin-itself), and for a word that others are against (origin-contradiction); `NotFound`.
    """
    why, answer = demand_why(why), answer.strip().lower()
    one, two = find.account(account).id, find.account(other).id
    if answer not in ANSWERS:
        raise NotAllowed(
            "origin-answer",
            "the answer is none we know",
            field="answer",
            value=answer,
            remedy="Say same, apart or unsure.",
        )
    if one == two:
        raise NotAllowed(
            "origin-itself",
            "an account has one origin with itself",
            field="other",
            value=other,
            remedy="Name another.",
        )
    with transaction.atomic():
        by = person(who)
        last = _last_word(one, two)
        if last is not None and last.value == {"answer": answer} and last.person_id == by.id:
            return last
        _refuse_contradiction([*decided_origins(), DecidedOrigin(one, two, answer)])
        detail = {"account": one, "other": two, "answer": answer}
        with recorded("origin", who=by, why=why, detail=detail) as act:
            judged = Judgement.objects.create(
                act=act, person=by, at=act.at, kind="origin", subject_kind="account", subject=one, other=two,
                value={"answer": answer}, why=why,
            )  # fmt: skip
            join_accounts(ws)
            project_incidents(silent)
        return judged


def _last_word(one: str, two: str) -> Judgement | None:
    """What was said last of the two, whichever way round."""
    rows = Judgement.objects.filter(kind="origin", live=True, subject__in=(one, two), other__in=(one, two))
    return rows.order_by("-id").first()


def _refuse_contradiction(words: list[DecidedOrigin]) -> None:
    try:
        refuse_contradiction(words)
    except CairnError as e:
        raise NotAllowed(
            "origin-contradiction", e.message, field=e.field, value=e.value, remedy=e.remedy
        ) from e
