"""Groups accounts by who most likely tells of one event, without ever parting what a person has joined.

Groups to begin with and their scored pairs enter, grown groups leave. Average-link agglomeration on a sparse
graph: the two groups with the highest mean likelihood over all their pairs merge first, and merging stops where
none reaches the cut, where "an event of its own" is the likelier reading. A pair never compared counts as 0.

Merging brings a group never nearer to a third than the nearer of the two was, and ties go by who comes first.
So what becomes of some accounts depends only on them and on those that they pull at: groups elsewhere may
be left as they are (joiner.py), and the result is the same whatever order accounts came in. Likelihoods are
whole numbers for that reason: their sums are the same in any order.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cairn.match.compare import FAR_DAYS

WHOLE = 1 << 20
"""A likelihood of 1, as pairs are summed."""


@dataclass(slots=True)
class Group:
    """Accounts that tell of one event, by position. `held` is the incident a person keeps it for, if any.

    `starts` is the latest first day and `ends` the earliest last day of those dated, as ordinals; `names` are the
    accounts and incident a person spoke of, and `bars` those that may not be here.
    """

    members: list[int]
    held: str = ""
    starts: int | None = None
    ends: int | None = None
    names: set[str] = field(default_factory=set)
    bars: set[str] = field(default_factory=set)

    def may_take(self, other: Group) -> bool:
        """Whether no person's word and no stretch of more than FAR_DAYS keeps the two apart."""
        if self.held and other.held:
            return False
        starts, ends = _most(self.starts, other.starts), _least(self.ends, other.ends)
        if starts is not None and ends is not None and starts - ends > FAR_DAYS:
            return False
        return self.names.isdisjoint(other.bars) and other.names.isdisjoint(self.bars)

    def take(self, other: Group) -> None:
        """Takes all of the other in."""
        self.members += other.members
        self.held = self.held or other.held
        self.starts, self.ends = _most(self.starts, other.starts), _least(self.ends, other.ends)
        self.names |= other.names
        self.bars |= other.bars


Sums = list[dict[int, int]]
"""By group, for every other group that it shares pairs with, the likelihoods of their pairs added up."""


def agglomerate(groups: Sequence[Group], sums: Sums, cut: float) -> Iterator[Group]:
    """Merges groups, likeliest first, until no two reach the cut (0 to 1); gives those that are left.

    `groups` stand in the order by which ties go; both they and `sums` are used up.
    """
    left = dict(enumerate(groups))
    heap = [
        (-link, a, b) for a in left for b in sums[a] if a < b and (link := _link(left, sums, a, b)) >= cut
    ]
    heapq.heapify(heap)
    while heap:
        minus, a, b = heapq.heappop(heap)
        if a not in left or b not in left or -minus != _link(left, sums, a, b):
            continue  # merged away, or pushed again with its newer value
        if not left[a].may_take(left[b]):
            del sums[a][b], sums[b][a]
            continue
        left[a].take(left.pop(b))
        _fold(sums, a, b)
        for c in sums[a]:
            if (link := _link(left, sums, a, c)) >= cut:
                heapq.heappush(heap, (-link, min(a, c), max(a, c)))
    yield from left.values()


def _fold(sums: Sums, a: int, b: int) -> None:
    """Adds the pairs of group `b` to those of `a`."""
    gone, sums[b] = sums[b], {}
    for c, total in gone.items():
        del sums[c][b]
        if c != a:
            sums[a][c] = sums[c][a] = sums[a].get(c, 0) + total


def _link(left: dict[int, Group], sums: Sums, a: int, b: int) -> float:
    """The mean likelihood over all pairs of the two: one division of whole numbers, exact to the last bit."""
    return sums[a].get(b, 0) / (len(left[a].members) * len(left[b].members) * WHOLE)


def _most(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else max(a, b)


def _least(a: int | None, b: int | None) -> int | None:
    return b if a is None else a if b is None else min(a, b)
