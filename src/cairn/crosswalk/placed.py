"""How much of one place's words another's has, by ear and across scripts, a rare word counting more than a common one.

As official/link_places.py, which asks a few names of a whole register; here every name is asked of the few around it,
so words are compared pair by pair and not with every word there is.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from cairn.official.link_places import heard
from cairn.values.sounds import sound_alike

from .model import Recorded

_HEARD_FROM = 0.6
"""Words less alike than this are different words."""


class PlaceWords:
    """The words of one side's places, ready to be compared with a place the other side tells."""

    def __init__(self, side: Sequence[Recorded]) -> None:
        self._of = {one.id: frozenset(heard((*one.places, *one.areas))) for one in side}
        counted = Counter(word for words in self._of.values() for word in words)
        self._rarest = math.log(1 + len(side))
        self._rarity = {word: math.log((1 + len(side)) / n) for word, n in counted.items()}

    def agreement(self, told: Sequence[str], one: Recorded) -> float:
        """How much of the told words the place and its areas have, 0 to 1."""
        words = self._of[one.id]
        agreed = whole = 0.0
        for word in told:
            rarity = self._rarity.get(word, self._rarest)
            best = 1.0 if word in words else max((_alike(word, other) for other in words), default=0.0)
            agreed, whole = agreed + rarity * best, whole + rarity
        return agreed / whole if whole else 0.0


@lru_cache(maxsize=400_000)
def _alike(a: str, b: str) -> float:
    if 2 * min(len(a), len(b)) < max(len(a), len(b)):  # too different in length to be heard as one
        return 0.0
    return max(0.0, (sound_alike(a, b) - _HEARD_FROM) / (1 - _HEARD_FROM))
