"""How a name sounds, whatever script it is written in: the way to compare an Arabic name with a Latin one.

A word enters, a short string of sounds leaves; two such strings enter, how alike they are leaves. Arabic writes
long vowels only and Latin spellings follow the ear, so vowels cost little and consonants much. No dictionary
and no transliteration table of names: letters alone decide.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .name import is_arabic

_LETTERS = dict(
    zip(
        "ابپتثجچحخدذرزژسشصضطظعغفڤقكلمنهوي",
        "abbttjjhhddrzzscsdtzEgffkklmnhui",
        strict=True,
    )
)
"""One sound per Arabic letter, as the common Latin spellings tell them apart; `c` is sh, `E` is ayn."""
_SHAPES = str.maketrans("ٱىیةکگەھڕڵێۆ", "اييهككههرليو", "ء")
"""One shape per letter; a hamza is silent, and what carries it was parted from it before."""
_FINAL_ALIF = re.compile(r"ى(?![\u0621-\u064A])")
_MARKS = re.compile(r"[\u064B-\u065F\u0670\u0640\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]")

_DIGRAPHS = (
    ("kh", "h"), ("gh", "g"), ("sch", "ç"), ("sh", "ç"), ("ch", "ç"), ("th", "t"), ("dh", "d"), ("ph", "f"),
    ("dj", "j"), ("ou", "U"), ("oo", "U"), ("ow", "U"), ("ee", "I"), ("aa", "a"), ("ay", "ai"), ("ei", "i"),
    ("ie", "i"), ("ey", "i"),
)  # fmt: skip
_LATIN = str.maketrans(
    {"p": "b", "q": "k", "v": "f", "c": "k", "ç": "c", "o": "u", "w": "u", "y": "i", "e": "i", "x": "ks"}
)
"""`U` and `I` are vowels that Latin marks as long: Arabic writes those too."""

_DOUBLED = re.compile(r"(.)\1+")
_FINAL_H = re.compile(r"a?h$")
VOWELS = frozenset("aiuIUE")

_NEAR = {
    frozenset(pair): cost
    for pair, cost in (
        ("kg", 0.4), ("jg", 0.3), ("dz", 0.3), ("sz", 0.4), ("td", 0.5), ("tz", 0.6), ("ts", 0.6), ("hk", 0.6),
        ("bf", 0.7), ("sc", 0.6), ("jc", 0.5), ("fu", 0.5), ("ui", 0.5), ("ai", 0.35), ("au", 0.35), ("uU", 0.0),
        ("iI", 0.0), ("aI", 0.6), ("aU", 0.6), ("uI", 0.6), ("iU", 0.6), ("Ea", 0.0), ("Ei", 0.1), ("Eu", 0.1),
        ("EI", 0.1), ("EU", 0.1),
    )
}  # fmt: skip
"""What it costs to take one sound for another; a dialect says g for qaf, an outlet d or z for dhal."""
_ONLY_LATIN = {"a": 0.1, "i": 0.25, "u": 0.25, "I": 0.6, "U": 0.6, "h": 0.6}
_ONLY_ARABIC = {"E": 0.1, "a": 0.3, "i": 0.6, "u": 0.6, "h": 0.6}
_OF_ANOTHER_KIND = 1.3  # a vowel for a consonant


def plain(text: str) -> str:
    """The text without case, marks and accents, letters in their usual shape; a final alif maqsura sounds a."""
    bare = unicodedata.normalize("NFKD", _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return _FINAL_ALIF.sub("ا", bare).translate(_SHAPES)


@lru_cache(maxsize=200_000)
def sounds(word: str) -> str:
    """The sounds of one word of `plain` text, Arabic or Latin; empty where it has no letter of either."""
    if is_arabic(word):
        found = "".join(_LETTERS.get(c, "") for c in word)
    else:
        found = word
        for spelling, sound in _DIGRAPHS:
            found = found.replace(spelling, sound)
        found = "".join(c for c in found.translate(_LATIN) if c.isalpha())
    return _FINAL_H.sub("a", _DOUBLED.sub(r"\1", found))


@lru_cache(maxsize=200_000)
def consonants(sounded: str) -> str:
    """The consonants of a sounded word; that it begins with a vowel is kept, which vowel is not."""
    first = "a" if sounded[:1] in VOWELS else ""
    return _DOUBLED.sub(r"\1", first + "".join(c for c in sounded if c not in VOWELS))


@lru_cache(maxsize=500_000)
def sound_alike(a: str, b: str) -> float:
    """How alike two sounded words are, 0 to 1; an Arabic one comes first where the scripts differ."""
    consonants_a = sum(c not in VOWELS for c in a)
    length = (consonants_a + sum(c not in VOWELS for c in b)) / 2 + 0.3 * (len(a) - consonants_a)
    return max(0.0, 1.0 - _distance(a, b) / max(2.0, length))


def _distance(a: str, b: str) -> float:
    """The cheapest way to turn one into the other (a weighted edit distance)."""
    before = [0.0]
    for y in b:
        before.append(before[-1] + _ONLY_LATIN.get(y, 1.0))
    for x in a:
        alone = _ONLY_ARABIC.get(x, 1.0)
        row = [before[0] + alone]
        for j, y in enumerate(b, start=1):
            row.append(
                min(before[j - 1] + _taken(x, y), before[j] + alone, row[j - 1] + _ONLY_LATIN.get(y, 1.0))
            )
        before = row
    return before[-1]


def _taken(x: str, y: str) -> float:
    if x == y:
        return 0.0
    same_kind = (x in VOWELS) == (y in VOWELS)
    return _NEAR.get(frozenset((x, y)), 1.0 if same_kind else _OF_ANOTHER_KIND)
