"""English words whose dead must not be lost: every sentence here is invented."""

from __future__ import annotations

import pytest

from cairn.extract.counts_en import claims_en
from cairn.vocab.closed import Event, Group, Kind, Status


def wholes(text: str, kind: Kind = Kind.KILLED) -> list[tuple[int | None, int | None]]:
    return [(c.min, c.max) for c in claims_en(text) if c.kind is kind and c.group is Group.ALL]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("The dead were six shepherds.", 6),
        ("Shells killed four villagers and a passer-by.", 5),
        ("Her three bodyguards also died.", 3),
        ("Today a mine killed six there.", 6),
        ("A 13-year-old was killed in the mill.", 1),
        ("13-year-old killed by mine", 1),
    ],
)
def test_people_in_plain_words_are_counted(text: str, killed: int) -> None:
    assert wholes(text) == [(killed, killed)]


def test_an_age_under_18_without_a_noun_is_a_child() -> None:
    text = "A 13-year-old was killed in the mill."
    assert [(c.min, c.max) for c in claims_en(text) if c.group is Group.CHILDREN] == [(1, 1)]


def test_farmers_named_as_the_dead_are_civilians_beside_the_armed_claimed_before() -> None:
    text = "The army said it eliminated 15 terrorists. A sexton said the dead were six shepherds."
    (civil,) = [c for c in claims_en(text) if c.group is Group.ALL]
    assert (civil.min, civil.status) == (6, Status.CIVILIAN)


def test_the_victims_among_those_told_before_make_no_new_whole() -> None:
    assert wholes("Most of the dead were two shepherds’ sons.") == []


def test_some_of_those_a_period_counts_are_of_the_day_that_tells_them() -> None:
    text = "The weekly bulletin counts 19 shepherds killed. A raid on the mill on 5 June killed six of them."
    assert [(c.min, c.event) for c in claims_en(text) if c.kind is Kind.KILLED] == [
        (19, Event.CUMULATIVE),
        (6, Event.THIS),
    ]


def test_a_country_is_no_victim() -> None:
    text = "A mine killed six in Sabha, Libya, on Friday."
    assert [c.value for c in claims_en(text) if c.kind is Kind.VICTIM] == []


def test_those_buried_at_a_funeral_are_not_trapped() -> None:
    assert wholes("The six were buried at dusk.", Kind.TRAPPED) == []
    assert wholes("Six people were buried under the roof.", Kind.TRAPPED) == [(6, 6)]


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Four died at once, six died at night.", 10),
        ("A shell killed two sisters, then another shell killed six others.", 8),
    ],
)
def test_people_told_beside_those_before_them_make_a_new_total(text: str, total: int) -> None:
    assert (total, total) in wholes(text)


@pytest.mark.parametrize(
    "text",
    ["Nine villagers were killed: four died at once.", "Nine villagers died, four of them died at night."],
)
def test_some_of_those_told_before_make_no_new_total(text: str) -> None:
    assert (13, 13) not in wholes(text)
