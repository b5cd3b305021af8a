"""What words say together of one piece of ground: who may hold how much of it, lowest and highest.

What one author says on one day enters `told`, several authors' sayings enter `together`. The named areas (`state`) and
the drawn ground (`layers`) are told by the same functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import NamedTuple

from cairn.control.model import Holding, Status

Bounds = tuple[float, float]
Side = Callable[[str], str]
"""Which actor an actor counts for, as a viewpoint groups them."""
_ROUNDING = 1e-9


def itself(actor: str) -> str:
    """Every actor counts for itself."""
    return actor


class Saying(NamedTuple):
    """One word without its day and author."""

    holding: Holding
    actors: tuple[str, ...]
    share: Bounds | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """Who may hold how much of a piece of ground. An actor not among `holders` may hold `rest` at most."""

    status: Status = "unknown"
    holders: Mapping[str, Bounds] = field(default_factory=dict)
    rest: float = 1.0

    def of(self, actor: str) -> Bounds:
        """The lowest and highest fraction the actor may hold."""
        return self.holders.get(actor, (0.0, self.rest))


NO_WORD = Telling()


def told(sayings: Iterable[Saying], side_of: Side = itself) -> Telling:
    """What one author says of one piece on one day. Holders that exclude each other: it is fought over."""
    sayings = sorted(set(sayings), key=repr)
    positive = [s for s in sayings if (s.holding != "not_held" and s.actors) or s.holding == "contested"]
    telling = _positive(positive, side_of) if positive else NO_WORD
    gone = {actor for s in sayings if s.holding == "not_held" for actor in s.actors}
    return reduce(lambda left, actor: without(left, actor, side_of), _holders_first(gone, telling), telling)


def together(tellings: Iterable[Telling], side_of: Side = itself) -> Telling:
    """What several authors of one day say. Those who agree are one; where they do not, each may be right."""
    tellings = list(tellings)
    known = [t for t in tellings if t.status != "unknown"]
    gone = {a for t in tellings if t.status == "unknown" for a, (_, high) in t.holders.items() if high == 0}
    if not known:
        return reduce(lambda left, actor: without(left, actor, side_of), sorted(gone), NO_WORD)
    first = either(known, _status_between(known))
    denied = {b for a in gone for b in _of_side(a, first, side_of)}
    return reduce(_denied, _holders_first(denied, first), first)


def grouped(telling: Telling, side_of: Side) -> Telling:
    """The telling with each actor counted for its side.

    What members may hold, their side may; where nobody else may hold a piece, the side surely does. What is told of a
    member does not bound its side, which may be there through others; what is told of the side itself does.
    """
    members: dict[str, list[str]] = {}
    for actor in telling.holders:
        members.setdefault(side_of(actor), []).append(actor)
    if all(named == [side] for side, named in members.items()):
        return telling
    holders = {side: _of_members(telling, side, named) for side, named in members.items()}
    whole = any(low == 1 for low, _ in holders.values()) and telling.status != "contested"
    return _tidy(Telling("held" if whole else telling.status, holders, telling.rest))


def _of_members(telling: Telling, side: str, named: Sequence[str]) -> Bounds:
    if list(named) == [side]:
        return telling.holders[side]
    others = telling.rest + sum(high for a, (_, high) in telling.holders.items() if a not in named)
    most = sum(telling.holders[a][1] for a in named) + (0.0 if side in named else telling.rest)
    low = sum(telling.holders[a][0] for a in named)
    if sum(telling.holders[a][1] > 0 for a in named) > 1:
        low = max(low, 1 - others)
    high = min(1.0, most)
    return (1.0 if low > 1 - _ROUNDING else min(low, high), high)


def _status_between(tellings: Sequence[Telling]) -> Status:
    """What ground is called of which authors do not say the same: those who name the same holder and differ on how much
    it holds do not dispute who holds it."""
    if any(t.status == "contested" for t in tellings):
        return "contested"
    named = {frozenset(a for a, (_, high) in t.holders.items() if high > 0) for t in tellings}
    return "partly_held" if len(named) == 1 else "disputed"


def either(tellings: Sequence[Telling], status: Status = "unknown") -> Telling:
    """What holds whichever of the tellings is right; the status where they are not all the same."""
    if all(_same(t, tellings[0]) for t in tellings):
        return tellings[0]
    named = sorted({actor for t in tellings for actor in t.holders})
    bounds = {a: (min(t.of(a)[0] for t in tellings), max(t.of(a)[1] for t in tellings)) for a in named}
    return _tidy(Telling(status, bounds, max(t.rest for t in tellings)))


def without(telling: Telling, actor: str, side_of: Side = itself) -> Telling:
    """The telling once it is known that the actor, and whoever counts for it, holds nothing: what it held may be
    anybody else's."""
    return reduce(_gone, _of_side(actor, telling, side_of), telling)


