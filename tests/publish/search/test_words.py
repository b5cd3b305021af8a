"""Words as a search compares them: one shape for what readers spell in several ways, and no cutting that loses a word."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.publish.search.words import LONGEST, MARKS, asked, forms


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("قصر", "القصر"),
        ("القصر", "قصر"),
        ("ادلب", "إدلب"),
        ("إدلب", "أدلب"),
        ("الرقة", "الرَّقَّة"),
        ("الرقه", "الرقـــة"),
        ("مستشفى", "المستشفي"),
        ("رؤيا", "رويا"),
        ("سماء", "سما"),
        ("مدنيين", "للمدنيين"),
        ("مدينة", "وبالمدينة"),
        ("سوق", "والسوق"),
        ("سوق", "وسوق"),
        ("قمرة", "بقمرة"),
        ("قمرة", "وبقمرة"),
        ("كرد", "گرد"),
        ("2017", "٢٠١٧"),
        ("2017", "۲۰۱۷"),
        ("Qasr", "al-Qasr"),
        ("al-Qasr", "Qasr"),
        ("ar-Raqqa", "RAQQA"),
        ("Zeytun", "Zeytûn"),
        ("KIZIL", "kızıl"),
    ],
)
def test_a_reader_finds_it_however_it_is_spelled(typed: str, shown: str) -> None:
    assert set(asked(typed)) <= forms([shown])


@pytest.mark.parametrize("word", ["وادي", "بيت", "كلس", "لواء", "فرن"])
def test_a_first_letter_that_is_the_words_own_is_not_lost(word: str) -> None:
    assert set(asked(word)) <= forms([word])


def test_the_article_alone_is_a_word() -> None:
    assert asked("al") == ("al",)
    assert asked("ال") == ("ال",)


def test_a_broken_spelling_is_not_mended() -> None:
    """What evades a filter stays as it was written: rules for it would be a moderation list (rule 5)."""
    assert not set(asked("قصف")) & forms(["قـ.ـصف"])


@given(st.text(max_size=80))
def test_whatever_is_shown_is_found_by_its_own_words(text: str) -> None:
    assert set(asked(text)) <= forms([text])


@given(st.text(max_size=80))
def test_a_compared_word_is_letters_and_digits_and_bounded(text: str) -> None:
    assert all(word.isalnum() and len(word) <= LONGEST for word in forms([text]))


def test_every_mark_of_unicode_falls_away() -> None:
    marks = [chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) in MARKS]
    assert forms([f"a{mark}b" for mark in marks]) == {"ab"}
