"""How place names are compared, and how words keep their offsets."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.places.names import bones, is_spelt, key, sounds, without_prefix, word_key, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كفر وردة", "كفروردة"),
        ("Qal'at al-Wadi", "Qalat Wadi"),
        ("تلّ الزهر", "تل الزهر"),
        ("Deir-as-Safa", "Deir Safa"),
        ("أم الندى", "ام الندي"),
    ],
)
def test_spellings_of_one_place_meet(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_two_places_do_not_meet() -> None:
    assert key("تل الزهر") != key("تل الزيت")


def test_transliterations_meet_by_consonants() -> None:
    assert bones("Zahrabad") == bones("Zuhrabed")


def test_both_scripts_meet_by_sound() -> None:
    assert sounds("المغنيات") == sounds("Al Maghniyat")


def test_written_on_prefixes_are_taken_off() -> None:
    assert "زهراباد" in without_prefix("بزهراباد")
    assert "تل" not in without_prefix("بتل")  # nothing shorter than three letters is left


def test_a_hashtag_is_parted_into_its_words() -> None:
    assert [w.text for w in words("في #تل_الزهر")] == ["في", "تل", "الزهر"]


def test_a_broken_up_word_is_one_word_with_its_own_offsets() -> None:
    text = "من الز ـهـ.ـراء اليوم"
    broken = next(w for w in words(text) if "ـ" in w.text)
    assert text[broken.start : broken.end] == broken.text
    assert "ـ" not in broken.key


@given(st.text(max_size=200))
def test_every_word_stands_where_it_says(text: str) -> None:
    found = words(text)
    assert all(text[w.start : w.end] == w.text for w in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text(max_size=60))
def test_a_key_has_no_spaces_and_minds_no_punctuation_around(text: str) -> None:
    assert " " not in key(text)
    assert key(f"« {text} »") == key(text)


def test_a_name_is_spelt_as_another_but_for_case_article_apostrophes_and_shapes_of_a_letter() -> None:
    assert is_spelt("الجديده", ["جديدة"])
    assert is_spelt("tall-ward", ["Other", "Tall Ward"])
    assert is_spelt("Urfamar", ["'Urfamar"])
    assert not is_spelt("مصيربان", ["مصیربان"])
    assert not is_spelt("Selmabad", ["Salmabad"])


def test_a_word_broken_up_by_marks_of_recitation_or_commas_is_one_word() -> None:
    assert [w.key for w in words("بمديـۦـنة الزهـ،ـر")] == [word_key("بمدينة"), word_key("الزهر")]
