"""One row of numbers held against time: numbers whose day is known enter, and whether they rise with time; for any
other number of the row the days between which it was given out.

The heaviest chain of days that rise with the numbers at a pace that stays within bounds is taken for true, all other
days for misread. A row proves itself against chance: the same days dealt out to its numbers anew, again and again,
must give chains that weigh clearly less. How far off a guess may be is not assumed: every day of the
chain is guessed from its neighbours (docs/decisions/0042).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import blake2b
from math import ceil, log2

LEAST = 4
"""So many reports must have a day in the chain."""
DEALS = 19
"""So many times the days are dealt out anew: chance alone reaches the best of these deals once in 20 rows."""
CLEARLY = 1.1
"""So many times as heavy as the best chain of a deal the row's own must be."""
WIDEST = 30
"""A guess that may be further off than this many days is not given."""
SURE = 0.9
"""The share of guesses, each from the two neighbours in the chain, that a radius covers."""

_PACE = 3.0  # times faster or slower than usual that a row may run between two of its days
_SLACK = 3  # days by which a day told may differ from the day the number was given out
_BACK = 40  # days known before one that it is held against
_STRONG = 40  # surest days, from which paces are tried
_TRIED = 150  # numbers of a row that its proof looks at


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A number whose day is known: `weight`, 0 to 1, is how surely."""

    number: int
    day: date
    weight: float
    report: str


@dataclass(frozen=True, slots=True)
class Given:
    """When a number was given out: on `day` or up to `radius` days from it, and between the days of the two numbers
    that stand next to it."""

    day: date
    radius: int
    before: Anchor
    after: Anchor

    @property
    def first(self) -> date:
        """The earliest day it may be."""
        earlier = min(self.before.day, self.after.day)  # a row may step back a day
        return max(self.day - timedelta(days=self.radius), earlier - timedelta(days=_SLACK))

    @property
    def last(self) -> date:
        """The latest day it may be."""
        later = max(self.before.day, self.after.day)
        return min(self.day + timedelta(days=self.radius), later + timedelta(days=_SLACK))


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days of a row that rise with its numbers. `spread` is by what part of the time between its two neighbours the
    day of a number is guessed wrong at most, in most cases."""

    chain: tuple[Anchor, ...]
    spread: float

    def of(self, number: int, but: str = "") -> Given | None:
        """When the number was given out, by other reports than `but`; None outside the row or where it is too unsure."""
        at = bisect_left(self.chain, number, key=lambda a: a.number)
        before = next((a for a in reversed(self.chain[:at]) if a.report != but), None)
        after = next((a for a in self.chain[at:] if a.report != but), None)
        if before is None or after is None:
            return None
        day = _between(number, before, after)
        radius = 1 + ceil(self.spread * abs((after.day - before.day).days))
        return Given(day, radius, before, after) if radius <= WIDEST else None


def timeline(anchors: Iterable[Anchor]) -> Timeline | None:
    """The row's timeline; None where its numbers do not prove to rise with time."""
    known = sorted(_each_once(anchors))
    sample = _sample(known)
    pace, weight = _best(sample)
    chain = _chain(known, pace)
    if len(chain) < LEAST or any(weight < CLEARLY * _best(deal)[1] for deal in _deals(sample)):
        return None
    return Timeline(tuple(chain), _spread(chain))


def _each_once(anchors: Iterable[Anchor]) -> list[Anchor]:
    """One anchor for a number and day, the surest."""
    best: dict[tuple[int, date], Anchor] = {}
    for a in anchors:
        old = best.get((a.number, a.day))
        if old is None or (a.weight, a.report) > (old.weight, old.report):
            best[a.number, a.day] = a
    return list(best.values())


def _deals(known: Sequence[Anchor]) -> Iterator[list[Anchor]]:
    """The days dealt out anew to the numbers, those of one number together, each time in another order."""
    numbers = sorted({a.number for a in known})
    for deal in range(DEALS):
        dealt = dict(zip(sorted(numbers, key=lambda n: _drawn(deal, n)), numbers, strict=True))
        yield sorted(replace(a, number=dealt[a.number]) for a in known)


def _drawn(deal: int, number: int) -> bytes:
    return blake2b(f"{deal}|{number}".encode(), digest_size=8).digest()


def _sample(known: Sequence[Anchor]) -> Sequence[Anchor]:
    """The anchors of so many of the numbers, evenly taken, that the proof stays cheap in a long row."""
    numbers = sorted({a.number for a in known})
    taken = set(numbers[:: ceil(len(numbers) / _TRIED) or 1])
    return [a for a in known if a.number in taken]


def _best(known: Sequence[Anchor]) -> tuple[float, float]:
    """The pace at which the chain is heaviest, and how heavy; `known` in the order of the numbers."""
    chains = [(_weight(_chain(known, pace)), pace) for pace in _paces(known)]
    weight, pace = max(chains, default=(0.0, 1.0))
    return pace, weight


def _paces(known: Sequence[Anchor]) -> list[float]:
    """Numbers a day between any two of the surest days, to the nearest power of two."""
    strong = sorted(sorted(known, key=lambda a: (-a.weight, a))[:_STRONG])
    steps = set()
    for n, a in enumerate(strong):
        for b in strong[n + 1 :]:
            days = (b.day - a.day).days
            if days > _SLACK and b.number > a.number:
                steps.add(round(log2((b.number - a.number) / days)))
    return [2.0**step for step in sorted(steps)]


def _chain(known: Sequence[Anchor], pace: float) -> list[Anchor]:
    """The heaviest chain in which each step is at about this pace, one day a number."""
    days = [a.day.toordinal() for a in known]
    heaviest: list[float] = []
    came: list[int] = []
    for n, a in enumerate(known):
        weight, last = 0.0, -1
        for m in range(n - 1, max(-1, n - 1 - _BACK), -1):
            if heaviest[m] > weight and known[m].number < a.number:
                usual = (a.number - known[m].number) / pace
                if max(-1.0, usual / _PACE - _SLACK) <= days[n] - days[m] <= usual * _PACE + _SLACK:
                    weight, last = heaviest[m], m
        heaviest.append(weight + a.weight)
        came.append(last)
    chain, n = [], max(range(len(known)), key=heaviest.__getitem__, default=-1)
    while n >= 0:
        chain.append(known[n])
        n = came[n]
    return chain[::-1]


def _weight(chain: Sequence[Anchor]) -> float:
    return sum(a.weight for a in chain)


def _between(number: int, before: Anchor, after: Anchor) -> date:
    part = (number - before.number) / max(1, after.number - before.number)
    return before.day + timedelta(days=round(part * (after.day - before.day).days))


def _spread(chain: Sequence[Anchor]) -> float:
    """The error that SURE of the chain's days stay within, each guessed from its neighbours, as part of their gap."""
    errors = []
    for before, a, after in zip(chain, chain[1:], chain[2:], strict=False):
        days = (after.day - before.day).days
        if days > 0:
            errors.append(abs((_between(a.number, before, after) - a.day).days) / days)
    errors.sort()
    return errors[min(len(errors) - 1, int(SURE * len(errors)))] if errors else 1.0
