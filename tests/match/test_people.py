"""One person under two spellings is found, and two people of one family are not taken for one. All invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.match.people import SAME, Names, families, same_person, sounded

NAMES = (
    "Salim Khalil Rimawi",
    "Samir Khaled Rimawi",
    "Nour al-Din Darwish",
    "Wife of Salim Rimawi",
    "Huda Barakat",
)


def alike(a: str, b: str) -> float:
    return same_person(sounded(a), sounded(b))


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("سليم خليل الريماوي", "Saleem Khalil al-Rimawi"),
        ("نور الدين درويش", "Noureddine Darwish"),
        ("عبد الرحمن زيدان", "Abdulrahman Zeidan"),
        ("عبدالله الزيدان", "Abd Allah al Zaydan"),
        ("هدى بركات", "Huda Barakat (Umm Salim)"),
    ],
)
def test_it_finds_one_person_in_two_scripts(arabic: str, latin: str) -> None:
    assert alike(arabic, latin) >= SAME


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("سليم الريماوي", "Wife of Salim Rimawi"),
        ("سليم الريماوي", "Samir Rimawi"),
        ("هدى بركات", "Hani Barakat"),
        ("ابنة سليم الريماوي", "Son of Salim Rimawi"),
    ],
)
def test_it_keeps_two_people_of_one_family_apart(a: str, b: str) -> None:
    assert alike(a, b) < SAME


def test_a_left_out_middle_name_costs_less_than_another_first_name() -> None:
    assert alike("سليم الريماوي", NAMES[0]) > alike("سليم الريماوي", NAMES[1])


def test_the_order_of_words_counts() -> None:
    assert alike("خليل سليم", "Khalil Salim") > alike("خليل سليم", "Salim Khalil")


def test_it_finds_the_nearest_of_many() -> None:
    among = Names([sounded(n) for n in NAMES])
    assert among.nearest(sounded("زوجة سليم الريماوي"))[0][0] == 3
    assert among.nearest(sounded("نورالدين درويش"))[0][0] == 2


def test_it_finds_nobody_in_a_name_without_letters() -> None:
    assert Names([sounded(n) for n in NAMES]).nearest(sounded("؟؟ 12")) == []
    assert alike("...", NAMES[0]) == 0.0


def test_it_tells_the_family_that_several_share() -> None:
    told = [sounded(n) for n in (*NAMES, "ليلى الريماوي")]
    assert families(told) == {sounded("سامي الريماوي").family}
    assert sounded("Huda").family == ""


@given(st.sampled_from(NAMES), st.sampled_from((*NAMES, "سليم الريماوي", "هدى بركات", "نور")))
def test_likeness_is_the_same_both_ways_and_between_nought_and_one(a: str, b: str) -> None:
    assert alike(a, b) == alike(b, a)
    assert 0.0 <= alike(a, b) <= 1.0
    assert alike(a, a) == pytest.approx(1.0)
