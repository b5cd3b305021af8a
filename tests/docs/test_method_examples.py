"""Every example of docs/method.md is read as the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cairn.extract.read import extract
from cairn.sources.report import Report
from cairn.values import Range

PAGE = Path(__file__).resolve().parents[2] / "docs/method.md"
BLOCK = PAGE.read_text("utf-8").split("<!-- examples -->")[1].split("<!-- /examples -->")[0]
ROWS = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in BLOCK.strip().splitlines()[2:]]


def told(figure: Range) -> str:
    low, high = ("–" if end is None else str(end) for end in (figure.min, figure.max))
    return low if low == high else f"{low} to {high}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: re.sub(r"\W+", " ", row[0])[:40])
def test_an_example_is_read_as_the_page_says(row: list[str]):
    words, killed, injured, _ = row
    (account,) = extract(Report(id="example", text=words), None, published=None).accounts
    assert (told(account.reading.killed), told(account.reading.injured)) == (killed, injured)


def test_the_page_has_examples_in_both_languages():
    assert sum("\u0600" <= row[0][0] <= "\u06ff" for row in ROWS) >= 8
    assert len(ROWS) >= 20
