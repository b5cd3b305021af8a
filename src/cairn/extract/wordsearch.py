"""Finds words in texts however they are spelled: text and question are folded alike, then compared word by word.

Enters: a stored text, or a question of words, "phrases" and beginnings*. Leaves: the text as one line of compared
words, each with its place in the stored text; and for each part of a question, where it is answered.
Only comparing is done on folded words: what is shown is the stored text (recording rule 5).

A question's word is found
- with the prefixes of Arabic before it: and, then; in, as, to; the article; in their order (wa-bi-l-, fa-l-, li-l-);
- without its own article and what stands before that, where three letters are left: in and out of the article alike.
In quotes words stand side by side as they were typed: articles count, and before the first may stand what is
written as one with it: and, then; in, as, to. A last word with * is a beginning. All parts must be there.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from cairn.values import Passage

from .clean import fold_for_reading

FOLDING = f"1 {unicodedata.unidata_version}"
"""Which rules a line of words was made by; another value means that lines must be made anew."""

_AR = "\u0620-\u064a\u066e-\u06d3\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7"
_OTHER = rf"[^\W\d_{_AR}]+"
_WORD = re.compile(rf"\d+(?:,\d{{3}})+(?!\d)|\d+|[{_AR}]+|{_OTHER}(?:'{_OTHER})*")
_ARABIC = re.compile(f"[{_AR}]")
_PART = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»″", '"'))
_BEFORE = "[وف]?(?:[بك]?(?:ال)?|لل?|لال)"
_ITS_ARTICLE = re.compile(r"(?:[وف]?[بك]?ال|[وف]?لل|[وف]?لال)(\w{3,})")
SHORTEST_BEGINNING, MOST_PARTS = 2, 50


@dataclass(frozen=True, slots=True)
class Compared:
    """A text as compared: ` word word word `, and where each of the words stands in the stored text."""

    line: str
    words: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a question. A line with a hit always holds `needle`; `pattern` alone decides."""

    asked: str
    needle: str
    pattern: re.Pattern[str]

    def hits(self, text: Compared) -> list[Passage]:
        """Where the stored text answers this part, in its order."""
        found = []
        for hit in self.pattern.finditer(text.line):
            first = text.line.count(" ", 0, hit.start()) - 1
            last = first + hit.group().count(" ")
            found.append(Passage(text.words[first].start, text.words[last].end))
        return found


def compare(text: str) -> Compared:
    """The text as a line of compared words, one space before, between and after them; one space where it has none."""
    folded = fold_for_reading(text)
    words, places, at = [""], [], folded.offsets
    for hit in _WORD.finditer(folded.text):
        word = _word(hit.group())
        if word:
            words.append(word)
            places.append(Passage(at[hit.start()], at[hit.end() - 1] + 1))
    return Compared(" ".join([*words, ""]), tuple(places))


def _word(raw: str) -> str:
    """Digits without separators; Latin without accents and apostrophes; Arabic as folded."""
    if raw.isascii():
        return raw.replace(",", "").replace("'", "")
    return raw if _ARABIC.match(raw) else _plain(raw)


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in apart if c.isalnum() and unicodedata.category(c) != "Lm")


def question(*said: str) -> tuple[Part, ...]:
    """The parts of a question. Several words given as one are a phrase, as a shell takes the quotes off them.

    Raises `ValueError` where there is no word or more than 50, a quote without its end, or a beginning shorter
    than two letters.
    """
    parts = []
    for one in (s.translate(_QUOTES).strip() for s in said):
        if one.count('"') % 2:
            raise ValueError(f"a quote without its end: {one}")
        if '"' not in one and len(one.split()) > 1:
            one = f'"{one.removesuffix("*")}"' + "*" * one.endswith("*")
        parts += [_part(hit) for hit in _PART.finditer(one)]
    if not parts:
        raise ValueError("no word to look for")
    if len(parts) > MOST_PARTS:
        raise ValueError(f"more than {MOST_PARTS} words to look for at once")
    return tuple(parts)


def _part(hit: re.Match[str]) -> Part:
    is_quoted = hit[1] is not None
    typed = hit[1] if is_quoted else hit[3].rstrip("*")
    is_beginning = hit.group().endswith("*")
    words = compare(typed).line.split()
    if not words:
        raise ValueError(f"no word to look for: {hit.group()}")
    if is_beginning and len(words[-1]) < SHORTEST_BEGINNING:
        raise ValueError(f"a beginning of fewer than {SHORTEST_BEGINNING} letters: {hit.group()}")
    first, core = _as_typed(words[0]) if is_quoted or len(words) > 1 else _with_or_without(words[0])
    after = "".join(f" {word}" for word in words[1:])
    ending = "" if is_beginning else " "
    pattern = re.compile(rf"(?<= )(?:{first}){after}" + (r"[^ ]*" if is_beginning else "(?= )"))
    return Part(hit.group(), core + after + ending, pattern)


def _with_or_without(word: str) -> tuple[str, str]:
    """A pattern of the word with any prefix, or bare of its own; and the letters that all its matches end in."""
    if not _ARABIC.match(word):
        return word, word
    bare = _ITS_ARTICLE.fullmatch(word)
    core = bare[1] if bare else word
    return f"{_BEFORE}(?:{word}|{core})" if bare else f"{_BEFORE}{word}", core


def _as_typed(word: str) -> tuple[str, str]:
    """A pattern of the word as typed, or written as one with what stands before it; and where all matches end."""
    if not _ARABIC.match(word):
        return word, word
    if word.startswith("ال") and len(word) > 2:
        rest = word[2:]
        return f"[وف]?(?:[بك]?ال|لل|لال){rest}", rest
    return f"[وف]?[بكل]?{word}", word


def answers(line: str, parts: tuple[Part, ...]) -> bool:
    """Whether a line of compared words holds every part of the question."""
    return all(part.pattern.search(line) for part in parts)
