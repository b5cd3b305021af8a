"""Reads dates written in digits: "14/6/2022", "2022-06-14", "17/11/1443 هـ"; words enter, date expressions leave."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .date_lexicon import date_words
from .date_shape import FIRST_YEAR, LAST_YEAR, DateWords
from .phrases import Word

_NUMERIC = re.compile(r"(?<![\d/.\-])(\d{1,4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{1,2})(?![\d/]|[.\-]\d)")


def numeric_dates(text: str, words: Sequence[Word]) -> Iterator[DateWords]:
    """Every date written in digits, in order."""
    hits = list(_NUMERIC.finditer(text))
    starts = {w.start: i for i, w in enumerate(words)} if hits else {}
    for hit in hits:
        first = starts.get(hit.start())
        if first is None:
            continue
        last = first + 2
        plain = DateWords(first, last, hit.start(), hit.end())
        a, b, c = int(hit[1]), int(hit[3]), int(hit[4])
        if is_marked_hijri(words, last) and len(hit[4]) == 4:
            yield replace(plain, hijri=(c, b, a))
            continue
        read = _of_numbers(hit, plain)
        if read is not None:
            yield read


def _of_numbers(hit: re.Match[str], plain: DateWords) -> DateWords | None:
    """Day, month and year of "14/6/2022", "2022-06-14" or "14/6/22"; None where they are no date."""
    a, b, c = int(hit[1]), int(hit[3]), int(hit[4])
    if len(hit[1]) == 4:
        day, month, year = c, b, a
    elif len(hit[1]) <= 2 and len(hit[4]) == 4:
        day, month, year = a, b, c
    elif len(hit[1]) <= 2 and len(hit[4]) == 2 and hit[2] != ".":
        day, month, year = a, b, 2000 + c
    else:
        return None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    swap = (month, day) if day <= 12 and day != month and len(hit[1]) <= 2 else None
    if month > 12 and day <= 12:
        day, month, swap = month, day, None
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return replace(plain, day=day, month=month, year=year, swapped=swap)


def is_marked_hijri(words: Sequence[Word], last: int) -> bool:
    """Whether the calendar's name follows a year at word `last`."""
    after = words[last + 1] if last + 1 < len(words) else None
    marked = after is not None and after.norm in date_words("hijri_mark.words")
    return marked and after is not None and after.start - words[last].end < 3
