"""What is left of a count of the dead or injured when the armed told inside it are taken out.

Claims of one account enter; its whole figures leave as a policy reads them, each with the claims that lowered it. Stands
below policies. The claims themselves stay as written: "six killed, among them two fighters" claims six and two, and is
read as four (rule 13). Who is not said to be armed is presumed civilian, so nothing is taken from a figure of civilians,
none by a vague word, and nobody armed who is told elsewhere than in the figure itself.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
    sorts = (_Parts(armed, certain), _Parts(doubted, certain))
    found = []
    for whole in certain:
        parts = [among.inside(whole) for among in sorts]
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


class _Parts:
    """The parts of one sort, in order, and the wholes they may be told of; each figure is looked up once."""

    def __init__(self, parts: Sequence[Claim], wholes: Sequence[Claim]) -> None:
        self._parts = sorted(parts, key=lambda p: p.start)
        self._starts = [p.start for p in self._parts]
        self._whole_starts = sorted(w.start for w in wholes)
        self._civilians = {w.figure for w in wholes if w.status is Status.CIVILIAN}
        self._told: dict[Range, list[Claim]] = {}
        for whole in wholes:
            if whole.status is Status.UNKNOWN:
                self._told.setdefault(whole.figure, []).extend(self._told_in(whole))

    def inside(self, whole: Claim) -> Claim | None:
        """The largest of the parts that is told of the people of `whole`, wherever the text gives that figure."""
        if whole.status is not Status.UNKNOWN or whole.basis is Basis.VAGUE:
            return None
        told = [*self._told.get(whole.figure, ()), *self._adding_up(whole)]
        fit = [p for p in told if (p.max or 0) <= _top(whole)]
        return max(fit, key=lambda p: (p.max or 0, -p.start), default=None)

    def _told_in(self, whole: Claim) -> list[Claim]:
        """Parts inside the words of a whole, or right behind them with no other whole between."""
        first = bisect_left(self._starts, whole.start)
        last = bisect_right(self._starts, whole.end + _NEXT_TO)
        return [p for p in self._parts[first:last] if self._belongs(p, whole)]

    def _belongs(self, part: Claim, whole: Claim) -> bool:
        if (part.start, part.end) == (whole.start, whole.end):
            return True
        if whole.start < part.start and part.end < whole.end:
            return True
        following = bisect_left(self._whole_starts, whole.end)
        between = following < len(self._whole_starts) and self._whole_starts[following] < part.start
        return _SHORTEST <= part.start - whole.end <= _NEXT_TO and not between

    def _adding_up(self, whole: Claim) -> list[Claim]:
        """ "Of the 26 dead, 18 were fighters and eight civilians": the parts make up the whole."""
        if not self._civilians or whole.min is None or whole.min != whole.max:
            return []
        rest = ((p, whole.min - p.max) for p in self._parts if p.max)
        return [p for p, left in rest if left >= 0 and Range.exactly(left) in self._civilians]


def _less(whole: Claim, part: Claim) -> Claim:
    return replace(whole, min=_minus(whole.min, part.max), max=_minus(whole.max, part.min))


def _minus(end: int | None, part: int | None) -> int | None:
    return None if end is None else max(0, end - (part or 0))


def _is_exact(claim: Claim) -> bool:
    """An armed part is taken out where its number is stated: "several fighters" takes nobody away."""
    return claim.basis is not Basis.VAGUE and claim.min is not None and claim.min == claim.max


def _top(claim: Claim) -> int:
    return claim.max if claim.max is not None else claim.min or 0
