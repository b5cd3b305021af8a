"""Sources that have gone silent: an outlet that told of something every few days and no longer does.

Days of publication by source enter, those that fell silent leave. A fall in reporting reads as peace unless it is
told (recording rule 19). The last day is that of the record, not of a clock.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

REGULAR = 5
"""Different days with a report from which a source has a rhythm to fall out of."""
_TIMES = 4  # silent for so many of its usual gaps
_AT_LEAST = 7  # days; nobody is silent before
_FORGOTTEN = 365  # days after which a source is history and no news


@dataclass(frozen=True, slots=True)
class Silent:
    """A source's last day, how many days ago that is, and the usual gap between its days."""

    source: str
    last: date
    days: int
    usual_gap: float


def gone_silent(published: Mapping[str, Collection[date]], today: date) -> tuple[Silent, ...]:
    """Sources silent for four of their usual gaps and a week at least, the longest silence first; the gap is the
    median one between days on which a source published."""
    found = []
    for source, told in published.items():
        days = sorted({day for day in told if day <= today})
        if len(days) < REGULAR:
            continue
        gap = max(1.0, median((b - a).days for a, b in pairwise(days)))
        silent = (today - days[-1]).days
        if max(_AT_LEAST, _TIMES * gap) < silent <= _FORGOTTEN:
            found.append(Silent(source, days[-1], silent, gap))
    return tuple(sorted(found, key=lambda s: (-s.days, s.source)))
