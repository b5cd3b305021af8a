"""Finds the phrases of a word list in a text as stored: words with their offsets, folded for comparison.

Text enters, words and matches leave; every offset is a code point of the text as stored. Words broken up by
tatweel, marks, dots or slashes are read whole, for a reader of conflict posts meets them in every
fourth text. Folding is for comparison only and never shown (rule 5). Dates, actors and weapons stand on this.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_ARABIC = "\u0620-\u065f\u0670-\u06d3\u200b-\u200f"
_BROKEN = rf"(?:(?<=ـ)[ .،*•·/|_\-]{{1,3}}(?=[{_ARABIC}])|(?<=[{_ARABIC}])[ .،*•·/|_\-]{{1,3}}(?=ـ))"
_WORD = re.compile(
    rf"[{_ARABIC}]+(?:{_BROKEN}[{_ARABIC}]+){{0,12}}|\d+|(?:[^\W\d_]\.){{2,5}}|[^\W\d_{_ARABIC}]+(?:['’](?!s\b)[^\W\d_]+)?"
)
_ENDS = re.compile(r"[!?؟؛\n…]|\.(?!\S)|(?<=\w)\.(?=[^\W\d_])")
_NOT_LETTER = re.compile(rf"[^{_ARABIC}]|[\u064b-\u065f\u0670\u0640\u0610-\u061a\u06d6-\u06ed\u200b-\u200f]")
_SPLIT_BY = frozenset(".*•·/|")
_SHAPES = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ک": "ك",
        "ء": "",
    }
)
_ARTICLES = ("بال", "كال", "ال", "لل")
_CLITICS = ("ب", "ل", "ك")


Entry = tuple[tuple[str, ...], str, bool]
"""A phrase of a table: its words as compared, what it stands for, and whether it counts in capitals only."""
MOST_WORDS = 50_000
"""So many words a table remembers what may start with them."""


class Word(NamedTuple):
    """One word or number: `norm` for comparison, its place in the text, its sentence's number, and
    whether it is written in capitals throughout."""

    norm: str
    start: int
    end: int
    sentence: int
    capitals: bool

    @property
    def number(self) -> int | None:
        """The value of a number of up to eight digits, in any script; None for a word."""
        return int(self.norm) if self.norm.isdecimal() and len(self.norm) <= 8 else None


class Match(NamedTuple):
    """A phrase found: what it stands for, its first and last word (indices, both included)."""

    value: str
    first: int
    last: int


@lru_cache(maxsize=8)
def words_of(text: str) -> tuple[Word, ...]:
    """Every word and number of the text, in order. `text[word.start:word.end]` are its letters as written."""
    found: list[Word] = []
    sentence, at = 0, 0
    for hit in _WORD.finditer(text):
        start, end = hit.span()
        gap = text[at:start]
        if gap and gap != " " and found and _ENDS.search(text, at, start + 1):
            sentence += 1
        raw = hit.group()
        norm = _norm(raw)
        if not norm:  # marks with no letter: passed over, so that the next gap is short again
            at = end
            continue
        if found and gap in _SPLIT_BY and _is_broken(found[-1].norm, norm):
            last = found.pop()
            found.append(Word(last.norm + norm, last.start, end, last.sentence, False))
        else:
            found.append(Word(norm, start, end, sentence, raw.isupper()))
        at = end
    return tuple(found)


@lru_cache(maxsize=50_000)
def _norm(raw: str) -> str:
    if raw.isdecimal():
        return str(int(raw)) if len(raw) <= 8 else unicodedata.normalize("NFKC", raw)
    if "\u0600" <= raw[0] <= "\u06ff" or "\u200b" <= raw[0] <= "\u200f":
        return _NOT_LETTER.sub("", unicodedata.normalize("NFKC", raw)).translate(_SHAPES)
    return raw.replace(".", "").replace("’", "'").casefold()


def _is_broken(left: str, right: str) -> bool:
    """Whether two pieces with one sign between are one Arabic word: so short a piece is none."""
    arabic = "\u0600" <= left[0] <= "\u06ff" and "\u0600" <= right[0] <= "\u06ff"
    return arabic and 1 <= min(len(left), len(right)) <= 2


@lru_cache(maxsize=50_000)
def stems(norm: str) -> tuple[str, ...]:
    """The word, then without article, one-letter prefixes and final alef, in every way these come off."""
    if not "\u0600" <= norm[:1] <= "\u06ff":
        return (norm,)
    found = [norm]
    for bare in (norm, norm[1:] if norm[0] in "وف" else norm):
        found.append(bare)
        found.extend(bare[len(a) :] for a in _ARTICLES if bare.startswith(a))
        found.extend(bare[1:] for c in _CLITICS if bare.startswith(c))
    found.extend([s[:-1] for s in found if len(s) > 4 and s.endswith("ا") and not s.endswith("يا")])
    return tuple(dict.fromkeys(s for s in found if len(s) >= 2 or s == norm))


def any_stem(norm: str, among: frozenset[str]) -> bool:
    """Whether the word, or one of its stems, is among these."""
    return not among.isdisjoint(stems(norm))


class PhraseTable:
    """Phrases to look for, each standing for a value. The longest phrase at a word wins.

    Arabic words match with or without article and one-letter prefixes. A Latin phrase of one word of
    up to four capitals ("US", "SDF") matches capitals only.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[Entry]] = {}
        self._known: dict[str, tuple[Entry, ...]] = {}
        for phrase, value in phrases:
            parts = words_of(phrase)
            if not parts:
                continue
            key = tuple(_bare(p.norm) for p in parts)
            capitals = len(parts) == 1 and parts[0].capitals and len(parts[0].norm) <= 4
            self._by_first.setdefault(key[0], []).append((key, value, capitals))

    def at(self, words: Sequence[Word], i: int) -> Match | None:
        """The longest phrase that starts at word `i`, or None."""
        entries = self._starting_with(words[i].norm)
        after = stems(words[i + 1].norm) if entries and i + 1 < len(words) else ()
        for key, value, capitals in entries:
            if len(key) > 1 and key[1] not in after:
                continue
            if (not capitals or words[i].capitals) and self._fits(words, i, key):
                return Match(value, i, i + len(key) - 1)
        return None

    def find(self, words: Sequence[Word]) -> Iterator[Match]:
        """Every phrase in the words, left to right, none inside another."""
        known, upto = self._known, 0
        for i, word in enumerate(words):
            if i < upto or known.get(word.norm) == ():  # most words start no phrase
                continue
            match = self.at(words, i)
            if match:
                yield match
                upto = match.last + 1

    def _starting_with(self, norm: str) -> tuple[Entry, ...]:
        """The phrases that may start with a word, longest first: looked up in every form once and remembered."""
        found = self._known.get(norm)
        if found is None:
            every = (entry for stem in stems(norm) for entry in self._by_first.get(stem, ()))
            found = tuple(sorted(every, key=lambda entry: -len(entry[0])))
            if len(self._known) >= MOST_WORDS:
                self._known.clear()
            self._known[norm] = found
        return found

    @staticmethod
    def _fits(words: Sequence[Word], i: int, key: tuple[str, ...]) -> bool:
        if i + len(key) > len(words):
            return False
        for k in range(1, len(key)):
            word = words[i + k]
            if word.sentence != words[i].sentence or key[k] not in stems(word.norm):
                return False
        return True


def _bare(norm: str) -> str:
    return norm[2:] if norm.startswith("ال") and len(norm) > 4 else norm
