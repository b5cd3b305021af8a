"""Which texts are near copies of one another, found without comparing all with all.

Folded words enter, pairs of near copies leave. Shingles of four words are hashed, the least hashes of
each text make bands (MinHash, Broder 1997), and only texts that share a band are compared in full.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise

from cairn.values import folded

SHORT = 30
"""Rule 8: likeness alone never joins texts under this many words."""
NEAR_COPY = 0.7
"""Share of shingles two texts have in common (Jaccard) from which one is a near copy of the other."""

_SHINGLE = 4
_BANDS = 16
_ROWS = 2
_WORDS_READ = 600
_CROWD = 60  # a band shared by more texts than this is a template; it is compared along a chain, not in full
_MASK = (1 << 61) - 1
_SALTS = tuple((0x9E3779B97F4A7C15 * (2 * i + 1)) & _MASK for i in range(_BANDS * _ROWS))


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of the text, the first 600."""
    return tuple(folded(text[:8000]).split()[:_WORDS_READ])


def shingles(words: Sequence[str]) -> frozenset[int]:
    """Hashes of every four words in a row; of all the words where there are fewer."""
    if not words:
        return frozenset()
    if len(words) <= _SHINGLE:
        return frozenset({_hash(" ".join(words))})
    return frozenset(_hash(" ".join(words[i : i + _SHINGLE])) for i in range(len(words) - _SHINGLE + 1))


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared shingles as a share of all; 0 where one is empty."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def near_copies(texts: Mapping[str, frozenset[int]]) -> dict[tuple[str, str], float]:
    """Pairs of ids (smaller first) whose shingles are alike from NEAR_COPY up, with how alike."""
    bands: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for key in sorted(texts):
        for band in _bands(texts[key]):
            bands[band].append(key)
    seen: set[tuple[str, str]] = set()
    for members in bands.values():
        seen.update(_pairs(members))
    alike = ((pair, jaccard(texts[pair[0]], texts[pair[1]])) for pair in sorted(seen))
    return {pair: likeness for pair, likeness in alike if likeness >= NEAR_COPY}


def _pairs(members: list[str]) -> Iterable[tuple[str, str]]:
    if len(members) <= _CROWD:
        return combinations(members, 2)
    return [*pairwise(members), *((members[0], m) for m in members[1:])]


def _bands(hashes: frozenset[int]) -> list[tuple[int, ...]]:
    if not hashes:
        return []
    least = [min((h ^ salt) * 0x5851F42D4C957F2D & _MASK for h in hashes) for salt in _SALTS]
    return [(i, *least[i * _ROWS : (i + 1) * _ROWS]) for i in range(_BANDS)]


@lru_cache(maxsize=200_000)
def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest(), "big") & _MASK
