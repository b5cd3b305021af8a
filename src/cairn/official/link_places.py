"""How much of one place's words another has: words as they sound, a rare one counting more than a common one."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from cairn.values.sounds import sound_alike, sounds
from cairn.vocab.load import load_words, of_words

from .link_model import Candidate

AREA = 0.9
"""Where no day narrows the choice, a word that agrees with the incident's district or province counts so much of one
that agrees with its place; with a day as much, for a party tells the city where a witness tells the street."""
_HEARD_FROM = 0.6  # words less alike than this are different words
_WORD = re.compile(r"[^\W\d_]+")


class PlaceWords:
    """The words of the candidates' places, ready to be compared with a place told."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._at: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._with: dict[str, list[Candidate]] = defaultdict(list)
        counted: Counter[str] = Counter()
        for candidate in candidates:
            places, areas = frozenset(heard(candidate.places)), frozenset(heard(candidate.areas))
            self._at[candidate.id] = (places, areas - places)
            for word in places | areas:
                counted[word] += 1
                self._with[word].append(candidate)
        self._rarest = math.log(1 + len(candidates))
        self._rarity = {word: math.log((1 + len(candidates)) / n) for word, n in counted.items()}
        self._near: dict[str, Mapping[str, float]] = {}

    def agreement(self, told: Sequence[str], candidate: Candidate, area: float = 1.0) -> float:
        """How much of the told words the candidate's place and areas have, 0 to 1; one of an area counts `area`."""
        places, areas = self._at[candidate.id]
        agreed = whole = 0.0
        for word in told:
            alike = self._alike(word)
            best = max(
                max((alike.get(other, 0.0) for other in places), default=0.0),
                area * max((alike.get(other, 0.0) for other in areas), default=0.0),
            )
            rarity = self._rarity.get(word, self._rarest)
            agreed, whole = agreed + rarity * best, whole + rarity
        return agreed / whole if whole else 0.0

    def sharing(self, told: Sequence[str]) -> list[Candidate]:
        """Every candidate with a word like one of those told."""
        found = {c.id: c for word in told for other in self._alike(word) for c in self._with[other]}
        return list(found.values())

    def _alike(self, word: str) -> Mapping[str, float]:
        if word not in self._near:
            near = ((other, _alike(word, other)) for other in self._rarity)
            self._near[word] = {other: alike for other, alike in near if alike > 0}
        return self._near[word]


@of_words()
def _passed_over() -> frozenset[str]:
    return frozenset(load_words("official", "places.passed_over"))


def heard(names: Iterable[str]) -> tuple[str, ...]:
    """The words of some names as they sound, articles and words such as "village" passed over, each once."""
    return tuple(dict.fromkeys(sound for name in names for sound in _sounds_of(name)))


@lru_cache(maxsize=100_000)
def _sounds_of(name: str) -> tuple[str, ...]:
    bare = re.sub(r"['’`ʿʾ]", "", name.replace("-", " ")).casefold()
    return tuple(sounds(w) for w in _WORD.findall(bare) if len(w) > 1 and w not in _passed_over())


@lru_cache(maxsize=400_000)
def _alike(a: str, b: str) -> float:
    if 2 * min(len(a), len(b)) < max(len(a), len(b)):  # too different in length to be heard as one
        return 0.0
    return max(0.0, (sound_alike(a, b) - _HEARD_FROM) / (1 - _HEARD_FROM))
