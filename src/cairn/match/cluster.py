"""Groups accounts by who most likely tells of one event, without ever parting what a person has joined.

Groups to begin with and their scored pairs enter, grown groups leave. Average-link agglomeration on a sparse
graph: the two groups with the highest mean likelihood over all their pairs merge first, and merging stops where
none reaches the cut, where "an event of its own" is the likelier reading. A pair never compared counts as 0.

Merging brings a group never nearer to a third than the nearer of the two was, and ties go by who comes first. So
the merges are the same in whatever order they are found: two groups merge where each prefers the other to
all else. One more account therefore changes only the groups in which it, or a group that it changed, is
preferred to what was merged there before (`Group.prefers`); the rest stays as it is, and the result is that of
all accounts at once. Likelihoods are whole numbers for that reason: their sums are the same in any order.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cairn.match.compare import FAR_DAYS

WHOLE = 1 << 20
"""A likelihood of 1, as pairs are summed."""

Key = tuple[tuple[int, date, str], str]
"""Who comes first in ties: where the first account stands in the stream, and the incident the group is held for."""

Wish = tuple[float, Key, Key]
"""A merge: the mean likelihood below nought, and the two groups, the first one first. The least is done first."""

LAST: Key = ((9, date.max, ""), "")
BEGIN: Wish = (-2.0, LAST, LAST)
"""Before every merge."""
NOBODY: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Group:
    """Accounts that tell of one event, by position, and what they were merged from.

    `mark` is made of the accounts in it and tells it from any other. `held` is the incident a person keeps it for,
    if any. `starts` is the latest first day and `ends` the earliest last day of those dated, as ordinals; `names`
    are the accounts and incidents a person spoke of, and `bars` those that may not be here. `next` is the merge
    that ends it, or the least that would.
    """

    members: list[int]
    first: Key
    mark: int
    held: str = ""
    starts: int | None = None
    ends: int | None = None
    names: frozenset[str] = NOBODY
    bars: frozenset[str] = NOBODY
    parts: tuple[Group, ...] = ()
    next: Wish = (0.0, LAST, LAST)

    def may_take(self, other: Group) -> bool:
        """Whether no person's word and no stretch of more than FAR_DAYS keeps the two apart."""
        if self.held and other.held:
            return False
        starts, ends = _most(self.starts, other.starts), _least(self.ends, other.ends)
        if starts is not None and ends is not None and starts - ends > FAR_DAYS:
            return False
        return self.names.isdisjoint(other.bars) and other.names.isdisjoint(self.bars)

    def with_(self, other: Group, wish: Wish) -> Group:
        """The two as one."""
        self.next = other.next = wish
        return Group(
            self.members + other.members,
            min(self.first, other.first),
            self.mark ^ other.mark,
            self.held or other.held,
            _most(self.starts, other.starts),
            _least(self.ends, other.ends),
            self.names | other.names,
            self.bars | other.bars,
            (self, other),
        )

    def wish(self, other: Group, likely: int) -> Wish:
        """The merge of the two, their pairs adding up to `likely`."""
        link = likely / (len(self.members) * len(other.members) * WHOLE)
        return (
            (-link, self.first, other.first) if self.first < other.first else (-link, other.first, self.first)
        )

    def prefers(self, other: Group, wish: Wish) -> bool:
        """Whether the two would have merged by that wish: each before what ended it."""
        return wish <= self.next and wish <= other.next and self.may_take(other)

    def since(self, wish: Wish) -> Iterator[Group]:
        """The group and all that it was merged from, back to those there were when it came to that wish."""
        left = [self]
        while left:
            group = left.pop()
            yield group
            if group.made >= wish:
                left += group.parts

    def there_at(self, wish: Wish) -> Iterator[Group]:
        """What the group still was in when it came to that wish."""
        return (group for group in self.since(wish) if group.made < wish)

    @property
    def made(self) -> Wish:
        """The merge it came of; before all others where it is what was begun with."""
        return self.parts[0].next if self.parts else BEGIN


Sums = list[dict[int, int]]
"""By group, for every other group that it shares pairs with, the likelihoods of their pairs added up."""


def agglomerate(groups: Sequence[Group], sums: Sums, cut: float) -> Iterator[Group]:
    """Merges groups, likeliest first, until no two reach the cut (0 to 1); gives those that are left.

    `groups` stand in the order by which ties go; `sums` is used up.
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
        one, two = left[a], left.pop(b)
        left[a] = one.with_(two, (minus, one.first, two.first))
        _fold(sums, a, b)
        for c in sums[a]:
            if (link := _link(left, sums, a, c)) >= cut:
                heapq.heappush(heap, (-link, min(a, c), max(a, c)))
    for group in left.values():
        group.next = least(cut)
        yield group


def least(cut: float) -> Wish:
    """The least that still merges."""
    return -cut, LAST, LAST


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
