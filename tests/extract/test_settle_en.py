"""Who the people of an English sentence are when only another part of it says so."""

from __future__ import annotations

import pytest

from cairn.extract.counts_en import claims_en
from cairn.vocab.closed import Event, Group, Kind, Status

Read = list[tuple[str, str, int | None, int | None]]


def _told(text: str) -> Read:
    """Kind, group and both ends of every figure, in the order of the text."""
    counts = [c for c in claims_en(text) if c.kind in (Kind.KILLED, Kind.INJURED)]
    return [(c.kind.value, c.group.value, c.min, c.max) for c in counts]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Two soldiers were killed and four others injured by a mine.",
            [("killed", "belligerents", 2, 2), ("injured", "belligerents", 4, 4)],
        ),
        (
            "Eleven mercenaries were killed and 9 wounded near the mill.",
            [("killed", "belligerents", 11, 11), ("injured", "belligerents", 9, 9)],
        ),
        (
            "Two soldiers were killed and four civilians injured by a mine.",
            [("killed", "belligerents", 2, 2), ("injured", "all", 4, 4)],
        ),
        (
            "Two soldiers were killed and four others, including a child, were injured.",
            [("killed", "belligerents", 2, 2), ("injured", "all", 4, 4), ("injured", "children", 1, 1)],
        ),
        (
            "A drone killed three villagers and injured two others.",
            [("killed", "all", 3, 3), ("injured", "all", 2, 2)],
        ),
    ],
)
def test_others_hurt_beside_soldiers_are_soldiers(text: str, told: Read) -> None:
    assert _told(text) == told


def test_people_told_apart_by_how_badly_they_were_hurt_are_added_up() -> None:
    text = (
        "Two soldiers were gravely hurt, a soldier was moderately wounded and three troops lightly wounded."
    )
    assert _told("Two troops were severely wounded and three soldiers were lightly wounded.") == [
        ("injured", "belligerents", 5, 5)
    ]
    assert _told(text) == [("injured", "belligerents", 6, 6)]
    assert _told("Two nuns were wounded and three monks were wounded.") == [
        ("injured", "all", 2, 2),
        ("injured", "all", 3, 3),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A drone killed the ISIS leader Omar Tal.",
        "Omar Tal, a commander in the militia, was killed on the ridge.",
        "Omar Tal, leader of the brigade, was killed on the ridge.",
        "The raid ended with the killing of ISIS leader Omar Tal.",
    ],
)
def test_a_name_is_armed_as_its_description_tells(text: str) -> None:
    assert _told(text) == [("killed", "belligerents", 1, 1)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("A shell killed six people, two of them fighters.", ("killed", "belligerents", 2, 2)),
        ("A shell killed six people, two of whom were fighters.", ("killed", "belligerents", 2, 2)),
        ("A shell killed six people, four of them children.", ("killed", "children", 4, 4)),
        ("The raids killed 25 people: six civilians, two of them nurses, and 19 soldiers.", ("killed", "all", 6, 6)),
        ("The raids killed 25 people: six civilians, two of them nurses, and 19 soldiers.", ("killed", "belligerents", 19, 19)),
    ],
)  # fmt: skip
def test_some_of_the_people_are_told_as_parts(text: str, part: tuple[str, str, int, int]) -> None:
    told = _told(text)
    assert part in told
    assert told[0][2] in (6, 25)


def test_some_whose_status_is_contested_are_marked_so() -> None:
    claims = claims_en("The blast killed five men, two of whom have a contested civilian status.")
    assert [(c.min, c.group) for c in claims if c.status is Status.CONTESTED] == [(2, Group.ALL)]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("The assault killed 20 fighters, and captured 13.", [20]),
        ("A charge on the gate led to the killing of 15 soldiers and allowed rebels to enter.", [15]),
        ("Pavlo Orvin, who kept books for painters, was killed at noon.", [1]),
        ("By a count of a network of independent painters, at least 30 villagers died.", [30]),
    ],
)
def test_whom_another_verb_takes_is_not_among_the_dead(text: str, killed: list[int]) -> None:
    assert [c.min for c in claims_en(text) if c.kind is Kind.KILLED] == killed


def test_the_dead_told_before_the_verb_of_being() -> None:
    assert _told("Killed were Pavlo Orvin, Omar Tal and Nader Sahl.") == [("killed", "all", 3, 3)]


