"""What is common and what is rare, counted by several processes: each counts a part, and the parts are added up.

Prepared accounts enter, the `Background` of all of them leaves, the same as background.py counts in one go. Runs of
words are kept as numbers of eight bytes until all are there, for nearly each is told once.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from cairn.match.background import FORMULA, Background
from cairn.match.facts import Facts
from cairn.match.prints import prints

_AT_ONCE = 2_000_000  # runs put in order at once


class Counts:
    """Counts over some of the accounts."""

    def __init__(self, facts: Iterable[Facts] = ()) -> None:
        self.accounts = 0
        self.words: Counter[str] = Counter()
        self.runs = array("Q")
        self.days: dict[str, set[int]] = defaultdict(set)
        self.places: dict[int, set[str]] = defaultdict(set)
        for f in facts:
            self._add(f)

    def _add(self, f: Facts) -> None:
        self.accounts += 1
        self.words.update(f.words)
        self.runs.extend(prints(f.account.text))
        if f.dated and f.day and f.names:
            day = f.day.start.toordinal()
            if f.own:
                self.places[day].add(min(f.own))
            for name in f.names:
                self.days[name].add(day)

    def take(self, other: Counts) -> None:
        """Adds the counts of another part."""
        self.accounts += other.accounts
        self.words.update(other.words)
        self.runs.extend(other.runs)
        for name, days in other.days.items():
            self.days[name] |= days
        for day, places in other.places.items():
            self.places[day] |= places

    def background(self) -> Background:
        """What was counted, held still."""
        return Background(
            self.accounts,
            dict(self.words),
            {name: len(found) for name, found in self.days.items()},
            {day: len(found) for day, found in self.places.items()},
            frozenset(self._formulas()),
        )

    def _formulas(self) -> Iterator[int]:
        """The runs that more than FORMULA accounts have, found a share of all at a time: memory stays bounded, and
        each share is one more pass over all runs."""
        shares = 1 + len(self.runs) // _AT_ONCE
        for share in range(shares):
            ordered = sorted(run for run in self.runs if run % shares == share)
            yield from (run for run, same in groupby(ordered) if sum(1 for _ in same) > FORMULA)
