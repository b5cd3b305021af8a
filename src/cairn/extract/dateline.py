"""Finds the dates by which a text dates itself: words and date expressions enter, its datelines leave.

A dateline says when the item appeared, which is evidence like a day of publication and not the day of the
event. A date that stands alone on several lines is a page's clock or a list of headlines, and is no evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .date_lexicon import date_words
from .date_shape import DateWords
from .phrases import Word

HEADER = 700
"""Characters at the top of a text in which a line of its own, or a bracket, dates the item."""
LINE = 200
"""Characters to each side within which the line's ends are looked for."""
REPEATS = 3
"""So many lines with nothing but one date are page furniture."""

PLACES = 2
"""So many other words may stand in a dateline that holds a time of the clock: the place it is told from."""
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Datelines:
    """`all` are the datelines in order; `clocks` are bare repeated dates of the page's furniture."""

    all: tuple[DateWords, ...]
    clocks: frozenset[DateWords]


def datelines_of(text: str, words: Sequence[Word], found: Sequence[DateWords]) -> Datelines:
    """The datelines among the date expressions `found` of `text`."""
    alone = [d for d in found if d.is_dated and d.day_to is None and _stands_alone(text, words, d)]
    times = Counter((d.year, d.month, d.day, d.hijri) for d in alone)
    clocks = frozenset(d for d in alone if times[d.year, d.month, d.day, d.hijri] >= REPEATS)
    lines = [d for d in alone if d.start <= HEADER and d not in clocks]
    seen = set(alone)
    lines += [d for d in found if d.is_dated and d not in seen and _is_stamp(text, d)]
    return Datelines(tuple(sorted(lines, key=lambda d: d.start)), clocks)


def _stands_alone(text: str, words: Sequence[Word], d: DateWords) -> bool:
    """Whether its line, or its bracket, holds nothing but the date, the time and words of a dateline."""
    line_from = text.rfind("\n", max(0, d.start - LINE), d.start) + 1 or max(0, d.start - LINE)
    line_to = text.find("\n", d.end, d.end + LINE)
    line_to = min(len(text), d.end + LINE) if line_to < 0 else line_to
    opened, closed = text.rfind("(", line_from, d.start), text.find(")", d.end, line_to)
    if opened >= 0 and closed >= 0 and d.start - opened <= 3:
        return closed - d.end <= 25
    near = words[max(0, d.first - 12) : d.last + 13]
    others = [w for w in near if line_from <= w.start < line_to and not d.start <= w.start < d.end]
    foreign = sum(w.number is None and w.norm not in date_words("dateline.words") for w in others)
    return foreign == 0 or (foreign <= PLACES and _CLOCK.search(text, line_from, line_to) is not None)


def _is_stamp(text: str, d: DateWords) -> bool:
    """Whether it is the time stamp of a post quoted in the page: "— Name (@handle) October 6, 2023"."""
    before = text[max(0, d.start - 40) : d.start]
    handle = before.rstrip().endswith(")") and "(@" in before
    return handle or before.rstrip(" :").endswith(("تاريخ النشر", "Published", "Posted on"))
