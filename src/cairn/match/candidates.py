"""Which accounts are worth comparing at all: blocks of those that share something, never all with all.

Prepared accounts enter one at a time, positions of others to compare each with leave. Two accounts meet where
they share a few days and an area, a place name, a victim, a near copy, a rare word or an address. Which
pairs meet depends on the accounts alone and not on the order they come in.

A block of more accounts than `CAPS` allows is over-full: all its accounts meet its first ones, in an order
drawn from their ids, and not one another. So the work grows as the number of accounts does, whatever a day
brings, and what was cut is told (`Blocks.overfull`).
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from hashlib import blake2b
from itertools import combinations
from math import floor

from cairn.match.compare import too_far_in_time
from cairn.match.facts import Facts
from cairn.match.model import Overfull
from cairn.match.surroundings import Surroundings

CAPS = {
    "day": 64,  # told of within a few days, where a place is missing
    "cell": 128,  # and within about 50 km
    "name": 256,  # and a place of this name
    "place": 256,  # a place of this name, whenever
    "month-day": 64,  # a day of a month
    "person": 64,  # two words of a name
    "url": 64,
    "print": 64,  # a run of words
    "word": 40,  # a rare word
}
"""By kind of block, how many accounts it may hold before it is over-full."""

RARE = 20
"""A word that more accounts of the background use is too common to look up who else uses it."""

_DAYS = 4  # a block of days: two accounts up to three days apart always share one
_CELL = 0.5  # degrees, about 50 km
_NAME_WORDS = 6  # words of one name that are paired

Meets = Callable[[Facts, Facts], bool]

_ONLY_WHERE: dict[str, Meets] = {
    "day": lambda a, b: a.at is None or b.at is None,
    "place": lambda a, b: not (a.dated and b.dated),
    "month-day": lambda a, b: a.month_day is not None or b.month_day is not None,
}
"""What sharing a block of this kind is not enough for: two points are compared by where they lie, and so on."""


def keys(f: Facts, around: Surroundings) -> tuple[str, ...]:
    """The blocks the account stands in, `kind|what`, sorted."""
    return tuple(sorted({"|".join(map(str, key)) for key in _keys(f, around)}))


def kind_of(key: str) -> str:
    """The kind of a block."""
    return key.partition("|")[0]


def drawn(account_id: str) -> int:
    """A number drawn from the id, the same on every machine: it orders the accounts of an over-full block."""
    return int.from_bytes(blake2b(account_id.encode(), digest_size=7).digest(), "big")


def may_meet(kind: str, a: Facts, b: Facts) -> bool:
    """Whether a shared block of this kind is reason enough to compare the two."""
    only = _ONLY_WHERE.get(kind)
    return only is None or only(a, b)


def pairs(facts: Sequence[Facts], around: Surroundings) -> list[tuple[int, int]]:
    """Positions (smaller first) of accounts to compare, sorted."""
    blocks, found = Blocks(around), list[set[int]]()
    for n, f in enumerate(facts):
        found.append(set())
        met, lost = blocks.add(f, found.__getitem__)
        for a, b in [*((m, n) for m in met), *lost]:
            found[a] ^= {b}
            found[b] ^= {a}
    return [(a, b) for a, others in enumerate(found) for b in sorted(others) if a < b]


class _Block:
    """Who shares one key, by position. `first` are its CAP least by the number drawn, in that order; `rest` those
    beyond."""

    __slots__ = ("first", "rest")

    def __init__(self, one: int) -> None:
        self.first = [one]
        self.rest: list[int] = []

    def add(self, n: int, cap: int, draw: Callable[[int], int]) -> tuple[Sequence[int], int | None]:
        """Takes one in; returns whom it meets here, and who no longer is among the first."""
        if len(self.first) < cap:
            met = list(self.first)
            insort(self.first, n, key=draw)
            return met, None
        if draw(n) > draw(self.first[-1]):
            self.rest.append(n)
            return self.first, None
        met = [*self.first, *self.rest]
        gone = self.first.pop()
        insort(self.first, n, key=draw)
        self.rest.append(gone)
        return met, gone


class Blocks:
    """All blocks of the accounts taken in so far; an account's position is the order it came in.

    A key that one account alone has yet maps to its position, any other to its block.
    """

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._facts: list[Facts] = []
        self._draws: list[int] = []
        self._keys: list[tuple[str, ...]] = []
        self._blocks: dict[str, _Block | int] = {}

    def add(
        self, f: Facts, paired: Callable[[int], Collection[int]]
    ) -> tuple[list[int], list[tuple[int, int]]]:
        """Takes an account in. Returns whom to compare it with, and pairs that no longer meet, smaller first; of
        those it tells only what `paired` knows: by position, who was met and is worth keeping."""
        n, draw = len(self._facts), self._draws.__getitem__
        self._facts.append(f)
        self._draws.append(drawn(f.id))
        mine = keys(f, self._around)
        self._keys.append(mine)
        found: set[int] = set()
        put_back: list[tuple[int, _Block]] = []
        for key in mine:
            block = self._blocks.setdefault(key, n)
            if block is n:
                continue
            if isinstance(block, int):
                block = self._blocks[key] = _Block(block)
            kind = kind_of(key)
            met, gone = block.add(n, CAPS[kind], draw)
            only = _ONLY_WHERE.get(kind)
            found.update(met if only is None else [m for m in met if only(self._facts[m], f)])
            if gone is not None:
                put_back.append((gone, block))
        kept = sorted(m for m in found if not too_far_in_time(self._facts[m], f))
        return kept, [*{pair for gone, block in put_back for pair in self._lost(gone, block, paired)}]

    def overfull(self) -> tuple[Overfull, ...]:
        """The blocks that hold more than they may, the fullest first."""
        blocks = ((key, b) for key, b in self._blocks.items() if isinstance(b, _Block) and b.rest)
        found = [Overfull(key, len(b.first) + len(b.rest), len(b.first)) for key, b in blocks]
        return tuple(sorted(found, key=lambda o: (-o.accounts, o.block)))

    def _lost(
        self, gone: int, block: _Block, paired: Callable[[int], Collection[int]]
    ) -> Iterator[tuple[int, int]]:
        """Pairs of one that no longer is among the first, with others of the rest, that nothing else makes meet."""
        for m in set(paired(gone)).intersection(block.rest):
            if not self._meet(m, gone):
                yield min(m, gone), max(m, gone)

    def _meet(self, a: int, b: int) -> bool:
        least = min(self._draws[a], self._draws[b])
        for key in set(self._keys[a]).intersection(self._keys[b]):
            block = self._blocks[key]
            if isinstance(block, int) or (block.rest and least > self._draws[block.first[-1]]):
                continue
            if may_meet(kind_of(key), self._facts[a], self._facts[b]):
                return True
        return False


def _keys(f: Facts, around: Surroundings) -> Iterator[tuple[Hashable, ...]]:
    for block in _day_blocks(f):
        yield "day", block
        for cell in _cells(f):
            yield "cell", block, *cell
        for name in f.names:
            yield "name", block, name
    for name in f.names:
        yield "place", name
    if f.month_day:
        yield "month-day", *f.month_day
    elif f.dated and f.day:
        yield "month-day", f.day.start.month, f.day.start.day
    for person in f.people:
        yield from (("person", *two) for two in combinations(sorted(person)[:_NAME_WORDS], 2))
    if f.account.url:
        yield "url", f.account.url
    for print_ in around.prints(f):
        yield "print", print_
    for word in f.words:
        if around.users(word) <= RARE:
            yield "word", word


def _day_blocks(f: Facts) -> range:
    """The blocks of days the account stands in; none where its day is not known to within a week."""
    if not f.dated or f.day is None:
        return range(0)
    first, last = f.day.start.toordinal(), f.day.end.toordinal()
    return range(first // _DAYS, (last + _DAYS - 1) // _DAYS + 1)


def _cells(f: Facts) -> Iterator[tuple[int, int]]:
    """The four cells around the point: two points within half a cell always share one."""
    if f.at is not None:
        for lat in (f.at.lat - _CELL / 2, f.at.lat + _CELL / 2):
            for lon in (f.at.lon - _CELL / 2, f.at.lon + _CELL / 2):
                yield floor(lat / _CELL), floor(lon / _CELL)
