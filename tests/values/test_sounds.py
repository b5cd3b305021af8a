"""Words of one sound meet, whatever script they are written in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.values.sounds import consonants, plain, sound_alike, sounds


def heard(word: str) -> str:
    return sounds(plain(word))


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("خليل", "Khalil"),
        ("حمدان", "Hamdan"),
        ("رشيد", "Rasheed"),
        ("غزال", "Ghazal"),
        ("مصطفى", "Mustafa"),
        ("هدى", "Huda"),
    ],
)
def test_it_hears_two_scripts_alike(arabic: str, latin: str) -> None:
    assert consonants(heard(arabic)) == consonants(heard(latin))
    assert sound_alike(heard(arabic), heard(latin)) > 0.8


def test_it_hears_a_long_vowel_that_one_name_has_and_another_has_not() -> None:
    muhammad = heard("محمد")
    assert sound_alike(muhammad, heard("Mohammad")) > sound_alike(muhammad, heard("Mahmoud"))


def test_it_takes_qaf_said_as_g_for_the_same_letter() -> None:
    assert sound_alike(heard("قاسم"), heard("Gasem")) > sound_alike(heard("قاسم"), heard("Basem"))


def test_it_hears_nothing_in_digits_and_marks() -> None:
    assert heard("،") == ""


@given(st.text(alphabet="ابتثجحخدرزسشصعغفقكلمنهويabcdefghijklmnopqrstuvwxyz", max_size=12))
def test_it_hears_every_word_as_itself(word: str) -> None:
    assert sound_alike(heard(word), heard(word)) == 1.0
    assert consonants(consonants(heard(word))) == consonants(heard(word))
