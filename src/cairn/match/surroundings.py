"""What two accounts share beside what all accounts share: the comparison asks here what is common, what rare.

A `Background` enters (or the accounts to count it from), answers leave. Every answer depends on the two
accounts asked about and on the background alone; what is worked out of one account is kept for the next.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cairn.match.background import Background, background
from cairn.match.facts import Facts
from cairn.match.likeness import NEAR_COPY, SHORT, jaccard, shingles, words_of
from cairn.match.prints import KEPT, prints

ENOUGH = 100
"""With fewer accounts in the background than this, no word of theirs can be called rare."""

_EXACT = 1 << 20  # squares of rarity are summed as whole numbers: the sum is the same in any order


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is worked out of one account: the length of its words as a vector, its prints, whether it is long."""

    length: float
    prints: tuple[int, ...]
    long: bool
    runs: frozenset[int]  # the prints, to be held against another's


class Surroundings:
    """What is rare and what is common, asked pair by pair."""

    def __init__(self, facts: Sequence[Facts] = (), frozen: Background | None = None) -> None:
        self.background = background(facts) if frozen is None else frozen
        self.tells_rarity = self.background.accounts >= ENOUGH
        self._n = max(self.background.accounts, 20)
        self._squares: dict[str, int] = {}
        self._rarities: dict[str, float] = {}
        self._kept: dict[str, _Kept] = {}

    def likeness(self, a: Facts, b: Facts) -> float:
        """How alike the words of the two are, 0 to 1, rare words weighing more (cosine of tf-idf)."""
        length = self._of(a).length * self._of(b).length
        return sum(map(self._squares.__getitem__, a.words & b.words)) / length if length else 0.0

    def shared_rare(self, a: Facts, b: Facts) -> list[str]:
        """The rarest words both use, rarest first, three at most: for the reason given to a reader."""
        counts = self.background.words
        ranked = sorted([(counts.get(w, 0), w) for w in a.words & b.words])
        return [w for _, w in ranked[:3]]

    def copy(self, a: Facts, b: Facts) -> float:
        """How alike two near copies are; 0 where they are none."""
        if self._of(a).runs.isdisjoint(self._of(b).runs):
            return 0.0
        alike = jaccard(_shingles(a.account.text), _shingles(b.account.text))
        return alike if alike >= NEAR_COPY else 0.0

    def prints(self, a: Facts) -> tuple[int, ...]:
        """Runs of words of the text: near copies share some of them, other texts hardly ever."""
        return self._of(a).prints

    def forget(self) -> None:
        """Lets go of what was worked out of single accounts."""
        self._kept.clear()

    def long_enough(self, a: Facts) -> bool:
        """Whether likeness may join this text by itself (rule 8)."""
        return self._of(a).long

    def days_at(self, names: Iterable[str]) -> int:
        """On how many different days some account tells of this place."""
        return max((self.background.days_of_place.get(n, 0) for n in names), default=0)

    def places_on(self, f: Facts) -> int:
        """How many different places are told of on the account's first day."""
        return self.background.places_of_day.get(f.day.start.toordinal(), 0) if f.day else 0

    def users(self, word: str) -> int:
        """How many accounts of the background use the word."""
        return self.background.words.get(word, 0)

    def rarity(self, word: str) -> float:
        """How much a word says: the rarer, the more. A word never met says as much as one met once."""
        found = self._rarities.get(word)
        if found is None:
            found = self._rarities[word] = math.log(1 + self._n / max(1, self.users(word)))
        return found

    def _square(self, word: str) -> int:
        found = self._squares.get(word)
        if found is None:
            found = self._squares[word] = round(self.rarity(word) ** 2 * _EXACT)
        return found

    def _of(self, f: Facts) -> _Kept:
        found = self._kept.get(f.id)
        if found is None:
            own = [p for p in prints(f.account.text) if p not in self.background.formulas]
            length = math.sqrt(sum(map(self._square, f.words)))
            long = len(words_of(f.account.text)) >= SHORT
            found = self._kept[f.id] = _Kept(length, tuple(own[:KEPT]), long, frozenset(own[:KEPT]))
        return found


@lru_cache(maxsize=4_096)
def _shingles(text: str) -> frozenset[int]:
    return shingles(words_of(text))
