"""Words as a reader's search compares them, by plain rules of spelling that `assets/record.js` follows letter by letter.

Enters: words as they are shown. Leaves: folded words. Alef, ya and ta marbuta have one shape each; hamza, vowel signs,
tatweel and accents fall away; digits are one set; the article is not told apart. Rules for evaded spellings have no
place here: a published one would be a moderation list (rule 5).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

LONGEST = 40
"""Letters of a word that are compared."""

ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "an", "ad", "ath", "adh", "az"})
"""Arabic's article in Latin letters, which nobody need ask for; so are the few English words like it."""

MARKS = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Categories of Unicode that are no letters: signs on them, and what steers direction and joining."""

_SHAPES: dict[int, str | None] = {
    c: None for c in (*range(0x20000), *range(0xE0000, 0xE0200)) if unicodedata.category(chr(c)) in MARKS
}
_SHAPES |= {0x0640: None, ord("ء"): None, ord("ı"): "i"}
_SHAPES |= {ord(a): b for a, b in zip("ٱىیةەھکگ", "اييهههكك", strict=True)}
_SHAPES |= {start + n: str(n) for start in (0x0660, 0x06F0) for n in range(10)}
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"^ال(?=.{3})")
_BEFORE_ARTICLE = re.compile(r"[وف]?(?:[بك]?ال|لل)(.{3,})")
_ONE_LETTER = re.compile(r"([وف]?)[بكل](.{3,})|[وف](.{3,})")


def asked(text: str) -> tuple[str, ...]:
    """The words of what a reader types, each as compared, in their order: all of them are looked for."""
    found = _WORD.findall(_plain(text))
    last = len(found) - 1
    return tuple(_bare(word) for n, word in enumerate(found) if n == last or word not in ARTICLES)


def forms(texts: Iterable[str]) -> set[str]:
    """Every word under which a thing is found by these texts: each as compared, and without what Arabic writes as one
    with it. Nothing is cut off for good: nobody can know whether the first letter of a word is one of those.
    """
    return {form for word in set(_WORD.findall(_plain("\n".join(texts)))) for form in _forms(word)}


@lru_cache(maxsize=100_000)
def _forms(word: str) -> tuple[str, ...]:
    found = [_bare(word)]
    if word.isascii():
        return tuple(found)
    if hit := _BEFORE_ARTICLE.fullmatch(word):
        found.append(hit[1][:LONGEST])
    elif hit := _ONE_LETTER.fullmatch(word):
        found.append(_bare(word[1:]))
        if hit[1]:
            found.append(hit[2][:LONGEST])
    return tuple(found)


def _bare(word: str) -> str:
    return _ARTICLE.sub("", word)[:LONGEST]


def _plain(text: str) -> str:
    return text.lower() if text.isascii() else unicodedata.normalize("NFKD", text).lower().translate(_SHAPES)
