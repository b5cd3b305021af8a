"""Words as a reader's search compares them, by plain rules of spelling that `assets/record.js` follows letter by letter.

Enters: words as they are shown. Leaves: folded words. Alef, ya and ta marbuta have one shape each; hamza, vowel signs,
tatweel and accents fall away; digits are one set; the article is not told apart. Rules for evaded spellings have no
place here: a published one would be a moderation list (rule 5).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

LONGEST = 40
"""Letters of a word that are compared."""

ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "an", "ad", "ath", "adh", "az"})
"""Arabic's article in Latin letters, which is left out before another word; so are the few English words like it."""

_MARKS = dict.fromkeys(
    c for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) in ("Mn", "Mc", "Me", "Cf")
) | {0x0640: None}
_SHAPES = str.maketrans(
    {
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ە": "ه", "ھ": "ه", "ک": "ك", "گ": "ك", "ء": "", "ı": "i",
        **{chr(start + n): str(n) for start in (0x0660, 0x06F0) for n in range(10)},
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"^ال(?=.{3})")
_BEFORE_ARTICLE = re.compile(r"[وف]?(?:[بك]?ال|لل)(.{3,})")
_ONE_LETTER = re.compile(r"([وف]?)[بكل](.{3,})|[وف](.{3,})")


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """The words of a text, or of what a reader asks for, each as compared, in their order."""
    found = _WORD.findall(_plain(text))
    last = len(found) - 1
    kept = (word for n, word in enumerate(found) if n == last or word not in ARTICLES)
    return tuple(_ARTICLE.sub("", word)[:LONGEST] for word in kept)


@lru_cache(maxsize=20_000)
def forms(text: str) -> frozenset[str]:
    """Every word under which a text is found: each as compared, and without what Arabic writes as one with it.

    What stands before is not cut off for good, for nobody can know whether the first letter of a word is one.
    """
    found = set(words(text))
    for word in _WORD.findall(_plain(text)):
        if hit := _BEFORE_ARTICLE.fullmatch(word):
            found.add(hit[1][:LONGEST])
        elif hit := _ONE_LETTER.fullmatch(word):
            found.add(_ARTICLE.sub("", word[1:])[:LONGEST])
            if hit[1]:
                found.add(hit[2][:LONGEST])
    return frozenset(found)


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    bare = unicodedata.normalize("NFKD", text).translate(_MARKS).lower()
    return bare.translate(_MARKS).translate(_SHAPES)
