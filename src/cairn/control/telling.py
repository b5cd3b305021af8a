"""What words say together of one piece of ground: who may hold how much of it, lowest and highest.

What one author says on one day enters `told`, several authors' sayings enter `together`. The named areas (`state`) and
the drawn ground (`layers`) are told by the same functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from types import MappingProxyType
from typing import NamedTuple

from cairn.control.model import Holding, Status

Bounds = tuple[float, float]
_NOBODY: Mapping[str, Bounds] = MappingProxyType({})


class Saying(NamedTuple):
    """One word without its day and author."""

    holding: Holding
    actors: tuple[str, ...]
    share: Bounds | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """Who may hold how much of a piece of ground. An actor not among `holders` may hold `rest` at most."""

    status: Status = "unknown"
    holders: Mapping[str, Bounds] = field(default_factory=lambda: _NOBODY)
    rest: float = 1.0

    def of(self, actor: str) -> Bounds:
        """The lowest and highest fraction the actor may hold."""
        return self.holders.get(actor, (0.0, self.rest))


NO_WORD = Telling()


def told(sayings: Iterable[Saying]) -> Telling:
    """What one author says of one piece on one day. Holders that exclude each other: it is fought over."""
    sayings = sorted(set(sayings), key=repr)
    positive = [s for s in sayings if (s.holding != "not_held" and s.actors) or s.holding == "contested"]
    telling = _positive(positive) if positive else NO_WORD
    gone = sorted({actor for s in sayings if s.holding == "not_held" for actor in s.actors})
    return reduce(without, gone, telling)


def together(tellings: Iterable[Telling]) -> Telling:
    """What several authors of one day say. Those who agree are one; where they do not, each may be right."""
    known = [t for t in tellings if t.status != "unknown"]
    denials = sorted(
        {a for t in tellings if t.status == "unknown" for a, b in t.holders.items() if b[1] == 0}
    )
    if not known:
        return reduce(without, denials, NO_WORD)
    return reduce(_denied, denials, either(known, _status_between(known)))


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


def without(telling: Telling, actor: str) -> Telling:
    """The telling once it is known that the actor holds nothing: what it held may be anybody else's."""
    low, high = telling.of(actor)
    others = {a: b for a, b in telling.holders.items() if a != actor}
    stands = high == 0 or (telling.status != "held" and any(b[1] > 0 for b in others.values()))
    status: Status = telling.status if stands or actor not in telling.holders else "unknown"
    return _tidy(Telling(status, {**others, actor: (0.0, 0.0)}, max(telling.rest, low)))


def _denied(telling: Telling, actor: str) -> Telling:
    """The telling of the day on which another author says that the actor holds nothing."""
    low, high = telling.of(actor)
    if actor not in telling.holders:
        return without(telling, actor)
    if high == 0:
        return telling
    status: Status = "contested" if telling.status == "contested" else "disputed"
    return Telling(status, {**telling.holders, actor: (0.0, high)}, max(telling.rest, low))


def _positive(sayings: Sequence[Saying]) -> Telling:
    kinds = {s.holding for s in sayings}
    holders = {frozenset(s.actors) for s in sayings}
    if kinds == {"held"} and len(holders) == 1:
        return _held(sorted(*holders))
    if kinds == {"share"}:
        return _shares(sayings)
    named = sorted({actor for s in sayings for actor in s.actors})
    return _fought_over(named)


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
    if surely > 1 + 1e-9:
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
