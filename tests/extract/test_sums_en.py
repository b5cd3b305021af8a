"""Sums of people told in English lists: every sentence here is invented."""

from __future__ import annotations

import pytest

from cairn.extract.counts_en import claims_en
from cairn.vocab.closed import Group, Kind


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
