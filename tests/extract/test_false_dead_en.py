"""English words that must make no dead of nobody, nor of another event's: every sentence here is invented."""

from __future__ import annotations

import pytest

from cairn.extract.counts_en import claims_en
from cairn.vocab.closed import Event, Group, Kind


def wholes(text: str, kind: Kind = Kind.KILLED) -> list[tuple[int | None, int | None]]:
    return [(c.min, c.max) for c in claims_en(text) if c.kind is kind and c.group is Group.ALL]


def events(text: str) -> list[tuple[int | None, Event]]:
    return [(c.min, c.event) for c in claims_en(text) if c.kind is Kind.KILLED and c.group is Group.ALL]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Total killed: 7 – 2 men, 4 women, 1 boy", 7),
        ("Killed: 7 (4 women, 1 boy, 2 elderly men).", 7),
        ("Dead: 6 (all girls)", 6),
        ("Killed: 7. Injured: 15.", 7),
    ],
)
def test_a_number_behind_a_label_is_the_whole_of_what_follows(text: str, whole: int) -> None:
    assert wholes(text) == [(whole, whole)]


def test_people_in_brackets_are_parts_with_their_number() -> None:
    text = "Killed: 7 (4 women, 1 boy, 2 elderly men)."
    parts = [(c.min, c.max) for c in claims_en(text) if c.group is Group.WOMEN]
    assert parts == [(4, 4)]


@pytest.mark.parametrize(
    "text",
    [
        "Reports that 26 villagers had been killed were false, a sexton said.",
        "The news that a raid killed 26 was later denied.",
        "The rehearsal simulated a blast that killed 26.",
        "The speaker threatened to kill dozens of villagers.",
        "The clerk denied reports of 26 martyrs.",
        "It is false that 26 villagers were killed.",
        "There is no truth to reports of 26 villagers killed.",
        "Had it landed in class, sixty pupils would have been killed.",
    ],
)
def test_what_is_called_false_or_only_imagined_is_no_death(text: str) -> None:
    assert wholes(text) == []


def test_a_toll_called_wrong_leaves_the_one_told_beside_it() -> None:
    assert wholes("The toll of 19 dead given at noon was wrong; 14 people were killed.") == [(14, 14)]


def test_a_wrong_that_is_said_of_no_report_leaves_the_dead() -> None:
    assert wholes("Nine people were killed at the wrong house.") == [(9, 9)]


@pytest.mark.parametrize(
    "text",
    [
        "Villagers recalled the massacre of 1987 in which 60 shepherds were executed.",
        "At the foot of the hill stands a stone for the 1987 massacre that killed 60 shepherds.",
        "A march commemorated the 60 shepherds killed by the river.",
        "The guard was suspected of killing a shepherd in a brawl.",
        "On the anniversary of the river massacre, villagers named the 60 shepherds killed.",
        "The guard was jailed for killing six shepherds.",
        "The witness told the court that 60 shepherds were killed.",
    ],
)
def test_the_dead_of_another_year_and_of_the_courts_are_another_event(text: str) -> None:
    assert {event for _, event in events(text)} == {Event.OTHER}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("In the hills 19 shepherds were killed between 4 and 11 June.", Event.CUMULATIVE),
        ("In all, 19 shepherds were killed from May 4 to May 11.", Event.CUMULATIVE),
        ("In all, 19 shepherds were killed between 30 May and 2 July.", Event.CUMULATIVE),
        ("Between 4 and 5 June, a raid killed 19 shepherds.", Event.THIS),
        ("The weekly bulletin counts 19 shepherds killed.", Event.CUMULATIVE),
        ("A clinic took in 19 martyrs since dawn in raids on many towns.", Event.CUMULATIVE),
    ],
)
def test_days_from_and_to_are_a_period_and_one_night_is_none(text: str, event: Event) -> None:
    assert events(text) == [(19, event)]


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("The toll of 19 dead was revised down to 14.", 14),
        ("The clerk revised the toll from 19 to 14.", 14),
        ("At noon 19 villagers were said to be killed, a number later corrected to 14.", 14),
    ],
)
def test_a_toll_put_right_takes_the_place_of_the_one_before(text: str, now: int) -> None:
    assert wholes(text) == [(now, now)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Thirty years after the siege in which 700 villagers died, a shell killed six on Friday.",
            [(700, Event.OTHER), (6, Event.THIS)],
        ),
        (
            "Her uncle was killed in 2009; six nephews were killed on Friday.",
            [(1, Event.OTHER), (6, Event.THIS)],
        ),
        ("The toll of bakers killed since March rose to 8 after a shell killed one.", [(1, Event.THIS)]),
        (
            "Two years ago six shepherds were killed, and nine farmers were killed.",
            [(6, Event.OTHER), (9, Event.OTHER)],
        ),
    ],
)
def test_a_sentence_may_turn_back_from_another_time(text: str, told: list[tuple[int, Event]]) -> None:
    assert [row for row in events(text) if row[0] is not None] == told
