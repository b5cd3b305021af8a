"""Which accounts are worth comparing at all: an index of what they share, never all with all.

Prepared accounts enter, pairs of positions leave. Two accounts meet where they share a few days and an
area, a place name, a victim, a near copy, rare words or an address. A crowded key is cut to its nearest
neighbours in time, so that the work grows about as fast as the number of accounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import timedelta
from itertools import combinations
from math import floor

from cairn.match.compare import too_far_in_time
from cairn.match.facts import Facts
from cairn.match.surroundings import COMMON_FROM, Surroundings

_CELL = 0.5  # degrees, about 50 km
_BEFORE, _AFTER = (
    1,
    2,
)  # windows of two accounts that meet: from a day before (time zones) to three days after
_CROWD = 80
_UNDATED_CROWD = 160
_ALIKE = 30


def pairs(facts: Sequence[Facts], around: Surroundings) -> list[tuple[int, int]]:
    """Positions (smaller first) of accounts to compare, sorted; `facts` stand in the order of the stream."""
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    by_name: dict[str, list[int]] = defaultdict(list)
    for n, f in enumerate(facts):
        for key in _keys(f):
            by_key[key].append(n)
        for name in f.names:
            by_name[name].append(n)
    found = {pair for members in by_key.values() for pair in _nearest(members)}
    found.update(pair for members in by_name.values() for pair in _with_undated(members, facts))
    found.update(_most_alike(facts, around))
    where = {f.id: n for n, f in enumerate(facts)}
    found.update((min(where[a], where[b]), max(where[a], where[b])) for a, b in around.copies)
    return sorted(p for p in found if p[0] != p[1] and not too_far_in_time(facts[p[0]], facts[p[1]]))


def _nearest(members: list[int]) -> Iterator[tuple[int, int]]:
    """Each member with those that follow it in the stream, `_CROWD` of them at most."""
    for n, first in enumerate(members):
        for second in members[n + 1 : n + 1 + _CROWD]:
            yield first, second


def _with_undated(members: list[int], facts: Sequence[Facts]) -> Iterator[tuple[int, int]]:
    """Each undated member with those of the same place before it, spread evenly where they are many."""
    for n, second in enumerate(members):
        if not facts[second].dated:
            for first in members[0 : n : n // _UNDATED_CROWD + 1]:
                yield first, second


def _most_alike(facts: Sequence[Facts], around: Surroundings) -> Iterator[tuple[int, int]]:
    """Each account with the `_ALIKE` that share most of its less common words, whenever they were told."""
    users: dict[str, list[int]] = defaultdict(list)
    for n, f in enumerate(facts):
        for word in sorted(f.words):
            if 2 <= around.word_counts[word] <= COMMON_FROM:
                users[word].append(n)
    for n, f in enumerate(facts):
        shared: dict[int, float] = defaultdict(float)
        for word in sorted(f.words):
            for other in users.get(word, ()):
                shared[other] += around.rarity(word)
        shared.pop(n, None)
        for other in sorted(shared, key=lambda m: (-shared[m], m))[:_ALIKE]:
            yield min(n, other), max(n, other)


def _keys(f: Facts) -> Iterator[Hashable]:
    for block in sorted(_blocks(f)):
        yield "day", block
        for cell in _cells(f):
            yield "cell", block, cell
        for name in f.names:
            yield "name", block, name
    if f.month_day:
        yield "month-day", *f.month_day
    elif f.dated and f.day:
        yield "month-day", f.day.start.month, f.day.start.day
    for person in f.people:
        yield from (("person", *two) for two in combinations(sorted(person)[:6], 2))
    if f.account.url:
        yield "url", f.account.url


def _blocks(f: Facts) -> set[int]:
    """Two-day blocks the account may touch; none where its day is not known to within a week."""
    if not f.dated or f.day is None:
        return set()
    first = (f.day.start - timedelta(days=_BEFORE)).toordinal()
    last = (f.day.end + timedelta(days=_AFTER)).toordinal()
    return {day // 2 for day in range(first, last + 1)}


def _cells(f: Facts) -> Iterator[tuple[int, int]]:
    """The four cells around the point: two points within half a cell always share one."""
    if f.at is not None:
        for lat in (f.at.lat - _CELL / 2, f.at.lat + _CELL / 2):
            for lon in (f.at.lon - _CELL / 2, f.at.lon + _CELL / 2):
                yield floor(lat / _CELL), floor(lon / _CELL)
