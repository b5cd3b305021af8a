"""Finds the words a model quotes in the text they are said to come from: a quote enters, passages of the text leave.

First letter by letter; then word by word, each in the one shape it has for reading, so that marks, hamzas, broken
words and punctuation part nothing; then with at most one word in twenty differing, numbers never. A passage is always
whole words and whole numbers, and what is read afterwards are the words of the text, not the model's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cairn.extract.clean import fold_char, fold_for_reading
from cairn.values import Passage

_MOST = 8
_ONE_IN = 20
_LONGEST_WORDS = 400
_WORD = re.compile(r"\w+")
_JOINS_NUMBERS = frozenset(".,٫٬-–—")


class Finder:
    """A text in which quotes are looked up; made once per text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._folded = fold_for_reading(text)
        self._words = [(hit.group(), hit.start(), hit.end()) for hit in _WORD.finditer(self._folded.text)]

    def find(self, quote: str) -> list[Passage]:
        """Where the quote stands, eight places at most; none where it does not."""
        bare = quote.strip()
        if not any(char.isalnum() for char in bare):
            return []
        exact = [Passage(*_whole(self.text, at, at + len(bare))) for at in _starts(self.text, bare)]
        return exact or self._by_words(bare)

    def _by_words(self, quote: str) -> list[Passage]:
        wanted = [hit.group() for hit in _WORD.finditer(fold_for_reading(quote).text)]
        size = len(wanted)
        if not 0 < size <= _LONGEST_WORDS:
            return []
        for may_differ in (0, size // _ONE_IN):
            found = [self._passage(at, at + size - 1) for at in self._places(wanted, may_differ)]
            if found:
                return found
        return []

    def _places(self, wanted: Sequence[str], may_differ: int) -> Iterator[int]:
        """The first words of stretches that are the wanted words but for so many."""
        left = _MOST
        for at in range(len(self._words) - len(wanted) + 1):
            if _is_like(self._words, at, wanted, may_differ):
                yield at
                left -= 1
                if not left:
                    return

    def _passage(self, first: int, last: int) -> Passage:
        span = self._folded.span(self._words[first][1], self._words[last][2])
        return Passage(*_whole(self.text, span.start, span.end))


def _starts(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    for _ in range(_MOST):
        if at < 0:
            return
        yield at
        at = text.find(quote, at + 1)


def _is_like(words: Sequence[tuple[str, int, int]], at: int, wanted: Sequence[str], may_differ: int) -> bool:
    differ = 0
    for n, word in enumerate(wanted):
        there = words[at + n][0]
        if there != word:
            differ += 1
            if differ > may_differ or any(c.isdigit() for c in there + word):
                return False
    return True


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage widened to whole words, and to the whole of a number or a range it cuts into."""
    while start and _goes_on(text, start - 1, start):
        start -= 1
    while end < len(text) and (_goes_on(text, end - 1, end) or not fold_char(text[end])):
        end += 1
    return start, end


def _goes_on(text: str, left: int, right: int) -> bool:
    """Whether two neighbours belong to one word or one number."""
    a, b = text[left], text[right]
    if a.isalnum() and b.isalnum():
        return True
    before = text[left - 1] if left else ""
    after = text[right + 1] if right + 1 < len(text) else ""
    return (a in _JOINS_NUMBERS and before.isdigit() and b.isdigit()) or (
        b in _JOINS_NUMBERS and a.isdigit() and after.isdigit()
    )
