"""Names of places and families as two texts are compared by them, whatever script they are written in.

A name enters, the keys under which another spelling of it may be found leave: folded as written, and by its sounds.
A text enters, the families it names leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cairn.values import folded
from cairn.values.sounds import consonants, plain, sounds
from cairn.vocab.load import load_toml

SOUNDED = "~"
"""Marks a key that is made of sounds: it is the same for Arabic and Latin spellings."""

_OPENING = 3000  # characters in which families are looked for
_LEAST = 3  # consonants: by fewer, too many places sound alike
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "an", "az", "ad"})
_ARABIC_ARTICLE = re.compile(r"^ال(?=..)")
_JOINTS = str.maketrans({"'": "", "’": "", "‘": "", "`": "", "-": " "})


@lru_cache(maxsize=100_000)
def spellings(name: str) -> frozenset[str]:
    """The keys of a place's name: as written, folded; and its sounds where they are enough to tell it by."""
    words = (w for w in plain(name.translate(_JOINTS)).split() if w not in _ARTICLES)
    heard = " ".join(filter(None, (consonants(sounds(_ARABIC_ARTICLE.sub("", w))) for w in words)))
    keys = {folded(name)}
    if len(heard.replace(" ", "")) >= _LEAST:
        keys.add(SOUNDED + heard)
    return frozenset(k for k in keys if k)


def all_spellings(names: Iterable[str]) -> frozenset[str]:
    """The keys of all these names."""
    return frozenset().union(*map(spellings, names))


def as_spelled(key: str, names: Iterable[str]) -> str:
    """The first of the names that has this key; the key where none has."""
    return next((name for name in names if key in spellings(name)), key.removeprefix(SOUNDED))


def families(text: str) -> dict[str, str]:
    """The families that the opening of the text names, by their sounds, as they are written."""
    shape, words = _shape(), _words()
    found: dict[str, str] = {}
    for match in shape.finditer(text[:_OPENING]):
        parts = [w for w in re.split(r"[\s_-]+", match["after"] or match["before"]) if w]
        named = parts[:2] if folded(parts[0]) in words.opens else parts[:1] if match["after"] else parts[-1:]
        heard = [
            consonants(sounds(_ARABIC_ARTICLE.sub("", plain(w))))
            for w in named
            if folded(w) not in words.no_name
        ]
        if len(heard) == len(named) and len("".join(heard)) >= 2:
            found.setdefault(" ".join(heard), " ".join(named))
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    opens: frozenset[str]
    no_name: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    tables = load_toml("families", "cairn.match")
    return _Words(frozenset(map(folded, tables["opens"])), frozenset(map(folded, tables["no_name"]["words"])))


@lru_cache(maxsize=1)
def _shape() -> re.Pattern[str]:
    tables = load_toml("families", "cairn.match")
    word = r"[^\W\d]{2,20}"
    return re.compile(
        rf"\b(?:و|ل|ب|ال)?(?:{'|'.join(tables['follows'])})[\s_]+(?P<after>{word}(?:[\s_]+{word})?)"
        rf"|\b(?P<before>(?:{word}[\s-])?{word})\s+(?:{'|'.join(tables['stands_before'])})\b",
        re.IGNORECASE,
    )