def _of_side(actor: str, telling: Telling, side_of: Side) -> list[str]:
    """The actor, and those named in the telling that count for it."""
    return _holders_first({actor, *(a for a in telling.holders if side_of(a) == actor)}, telling)


def _holders_first(gone: Iterable[str], telling: Telling) -> list[str]:
    """In which order ground is taken: what is taken from its holders may be anybody's, but for those denied as well."""
    return sorted(gone, key=lambda actor: (actor not in telling.holders, actor))


def _gone(telling: Telling, actor: str) -> Telling:
    low, high = telling.of(actor)
    others = {a: b for a, b in telling.holders.items() if a != actor}
    stands = high == 0 or (telling.status != "held" and any(b[1] > 0 for b in others.values()))
    status: Status = telling.status if stands or actor not in telling.holders else "unknown"
    return _tidy(Telling(status, {**others, actor: (0.0, 0.0)}, max(telling.rest, low)))


def _denied(telling: Telling, actor: str) -> Telling:
    """The telling of the day on which another author says that the actor holds nothing."""
    low, high = telling.of(actor)
    if actor not in telling.holders:
        return _gone(telling, actor)
    if high == 0:
        return telling
    status: Status = "contested" if telling.status == "contested" else "disputed"
    return Telling(status, {**telling.holders, actor: (0.0, high)}, max(telling.rest, low))


def _positive(sayings: Sequence[Saying], side_of: Side) -> Telling:
    kinds = {s.holding for s in sayings}
    sides = {frozenset(map(side_of, s.actors)) for s in sayings}
    named = sorted({actor for s in sayings for actor in s.actors})
    if kinds == {"held"} and len(sides) == 1:
        return _held(named)
    return _shares(sayings) if kinds == {"share"} else _fought_over(named)


def _held(actors: Sequence[str]) -> Telling:
    """Held by one, or by several together, of whom none surely holds any of it alone."""
    low = 1.0 if len(actors) == 1 else 0.0
    return Telling("held", dict.fromkeys(actors, (low, 1.0)), 0.0)


def _fought_over(actors: Sequence[str]) -> Telling:
    """Whoever fights over it may hold none or all; against whom is not told where only one is named."""
    return Telling("contested", dict.fromkeys(actors, (0.0, 1.0)), 0.0 if len(actors) > 1 else 1.0)


def _shares(sayings: Sequence[Saying]) -> Telling:
    """Shares of one piece: several of one holder span from the lowest to the highest."""
    spans: dict[frozenset[str], Bounds] = {}
    for s in sayings:
        low, high = s.share or (0.0, 1.0)
        known = spans.get(frozenset(s.actors), (low, high))
        spans[frozenset(s.actors)] = (min(low, known[0]), max(high, known[1]))
    surely = sum(low for low, _ in spans.values())
    if surely > 1 + _ROUNDING:
        return _fought_over(sorted({actor for actors in spans for actor in actors}))
    holders: dict[str, Bounds] = {}
    for actors, (low, high) in spans.items():
        most = min(high, 1 - (surely - low))
        for actor in actors:
            least, highest = holders.get(actor, (0.0, 0.0))
            holders[actor] = (least + (low if len(actors) == 1 else 0.0), min(1.0, highest + most))
    full = len(holders) == 1 and surely >= 1
    return _tidy(Telling("held" if full else "partly_held", holders, max(0.0, 1 - surely)))


def _same(one: Telling, other: Telling) -> bool:
    return one.status == other.status and one.holders == other.holders and one.rest == other.rest


def _tidy(telling: Telling) -> Telling:
    """Holders in one order, without those of whom nothing more is said than of anybody."""
    told = {a: b for a, b in sorted(telling.holders.items()) if b != (0.0, telling.rest)}
    return Telling(telling.status, told, telling.rest)
