"""Numbers of addresses: in which row each stands. All addresses are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.match.numbers import slots


def row(url: str) -> list[tuple[str, int]]:
    return [(s.row, s.number) for s in slots(url)]


@pytest.mark.parametrize(
    ("url", "name", "number"),
    [
        ("https://www.valley.example/archives/58123/", "valley.example/archives|#", 58123),
        ("https://valley.example/archives/58123?from=feed", "valley.example/archives|#", 58123),
        (
            "https://m.pages.example/marketmedia/posts/1195719697",
            "pages.example/marketmedia/posts|#",
            1195719697,
        ),
        ("https://valley.example/p417874/", "valley.example/|p#", 417874),
        ("https://valley.example/en/?p=40053", "valley.example/en|?p", 40053),
        ("https://valley.example/news/4178-two-hurt.html", "valley.example/news|#*", 4178),
        (
            "https://web.archive.example/web/20310504/https://valley.example/news/4178",
            "valley.example/news|#",
            4178,
        ),
    ],
)
def test_it_finds_the_number_of_an_address_and_its_row(url: str, name: str, number: int) -> None:
    assert row(url) == [(name, number)]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "no address",
        "https://[broken",
        "https://valley.example/2031/05/04/a-title",
        "https://valley.example/killed-120-hurt",
    ],
)
def test_years_small_numbers_and_numbers_amid_words_are_none(url: str) -> None:
    assert slots(url) == ()


def test_pages_of_one_site_are_rows_of_their_own_and_share_the_row_of_the_site() -> None:
    (one,), (two,) = slots("https://pages.example/a/posts/5001"), slots("https://pages.example/b/posts/5002")
    assert one.row != two.row
    assert one.site == two.site


@given(st.text(max_size=80))
def test_no_address_makes_it_fail(tail: str) -> None:
    for slot in slots("https://valley.example/" + tail):
        assert slot.number >= 0
        assert slot.row.startswith("valley.example")
