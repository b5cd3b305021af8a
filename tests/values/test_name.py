import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.values import Name, folded, is_arabic, skeleton

LETTERS = "ابةتحدذرزسشعفقكلمنهويىئأإآءـَُ ’'-_ .alrkhqAZÉé٣3\u200f\u2066ﻻﷺ"
letters = st.text(st.sampled_from(LETTERS), max_size=30)


@given(letters | st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(letters)
def test_folding_leaves_neither_marks_nor_stray_spaces(text: str) -> None:
    plain = folded(text)
    assert plain == " ".join(plain.split())
    assert "\u064e" not in plain
    assert "\u200f" not in plain


@given(letters)
def test_tatweel_and_marks_make_no_difference(text: str) -> None:
    assert folded(text.replace("ا", "اـ")) == folded(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("الرملة", "رمله"), ("أحمد", "احمد"), ("Al-Zahra", "Zahra"), ("ZAHRA", "zahra"), ("٣ مارس", "3 مارس")],
)
def test_two_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("Zahra", "Sahra"), ("زهرة", "صخرة"), ("Alma", "Ma")])
def test_two_names_stay_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_doubled_letters_and_vowels_make_no_difference_to_a_skeleton() -> None:
    assert skeleton("Zahrah") == skeleton("Zahra")
    assert skeleton("Qammar") == skeleton("Kamar")


def test_arabic_is_told_by_its_letters_and_not_by_its_digits() -> None:
    assert is_arabic("in حي")
    assert not is_arabic("٣٤")


@pytest.mark.parametrize("bad", [(), ("",), ("Zahra", " ")])
def test_it_refuses_a_name_without_a_spelling(bad: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="spelling"):
        Name(bad)


def test_names_match_where_some_spelling_of_both_does() -> None:
    assert Name(("الزهراء", "Zahra")).matches(Name(("al-Zahra",)))
    assert not Name(("Zahra",)).matches(Name(("Salma",)))
    assert Name(("الزهراء", "Zahra")).original == "الزهراء"


def test_a_name_of_nothing_but_marks_matches_nothing() -> None:
    assert not Name(("...",)).matches(Name(("!!",)))
