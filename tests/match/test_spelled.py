"""Names of places and families as texts are compared by them: no place or family in here is real."""

from __future__ import annotations

import pytest

from cairn.match.spelled import all_spellings, as_spelled, families, spellings


def test_a_place_meets_its_name_in_the_other_script() -> None:
    assert spellings("تل دلمك") & spellings("Tal Dalmak")
    assert spellings("Tel Dulmak") & spellings("Tal Dalmak")


def test_two_places_do_not_meet() -> None:
    assert not spellings("Tal Dalmak") & spellings("Ayn Qasha")


def test_a_short_name_meets_only_as_it_is_written() -> None:
    assert spellings("Rum") == frozenset({"rum"})


def test_a_blank_name_has_no_key() -> None:
    assert all_spellings(["", " "]) == frozenset()


def test_a_key_is_told_as_it_was_written() -> None:
    (key,) = (k for k in spellings("Ayn Qasha") if k.startswith("~"))
    assert as_spelled(key, ["Dulmak", "عين قشا"]) == "عين قشا"
    assert as_spelled("elsewhere", ["Dulmak"]) == "elsewhere"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("سقطت قذيفة على منزل عائلة نقاش فجرا", ["نقاش"]),
        ("دمر القصف بيتا لعائلة أبو طاحون شرق البلدة", ["أبو طاحون"]),
        ("the house of the Nakkash family was hit", ["Nakkash"]),
        ("نزحت عائلة كاملة عن البلدة", []),
        ("a whole family left the village", []),
    ],
)
def test_families_named_as_such_are_found(text: str, written: list[str]) -> None:
    assert list(families(text).values()) == written


def test_a_family_meets_its_name_in_the_other_script() -> None:
    assert families("منزل عائلة نقاش").keys() & families("the Nakkash family").keys()
