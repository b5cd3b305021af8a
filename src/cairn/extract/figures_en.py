"""Claims made of a count of people, in English: the trigger, the count and the parts told of it enter, claims leave.

Stands between sums_en and counts_en. A whole stands beside its parts: children, women, men by the noun or by a stated
age, each part once; armed people apart from everyone else; the people it names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cairn.extract.clauses_en import Sentence
from cairn.extract.mention_en import Mention
from cairn.extract.model import LUMPED, OVER, Claim
from cairn.extract.names_en import people_words
from cairn.extract.sums_en import Count
from cairn.extract.trigger_en import Trigger
from cairn.extract.who_en import CHILD_UNDER
from cairn.vocab.closed import Basis, Group, Kind, Status

FURTHER = "besides those told before"
_CONFIDENCE = {Basis.STATED: 0.88, Basis.SUM: 0.75, Basis.LIST: 0.6, Basis.IMPLIED: 0.72, Basis.VAGUE: 0.6}
_BY_STATUS = {Status.CIVILIAN: 0.03, Status.BELLIGERENT: -0.06}
_PLURAL = 2
_PARTS = (Group.CHILDREN, Group.WOMEN, Group.MEN, Group.BELLIGERENTS)


def claims_of(
    s: Sentence, t: Trigger, count: Count, lumped: bool, parts: Sequence[Mention]
) -> Iterator[Claim]:
    """The claims of one count: everyone, the armed, each part told of them, and the names."""
    armed = [m for m in count.items if m.status is Status.BELLIGERENT]
    others = [m for m in count.items if m.status is not Status.BELLIGERENT]
    if others and not (t.listed and not count.names):
        yield _whole(s, t, others, count.basis if len(others) == len(count.items) else None, lumped)
    if armed:
        claim = _whole(s, t, armed, None, lumped)
        yield replace(claim, group=Group.BELLIGERENTS, status=Status.BELLIGERENT)
    told = [*others, *count.parts, *(m for m in parts if m not in armed)]
    for group in _PARTS:
        if group is Group.BELLIGERENTS and armed and not others:
            continue  # "17 soldiers, two of them officers": two of those counted already
        yield from _part(s, t, group, [m for m in told if m.group is group and not _is_kin_only(s, m)], count)
    doubted = [m for m in told if m.status is Status.CONTESTED]
    yield from _part(s, t, Group.ALL, doubted, count)
    if others and any(m.group is Group.BELLIGERENTS for m in told):
        civil = [m for m in told if m not in others and m.status is Status.CIVILIAN and m.group is Group.ALL]
        yield from _part(s, t, Group.ALL, civil, count)  # "21 people: 12 soldiers and nine civilians"
    if t.kind in (Kind.KILLED, Kind.DIED_OF_WOUNDS):
        for start, end in count.names:
            yield Claim(Kind.VICTIM, start, end, value=_value(s, start, end), confidence=0.6)


def _is_kin_only(s: Sentence, m: Mention) -> bool:
    """ "his wife", "two brothers": told for how they stand to someone, not as women or men among the harmed."""
    lex = people_words()
    kin = m.head in lex.kin_singular or m.head in lex.kin_plural
    return kin and m.group in (Group.WOMEN, Group.MEN) and s.tokens[m.first].low not in ("a", "an")


def _value(s: Sentence, start: int, end: int) -> str:
    return " ".join(t.text for t in s.tokens if t.start >= start and t.end <= end)


def _whole(s: Sentence, t: Trigger, items: Sequence[Mention], basis: Basis | None, lumped: bool) -> Claim:
    low, high = _added(items)
    alone = Basis.IMPLIED if items[0].named else items[0].basis
    kind_basis = basis or (alone if len(items) == 1 else Basis.SUM)
    if lumped and (kind_basis is not Basis.VAGUE or (low or 0) > _PLURAL):
        low = None  # "several dead and wounded" are two of either at least; "dozens" may be one of either
    first = min(min(m.first for m in items), t.first)
    last = max(max(m.last for m in items), t.last)
    statuses = {m.status for m in items}
    anaphor = any(m.anaphor for m in items)
    status = statuses.pop() if len(statuses) == 1 else Status.UNKNOWN
    confidence = _CONFIDENCE[kind_basis] - (0.15 if lumped else 0.0) - (0.2 if anaphor else 0.0)
    confidence += _BY_STATUS.get(status, 0.0)
    return Claim(
        t.kind, s.tokens[first].start, s.tokens[last].end, low, high, kind_basis,
        status=Status.CIVILIAN if status is Status.CIVILIAN else Status.UNKNOWN,
        scope=_scope(items, lumped),
        confidence=round(confidence, 2),
    )  # fmt: skip


def _scope(items: Sequence[Mention], lumped: bool) -> str:
    if lumped:
        return LUMPED
    if any(m.further for m in items):
        return FURTHER
    return OVER if any(m.over for m in items) else ""


def _added(items: Sequence[Mention]) -> tuple[int | None, int | None]:
    lows = [m.min for m in items if m.min is not None]
    highs = [m.max for m in items if m.max is not None]
    return (sum(lows) if lows else None), (sum(highs) if len(highs) == len(items) else None)


def _part(s: Sentence, t: Trigger, group: Group, items: Sequence[Mention], count: Count) -> Iterator[Claim]:
    """The one claim of a group among the people counted, where any of them is told."""
    aged = (
        [age for age in count.ages if age is not None and age < CHILD_UNDER]
        if group is Group.CHILDREN
        else []
    )
    if not items and not aged:
        return
    low, high = _added(items) if items else (0, 0)
    low = (low or 0) + len(aged)
    if high is not None:
        high = None if aged and None in count.ages else high + len(aged)
    told = items or count.items
    start = s.tokens[min(m.first for m in told)].start
    end = s.tokens[max(m.last for m in told)].end
    bases = {m.basis for m in items} | ({Basis.LIST} if aged else set())
    basis = Basis.VAGUE if Basis.VAGUE in bases else bases.pop() if len(bases) == 1 else Basis.SUM
    statuses = {m.status for m in items}
    yield Claim(
        t.kind, start, end, low, high, basis, group=group,
        status=statuses.pop() if len(statuses) == 1 else Status.UNKNOWN,
        confidence=round(_CONFIDENCE[basis] - 0.06, 2),
    )  # fmt: skip
