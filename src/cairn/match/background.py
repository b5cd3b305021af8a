"""What is common and what is rare, counted once and then held still: words, places, days.

Prepared accounts enter, a frozen `Background` leaves. Sharing a rare village says more than sharing a big
city, and sharing a busy day less than sharing a quiet one. The counts do not move while accounts are joined,
so that what two accounts have in common depends on nothing but the two and this: one account at a time
and all at once come to the same decisions. A bulk run counts what is at hand; a stream is given the counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cairn.match.facts import Facts
from cairn.match.prints import prints

FORMULA = 20
"""A run of words that more accounts have is a formula: it makes none of them a copy."""


@dataclass(frozen=True, slots=True)
class Background:
    """Counts over `accounts` accounts: how many use each word, on how many days each place is told of, and of
    how many places each day is. A day is its ordinal (`date.toordinal`). `formulas` are runs of words that many
    have (match/prints.py)."""

    accounts: int = 0
    words: Mapping[str, int] = field(default_factory=dict)
    days_of_place: Mapping[str, int] = field(default_factory=dict)
    places_of_day: Mapping[int, int] = field(default_factory=dict)
    formulas: frozenset[int] = frozenset()


def background(facts: Iterable[Facts]) -> Background:
    """The counts of these accounts, whatever order they come in. One pass: `facts` may be read as they come."""
    accounts = 0
    words: Counter[str] = Counter()
    runs: Counter[int] = Counter()
    days: dict[str, set[int]] = defaultdict(set)
    places: dict[int, set[str]] = defaultdict(set)
    for f in facts:
        accounts += 1
        words.update(f.words)
        runs.update(prints(f.account.text))
        if f.dated and f.day and f.names:
            day = f.day.start.toordinal()
            if f.own:
                places[day].add(min(f.own))
            for name in f.names:
                days[name].add(day)
    return Background(
        accounts,
        dict(words),
        {name: len(found) for name, found in days.items()},
        {day: len(found) for day, found in places.items()},
        frozenset(run for run, n in runs.items() if n > FORMULA),
    )
