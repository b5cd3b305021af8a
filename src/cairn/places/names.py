"""Place names as compared, and the words of a text with their offsets.

`key` joins the folded words without a space, so that `كفر نبل` meets `كفرنبل` and `Deir Ezzor` meets
`Deirezzor`. `words` gives every word of a text with its key and its place in the text *as stored*: a
word may hold the lengthening marks and dots with which writers break words up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from cairn.values import folded, skeleton

_APOSTROPHES = re.compile(r"(?<=\w)['‘’ʿʾ`´](?=\w)|[‘’ʿʾ`´]")
_TELLING = re.compile("[یکگەھ]")
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed"
_LETTER = f"[^\\W_\u0640{_MARKS}]"
_WORD = re.compile(
    rf"{_LETTER}(?:{_LETTER}|[{_MARKS}]|['’‘`](?={_LETTER})|\u0640(?:[^\w\n]|[\u0640{_MARKS}]){{0,4}}(?=[\u0621-\u064A]))*"
)
_BROKEN = re.compile(rf"[^\w]|[\u0640{_MARKS}]")
LATIN_ARTICLES = frozenset(
    {"al", "el", "ar", "as", "ash", "at", "an", "ad", "ath", "adh", "az", "ez", "ed", "es", "et", "ul", "il"}
)
_PREFIXES = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "لل", "ولل", "وال", "بال")


class Word(NamedTuple):
    """One word: where it stands in the text, as written, as compared, and what its first letter is."""

    start: int
    end: int
    text: str
    key: str
    is_arabic: bool
    is_capitalised: bool


@lru_cache(maxsize=50_000)
def word_key(word: str) -> str:
    """One word as compared. Its apostrophes go, its break-up marks go."""
    bare = _APOSTROPHES.sub("", word)
    if "\u0640" in bare:
        bare = _BROKEN.sub("", bare)
    return folded(bare).replace(" ", "")


@lru_cache(maxsize=8)  # the stages that look for places ask for the words of one text one after the other
def words(text: str) -> tuple[Word, ...]:
    """Every word of the text, in order; `#` and `_` and other punctuation part words."""
    return tuple(Word(m.start(), m.end(), *_facts(m.group())) for m in _WORD.finditer(text))


@lru_cache(maxsize=50_000)
def _facts(word: str) -> tuple[str, str, bool, bool]:
    return word, word_key(word), "\u0600" <= word[0] <= "\u06ff", word[0].isupper()


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """The name as looked up: its words folded, Latin articles dropped, no spaces; may be empty."""
    return "".join(k for k in (word_key(m.group()) for m in _WORD.finditer(name)) if k not in LATIN_ARTICLES)


@lru_cache(maxsize=50_000)
def without_prefix(word: str) -> tuple[str, ...]:
    """The keys left when the little words that Arabic writes on to the next word are taken off.

    `بإدلب` gives `ادلب`, `للباب` and `وبالباب` give `باب`. Nothing shorter than three letters is left.
    """
    found = []
    for prefix in _PREFIXES:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and len(rest) >= 3:
            found.append(folded(rest))
    return tuple(dict.fromkeys(found))


def is_spelt(name: str, spellings: Iterable[str]) -> bool:
    """Whether one of the spellings is the name but for case, accents, apostrophes (few write that of `'Ayn`), article,
    spaces and shapes of an Arabic letter.

    `key` also takes Persian letters for Arabic ones: names that meet only so may be others.
    """
    wanted, told = key(name), _TELLING.findall(name)
    return any(key(s) == wanted and len(_TELLING.findall(s)) == len(told) for s in spellings)


def bones(name: str) -> str:
    """The consonants of a Latin name, articles dropped: how two transliterations of one name are compared."""
    return skeleton(
        " ".join(k for k in (word_key(m.group()) for m in _WORD.finditer(name)) if k not in LATIN_ARTICLES)
    )


_DIGRAPHS = (("sh", "$"), ("ch", "$"), ("kh", "x"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ph", "f"))
_LATIN_SOUNDS = str.maketrans("qcpv", "kkbf", "aeiouywh")
_ARABIC_SOUNDS = str.maketrans("بتطثجخدضذرزظسصشغفقكلمنپچژڤ", "btttjxdddrzzss$gfkklmnb$jf")


@lru_cache(maxsize=50_000)
def sounds(name: str) -> str:
    """The consonants of a name in one alphabet for both scripts: `المغازي` and `Al Maghazi` meet as `mgz`.

    Coarse on purpose (h, w and y are dropped); only for places that have no spelling in the other script.
    """
    plain = key(name)
    for two, one in _DIGRAPHS:
        plain = plain.replace(two, one)
    plain = plain.translate(_ARABIC_SOUNDS).translate(_LATIN_SOUNDS)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^a-z$]", "", plain))
