"""What anybody could read of a text in an hour of work: the baselines that count scores are printed beside.

A text enters, a range leaves. Three of them: the first number next to a word of death or injury, the lowest
and highest of all such numbers, and always one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from cairn.values import UNKNOWN, Range
from cairn.vocab.load import load_toml

_BETWEEN = r"(?:\W+[^\W\d_]+){0,3}?\W+"
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_HIGHEST = 2_000


def always_one(_: str, __: str) -> Range:
    """One, whatever the text says."""
    return Range.exactly(1)


def first_number(text: str, kind: str) -> Range:
    """The first number next to a word of `kind` (killed or injured); unknown where there is none."""
    found = _numbers(text, kind)
    return Range.exactly(found[0]) if found else UNKNOWN


def every_number(text: str, kind: str) -> Range:
    """From the lowest to the highest number next to a word of `kind`; unknown where there is none."""
    found = _numbers(text, kind)
    return Range(min(found), max(found)) if found else UNKNOWN


def _numbers(text: str, kind: str) -> list[int]:
    values = _values()
    found = []
    for match in _pattern(kind).finditer(text):
        word = (match.group("before") or match.group("after")).lower().translate(_DIGITS)
        number = values.get(word, int(word) if word.isdigit() else None)
        if number is not None and number <= _HIGHEST:
            found.append(number)
    return found


@cache
def _values() -> dict[str, int]:
    english: Any = load_toml("en_numbers")
    arabic: Any = load_toml("en_ar_baseline")
    return {**english["units"], **arabic["numbers_ar"]}


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    lists: Any = load_toml("en_ar_baseline")
    words = "|".join([*lists[kind]["en"], *lists[kind]["ar"]])
    number = r"\d{1,4}|" + "|".join(sorted(_values(), key=len, reverse=True))
    return re.compile(
        rf"\b(?P<before>{number})\b{_BETWEEN}(?:{words})\b|\b(?:{words})\b{_BETWEEN}(?P<after>{number})\b",
        re.IGNORECASE,
    )
