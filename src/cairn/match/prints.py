"""The prints of a text: a few runs of its words by which near copies find one another.

A text enters, numbers leave. Of all runs of four words (shingles) the least by their hash are taken, so that two
texts take alike. Two texts that share 0.7 of their runs share one of the least six in 999 of 1,000 cases; a few
more are taken because some runs are formulas that many texts have.
"""

from __future__ import annotations

from functools import lru_cache
from heapq import nsmallest

from cairn.match.likeness import shingles, words_of

TAKEN = 12
KEPT = 6
_LEAST_WORDS = 8  # a text of fewer words is nobody's copy


@lru_cache(maxsize=4_096)
def prints(text: str) -> tuple[int, ...]:
    """The least runs of the text, the least first; none of a very short text."""
    words = words_of(text)
    return tuple(nsmallest(TAKEN, shingles(words))) if len(words) >= _LEAST_WORDS else ()
