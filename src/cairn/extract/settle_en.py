"""What the verbs of one English sentence tell together: whom each counts enters, in order, and leaves settled.

Stands between figures_en and counts_en. People told only as "others" are of the kind told just before them, and people
told apart by how badly they were hurt are added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cairn.extract.clauses_en import Sentence
from cairn.extract.cues_en import cues
from cairn.extract.mention_en import Mention
from cairn.extract.sums_en import Count
from cairn.extract.trigger_en import Side, Trigger
from cairn.vocab.closed import Basis, Group, Kind, Status

_NO_NOUN = frozenset(["", "others", "other", "more"])
_NOT_ARMED = (Group.CHILDREN, Group.WOMEN)


@dataclass(frozen=True, slots=True)
class Told:
    """Whom one trigger counts, the parts told of them, and whether killed and injured are told in one."""

    trigger: Trigger
    count: Count
    parts: Sequence[Mention]
    lumped: bool


def of_the_same(told: Told, before: Told) -> Told:
    """ "Two soldiers were killed and four others injured": the four are soldiers as the two are."""
    harmed = (Kind.KILLED, Kind.INJURED, Kind.DIED_OF_WOUNDS)
    if told.trigger.kind not in harmed or before.trigger.kind not in harmed or told.trigger.side is Side.TOLL:
        return told
    if not all(m.status is Status.BELLIGERENT for m in before.count.items):
        return told
    if any(m.group in _NOT_ARMED for m in (*told.parts, *before.parts)):
        return told
    if not all(_is_bare(m) for m in told.count.items):
        return told
    armed = [replace(m, group=Group.BELLIGERENTS, status=Status.BELLIGERENT) for m in told.count.items]
    return replace(told, count=replace(told.count, items=tuple(armed)))


def _is_bare(m: Mention) -> bool:
    """Whether nothing says who they are: "four others", "six", "nine wounded"."""
    plain = (
        m.status is Status.UNKNOWN and m.group is Group.ALL and not m.named and not m.anaphor and not m.family
    )
    return plain and (m.head in _NO_NOUN or m.head in cues().counted)


def added_up(s: Sentence, told: Sequence[Told]) -> list[Told]:
    """ "Two soldiers were severely and three lightly injured": five, where each is told apart by how badly."""
    found: list[Told] = []
    for one in told:
        last = found[-1] if found else None
        if last is not None and _by_degree(s, last, one):
            found[-1] = _sum(last, one)
        else:
            found.append(one)
    return found


def _by_degree(s: Sentence, one: Told, other: Told) -> bool:
    """Whether two counts of injured stand side by side, each with how badly, and of people of one kind."""
    if (
        one.trigger.kind is not Kind.INJURED
        or other.trigger.kind is not Kind.INJURED
        or one.lumped
        or other.lumped
    ):
        return False
    if not (_has_degree(s, one) and _has_degree(s, other)):
        return False
    items = (*one.count.items, *other.count.items)
    exact = all(m.min is not None and m.min == m.max and not m.anaphor for m in items)
    return exact and len({m.status for m in items}) == 1 and not (one.parts or other.parts)


def _has_degree(s: Sentence, told: Told) -> bool:
    first = min(m.first for m in told.count.items)
    return any(t.low in cues().degrees for t in s.tokens[first : told.trigger.last + 4])


def _sum(one: Told, other: Told) -> Told:
    items = (*one.count.items, *other.count.items)
    total = sum(m.min or 0 for m in items)
    trigger = replace(one.trigger, last=max(one.trigger.last, other.trigger.last))
    return replace(
        one,
        trigger=trigger,
        count=Count(
            total,
            total,
            Basis.SUM,
            items,
            one.count.names + other.count.names,
            one.count.ages + other.count.ages,
        ),
    )
