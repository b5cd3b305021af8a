"""Groups very many accounts by the same rule as the joiner, and looks closely at as few pairs as that rule needs.

Accounts and the pairs that meet enter, groups leave: those of cluster.py, to the last tie. Two groups merge where the
mean likelihood of all pairs between them reaches the cut. A pair that surely stays below the cut (bounds.py) is put
aside unseen, and looked at only when two groups could reach the cut by their other pairs.
"""

from __future__ import annotations

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import product
from math import log

from cairn.match.bounds import Bounds
from cairn.match.candidates import drawn
from cairn.match.cluster import WHOLE, Group
from cairn.match.facts import Facts
from cairn.match.judge import Weights
from cairn.match.scored import scored
from cairn.match.surroundings import Surroundings

_BITS = 32


class Pairs:
    """The pairs that meet, by position, and how likely they are; looked at when somebody asks.

    `keys` holds each as `a << 32 | b`, a before b, in order.
    """

    def __init__(
        self, facts: Sequence[Facts], keys: array[int], around: Surroundings, bounds: Bounds, weights: Weights
    ) -> None:
        self._facts, self._keys, self._around, self._weights = facts, keys, around, weights
        self._bounds, self._seen = bounds, bytearray(len(keys))

    def that_may_join(self) -> Iterator[tuple[int, int, int]]:
        """All that may reach the cut by themselves, with how likely they are, in parts of `WHOLE`."""
        cut = self._weights.join_at
        floor = log(cut / (1 - cut))
        outlines = [self._bounds.outline(f) for f in self._facts]
        can_reach = self._bounds.can_reach
        for n, key in enumerate(self._keys):
            a, b = key >> _BITS, key & 0xFFFFFFFF
            if can_reach(outlines[a], outlines[b], floor) and (likely := self._look(n, a, b)):
                yield a, b, likely

    def left_between(self, some: Sequence[int], others: Sequence[int]) -> int:
        """The likelihoods of all pairs between them that nobody has looked at yet, added up."""
        total, keys = 0, self._keys
        for a, b in product(some, others):
            key = a << _BITS | b if a < b else b << _BITS | a
            n = bisect_left(keys, key)
            if n < len(keys) and keys[n] == key and not self._seen[n]:
                total += self._look(n, a, b)
        return total

    def _look(self, n: int, a: int, b: int) -> int:
        """How likely the two are, 0 where a rule may not join them."""
        self._seen[n] = True
        return max(0, scored(self._facts[a], self._facts[b], self._around, self._weights))


class Sifted:
    """Groups that merge as in `cluster.agglomerate`, from accounts of which nobody has said a word."""

    def __init__(self, facts: Sequence[Facts], pairs: Pairs, cut: float) -> None:
        order = sorted(range(len(facts)), key=lambda n: facts[n].order)
        stands = {n: at for at, n in enumerate(order)}
        self._left = {at: _single(facts[n], n) for at, n in enumerate(order)}
        self._cut, self._pairs = cut, pairs
        self._sums: list[dict[int, int]] = [{} for _ in order]
        for a, b, likely in pairs.that_may_join():
            one, two = stands[a], stands[b]
            self._sums[one][two] = self._sums[two][one] = likely
        self._seen: list[dict[int, int]] = [dict.fromkeys(found, 1) for found in self._sums]

    def groups(self) -> Iterator[Group]:
        """Merges the likeliest first, until no two reach the cut; gives what is left, in order."""
        left, cut = self._left, self._cut
        heap = [
            (-link, a, b) for a in left for b in self._sums[a] if a < b and (link := self._link(a, b)) >= cut
        ]
        heapq.heapify(heap)
        while heap:
            minus, a, b = heapq.heappop(heap)
            if a not in left or b not in left or -minus != self._link(a, b):
                continue  # merged away, or pushed again with its newer value
            if not left[a].may_take(left[b]):
                for sums in (self._sums, self._seen):
                    del sums[a][b], sums[b][a]
                continue
            left[a] = left[a].with_(left.pop(b), (minus, left[a].first, left[a].first))
            _fold(self._sums, a, b)
            _fold(self._seen, a, b)
            for c in self._sums[a]:
                if (link := self._link(a, c)) >= cut:
                    heapq.heappush(heap, (-link, min(a, c), max(a, c)))
        yield from left.values()

    def _link(self, a: int, b: int) -> float:
        """The mean likelihood of all pairs of the two; less than that only where it stays below the cut anyway."""
        sums = self._sums[a]
        if b not in sums:
            return 0.0
        one, two = self._left[a].members, self._left[b].members
        every = len(one) * len(two)
        unseen = every - self._seen[a][b]
        if unseen and sums[b] + unseen * self._cut * WHOLE >= every * self._cut * WHOLE:
            sums[b] = self._sums[b][a] = sums[b] + self._pairs.left_between(one, two)
            self._seen[a][b] = self._seen[b][a] = every
        return sums[b] / (every * WHOLE)


def _fold(sums: list[dict[int, int]], a: int, b: int) -> None:
    """Adds what group `b` has with others to what `a` has."""
    gone, sums[b] = sums[b], {}
    for c, total in gone.items():
        del sums[c][b]
        if c != a:
            sums[a][c] = sums[c][a] = sums[a].get(c, 0) + total


def _single(f: Facts, n: int) -> Group:
    day = f.day if f.dated else None
    starts, ends = (day.start.toordinal(), day.end.toordinal()) if day else (None, None)
    return Group([n], (f.order, ""), drawn(f.id), starts=starts, ends=ends)
