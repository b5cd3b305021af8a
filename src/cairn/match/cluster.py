"""Groups accounts by who most likely tells of one event, without ever parting what stands.

Scored pairs and standing groups enter, groups leave. Average-link agglomeration on a sparse graph: the
two groups with the highest mean probability over all their pairs merge first, and merging stops where
none reaches the cut, where "an event of its own" is the likelier reading. A pair never compared counts
as 0. Ties go by position, so the result depends on the accounts alone.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping

Pairs = Mapping[tuple[int, int], float]


class Groups:
    """Groups of positions that grow; `fixed` groups take in others but never one another."""

    def __init__(self, singles: Iterable[int], fixed: Iterable[Iterable[int]]) -> None:
        self.members: dict[int, list[int]] = {}
        self.fixed: set[int] = set()
        self.of: dict[int, list[int]] = {}
        for group in fixed:
            self.fixed.add(self._new(sorted(group)))
        for single in singles:
            self._new([single])

    def _new(self, members: list[int]) -> int:
        key = len(self.members)
        self.members[key] = members
        for m in members:
            self.of.setdefault(m, []).append(key)
        return key

    def merge(self, keep: int, gone: int) -> None:
        """Moves the members of `gone` into `keep`."""
        for m in self.members.pop(gone):
            self.members[keep].append(m)
            self.of[m] = [keep if g == gone else g for g in self.of[m]]


def agglomerate(
    groups: Groups, pairs: Pairs, cut: float, may_merge: Callable[[list[int], list[int]], bool]
) -> None:
    """Merges groups, likeliest first, until no two reach the cut. `may_merge` holds what must stay apart."""
    sums = _sums(groups, pairs)
    heap = [(-_link(groups, sums, a, b), a, b) for a in sums for b in sums[a] if a < b]
    heapq.heapify(heap)
    while heap:
        minus, a, b = heapq.heappop(heap)
        if -minus < cut:
            return
        if a not in groups.members or b not in groups.members or b not in sums[a]:
            continue
        if abs(_link(groups, sums, a, b) + minus) > 1e-12:
            continue  # a stale entry: the pair was pushed again with its newer value
        if not may_merge(groups.members[a], groups.members[b]):
            del sums[a][b], sums[b][a]
            continue
        _merge(groups, sums, a, b)
        for c in sums[a]:
            heapq.heappush(heap, (-_link(groups, sums, a, c), min(a, c), max(a, c)))


def _merge(groups: Groups, sums: dict[int, dict[int, float]], a: int, b: int) -> None:
    """Folds group `b` into `a`; a fixed group always has the smaller key, so it is the one that stays."""
    groups.merge(a, b)
    for c, total in sums.pop(b).items():
        sums[c].pop(b, None)
        if c != a:
            if a in groups.fixed and c in groups.fixed:
                continue
            sums[a][c] = sums[c][a] = sums[a].get(c, 0.0) + total


def _sums(groups: Groups, pairs: Pairs) -> dict[int, dict[int, float]]:
    """For each two groups the probabilities of their pairs added; two fixed groups are never paired."""
    sums: dict[int, dict[int, float]] = {key: {} for key in groups.members}
    for (one, two), p in pairs.items():
        for a in groups.of.get(one, ()):
            for b in groups.of.get(two, ()):
                if a != b and not (a in groups.fixed and b in groups.fixed):
                    sums[a][b] = sums[b][a] = sums[a].get(b, 0.0) + p
    return sums


def _link(groups: Groups, sums: dict[int, dict[int, float]], a: int, b: int) -> float:
    return sums[a][b] / (len(groups.members[a]) * len(groups.members[b]))
