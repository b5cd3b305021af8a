"""A text in a language told by a word list: the text enters, sentences of units leave.

A unit is a phrase of the list with the parts it plays, a number, a mark, or a word the list does not know. The
longest phrase wins, and among equals a word written out over a stem. Offsets are into the text as given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cairn.vocab.load import of_words

from .lexicon_file import Entry, Lexicon, lexicon

_LETTER = r"[^\W\d_]"
_MARKS = r"\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u0640\u200c-\u200f"
_APOSTROPHE = "'’ʼ‘`´"
_TOKEN = re.compile(
    rf"(?P<number>\d{{1,3}}(?:[ .,\u00a0\u202f٬]\d{{3}})+(?!\d)|\d+)(?P<decimal>[.,٫]\d+)?"
    rf"(?:[{_APOSTROPHE}]?(?P<suffix>{_LETTER}{{1,6}}))?"
    rf"|(?P<word>(?:{_LETTER}|[{_MARKS}])+(?:[{_APOSTROPHE}\"״׳](?:{_LETTER}|[{_MARKS}])+)*)"
    r"|(?P<mark>[^\w\s]|\n)"
)
_NOT_LETTERS = re.compile(f"[{_MARKS}]")
_ENDS = frozenset(".!?؟\n…۔")
_QUOTES = frozenset("\"'«»“”„‟‘’״׳*_#")
_LONGEST_SENTENCE = 200  # tokens; what is tied to what is looked for within a sentence
_PLAIN_MARKS = {"،": ",", "؛": ";", "–": "—", "−": "-", "‑": "-", "‐": "-", "־": "-"}
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of words with the parts it plays. `mark` is its sign where it is one; `capital` begins with one."""

    start: int
    end: int
    text: str
    parts: Mapping[str, Any] = field(default_factory=dict)
    mark: str = ""
    capital: bool = False
    joined: bool = False

    def plays(self, *parts: str) -> bool:
        """Whether it plays one of these parts."""
        return not self.parts.keys().isdisjoint(parts)

    @property
    def unknown(self) -> bool:
        """A word that the list does not know."""
        return not self.parts and not self.mark


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    number: int | None = None
    suffix: str = ""
    mark: str = ""
    capital: bool = False


def fold(word: str, words: Lexicon) -> str:
    """A word for comparison: small letters, one apostrophe, no marks, letters that count as the same made so."""
    small = _NOT_LETTERS.sub("", unicodedata.normalize("NFC", word).replace("İ", "i").casefold())
    for sign in _APOSTROPHE:
        small = small.replace(sign, "'")
    return "".join(words.same.get(c, c) for c in small.replace("״", '"').replace("׳", "'"))


@of_words(maxsize=100_000)
def _fold(word: str, code: str) -> str:
    return fold(word, lexicon(code))


def sentences(text: str, words: Lexicon) -> Iterator[list[Unit]]:
    """The sentences of a text as units."""
    now: list[_Token] = []
    for token in _tokens(text, words):
        if token.mark not in _ENDS:
            now.append(token)
        if now and (token.mark in _ENDS or len(now) >= _LONGEST_SENTENCE):
            yield _units(now, words)
            now = []
    if now:
        yield _units(now, words)


def _tokens(text: str, words: Lexicon) -> Iterator[_Token]:
    for hit in _TOKEN.finditer(text):
        start, end = hit.span()
        if hit["word"]:
            yield _Token(start, end, _fold(hit["word"], words.code), capital=hit["word"][0].isupper())
        elif hit["mark"] in _QUOTES:
            continue
        elif hit["mark"]:
            mark = _PLAIN_MARKS.get(hit["mark"], hit["mark"])
            yield _Token(start, end, mark, mark=mark)
        elif hit["decimal"] or len(hit["number"]) > 11:
            yield _Token(start, end, "0.0")
        else:
            digits = re.sub(r"\D", "", hit["number"])
            yield _Token(start, end, digits, int(digits), fold(hit["suffix"] or "", words))


