"""Average-link grouping for measuring and fitting: likelihoods of pairs enter, groups of positions leave.

The joiner's own grouping (match/cluster.py) also obeys persons and takes accounts one at a time; on a run over
everything without persons' words the two make the same groups.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping

from cairn.match.compare import FAR_DAYS

Days = tuple[int, int] | None
"""First and last day as ordinals; None where they are not known."""


def average_link(days: list[Days], pairs: Mapping[tuple[int, int], float], cut: float) -> list[list[int]]:
    """Groups of the positions of `days`: the two with the highest mean over their pairs merge first, down to `cut`. A
    pair not named counts as 0; days more than FAR_DAYS apart stay apart."""
    members = {n: [n] for n in range(len(days))}
    spans = dict(enumerate(days))
    sums: list[dict[int, float]] = [{} for _ in days]
    for (a, b), likely in pairs.items():
        sums[a][b] = sums[b][a] = likely
    heap = [(-likely, a, b) for (a, b), likely in pairs.items() if likely >= cut]
    heapq.heapify(heap)
    while heap:
        minus, a, b = heapq.heappop(heap)
        if a not in members or b not in members or b not in sums[a]:
            continue
        if abs(sums[a][b] / (len(members[a]) * len(members[b])) + minus) > 1e-9:
            continue  # pushed again with its newer value
        if (span := _both(spans[a], spans[b])) and span[0] - span[1] > FAR_DAYS:
            del sums[a][b], sums[b][a]
            continue
        members[a] += members.pop(b)
        spans[a] = span
        for c, total in sums[b].items():
            del sums[c][b]
            if c != a:
                sums[a][c] = sums[c][a] = sums[a].get(c, 0.0) + total
        for c, total in sums[a].items():
            if (link := total / (len(members[a]) * len(members[c]))) >= cut:
                heapq.heappush(heap, (-link, a, c))
    return list(members.values())


def _both(one: Days, two: Days) -> Days:
    """The latest first day and the earliest last day."""
    return two if one is None else one if two is None else (max(one[0], two[0]), min(one[1], two[1]))
