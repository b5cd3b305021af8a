"""Finds the headlines of other news that stand between the paragraphs of an Arabic page.

The sentences of a text enter, the numbers of those that are such headlines leave. A page links to more of its news in
lines of their own without a full stop; its story is told in paragraphs that have one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .itemised_ar import is_item
from .people_ar import Word

_LONGEST = 22
"""A headline has no more words."""
_PARAGRAPH = 15
"""A sentence of so many words that ends in a full stop is of a story."""
_STORY = 2
"""So many of them make a story."""
_CLOSES = frozenset("\")'")


def headlines_between(sentences: Sequence[tuple[Sequence[Word], bool]]) -> frozenset[int]:
    """The numbers, from 1, of the lines that are headlines, the first line and the last left out; none where the
    text is no story. A sentence comes with whether a line ends with it."""
    if sum(not ends and len(words) > _PARAGRAPH for words, ends in sentences) < _STORY:
        return frozenset()
    found: set[int] = set()
    lines = list(_lines(sentences))
    for first, last in lines[1:-1]:
        line = [word.text for words, _ in sentences[first:last] for word in words]
        if sentences[last - 1][0] and _is_headline(line):
            found.update(range(first + 1, last + 1))
    return frozenset(found)


def _lines(sentences: Sequence[tuple[Sequence[Word], bool]]) -> Iterator[tuple[int, int]]:
    """The sentences of every line that holds any, as first and behind the last."""
    first = 0
    for n, (_, ends_line) in enumerate(sentences, start=1):
        if ends_line:
            if any(words for words, _ in sentences[first:n]):
                yield first, n
            first = n
    if first < len(sentences):
        yield first, len(sentences)


def _is_headline(line: Sequence[str]) -> bool:
    ends = line[-1].isalnum() or line[-1] in _CLOSES
    return len(line) <= _LONGEST and ends and not is_item(line)
