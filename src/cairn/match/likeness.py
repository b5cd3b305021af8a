"""Which texts are near copies of one another, found without comparing all with all.

Folded words enter, pairs of near copies leave. Runs of four words (shingles, Broder 1997) are hashed, and only
texts that share one of a sample of them are compared in full. The sample is by the hash itself, so that two
texts sample alike, and a short text is found inside a long one.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from zlib import crc32

from cairn.extract.clean import fold_for_reading
from cairn.values import folded

SHORT = 30
"""Rule 8: likeness alone never joins texts under this many words."""
NEAR_COPY = 0.7
"""Share of shingles two texts have in common (Jaccard) from which one is a near copy of the other."""

_SHINGLE = 4
_WORDS_READ = 600
_SAMPLE = 2  # one shingle in so many is looked up
_LEAST = 8  # shingles looked up of any text, be it so short
_CROWD = 60  # a shingle of more texts than this is a formula: few of them are looked up, and along a chain
_OF_A_CROWD = 8
_AT_ONCE = 2_000_000  # shingles held in one table; beyond that the tables are made one after the other
_MASK = (1 << 61) - 1


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of the text, broken ones closed, the first 600."""
    return tuple(folded(fold_for_reading(text[:8000]).text).split()[:_WORDS_READ])


def shingles(words: Sequence[str]) -> frozenset[int]:
    """Hashes of every four words in a row; of all the words where there are fewer."""
    return frozenset(_runs(words, _SHINGLE))


def runs(words: Sequence[str], length: int) -> tuple[int, ...]:
    """Hashes of every so many words in a row, in order."""
    return tuple(_runs(words, length))


def word_pairs(words: Sequence[str]) -> frozenset[int]:
    """Hashes of every two words in a row."""
    return frozenset(_runs(words, 2))


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared shingles as a share of all; 0 where one is empty."""
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def held_in(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared shingles as a share of those of the lesser; 0 where one is empty."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def near_copies(texts: Mapping[str, frozenset[int]]) -> dict[tuple[str, str], float]:
    """Pairs of ids (smaller first) whose shingles are alike from NEAR_COPY up, with how alike."""
    keys = sorted(texts)
    alike = {
        (keys[a], keys[b]): jaccard(texts[keys[a]], texts[keys[b]])
        for a, b in sharing(texts[key] for key in keys)
    }
    return {pair: likeness for pair, likeness in sorted(alike.items()) if likeness >= NEAR_COPY}


def sharing(texts: Iterable[Iterable[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of positions (smaller first) of texts that share a sampled shingle, in order, each pair once.

    Time grows with the number of shingles, not with that of pairs: of a shingle that many texts hold, each is only
    paired with the first and the one before. Memory holds eight bytes a sampled shingle and one table.
    """
    hashes, owners = array("Q"), array("L")
    for at, found in enumerate(texts):
        sample = _sampled(found)
        hashes.extend(sample)
        owners.extend([at] * len(sample))
    tables = 1 + len(hashes) // _AT_ONCE
    pairs: set[tuple[int, int]] = set()
    for table in range(tables):
        holders: dict[int, list[int]] = defaultdict(list)
        for shingle, at in zip(hashes, owners, strict=True):
            if shingle // _OF_A_CROWD % tables == table:
                holders[shingle].append(at)
        for shingle, members in holders.items():
            pairs.update(_pairs(shingle, members))
    yield from sorted(pairs)


def _sampled(found: Iterable[int]) -> list[int]:
    ranked = sorted(found)
    return [h for n, h in enumerate(ranked) if n < _LEAST or h % _SAMPLE == 0]


def _pairs(shingle: int, members: list[int]) -> Iterable[tuple[int, int]]:
    if len(members) <= _CROWD:
        return combinations(members, 2)
    if shingle % _OF_A_CROWD:
        return ()
    return [*pairwise(members), *((members[0], m) for m in members[1:])]


def _runs(words: Sequence[str], length: int) -> Iterator[int]:
    if not words:
        return
    hashed = [crc32(word.encode()) for word in words]
    for n in range(max(1, len(hashed) - length + 1)):
        run = 0
        for word in hashed[n : n + length]:
            run = (run * 0x9E3779B97F4A7C15 + word + 1) & _MASK
        yield run * 0x5851F42D4C957F2D & _MASK
