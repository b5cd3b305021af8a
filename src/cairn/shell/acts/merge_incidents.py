"""A person says what two incidents are to each other: one, two, not to be told, or one a part of the other."""

from __future__ import annotations

from django.db import transaction

from cairn.errors import NotAllowed
from cairn.match.closed import Closed, Word
from cairn.shell.records import find
from cairn.shell.records.judged import closed, held_in
from cairn.shell.records.models import Act, AssignmentRow, Incident, Judgement

from . import policy
from .act import demand_why, person, recorded
from .assignments import Given, end, live_row, obey, write_next
from .in_the_way import refuse_merge, take_back, told
from .project_incidents import project_incidents, silent

TWO = {"different": "no", "unsure": "unsure"}
"""What a person may say of two incidents beside that they are one, and how it is kept."""


def merge(first: str, into: str, *, who: str, why: str) -> Incident:
    """Two incidents are one: every account moves, the codes and ids of both go on resolving, and what persons
    said of either holds for both.

    Raises `NotAllowed` where somebody said that they are different, or that an account of one is not of the
    other, and where an umbrella record would come to hold itself.
    """
    why = demand_why(why)
    gone, kept = find.incident(first), find.incident(into)
    if gone.id == kept.id:
        return kept
    policy.may_disappear(gone)
    one, two = str(gone.id), str(kept.id)
    with transaction.atomic():
        by, before = person(who), closed()
        refuse_merge(before.against_merge(one, two, held_in(one, two)), one, two)
        _refuse_ring(before, Word("merge", one, two, person=by.name), "merge_into", into)
        with recorded("merge", who=by, why=why, detail={"incident": one, "into": two}) as act:
            Judgement.objects.create(
                act=act,
                person=by,
                at=act.at,
                kind="merge",
                subject_kind="incident",
                subject=one,
                other=two,
                why=why,
            )
            gone.merged_into = kept
            gone.save()
            after = closed()
            obey(act, before, after)
            _move(gone, kept, after, act)
            project_incidents(silent, only={one, two})
    return kept


def _move(gone: Incident, kept: Incident, after: Closed, act: Act) -> None:
    """What a rule decided on the one now stands on the other, unless a word or another decision stands there."""
    for row in AssignmentRow.objects.filter(incident=gone, live=True).order_by("account_id"):
        end(row)
        pair = (row.account_id, str(kept.id))
        there = live_row(*pair)
        weaker = there is None or (there.decision != "joined" and row.decision == "joined")
        if row.decided_by == "rule" and pair not in after.answers and pair not in after.barred and weaker:
            why = f"It came with {find.code(gone.id)} when a person merged the two. {row.why}"
            write_next(pair, act, Given(row.decision, row.probability, why), like=row)


def say_of_two(first: str, second: str, answer: str, *, who: str, why: str) -> Judgement:
    """Two incidents are `different`, or somebody looked and is `unsure`: they are not offered as duplicates again.

    The same answer by the same person twice is once. Raises `NotAllowed` (incidents-are-one, pair-answer).
    """
    why, answer = demand_why(why), answer.strip().lower()
    if answer not in TWO:
        raise NotAllowed(
            "pair-answer",
            "the answer on two incidents is none we know",
            field="answer",
            value=answer,
            remedy="same, different or unsure.",
        )
    one, two = (str(find.incident(name).id) for name in (first, second))
    with transaction.atomic():
        by, before = person(who), closed()
        _refuse_one(before, one, two, second)
        last = before.said_of_two(by.name, one, two)
        if last is not None and last.answer == TWO[answer]:
            return Judgement.objects.get(id=last.id)
        value = (
            {"answer": TWO[answer]}
            | _parts(before, one, "subject_parts")
            | _parts(before, two, "other_parts")
        )
        with recorded(
            "different", who=by, why=why, detail={"incidents": [one, two], "answer": answer}
        ) as act:
            made = Judgement.objects.create(
                act=act, person=by, at=act.at, kind="different", subject_kind="incident", subject=one, other=two,
                value=value, why=why,
            )  # fmt: skip
            obey(act, before, closed())
        return made


def _parts(before: Closed, incident: str, name: str) -> dict[str, list[str]]:
    """The ids an incident consists of, where it is more than one: a word on it is on each."""
    parts = before.parts(incident)
    return {name: list(parts)} if len(parts) > 1 else {}


def _refuse_one(before: Closed, one: str, two: str, name: str) -> None:
    if one != two:
        return
    merges = [w for w in before.words if w.kind == "merge" and w.subject in before.parts(one)]
    raise NotAllowed(
        "incidents-are-one",
        f"the two are one incident: {told(merges[-1])}" if merges else "an incident is itself",
        field="incident",
        value=name,
        remedy=take_back(merges[-1]) if merges else "Name two incidents.",
    )


def set_parent(child: str, parent: str, *, who: str, why: str) -> Incident:
    """An umbrella record holds others; a sum takes parent or children, never both (rule 17)."""
    why = demand_why(why)
    below, above = find.incident(child), find.incident(parent)
    one, two = str(below.id), str(above.id)
    with transaction.atomic():
        by, before = person(who), closed()
        if below.parent_id == above.id:
            return below
        _refuse_ring(before, Word("parent", one, two, person=by.name), "parent", parent)
        with recorded("parent", who=by, why=why, detail={"incident": one, "parent": two}) as act:
            Judgement.objects.create(
                act=act,
                person=by,
                at=act.at,
                kind="parent",
                subject_kind="incident",
                subject=one,
                other=two,
                why=why,
            )
            below.parent = above
            below.save()
        return below


def _refuse_ring(before: Closed, word: Word, field: str, value: str) -> None:
    """No umbrella record holds itself, through others or through a merge."""
    if (word.kind == "parent" and word.subject == word.other) or before.with_word(word).in_ring():
        raise NotAllowed(
            "parent-loop", "an incident cannot hold itself", field=field, value=value, remedy="Name another."
        )
