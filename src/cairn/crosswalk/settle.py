"""Who is whom: scored pairs and people's words enter, settled pairs and what stays open leave.

A person's `same` and `different` stand whatever the points say. Of the rest a pair is suggested where each is the
other's best by a clear margin among what is left; pairs that are clear are taken first, and free what they leave. Then
what is told of one incident by two entries, or of two by one: the leftover of a taken one is suggested as a part of it
where figures allow it to be one. Everything else that comes near stays open.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .model import By, Likeness, Pair, Recorded, Word

LEAST, MARGIN = 2.5, 0.4
"""Points a suggested pair reaches, and by how many it stands above the next of either; chosen on one half of a register
(docs/decisions/0070)."""
PART = 4.0
"""Points from which what is left over may be a part of one that is taken."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The pairs that stand, and what comes near and is not decided."""

    pairs: tuple[Pair, ...]
    open: tuple[Likeness, ...]


def settled(
    found: Sequence[Likeness],
    ours: Mapping[str, Recorded],
    theirs: Mapping[str, Recorded],
    words: Iterable[Word] = (),
) -> Settled:
    """Each pair that a person set or the machine suggests; the last word on a pair counts."""
    said = {(w.ours, w.theirs): w for w in words if w.ours in ours and w.theirs in theirs}
    points = {(x.ours, x.theirs): x for x in found}
    pairs = [
        _pair(points.get(key) or Likeness(*key, 0.0), By.PERSON, word.who)
        for key, word in sorted(said.items())
        if word.answer == "same"
    ]
    taken_ours, taken_theirs = {p.ours for p in pairs}, {p.theirs for p in pairs}
    left = [x for x in found if (x.ours, x.theirs) not in said]
    free = [x for x in left if x.ours not in taken_ours and x.theirs not in taken_theirs]
    while clear := _clear(free):
        pairs += [_pair(x, By.MACHINE) for x in clear]
        taken_ours |= {x.ours for x in clear}
        taken_theirs |= {x.theirs for x in clear}
        free = [x for x in free if x.ours not in taken_ours and x.theirs not in taken_theirs]
    parts = _parts(left, pairs, ours, theirs)
    pairs += parts
    taken_ours |= {x.ours for x in parts}
    taken_theirs |= {x.theirs for x in parts}
    unsure = [points[key] for key, w in said.items() if w.answer == "unsure" and key in points]
    still = [x for x in (*left, *unsure) if x.ours not in taken_ours or x.theirs not in taken_theirs]
    return Settled(
        tuple(sorted(pairs, key=lambda p: (p.theirs, p.ours))),
        tuple(sorted(still, key=lambda x: (-x.score, x.theirs, x.ours))),
    )


def _clear(free: Sequence[Likeness]) -> list[Likeness]:
    """The pairs whose two have no other within the margin."""
    of_ours, of_theirs = _ranked(free, ours=True), _ranked(free, ours=False)
    return [
        x
        for x in free
        if x.score >= LEAST
        and all(
            other is x or x.score - other.score >= MARGIN
            for other in (*of_ours[x.ours][:2], *of_theirs[x.theirs][:2])
        )
    ]


def _ranked(free: Sequence[Likeness], *, ours: bool) -> Mapping[str, list[Likeness]]:
    grouped: dict[str, list[Likeness]] = defaultdict(list)
    for x in sorted(free, key=lambda x: (-x.score, x.theirs, x.ours)):
        grouped[x.ours if ours else x.theirs].append(x)
    return grouped


def _parts(
    left: Sequence[Likeness],
    pairs: Sequence[Pair],
    ours: Mapping[str, Recorded],
    theirs: Mapping[str, Recorded],
) -> list[Pair]:
    """What is left over on one side and fits one taken on the other, whose figure has room for both."""
    with_ours = {p.ours: p for p in pairs}
    with_theirs = {p.theirs: p for p in pairs}
    found: list[Pair] = []
    used: set[str] = set()
    for x in sorted(left, key=lambda x: (-x.score, x.theirs, x.ours)):
        if x.score < PART or {f"o{x.ours}", f"t{x.theirs}"} & used:
            continue
        if x.theirs in with_theirs and x.ours not in with_ours:
            whole, first, second = theirs[x.theirs], ours[with_theirs[x.theirs].ours], ours[x.ours]
        elif x.ours in with_ours and x.theirs not in with_theirs:
            whole, first, second = ours[x.ours], theirs[with_ours[x.ours].theirs], theirs[x.theirs]
        else:
            continue
        if _has_room(whole, first, second):
            found.append(_pair(x, By.MACHINE))
            used |= {f"o{x.ours}", f"t{x.theirs}"}
    return found


def _has_room(whole: Recorded, first: Recorded, second: Recorded) -> bool:
    """Whether the whole counts more civilians than its first part alone, and no fewer than both at their lowest; a
    figure of people of any status has room for anything and says nothing."""
    most, one, two = whole.killed.max, first.killed, second.killed
    if most is None or one.max is None or not one.min or not two.min:
        return False
    return most > one.max and most >= one.min + two.min


def _pair(x: Likeness, by: By, who: str = "") -> Pair:
    return Pair(x.ours, x.theirs, by, x.score, x.why, who=who)
