"""Sums of people told in English lists: every sentence here is invented."""

from __future__ import annotations

import pytest

from cairn.extract.counts_en import claims_en
from cairn.extract.model import Claim
from cairn.vocab.closed import Group, Kind


def wholes(text: str) -> list[Claim]:
    return [c for c in claims_en(text) if c.kind is Kind.KILLED and c.group is Group.ALL]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Two men – Karim Badri and Nader Salloum – were killed.", 2),
        ("A nurse, Salma Badri, was killed.", 1),
        ("Salma Badri, a nurse, was killed.", 1),
        ("A 70-year-old farmer named Nader Salloum was killed.", 1),
        ("His brothers Karim, Nader and Rami were killed.", 3),
        ("Nader Salloum and his two sons, Karim and Rami, were killed.", 3),
        ("Two brothers, Karim and Nader Badri, as well as their cousin Rami were killed.", 3),
        ("Seven people, Karim Badri, his wife Salma and their five children, were killed.", 7),
        ("The strike killed the uncle, aunt and nephew of a tailor.", 3),
        ("Three medics and rescuers were killed.", 3),
        ("Karim (Kareem) Badri was killed.", 1),
        ("The bodies of Karim Badri and Nader Salloum arrived, both of whom were killed.", 2),
        ("The driver and two passengers were killed.", 3),
        ("A farmer, a driver and a boy were killed.", 3),
        ("A woman, a boy and a girl were killed.", 3),
        ("One of the injured drivers, Nader Salloum, was killed.", 1),
    ],
)
def test_a_list_counts_each_person_once(text: str, count: int) -> None:
    killed = [c for c in claims_en(text) if c.kind is Kind.KILLED and c.group is Group.ALL]
    assert [(c.min) for c in killed] == [count]


def test_hundreds_or_dozens_is_a_choice_and_no_sum() -> None:
    (claim,) = [c for c in claims_en("Hundreds or dozens were killed.") if c.group is Group.ALL]
    assert claim.min == 12


def test_those_wounded_beside_the_dead_are_not_added_to_them() -> None:
    (killed,) = [
        c for c in claims_en("Seven people were killed, with 50 others wounded.") if c.kind is Kind.KILLED
    ]
    assert killed.min == 7


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Zelda Orvin was killed, together with her nephews, Pavlo, Tessa and Milo.", 4),
        ("Pavlo Orvin was killed, together with his children, sons Milo Orvin and Ivo Orvin.", 3),
        ("Zelda Orvin was killed alongside four of her children, sons Milo and Ivo and two daughters.", 5),
        ("A baker was killed with her husband Karim Badri, as well as Nader Salloum.", 3),
        ("Two civilians, Karim Badri and another civilian, were killed.", 2),
    ],
)
def test_names_tell_of_the_people_they_follow(text: str, people: int) -> None:
    assert [(c.min, c.max) for c in wholes(text)] == [(people, people)]


@pytest.mark.parametrize(
    ("text", "children"),
    [
        ("Karim Badri (16) and Nader Salloum (40) were killed.", (1, 1)),
        ("Karim Badri, 12, and Nader Salloum were killed.", (1, None)),
        ("A 17-year-old student was killed.", (1, 1)),
        ("Seven-month-old Rim Badri was killed.", (1, 1)),
        ("Two children, Karim (5) and Rami (7), were killed.", (2, 2)),
    ],
)
def test_a_stated_age_under_18_makes_a_child(text: str, children: tuple[int, int | None]) -> None:
    found = [c for c in claims_en(text) if c.kind is Kind.KILLED and c.group is Group.CHILDREN]
    assert [(c.min, c.max) for c in found] == [children]


def test_an_age_of_18_or_more_makes_none() -> None:
    assert not [c for c in claims_en("Karim Badri (18) was killed.") if c.group is Group.CHILDREN]


def test_parents_brother_and_sister_are_four() -> None:
    assert [
        c.min for c in wholes("Fire from the ridge meant the death of her grandparents, aunt, and uncle.")
    ] == [4]


def test_a_family_of_people_told_one_by_one_is_counted() -> None:
    assert [c.min for c in wholes("A family of a father and six daughters were killed.")] == [7]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Shelling on the mill killed Orvin Tal’s aunt, her three nephews and her old uncle.", [5]),
        ("Husband and wife, Pavlo Orvin and Zelda Orvin perished at the mill.", [2]),
        ("Residents mourned the death of their friend and colleague Karim Badri.", [1]),
        ("His father and brother were killed.", [2]),
        ("Salma Badri (Umm Omar), a daughter of Nader Haddad, was killed.", [1]),
        ("Zelda and Pavlo’s younger nephew, 44-year-old Milo Orvin perished with his cousin Tessa.", [2]),
        ("Milo Orvin perished alongside his aunt and three sons of Pavlo and Zelda.", [5]),
        (
            "Zelda Orvin was killed with her nephew Milo and Tessa Varga was also killed with her aunt.",
            [2, 2],
        ),
        ("A mother spoke of the loss of her son: “My son was martyred”.", [1]),
    ],
)
def test_kin_and_owners_are_told_apart(text: str, people: list[int]) -> None:
    assert [c.min for c in wholes(text)] == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Pavlo Orvin, or ‘Old Reed’, a baker and treasurer of a rowing club, was killed.", 1),
        ("The killing of miller and rowing club chairman Pavlo Orvin saddened Nahrin.", 1),
        ("A second nephew, the son of her sister Zelda, Milo Orvin (31) perished too.", 1),
        ("Tessa, their eldest daughter, was also killed.", 1),
        ("The girl Tessa, niece of a miller, died.", 1),
        ("A nephew of Zelda and Pavlo, Milo Orvin was killed.", 1),
    ],
)
def test_one_person_told_in_many_words_is_one(text: str, people: int) -> None:
    assert [c.min for c in wholes(text)] == [people]
