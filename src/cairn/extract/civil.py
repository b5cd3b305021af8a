"""What is left of a count of the dead or injured when the armed told inside it are taken out.

Claims of one account enter; its whole figures leave as a policy reads them, each with the claims that lowered it. Stands
below policies. The claims themselves stay as written: "six killed, among them two fighters" claims six and two, and is
read as four (rule 13). Who is not said to be armed is presumed civilian, so nothing is taken from a figure of civilians,
none by a vague word, and nobody armed who is told elsewhere than in the figure itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cairn.extract.model import Claim
from cairn.values import Range
from cairn.vocab.closed import Basis, Group, Kind, Status

_NEXT_TO = 80
"""Characters between a figure and the part told of it: "six were killed in a strike on the mill, among them two"."""
_NEVER_ARMED = (Group.CHILDREN, Group.WOMEN)
_FEW = 2
"""Of one person and one armed person told in a text nobody knows whether they are the same."""
_SHORTEST = 2
"""A part is told behind a comma at least; one space lists other people: "مقتل أربعة وجنديين"."""


@dataclass(frozen=True, slots=True)
class Told:
    """A whole figure as it is read, and the claims taken out of it."""

    claim: Claim
    without: tuple[Claim, ...] = ()


def civilians(claims: Sequence[Claim], wholes: Iterable[Claim], kind: Kind) -> list[Told]:
    """The `wholes` of one kind without the armed and the contested told inside them by `claims`, all of one event.

    A figure all of whose people are armed leaves none. Contested people stay in the highest and leave the lowest.
    """
    of_kind = [c for c in claims if c.kind is kind]
    armed = [c for c in of_kind if is_armed(c) and _is_exact(c)]
    doubted = [c for c in of_kind if c.status is Status.CONTESTED and not is_armed(c)]
    certain = [c for c in wholes if c.status is not Status.CONTESTED]
    if _are_all_armed(of_kind, certain, armed):
        return []
    found = []
    for whole in certain:
        parts = [_inside(whole, among, certain) for among in (armed, doubted)]
        left = whole
        if parts[0] is not None:
            left = _less(left, parts[0])
        if parts[1] is not None:
            left = replace(left, min=_minus(left.min, parts[1].max))
        if not left.figure.is_unknown and _top(left) != 0:
            found.append(Told(left, tuple(p for p in parts if p is not None)))
    if not certain:
        found = [Told(replace(c, min=0)) for c in doubted if c.group is Group.ALL and c.max is not None]
    return found


def is_armed(claim: Claim) -> bool:
    """Whether a count is of armed people as told."""
    return claim.status is Status.BELLIGERENT or claim.group is Group.BELLIGERENTS


def _are_all_armed(of_kind: Sequence[Claim], wholes: Sequence[Claim], armed: Sequence[Claim]) -> bool:
    """ "Four killed in a raid" above "four fighters were killed": one figure for all, then as many armed people."""
    figures = {w.figure for w in wholes}
    only = next(iter(figures)) if len(figures) == 1 else Range()
    if only.min is None or only.min != only.max or only.min < _FEW:
        return False
    if any(c.status is Status.CIVILIAN or c.group in _NEVER_ARMED for c in of_kind):
        return False
    return any(a.figure == only and a.start > wholes[0].end for a in armed)


def _inside(whole: Claim, parts: Sequence[Claim], wholes: Sequence[Claim]) -> Claim | None:
    """The largest of `parts` that is told of the people of `whole`, wherever the text gives that figure."""
    if whole.status is not Status.UNKNOWN or whole.basis is Basis.VAGUE:
        return None
    same = [w for w in wholes if w.figure == whole.figure and w.status is Status.UNKNOWN]
    fit = [p for p in parts if (p.max or 0) <= _top(whole)]
    told = [p for p in fit if any(_is_told_in(p, w, wholes) for w in same) or _adds_up(p, whole, wholes)]
    return max(told, key=lambda p: (p.max or 0, -p.start), default=None)


def _is_told_in(part: Claim, whole: Claim, wholes: Sequence[Claim]) -> bool:
    """Whether a part stands inside the words of a whole, or right behind them with no other whole between."""
    if (part.start, part.end) == (whole.start, whole.end):
        return True
    if whole.start < part.start and part.end < whole.end:
        return True
    between = any(whole.end <= w.start < part.start for w in wholes)
    return _SHORTEST <= part.start - whole.end <= _NEXT_TO and not between


def _adds_up(part: Claim, whole: Claim, wholes: Sequence[Claim]) -> bool:
    """ "Of the 26 dead, 18 were fighters and eight civilians": the parts make up the whole."""
    if whole.min is None or whole.min != whole.max or not part.max:
        return False
    rest = Range(whole.min - part.max, whole.min - part.max)
    return any(w.status is Status.CIVILIAN and w.figure == rest for w in wholes)


def _less(whole: Claim, part: Claim) -> Claim:
    return replace(whole, min=_minus(whole.min, part.max), max=_minus(whole.max, part.min))


def _minus(end: int | None, part: int | None) -> int | None:
    return None if end is None else max(0, end - (part or 0))


def _is_exact(claim: Claim) -> bool:
    """An armed part is taken out where its number is stated: "several fighters" takes nobody away."""
    return claim.basis is not Basis.VAGUE and claim.min is not None and claim.min == claim.max


def _top(claim: Claim) -> int:
    return claim.max if claim.max is not None else claim.min or 0
