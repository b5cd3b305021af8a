"""Take an act back: what it decided no longer counts; that it was decided stays for ever."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from cairn.errors import NotAllowed, NotFound
from cairn.match.closed import Closed
from cairn.shell.records.judged import closed
from cairn.shell.records.models import (
    Act,
    Assessment,
    ClaimRow,
    Incident,
    Judgement,
    MediaRelease,
    MediaTelling,
    Release,
    Withdrawal,
)
from cairn.shell.workspace import Workspace

from . import link_by_hand
from .act import demand_why, person, recorded
from .assignments import Given, end, ended_by, joined_by, joined_since, live_row, obey, write_next
from .join_accounts import join_accounts
from .project_incidents import project_incidents, silent

UNDOABLE = frozenset(
    {
        "set-assessment", "release", "join", "split", "merge", "different", "parent", "withdraw",
        "correct-claim", "link", "origin", "pair", "tell-media", "release-media",
    }
)  # fmt: skip


def undo(ws: Workspace, act_id: int, *, who: str, why: str) -> Act:
    """Undo every judgement of one act: what it ended stands again where no other word is against it; then rejoin
    and reproject. Raises `NotFound`, `NotAllowed`."""
    why = demand_why(why)
    target = Act.objects.filter(id=act_id).first()
    if target is None:
        raise NotFound(
            "act-unknown",
            "there is no such act",
            field="act",
            value=act_id,
            remedy="See `cairn explain INCIDENT`.",
        )
    if target.kind not in UNDOABLE:
        raise NotAllowed(
            "act-not-undoable",
            "only what a person decided can be taken back",
            field="act",
            value=target.kind,
            remedy="Withdraw what should not be seen, or add a corrected file.",
        )
    judgements = list(target.judgements.filter(live=True))
    if not judgements:
        raise NotAllowed(
            "act-undone-already",
            "this act was taken back before",
            field="act",
            value=act_id,
            remedy="Nothing to do.",
        )
    _refuse_foundations(judgements)
    before = closed()
    _refuse_ring(before, judgements)
    with transaction.atomic():
        by = person(who)
        with recorded("undo", who=by, why=why, detail={"act": act_id}) as act:
            for row in judgements:
                row.live = False
                row.save()
                Judgement.objects.create(
                    act=act, person=by, at=act.at, kind="undo", subject_kind=row.subject_kind, subject=row.subject,
                    other=row.other, value={"act": act_id}, why=why, undoes=row,
                )  # fmt: skip
            _take_back(target, judgements, act)
            _rejoin(target, act, before)
        join_accounts(ws)
        project_incidents(silent)
    return act


def _refuse_foundations(judgements: list[Judgement]) -> None:
    """A correction that was itself corrected is taken back after the later one, or two readings of the same
    words would live side by side."""
    for row in judgements:
        if row.kind != "claim":
            continue
        later = Judgement.objects.filter(kind="claim", live=True, subject=row.value["made"], other=row.other)
        upon = later.exclude(id=row.id).order_by("-id").first()
        if upon is not None:
            raise NotAllowed(
                "act-built-upon",
                "what this act made was corrected again since",
                field="act",
                value=row.act_id,
                remedy=f"Take back the later correction first: cairn undo {upon.act_id}.",
            )


def _refuse_ring(before: Closed, judgements: Sequence[Judgement]) -> None:
    """What an earlier word said of umbrella records may be impossible by now: the later word goes first."""
    then = before.without({row.id for row in judgements})
    if ring := then.in_ring():
        upon = next(w for w in reversed(then.words) if w.kind in ("parent", "merge") and w.subject in ring)
        raise NotAllowed(
            "act-built-upon",
            "without this act an umbrella record would hold itself",
            field="act",
            value=judgements[0].act_id,
            remedy=f"Take back the later decision first: cairn undo {upon.act}.",
        )


def _rejoin(target: Act, act: Act, before: Closed) -> None:
    """The rows as the words that are left say, and as they stood before the act where no word is against it."""
    after = closed()
    were = {(row.account_id, str(row.incident_id)): row for row in ended_by(target)}
    since = joined_since(target, {account for account, _ in were})
    obey(act, before, after)
    back, ends = after.stands_again(were, joined_by(target), since)
    like = {(account, after.resolve(incident)): row for (account, incident), row in were.items()}
    for account, incident in ends:
        if row := live_row(account, incident):
            end(row)
    for pair in back:
        row = live_row(*pair)
        if pair in after.answers or (row is not None and row.decision == "joined"):
            continue
        write_next(pair, act, Given("joined", like[pair].probability, like[pair].why), like=like[pair])


def _take_back(target: Act, judgements: list[Judgement], act: Act) -> None:
    Assessment.objects.filter(act=target).update(live=False)
    Release.objects.filter(act=target).update(live=False)
    Release.objects.filter(assessment__act=target).update(live=False)
    Withdrawal.objects.filter(act=target).update(live=False)
    MediaTelling.objects.filter(act=target).update(live=False)
    MediaRelease.objects.filter(act=target).update(live=False)
    MediaRelease.objects.filter(telling__act=target).update(live=False)
    for row in judgements:
        if row.kind == "merge":
            Incident.objects.filter(id=row.subject).update(merged_into=None)
        elif row.kind == "parent":
            earlier = (
                Judgement.objects.filter(kind="parent", live=True, subject=row.subject)
                .order_by("-id")
                .first()
            )
            Incident.objects.filter(id=row.subject).update(parent=earlier.other if earlier else None)
        elif row.kind == "link":
            link_by_hand.take_back(row, act)
        elif row.kind == "claim":
            ClaimRow.objects.filter(id=row.value["made"], account_id=row.other).update(live=False)
            ClaimRow.objects.filter(id=row.subject, account_id=row.other).update(live=True)
