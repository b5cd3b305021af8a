"""The crosswalk: both sides, people's words and a scope enter; every incident in its class, and sums that close, leave.

Pairs are looked for among all incidents, whatever is asked for, so that two that lie on either side of a first day are
still one. A pair is in scope where either of its two is asked for. The order of rows changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from cairn.tally.model import Coverage
from cairn.tally.sum import summed

from .differ import differs
from .model import Asked, Class, Crosswalk, Likeness, Pair, Part, Reason, Recorded, Stands, Word
from .pairs import LONGEST, likenesses
from .scope import Scope, scope_of
from .settle import settled

MOST_OFFERS = 5
OURS, THEIRS = ("killed", "injured"), ("killed", "injured", "all_killed")


def crosswalk(
    ours: Sequence[Recorded],
    theirs: Sequence[Recorded],
    words: Iterable[Word] = (),
    asked: Asked = Asked(),  # noqa: B008  (frozen)
    coverage: Iterable[Coverage] = (),
) -> Crosswalk:
    """The two records beside each other. Raises `ValueError` where an id stands twice on one side."""
    mine, yours = _by_id(ours), _by_id(theirs)
    listed = tuple(words)
    scope = scope_of(asked, ours, theirs, coverage)
    done = settled(likenesses(list(mine.values()), list(yours.values())), mine, yours, listed)
    pairs = [
        p
        for p in done.pairs
        if not (scope.beyond_asked(mine[p.ours]) and scope.beyond_asked(yours[p.theirs]))
    ]
    unsure = {w.ours: w.who for w in listed if w.answer == "unsure"} | {
        w.theirs: w.who for w in listed if w.answer == "unsure"
    }
    left, right = _offers(done.open, ours=True), _offers(done.open, ours=False)
    our_stands = _stands(mine, {p.ours for p in pairs}, left, unsure, scope, scope.lacks_theirs)
    their_stands = _stands(yours, {p.theirs for p in pairs}, right, unsure, scope, scope.lacks_ours)
    return Crosswalk(
        asked=asked,
        pairs=tuple(_told(pairs, mine, yours)),
        ours=our_stands,
        theirs=their_stands,
        our_parts=_parts(our_stands, mine, OURS),
        their_parts=_parts(their_stands, yours, THEIRS),
        our_whole=_part(mine.values(), OURS),
        their_whole=_part(yours.values(), THEIRS),
        coverage=scope.coverage,
        our_extent=scope.ours,
        their_extent=scope.theirs,
    )


def _by_id(side: Sequence[Recorded]) -> dict[str, Recorded]:
    found = {one.id: one for one in sorted(side, key=lambda one: one.id)}
    if len(found) != len(side):
        raise ValueError("an id stands twice on one side")
    return found


def _offers(still: Sequence[Likeness], *, ours: bool) -> Mapping[str, list[Likeness]]:
    found: dict[str, list[Likeness]] = defaultdict(list)
    for x in still:
        found[x.ours if ours else x.theirs].append(x)
    return found


def _stands(
    side: Mapping[str, Recorded],
    paired: set[str],
    offers: Mapping[str, Sequence[Likeness]],
    unsure: Mapping[str, str],
    scope: Scope,
    lacks: Callable[[Recorded], tuple[Reason, ...]],
) -> tuple[Stands, ...]:
    """Where each of one side stands: paired, else outside of what is asked, else open, else outside, else alone."""
    found = []
    for key, one in side.items():
        near = tuple(offers.get(key, ()))[:MOST_OFFERS]
        if key in paired:
            found.append(Stands(key, Class.BOTH))
        elif beyond := scope.beyond_asked(one):
            found.append(Stands(key, Class.OUTSIDE, beyond))
        elif why := _open(one, len(offers.get(key, ())), unsure.get(key)):
            found.append(Stands(key, Class.OPEN, why, near))
        elif silent := lacks(one):
            found.append(Stands(key, Class.OUTSIDE, silent))
        else:
            found.append(Stands(key, Class.ONLY))
    return tuple(found)


def _open(one: Recorded, near: int, unsure: str | None) -> tuple[Reason, ...]:
    if unsure is not None:
        return (Reason("person-unsure", (("who", unsure),)),)
    if near == 1:
        return (Reason("one-near"),)
    if near:
        return (Reason("rivals", (("n", str(near)),)),)
    if one.days is None:
        return (Reason("undated"),)
    return (Reason("day-too-wide"),) if one.days.days > LONGEST else ()


def _told(
    pairs: Sequence[Pair], ours: Mapping[str, Recorded], theirs: Mapping[str, Recorded]
) -> Iterable[Pair]:
    """The pairs with why their figures differ."""
    of_ours, of_theirs = defaultdict(list), defaultdict(list)
    for p in pairs:
        of_ours[p.ours].append(theirs[p.theirs])
        of_theirs[p.theirs].append(ours[p.ours])
    for p in pairs:
        why = differs(ours[p.ours], theirs[p.theirs], of_theirs[p.theirs], of_ours[p.ours])
        yield replace(p, differs=why)


def _parts(stands: Sequence[Stands], side: Mapping[str, Recorded], names: Sequence[str]) -> dict[Class, Part]:
    return {where: _part((side[s.id] for s in stands if s.where is where), names) for where in Class}


def _part(some: Iterable[Recorded], names: Sequence[str]) -> Part:
    listed = list(some)
    return Part(len(listed), {name: summed(one.adds(name) for one in listed) for name in names})
