"""Texts that nobody wrote are read without a fault, and twice the text is about twice the work."""

from __future__ import annotations

import sys
from datetime import date
from types import FrameType
from typing import Any

import pytest

from cairn.extract.read import READ_AT_MOST, extract
from cairn.places.gazetteer import shipped
from cairn.sources.report import Report
from fuzzed import UNITS, texts

_PUBLISHED = date(2024, 3, 5)
_SEEDS = range(10)
_HEADS = ("مقتل 5 مدنيين بقصف على بلدة النور. ", "Five people were killed in Nour. ")


@pytest.mark.parametrize("seed", _SEEDS)
def test_no_text_stops_the_reader(seed: int) -> None:
    for _, text in texts(1_000 // len(_SEEDS), seed):
        read = extract(Report(id="r", text=text), shipped(), published=_PUBLISHED)
        assert (read.read_to is None) == (len(text) <= READ_AT_MOST)
        for account in read.accounts:
            assert 0 <= account.start <= account.end <= len(text)
            assert all(account.start <= c.start <= c.end <= account.end for c in account.claims)


@pytest.mark.parametrize("head", _HEADS)
def test_twice_as_long_a_text_is_not_four_times_the_work(head: str) -> None:
    for unit in UNITS:
        once, twice = (_calls(head + unit * (size // len(unit))) for size in (1_500, 3_000))
        assert twice <= 2.6 * once + 2_000, unit


def _calls(text: str) -> int:
    """How many functions are called to read a text: work that no other work on the machine changes."""
    extract(Report(id="r", text=text), None, published=_PUBLISHED)  # what is kept for all texts is built now
    seen = 0

    def count(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal seen
        seen += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        extract(Report(id="r", text=text + " "), None, published=_PUBLISHED)
    finally:
        sys.setprofile(before)
    return seen
