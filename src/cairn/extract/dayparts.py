"""Reads at what part of the day it happened: words beside a date enter, one of six names leaves.

The names are night, dawn, morning, noon, afternoon and evening. Words stand in vocab/data/weekdays.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cairn.vocab.load import load_toml, of_words

from .date_lexicon import Phrases
from .date_shape import DateWords
from .phrases import Word

PARTS = ("night", "dawn", "morning", "noon", "afternoon", "evening")
BEFORE, AFTER = 4, 3
"""So many words before and after a date a part of its day may be told."""
CLOCK_REACH = 40
"""Characters to each side of a date in which a time of the clock is looked for."""
_CLOCK = re.compile(r"(?<![\d:/.\-])([01]?\d|2[0-3])(?::([0-5]\d))?\s?(a\.?m\b|p\.?m\b)?", re.IGNORECASE)
_HOURS = (
    (4, "night"),
    (6, "dawn"),
    (12, "morning"),
    (13, "noon"),
    (17, "afternoon"),
    (22, "evening"),
    (24, "night"),
)
"""Up to which hour each part goes, the hour itself left out."""


def part_beside(text: str, words: Sequence[Word], found: DateWords) -> str:
    """The part of the day told in a date's words or right beside them, or by the clock; empty where there is none."""
    return _by_clock(text, found) or _by_words(words, found)


def _by_clock(text: str, found: DateWords) -> str:
    """The part in which a time of the clock falls: "10:30 AM", "15:30"; a bare number is none."""
    first = text[max(0, found.start - CLOCK_REACH) : found.start]
    last = text[found.end : found.end + CLOCK_REACH]
    for side in (first.rpartition("\n")[2], last.partition("\n")[0]):
        for hit in _CLOCK.finditer(side):
            half = (hit[3] or "")[:1].lower()
            if hit[2] or half:
                hour = int(hit[1])
                hour = hour % 12 + 12 * (half == "p") if half else hour
                return next(part for end, part in _HOURS if hour < end)
    return ""


def _by_words(words: Sequence[Word], found: DateWords) -> str:
    sentence = words[found.first].sentence
    inside = range(max(0, found.first - 2), found.last + 1)
    before = range(found.first - 3, max(-1, found.first - 1 - BEFORE), -1)
    after = range(found.last + 1, min(len(words), found.last + 1 + AFTER))
    for i in (*inside, *before, *after):
        part = _parts().at(words, i) if words[i].sentence == sentence else None
        if part:
            return part[0]
    return ""


def first_part(words: Sequence[Word], among: frozenset[int]) -> str:
    """The first part of a day told in the sentences of these numbers; empty where there is none."""
    table = _parts()
    firsts = table.firsts
    for i, word in enumerate(words):
        if word.norm in firsts and word.sentence in among and (part := table.at(words, i)):
            return part[0]
    return ""


@of_words()
def _parts() -> Phrases[str]:
    listed = load_toml("weekdays")["part"]
    return Phrases(((phrase, part) for part in PARTS for phrase in listed[part]), prefixed=True)
