"""The baseline that joins reports by likeness of words alone: tf-idf, and the calendar where it is known.

Report rows enter, a group by report id leaves. Two reports are compared where their days of publication are at most
one apart or one is not known; groups are joined by average link. The cut was fixed on the half for building.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from cairn.match.stems import stems

from .average_link import average_link
from .pairs import day_of

CUT = 0.12
"""Mean likeness (cosine, 0 to 1) from which two groups are joined: the best of 0.04 to 0.3 on the half for building."""
_USERS = 200  # a word that more reports use tells nothing
_LEAST = 0.02


def by_likeness(rows: Sequence[Mapping[str, Any]], cut: float = CUT) -> dict[str, str]:
    """Report id -> group. Reports without words stand alone."""
    words = [stems(str(row.get("text") or "")) for row in rows]
    days = [day_of(row.get("published")) for row in rows]
    alike = {
        (a, b): likeness
        for (a, b), likeness in _likeness(words).items()
        if likeness >= _LEAST and _near(days[a], days[b])
    }
    groups = average_link([None] * len(rows), alike, cut)
    return {str(rows[n]["id"]): f"like {key}" for key, group in enumerate(groups) for n in group}


def _near(a: date | None, b: date | None) -> bool:
    return a is None or b is None or abs((a - b).days) <= 1


def _likeness(words: Sequence[frozenset[str]]) -> dict[tuple[int, int], float]:
    """The cosine of tf-idf of every two texts that share a word."""
    users: dict[str, list[int]] = defaultdict(list)
    for n, own in enumerate(words):
        for word in own:
            users[word].append(n)
    square = {word: math.log(1 + len(words) / len(who)) ** 2 for word, who in users.items()}
    length = [math.sqrt(sum(square[word] for word in sorted(own))) for own in words]
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for word in sorted(users):
        if len(users[word]) <= _USERS:
            for pair in combinations(users[word], 2):
                shared[pair] += square[word]
    return {(a, b): total / (length[a] * length[b]) for (a, b), total in shared.items()}