def test_casualties_are_the_most_of_the_dead_and_of_the_injured() -> None:
    assert _told("The raid caused 14 casualties.") == [
        ("killed", "all", None, 14),
        ("injured", "all", None, 14),
    ]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("It is worth noting that a shell killed two people near the well.", Event.OTHER),
        ("Another armed drone killed four people at the ford.", Event.OTHER),
        ("By the beginning of 2014, 500 fighters had died.", Event.CUMULATIVE),
        ("Some 300 soldiers have been killed in the civil war.", Event.CUMULATIVE),
        (
            "Shells hit four towns over the past week. Six people have been killed in the attacks.",
            Event.CUMULATIVE,
        ),
        ("A shell struck the mill. Six people have been killed in the attacks.", Event.THIS),
    ],
)
def test_which_event_a_figure_is_of(text: str, event: Event) -> None:
    assert {c.event for c in claims_en(text) if c.kind is Kind.KILLED} == {event}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Six of the dead were children.", [("killed", "children", 6, 6)]),
        ("Two of the wounded were soldiers.", [("injured", "belligerents", 2, 2)]),
        ("The shell killed five gunmen; no US troops were hurt.", [("killed", "belligerents", 5, 5)]),
        ("One of the strikes killed nine people near the ford.", [("killed", "all", 9, 9)]),
        ("Drones kill seven near Tell Ansur, Kurdish officials say", [("killed", "all", 7, 7)]),
        ("A drone killed 12 gunmen, local security officials said.", [("killed", "belligerents", 12, 12)]),
        ("Strike near Tell Ansur kills 42: monitor", [("killed", "all", 42, 42)]),
        ("Forces neutralise four fighters near the ford.", [("killed", "belligerents", 4, 4)]),
        ("Two brothers, 10 and 12, were killed by a mine.", [("killed", "all", 2, 2)]),
        (
            "Shells fell, wounding a boy named Omar Tal, 8.",
            [("injured", "all", 1, 1), ("injured", "children", 1, 1)],
        ),
        ("A couple died when a shell hit their house.", [("killed", "all", 2, 2)]),
        ("Several ORV–EAST troops were hurt near the ford.", [("injured", "belligerents", 2, None)]),
        ("In all 25 people were injured, with three of them in danger.", [("injured", "all", 25, 25)]),
        ("The ford fight resulted in 19 gunmen being killed.", [("killed", "belligerents", 19, 19)]),
        ("The gunmen were told to surrender or be killed.", []),
    ],
)
def test_whom_a_sentence_counts(text: str, told: Read) -> None:
    assert _told(text) == told


def test_a_toll_that_rose_from_one_number_to_another_is_the_other() -> None:
    claims = claims_en("The death toll from the strike on the mill rose from six to nine after three died.")
    assert (9, Event.UPDATE) in [(c.min, c.event) for c in claims]


def test_half_a_million_dead_are_of_a_war() -> None:
    claims = claims_en("The fighting has killed nearly half a million people.")
    assert [(c.min, c.event) for c in claims] == [(500_000, Event.CUMULATIVE)]


@pytest.mark.parametrize(
    "text",
    [
        "It was the biggest raid since the 2019 assault that killed four guards.",
        "A similar raid killed four guards.",
    ],
)
def test_harm_told_only_for_comparison_is_another_events(text: str) -> None:
    assert {c.event for c in claims_en(text)} == {Event.OTHER}


@pytest.mark.parametrize(
    "text",
    [
        "Five people died in a traffic accident on the ford road.",
        "Floods killed nine people in the camps.",
        "A strong earthquake killed 30 people along the coast.",
    ],
)
def test_harm_that_is_not_of_war_is_of_no_event_of_ours(text: str) -> None:
    assert {c.event for c in claims_en(text)} == {Event.OTHER}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "Shells struck the ford on Friday and hit two barns. On May 3, a mine killed four guards.",
            Event.OTHER,
        ),
        ("Shells struck the ford on May 3. On May 3, a mine killed four guards.", Event.THIS),
        ("Shells struck the ford on Friday. In October, a mine killed four guards.", Event.OTHER),
        ("The raids killed 60 people in one month.", Event.CUMULATIVE),
        ("During March, mines killed 60 people.", Event.CUMULATIVE),
        ("Some 400 gunmen have been killed in the operation so far.", Event.CUMULATIVE),
    ],
)
def test_another_time_is_another_event_or_a_period(text: str, event: Event) -> None:
    assert {c.event for c in claims_en(text) if c.kind is Kind.KILLED} == {event}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("5 killed (2 children) near the ford", [("killed", "all", 5, 5), ("killed", "children", 2, 2)]),
        ("Injured: 12 (4 women)", [("injured", "all", 12, 12), ("injured", "women", 4, 4)]),
        (
            "2 girls + 1 woman killed near the ford",
            [("killed", "children", 2, 2), ("killed", "all", 3, 3), ("killed", "women", 1, 1)],
        ),
        (
            "two women killed & 3 girls injured",
            [("killed", "women", 2, 2), ("killed", "all", 2, 2), ("injured", "children", 3, 3),
             ("injured", "all", 3, 3)],
        ),
        ("Mine blast kills shepherd near the ford", [("killed", "all", 1, 1)]),
        ("Ambush leaves soldier dead", [("killed", "belligerents", 1, 1)]),
    ],
)  # fmt: skip
def test_posts_and_headlines_count_people_in_their_own_way(text: str, told: Read) -> None:
    assert sorted(_told(text)) == sorted(told)


def test_who_says_it_is_not_among_those_it_is_said_of() -> None:
    text = "Six people were killed in a strike on the mill, including two militants, residents said."
    assert not any("residents" in text[c.start : c.end] for c in claims_en(text))
