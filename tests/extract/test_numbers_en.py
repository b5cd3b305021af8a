"""Numbers in English words and digits: every sentence here is invented."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.numbers_en import AGE, TIME, Quantity, quantity_at, sentences_en, tokens_en


def first(text: str) -> Quantity | None:
    tokens = tokens_en(text)
    return next((q for i in range(len(tokens)) if (q := quantity_at(tokens, i))), None)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("12 shepherds", 12, 12),
        ("1,204 names", 1204, 1204),
        ("twenty-five people", 25, 25),
        ("Twenty five people", 25, 25),
        ("two hundred and six people", 206, 206),
        ("a dozen people", 12, 12),
        ("half a dozen people", 6, 6),
        ("at least 9 people", 9, None),
        ("no fewer than nine people", 9, None),
        ("up to 40 people", None, 40),
        ("as many as “over 40” people", None, 40),
        ("more than 40 people", 40, None),
        ("fewer than 40 people", None, 39),
        ("around 40 people", 40, 40),
        ("between 7 and 9 people", 7, 9),
        ("from 50 to “more than” 80 people", 50, 80),
        ("seven to nine people", 7, 9),
        ("7-9 people", 7, 9),
        ("at least three but possibly up to 14 people", 3, 14),
        ("at least 64, and up to 130, people", 64, 130),
    ],
)
def test_it_reads_how_many_and_which_end_is_open(text: str, low: int | None, high: int | None) -> None:
    quantity = first(text)
    assert quantity is not None
    assert (quantity.min, quantity.max) == (low, high)


@pytest.mark.parametrize(
    "text", ["on October 7", "7 October", "in 2031", "over the house", "31 to 33-year-old"]
)
def test_days_years_and_ages_are_no_quantities(text: str) -> None:
    assert first(text) is None


@pytest.mark.parametrize("text", ["dozens of people", "several people", "a large number of people"])
def test_vague_words_have_a_least_and_no_most(text: str) -> None:
    quantity = first(text)
    assert quantity is not None
    assert quantity.vague
    assert quantity.min is not None
    assert quantity.max is None


def test_a_further_three_is_marked_as_further() -> None:
    quantity = first("a further three people")
    assert quantity is not None
    assert quantity.further


@pytest.mark.parametrize("age", ["59-year-old", "one-year old", "24 years old", "aged 5", "3-month-old"])
def test_ages_are_words_of_their_own(age: str) -> None:
    assert [t.text for t in tokens_en(f"He, {age}, ran") if t.kind == AGE]


def test_times_and_dates_in_figures_are_no_numbers() -> None:
    assert [t.text for t in tokens_en("At 5:15 pm on 12/03/2031") if t.kind == TIME] == [
        "5:15 pm",
        "12/03/2031",
    ]


def test_stars_put_into_a_word_are_passed_over_and_kept_in_the_text() -> None:
    (token,) = tokens_en("kil*led")
    assert (token.text, token.low) == ("kil*led", "killed")


def test_sentences_end_at_stops_and_lines_but_not_at_titles() -> None:
    text = "Dr. Badri left. He came back\nAt 5 a.m. it rained."
    assert [text[a:b] for a, b in sentences_en(text)] == [
        "Dr. Badri left.",
        "He came back",
        "At 5 a.m. it rained.",
    ]


@given(st.text(max_size=400))
def test_tokens_stand_where_they_say_and_in_order(text: str) -> None:
    tokens = tokens_en(text)
    assert all(text[t.start : t.end] == t.text for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


@given(st.text(max_size=4000))
def test_sentences_cover_every_word_and_none_is_longer_than_allowed(text: str) -> None:
    spans = sentences_en(text)
    assert all(0 < b - a <= 1500 for a, b in spans)
    assert sum(len(text[a:b].split()) for a, b in spans) >= len(text.split())
