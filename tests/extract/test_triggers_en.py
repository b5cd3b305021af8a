"""Words of harm in English and whom they take: lists of names, tolls, nouns and verbs. Every sentence is invented."""

from __future__ import annotations

import pytest

from cairn.extract.counts_en import claims_en
from cairn.vocab.closed import Basis, Event, Group, Kind


def wholes(text: str, kind: Kind = Kind.KILLED) -> list[tuple[int | None, int | None]]:
    return [(c.min, c.max) for c in claims_en(text) if c.kind is kind and c.group is Group.ALL]


def parts(text: str, group: Group, kind: Kind = Kind.KILLED) -> list[tuple[int | None, int | None]]:
    return [(c.min, c.max) for c in claims_en(text) if c.kind is kind and c.group is group]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Among those killed were Karim Badri, his wife Salma Badri and their son Rami Badri.", 3),
        ("The victims of the raid were named as Karim Badri, Nader Salloum and Omar Haddad.", 3),
        (
            "A neighbour shared the names of the victims: Karim Badri (40), Nader Salloum (16), Omar Haddad.",
            3,
        ),
        ("Those killed include Karim Badri and Nader Salloum.", 2),
        ("Karim Badri and Nader Salloum were among the dead.", 2),
    ],
)
def test_people_on_a_list_of_the_dead_are_counted(text: str, people: int) -> None:
    assert wholes(text) == [(people, people)]


def test_parts_named_among_the_dead_make_no_whole() -> None:
    text = "Among those killed were two children and a woman."
    assert wholes(text) == []
    assert parts(text, Group.CHILDREN) == [(2, 2)]
    assert parts(text, Group.WOMEN) == [(1, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "The sexton compared them with the parish list of fatalities.",
        "The wounded were taken to Salma Martyrs Hospital.",
        "A clerk read the names of those killed.",
    ],
)
def test_nouns_that_only_speak_of_the_dead_claim_nothing(text: str) -> None:
    assert wholes(text) == []


def test_a_toll_told_at_length_is_an_update() -> None:
    text = "The number of shepherds who had been killed along the ridge has climbed to 26."
    (claim,) = [c for c in claims_en(text) if c.kind is Kind.KILLED]
    assert (claim.min, claim.max, claim.event) == (26, 26, Event.UPDATE)


def test_the_33rd_to_be_killed_is_a_count_of_a_period() -> None:
    (claim,) = [c for c in claims_en("He was the 33rd reporter to be killed in the valley.") if c.max == 33]
    assert (claim.min, claim.event, claim.basis) == (33, Event.CUMULATIVE, Basis.STATED)


def test_each_part_belongs_to_the_people_told_before_it() -> None:
    text = "Fourteen villagers were killed, including three women, and one boy was wounded."
    assert parts(text, Group.WOMEN, Kind.KILLED) == [(3, 3)]
    assert parts(text, Group.WOMEN, Kind.INJURED) == []
    assert parts(text, Group.CHILDREN, Kind.KILLED) == []
    assert parts(text, Group.CHILDREN, Kind.INJURED) == [(1, 1)]


def test_at_least_is_said_of_all_it_stands_before() -> None:
    text = "Nineteen villagers perished, including at least six women and nine boys."
    assert parts(text, Group.CHILDREN) == [(9, None)]


def test_parts_of_one_group_are_added_up() -> None:
    assert parts("A woman, a boy and a girl were killed.", Group.CHILDREN) == [(2, 2)]


def test_the_death_of_one_and_of_four_more_is_five() -> None:
    assert wholes("A sexton confirmed the death of an aunt and four nephews.") == [(5, 5)]
