"""What is common and what is rare among the accounts at hand: words, places, days, sources.

Prepared accounts enter, counts leave. Sharing a rare village says more than sharing a big city, and
sharing a busy day less than sharing a quiet one; the comparison asks here which it is.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from cairn.match.facts import Facts
from cairn.match.likeness import SHORT, near_copies, shingles, words_of

COMMON_FROM = 100
"""A word that more accounts use is too common to look up who else uses it."""

ENOUGH = 100
"""With fewer accounts at hand than this, no word of theirs can be called rare."""


class Surroundings:
    """Counts over all accounts of one run; the order they come in does not matter."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self.word_counts = Counter(w for f in facts for w in f.words)
        self._n = max(len(facts), 20)
        self.tells_rarity = len(facts) >= ENOUGH
        self._weights = {f.id: self._weigh(f.words) for f in facts}
        self._lengths = {key: math.sqrt(sum(v * v for v in w.values())) for key, w in self._weights.items()}
        self._days_of_name = _days_of_names(facts)
        self._places_of_day = _places_of_days(facts)
        texts = {f.id: words_of(f.account.text) for f in facts}
        self._long = {key for key, words in texts.items() if len(words) >= SHORT}
        self.copies = near_copies({key: shingles(words) for key, words in texts.items() if len(words) >= 8})

    def likeness(self, a: Facts, b: Facts) -> float:
        """How alike the words of the two are, 0 to 1, rare words weighing more (cosine of tf-idf)."""
        one, two = self._weights[a.id], self._weights[b.id]
        if len(two) < len(one):
            one, two = two, one
        shared = sum(v * two[w] for w, v in one.items() if w in two)
        length = self._lengths[a.id] * self._lengths[b.id]
        return shared / length if length else 0.0

    def shared_rare(self, a: Facts, b: Facts) -> list[str]:
        """The rarest words both use, rarest first, three at most: for the reason given to a reader."""
        return sorted(a.words & b.words, key=lambda w: (self.word_counts[w], w))[:3]

    def copy(self, a: Facts, b: Facts) -> float:
        """How alike two near copies are; 0 where they are none."""
        return self.copies.get((min(a.id, b.id), max(a.id, b.id)), 0.0)

    def long_enough(self, a: Facts) -> bool:
        """Whether likeness may join this text by itself (rule 8)."""
        return a.id in self._long

    def days_at(self, names: Iterable[str]) -> int:
        """On how many different days some account tells of this place."""
        return max((len(self._days_of_name.get(n, ())) for n in names), default=0)

    def places_on(self, f: Facts) -> int:
        """How many different places are told of on the account's first day."""
        return len(self._places_of_day.get(f.day.start.toordinal(), ())) if f.day else 0

    def rarity(self, word: str) -> float:
        """How much a word says: the rarer, the more."""
        return math.log(1 + self._n / self.word_counts[word])

    def _weigh(self, words: Iterable[str]) -> dict[str, float]:
        return {w: self.rarity(w) for w in sorted(words)}


def _days_of_names(facts: Sequence[Facts]) -> dict[str, set[int]]:
    days: dict[str, set[int]] = defaultdict(set)
    for f in facts:
        if f.dated and f.day:
            for name in f.names:
                days[name].add(f.day.start.toordinal())
    return days


def _places_of_days(facts: Sequence[Facts]) -> dict[int, set[str]]:
    places: dict[int, set[str]] = defaultdict(set)
    for f in facts:
        if f.dated and f.day and f.names:
            places[f.day.start.toordinal()].add(min(f.names))
    return places
