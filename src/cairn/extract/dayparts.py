"""Reads at what part of the day it happened: words beside a date enter, one of six names leaves.

The names are night, dawn, morning, noon, afternoon and evening. Words stand in vocab/data/weekdays.toml.
"""

from __future__ import annotations

from collections.abc import Sequence

from cairn.vocab.load import load_toml, of_words

from .date_lexicon import Phrases
from .date_shape import DateWords
from .phrases import Word

PARTS = ("night", "dawn", "morning", "noon", "afternoon", "evening")
BEFORE, AFTER = 4, 3
"""So many words before and after a date a part of its day may be told."""


def part_beside(words: Sequence[Word], found: DateWords) -> str:
    """The part of the day told in a date's words or right beside them; empty where there is none."""
    sentence = words[found.first].sentence
    inside = range(found.first, found.last + 1)
    before = range(found.first - 1, max(-1, found.first - 1 - BEFORE), -1)
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
