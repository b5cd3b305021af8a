"""People mentioned in English: every sentence here is invented."""

from __future__ import annotations

import pytest

from cairn.extract.mention_en import Mention
from cairn.extract.numbers_en import tokens_en
from cairn.extract.people_en import mentions_en
from cairn.vocab.closed import Basis, Group, Status


def mentions(text: str) -> list[Mention]:
    return mentions_en(tokens_en(text))


def one(text: str) -> Mention:
    (mention,) = mentions(text)
    return mention


@pytest.mark.parametrize(
    ("text", "count", "group"),
    [
        ("five women", 5, Group.WOMEN),
        ("three male paramedics", 3, Group.MEN),
        ("a 9-year-old girl", 1, Group.CHILDREN),
        ("two infants", 2, Group.CHILDREN),
        ("two sons", 2, Group.ALL),
        ("four young men", 4, Group.MEN),
        ("a teenager", 1, Group.ALL),
        ("eight people", 8, Group.ALL),
    ],
)
def test_age_and_sex_are_read_only_where_they_are_told(text: str, count: int, group: Group) -> None:
    mention = one(text)
    assert (mention.min, mention.group) == (count, group)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("three civilians", Status.CIVILIAN),
        ("three fighters", Status.BELLIGERENT),
        ("three members of the regime army", Status.BELLIGERENT),
        ("two army members", Status.BELLIGERENT),
        ("three members of the same clinic", Status.UNKNOWN),
        ("three police officers", Status.UNKNOWN),
    ],
)
def test_status_is_as_told_and_police_is_no_evidence(text: str, status: Status) -> None:
    assert mentions(text)[0].status is status


def test_a_name_is_one_person_and_a_street_or_a_family_home_is_none() -> None:
    assert one("Karim al-Badri").named
    assert mentions("Salloum Street") == []
    assert not any(m.named for m in mentions("the Badri family home"))


def test_a_family_has_no_number_unless_it_is_told() -> None:
    assert one("the Badri family").family
    assert one("the Badri family").min is None
    assert one("a family of six people").min == 6


def test_a_possessive_is_no_person() -> None:
    assert mentions("Karim Badri’s house") == []


def test_a_second_name_in_brackets_is_the_same_person() -> None:
    assert len(mentions("Karim Badri (Abu Nader)")) == 1


def test_one_of_several_is_one() -> None:
    assert (one("one of the injured nurses").min, one("one of the injured nurses").basis) == (
        1,
        Basis.IMPLIED,
    )


def test_things_are_not_people() -> None:
    assert mentions("12 houses and 3 missiles within 40 minutes") == []
