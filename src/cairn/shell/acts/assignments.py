"""The rows that say which account is in which incident, kept in step with what persons said."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.db.models import Max

from cairn.match.closed import Closed, Pair, Word
from cairn.shell.records.models import Act, AssignmentRow, Judgement

ANSWERS = {"yes": "joined", "no": "rejected", "unsure": "queued", "moved": "rejected"}
SURE = {"yes": 1.0, "no": 0.0, "unsure": 0.5, "moved": 0.0}


def live_row(account: str, incident: str) -> AssignmentRow | None:
    """The decision on the two that stands."""
    return AssignmentRow.objects.filter(account_id=account, incident_id=incident, live=True).first()


def end(row: AssignmentRow) -> None:
    """It no longer stands; what it said is kept."""
    row.live = False
    row.save()


@dataclass(frozen=True, slots=True)
class Given:
    """What is held of an account and an incident from now on, why, and by whom."""

    decision: str
    probability: float
    why: str
    decided_by: str = "rule"


def write_next(pair: Pair, act: Act, given: Given, like: AssignmentRow | None) -> None:
    """The next version of what is held of an account and an incident; `like` lends its features and origin."""
    account, incident = pair
    before = live_row(account, incident)
    if before is not None:
        end(before)
    known = AssignmentRow.objects.filter(account_id=account, incident_id=incident)
    AssignmentRow.objects.create(
        account_id=account,
        incident_id=uuid.UUID(incident),
        version=(known.aggregate(n=Max("version"))["n"] or 0) + 1,
        **asdict(given),
        features=like.features if like else [],
        origin=like.origin if like else account,
        origin_why=like.origin_why if like else "",
        act=act,
    )


def obey(act: Act, before: Closed, after: Closed) -> set[str]:
    """Write what follows for the rows from the words that are new or gone; returns the incidents it touched."""
    changed = {
        pair
        for pair in {*before.answers, *after.answers}
        if before.answers.get(pair) != after.answers.get(pair)
    }
    changed |= after.barred - before.barred
    for account, incident in sorted(changed):
        word, row = after.answers.get((account, incident)), live_row(account, incident)
        if word is not None:
            _say(act, word, (account, incident), row)
        elif row is not None and ((account, incident) in after.barred or row.decided_by != "rule"):
            end(row)
    return {incident for _, incident in changed}


def _say(act: Act, word: Word, pair: Pair, row: AssignmentRow | None) -> None:
    """A person's word as the row it makes, unless just that stands there."""
    why, decision = Judgement.objects.values_list("why", flat=True).get(id=word.id), ANSWERS[word.answer]
    if row is not None and (row.decision, row.decided_by, row.why) == (decision, word.person, why):
        return
    like = row or AssignmentRow.objects.filter(account_id=pair[0], live=True).order_by("-probability").first()
    write_next(pair, act, Given(decision, SURE[word.answer], why, word.person), like)


def joined_since(act: Act, accounts: Iterable[str]) -> dict[str, set[str]]:
    """Account id -> the incidents that it came to be joined to by this act or later, and is joined to still."""
    found: dict[str, set[str]] = {}
    rows = AssignmentRow.objects.filter(
        account_id__in=list(accounts), live=True, decision="joined", act_id__gte=act.id
    )
    for account, incident in rows.values_list("account_id", "incident_id"):
        found.setdefault(account, set()).add(str(incident))
    return found


def joined_by(act: Act) -> set[Pair]:
    """The accounts this act joined, each with the incident."""
    rows = AssignmentRow.objects.filter(act=act, decision="joined").values_list("account_id", "incident_id")
    return {(account, str(incident)) for account, incident in rows}


def ended_by(act: Act) -> list[AssignmentRow]:
    """The joins that stood until this act, and not since."""
    rows = AssignmentRow.objects.filter(sealed_in=act, live=False, decision="joined")
    return list(rows.exclude(act=act).order_by("account_id", "incident_id"))
