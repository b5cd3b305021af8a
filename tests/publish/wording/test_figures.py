"""Counts and days in words."""

from __future__ import annotations

import pytest

from cairn.publish.wording.figures import range_html, range_words, span_words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (None, None, "no figure given"),
        (2, None, "at least 2"),
        (None, 5, "up to 5"),
        (0, 0, "0"),
        (10, 20, "10 to 20"),
    ],
)
def test_a_range_is_read_aloud(low: int | None, high: int | None, words: str) -> None:
    assert range_words("en", low, high) == words


def test_a_range_keeps_its_order_in_arabic_and_is_heard_in_words() -> None:
    html = range_html("ar", 10, 20)
    assert '<bdi dir="ltr" aria-hidden="true">10–20</bdi>' in html
    assert "من 10 إلى 20" in html


def test_unknown_is_never_shown_as_a_number() -> None:
    assert not any(c.isdigit() for c in range_html("en", None, None) + range_html("ar", None, None))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2017-05-12", "2017-05-12", "12 May 2017"),
        ("2017-05-12", None, "12 May 2017"),
        ("2017-05-01", "2017-05-31", "May 2017"),
        ("2017-01-01", "2017-12-31", "2017"),
        ("2017-05-30", "2017-06-02", "30 May 2017 to 2 June 2017"),
        (None, None, "date not known"),
    ],
)
def test_a_span_is_told_as_finely_as_it_is_known(start: str | None, end: str | None, words: str) -> None:
    assert span_words("en", start, end) == words