def _units(tokens: Sequence[_Token], words: Lexicon) -> list[Unit]:
    table = _table(words.code)
    found: list[Unit] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.number is not None:
            found.append(_number(token, words))
            i += 1
            continue
        if _is_prefix(tokens, i, words):
            found.append(_number(tokens[i + 2], words, token))
            i += 3
            continue
        hit = None if token.mark else table.at(tokens, i)
        length, parts, prefix = hit if hit else (1, {}, "")
        last = tokens[i + length - 1]
        text = " ".join(t.text for t in tokens[i : i + length])
        if prefix in words.about_prefixes:
            parts = {**parts, "about": True}
        if prefix in words.to_prefixes:
            parts = {**parts, "upward": True}
        joined = bool(prefix) and prefix[0] in words.and_prefixes
        found.append(Unit(token.start, last.end, text, parts, token.mark, token.capital, joined))
        i += length
    return found


def _is_prefix(tokens: Sequence[_Token], i: int, words: Lexicon) -> bool:
    """Letters that are written on to a number with a hyphen, and mean what they mean on a word."""
    if i + 2 >= len(tokens) or tokens[i].mark or len(tokens[i].text) > 3:
        return False
    close = tokens[i].end == tokens[i + 1].start and tokens[i + 1].end == tokens[i + 2].start
    is_number = tokens[i + 1].mark == "-" and tokens[i + 2].number is not None
    return close and is_number and all(letter in words.prefixes for letter in tokens[i].text)


def _number(token: _Token, words: Lexicon, before: _Token | None = None) -> Unit:
    how = "of_them" if token.suffix in words.of_them_endings else "digits"
    parts: dict[str, Any] = {"num": (how, token.number)}
    prefix = before.text if before else ""
    parts.update({"about": True} if prefix in words.about_prefixes else {})
    parts.update({"upward": True} if prefix in words.to_prefixes else {})
    joined = prefix[:1] in words.and_prefixes if prefix else False
    return Unit(before.start if before else token.start, token.end, token.text, parts, joined=joined)


_Key = tuple[tuple[str, bool], ...]
"""The words of a phrase, each with whether it is a stem."""


class _Phrases:
    """The phrases of a language by their first word, whole or as a stem."""

    def __init__(self, words: Lexicon) -> None:
        self._words = words
        self._first: dict[tuple[str, bool], dict[_Key, dict[str, Any]]] = {}
        self._candidates = lru_cache(maxsize=50_000)(self._found)
        for phrase, entry in words.phrases:
            self._add(tuple((fold(p.rstrip("*"), words), p.endswith("*")) for p in phrase.split()), entry)

    def _add(self, key: _Key, entry: Entry) -> None:
        parts = self._first.setdefault(key[0], {}).setdefault(key, {})
        parts.setdefault(entry[0], entry[1])

    def at(self, tokens: Sequence[_Token], i: int) -> tuple[int, dict[str, Any], str] | None:
        """The phrase that starts at a token: how many tokens, its parts, and the prefix that came off."""
        for prefix, candidates in self._candidates(tokens[i].text):
            for key, parts in candidates:
                if self._fits(tokens, i, key):
                    return len(key), parts, prefix
        return None

    def _found(self, word: str) -> tuple[tuple[str, tuple[tuple[_Key, dict[str, Any]], ...]], ...]:
        """By the prefix that comes off: the phrases a word may begin, the best first."""
        found = ((prefix, self._beginning(word[len(prefix) :])) for prefix in self._prefixes(word))
        return tuple((prefix, candidates) for prefix, candidates in found if candidates)

    def _beginning(self, word: str) -> tuple[tuple[_Key, dict[str, Any]], ...]:
        firsts = [(word, False), *((word[:n], True) for n in range(min(len(word), _LONGEST), 0, -1))]
        found = [entry for first in firsts for entry in self._first.get(first, {}).items()]
        return tuple(sorted(found, key=lambda e: (-len(e[0]), e[0][0][1], -len(e[0][0][0]))))

    def _prefixes(self, word: str) -> Iterator[str]:
        yield ""
        for n in range(1, min(3, len(word) - 2) + 1):
            if word[n - 1] not in self._words.prefixes:
                return
            yield word[:n]

    @staticmethod
    def _fits(tokens: Sequence[_Token], i: int, key: _Key) -> bool:
        if i + len(key) > len(tokens):
            return False
        for token, (text, stem) in zip(tokens[i + 1 :], key[1:], strict=False):
            if token.mark or not (token.text == text or (stem and token.text.startswith(text))):
                return False
        return True


@of_words(maxsize=64)
def _table(code: str) -> _Phrases:
    return _Phrases(lexicon(code))
