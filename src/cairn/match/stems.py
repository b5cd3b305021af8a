"""The words of a text as the joiner compares them: broken words closed, what is written onto them cut.

A text enters, a set of stems leaves. For likeness only: nothing shown or stored comes from here.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cairn.extract.clean import fold_for_reading
from cairn.values import is_arabic

_WORDS_READ = 400  # a page's later words are mostly of other things, and cost is bounded by it
_OPENING = 6000  # characters
_WORD = re.compile(r"[^\W\d]{2,40}")
_PREFIXES = ("وبال", "وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و", "ب", "ل")
_SUFFIXES = ("ات", "ون", "ين", "ان", "يه", "ها", "هم", "ه", "ي")


def stems(text: str) -> frozenset[str]:
    """The stems of the text's opening; broken words are closed first, numbers and small words left out."""
    opening = fold_for_reading(text[:_OPENING]).text.replace("_", " ")
    found = _WORD.findall(opening)[:_WORDS_READ]
    return frozenset(stem for stem in map(_stem, found) if len(stem) > 2)


def as_written(text: str, stem: str) -> str:
    """The first word of the text with this stem, as it is written there; the stem where it is broken up."""
    written = _WORD.findall(text[:_OPENING].replace("_", " "))
    return next((word for word in written if _stem_of_written(word) == stem), stem)


@lru_cache(maxsize=200_000)
def _stem_of_written(word: str) -> str:
    return _stem(fold_for_reading(word).text)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    """The word without what Arabic writes onto it: and, with, for, the, and the common endings.

    A light stemmer after Larkey, Ballesteros and Connell (2002): it cuts, it does not analyse.
    """
    if not is_arabic(word):
        return word.removesuffix("s") if len(word) > 4 else word
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word
