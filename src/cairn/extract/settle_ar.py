"""Settles what an Arabic text tells more than once: the claims of its sentences enter, in order, and leave.

A definite plural ("القتلى") counts only where nobody was told before; a figure told again is told of the same
event and people, as the place that says most of it has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from cairn.extract.model import LUMPED, Claim
from cairn.vocab.closed import COUNT_KINDS, Basis, Event, Group, Kind, Status

_OWN = (Event.THIS, Event.UPDATE)
_SUM = 10
"""From so many on, a figure told once without and once with a scope is that of the scope."""
_TOLD_AGAIN = 0.04
"""So much surer is a figure that is told twice; a third time adds as much."""
_MARKED = 3
"""From so many on, an equal figure told of another event is taken for the same one told again."""
Key = tuple[Kind, Group, int | None, int | None]


class Told(NamedTuple):
    """A claim; `again` is above 0 where its words may only tell again of people told before, and the same for
    all claims of one phrase. `sentence` is the number of its sentence, 0 for a list; `is_background` says that the
    text has looked back to another event before it."""

    claim: Claim
    again: int
    sentence: int = 0
    is_background: bool = False


def settled(
    told: Sequence[Told], *, is_short: bool = False, other_news: frozenset[int] = frozenset()
) -> list[Claim]:
    """The claims that stand, each with the event and status its figure has in the whole text.

    `is_short` says that the text is little more than a headline: in one "أسماء الشهداء" tells of some. `other_news`
    are the sentences that link to more news: they count only where a figure of theirs is told elsewhere.
    """
    told = _of_one_toll(_of_background(_of_other_news(told, other_news)))
    found: list[Claim] = []
    counted: dict[Kind, int] = {}  # by the phrase that counted them first
    firm_before: set[Kind] = set()
    firm = {claim.kind for claim, again, *_ in told if not again and _is_firm(claim)}
    last_risen = {claim.kind: n for n, (claim, *_) in enumerate(told) if _is_risen(claim)}
    for n, (claim, again, *_) in enumerate(told):
        vague = claim.basis is Basis.VAGUE
        if again and (
            counted.get(claim.kind, again) != again or (vague and (not is_short or _is_known(claim, firm)))
        ):
            continue
        if vague and claim.event is Event.OTHER:
            continue  # "many were killed before": no figure of anything
        if vague and claim.kind in firm_before and _is_loose(claim):
            continue
        if vague and claim.event is Event.UPDATE and last_risen.get(claim.kind, -1) > n:
            continue  # "ارتفاع عدد القتلى إلى أربعة"
        if _is_firm(claim):
            firm_before.add(claim.kind)
        if claim.kind in COUNT_KINDS and not claim.figure.is_unknown:
            counted.setdefault(claim.kind, again)
        found.append(claim)
    return _agreed(found)


def _of_other_news(told: Sequence[Told], headlines: frozenset[int]) -> list[Told]:
    """The claims without those of headlines between the paragraphs, where nothing else tells them: other news."""
    if not headlines:
        return list(told)
    elsewhere = {_key(one.claim) for one in told if one.sentence not in headlines}
    own = {one.sentence for one in told if _key(one.claim) in elsewhere}
    return [one for one in told if one.sentence not in headlines - own]


def _of_background(told: Sequence[Told]) -> list[Told]:
    """The claims; news stand first in a text, and once it has looked back, another toll of a harm told before is of
    another event, and so is all that its sentence tells."""
    first: dict[tuple[Kind, Group], Told] = {}
    others: set[int] = set()
    for one in told:
        claim = one.claim
        whole = claim.group in (Group.ALL, Group.BELLIGERENTS) and claim.basis is not Basis.VAGUE
        if not whole or claim.kind not in COUNT_KINDS or claim.event not in _OWN or claim.figure.is_unknown:
            continue
        before = first.setdefault((claim.kind, claim.group), one)
        again = _key(before.claim) == _key(claim) or before.sentence == one.sentence
        if one.is_background and not again and claim.event is Event.THIS:
            others.add(one.sentence)
    return [
        one._replace(claim=replace(one.claim, event=Event.OTHER))
        if one.sentence in others and one.claim.event is Event.THIS
        else one
        for one in told
    ]


def _of_one_toll(told: Sequence[Told]) -> list[Told]:
    """The claims; where two figures below a toll make it up, what their sentences tell is of the same event."""
    own: set[int] = set()
    for kind in (Kind.KILLED, Kind.INJURED):
        firm = [one for one in told if one.sentence and one.claim.kind is kind and _is_firm(one.claim)]
        first = next((n for n, one in enumerate(firm) if one.claim.event in _OWN), len(firm))
        own |= _parts_of(firm[first : first + 3])
    return [
        one._replace(claim=replace(one.claim, event=Event.THIS))
        if one.sentence in own and one.claim.event is Event.OTHER
        else one
        for one in told
    ]


def _parts_of(figures: Sequence[Told]) -> set[int]:
    """The sentences of two figures below a toll that make it up: 4 killed, and below them one here and three there."""
    if len(figures) < 3 or len({one.sentence for one in figures}) < 3:
        return set()
    whole, *parts = (one.claim.figure for one in figures)
    exact = all(figure.is_exact for figure in (whole, *parts))
    adds_up = exact and sum(part.max or 0 for part in parts) == whole.max
    return {one.sentence for one in figures[1:]} if adds_up and (whole.max or 0) >= _MARKED else set()


def _is_known(claim: Claim, firm: set[Kind]) -> bool:
    """Whether "القتلى" tells nothing of its own: a figure gives them, or they are of another event."""
    return claim.kind in firm or claim.event not in _OWN


def _is_risen(claim: Claim) -> bool:
    return claim.event is Event.UPDATE and claim.basis is not Basis.VAGUE


def _is_firm(claim: Claim) -> bool:
    counts = claim.kind in COUNT_KINDS and not claim.figure.is_unknown
    return counts and claim.group is Group.ALL and claim.basis is not Basis.VAGUE and claim.scope != LUMPED


def _is_loose(claim: Claim) -> bool:
    """Whether a vague word may stand for the figure told before it: "قتلى وجرحى" below "3 قتلى"."""
    return claim.event in _OWN and claim.group is Group.ALL


def _agreed(claims: Sequence[Claim]) -> list[Claim]:
    times = Counter(_key(c) for c in claims)
    civil = {_key(c) for c in claims if c.status is Status.CIVILIAN and c.basis is not Basis.VAGUE}
    own = {_key(c) for c in claims if c.event in _OWN and c.basis is Basis.STATED and (c.min or 0) >= _MARKED}
    sums = {_key(c) for c in claims if c.event is Event.CUMULATIVE and (c.min or 0) >= _SUM}
    armed = _armed_wholes(claims)
    found = []
    for claim in claims:
        key = _key(claim)
        if key in armed and claim.status is Status.UNKNOWN and claim.event in _OWN:
            claim = replace(claim, group=Group.BELLIGERENTS, status=Status.BELLIGERENT)
        if claim.kind not in COUNT_KINDS or claim.figure.is_unknown:
            found.append(claim)
            continue
        if claim.status is Status.UNKNOWN and key in civil:
            claim = replace(claim, status=Status.CIVILIAN)
        if claim.event in _OWN and key in sums:
            claim = replace(claim, event=Event.CUMULATIVE)
        elif claim.event is Event.OTHER and key in own and key not in sums:
            continue
        surer = _TOLD_AGAIN * min(times[key] - 1, 2)
        found.append(
            replace(claim, confidence=round(min(0.95, claim.confidence + surer), 3)) if surer else claim
        )
    return found


def _armed_wholes(claims: Sequence[Claim]) -> set[Key]:
    """The figures of everybody that one of as many armed people gives again, or two that make it up: "10 قتلى",
    and below it "10 عناصر"; none where civilians are told."""
    own = [c for c in claims if c.event in _OWN and c.figure.is_exact]
    told = [c for c in own if c.group is Group.BELLIGERENTS and c.min]
    armed = {(c.kind, c.min) for c in told}
    for kind in {c.kind for c in told}:
        counts = [c.min or 0 for c in told if c.kind is kind]
        armed |= {(kind, a + b) for a, b in pairwise(counts)}
    civil = {c.kind for c in own if c.status is Status.CIVILIAN or c.group in (Group.CHILDREN, Group.WOMEN)}
    wholes = (c for c in own if c.group is Group.ALL and (c.min or 0) >= _MARKED and c.kind not in civil)
    return {_key(c) for c in wholes if (c.kind, c.min) in armed}


def _key(claim: Claim) -> Key:
    return claim.kind, claim.group, claim.min, claim.max
