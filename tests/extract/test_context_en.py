"""Which event an English figure is of: every sentence here is invented."""

from __future__ import annotations

import pytest

from cairn.extract.counts_en import claims_en
from cairn.vocab.closed import Event, Group, Kind


def events(text: str) -> list[tuple[int | None, Event]]:
    return [(c.min, c.event) for c in claims_en(text) if c.kind is Kind.KILLED and c.group is Group.ALL]


def test_these_attacks_go_on_with_the_period_told_before() -> None:
    text = "Since the start of the year the valley was hit 28 times. These attacks left 17 people dead."
    assert events(text) == [(17, Event.CUMULATIVE)]


def test_the_items_of_a_list_go_on_and_what_follows_begins_anew() -> None:
    text = "Since early 2022, 40 people were killed:\n• 30 people were killed in May.\nToday two people were killed."
    assert events(text) == [(40, Event.CUMULATIVE), (30, Event.CUMULATIVE), (2, Event.THIS)]


def test_a_figure_before_the_turn_to_a_period_is_of_this_event() -> None:
    text = "Three people were killed, while 40 people were killed since the beginning of the year."
    assert events(text) == [(3, Event.THIS), (40, Event.CUMULATIVE)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Three people were killed in the past few hours.", Event.THIS),
        ("The shelling came in response to the killing of five farmers.", Event.OTHER),
        ("The raid was a retaliation for a blast that killed six people.", Event.OTHER),
    ],
)
def test_hours_are_no_period_and_what_was_answered_is_another_event(text: str, event: Event) -> None:
    assert [e for _, e in events(text)] == [event]


def test_a_figure_told_before_another_strike_is_of_this_event() -> None:
    text = "Five people were killed on Tuesday, a day after another strike killed seven."
    assert events(text) == [(5, Event.THIS), (7, Event.OTHER)]


@pytest.mark.parametrize("bullet", ["• ", "- ", "-", "– ", ""])
def test_items_of_a_sum_belong_to_its_period_however_they_are_marked(bullet: str) -> None:
    text = (
        f"Since early 2022 the death toll has reached 50, as follows:\n{bullet}30 people.\n{bullet}20 people."
    )
    assert [e for n, e in events(text) if n in (20, 30)] == [Event.CUMULATIVE] * 2


def test_a_later_sentence_that_opens_with_another_day_is_of_another_event() -> None:
    text = "A man was killed on Sunday. On May 18, four farmers were killed in the same town."
    assert events(text) == [(1, Event.THIS), (4, Event.OTHER)]


@pytest.mark.parametrize(
    "text",
    [
        "Four farmers were killed on May 18. On May 18, five farmers were killed, a clinic said.",
        "Four farmers were killed. On May 19, relatives said that five farmers had been killed.",
        "On May 18, four farmers were killed.",
    ],
)
def test_the_day_of_the_event_and_the_day_of_a_statement_are_no_other_event(text: str) -> None:
    assert Event.OTHER not in {e for _, e in events(text)}


def test_many_attacks_are_a_period_and_a_few_are_one_event() -> None:
    assert events("In the north 21 attacks left ten people dead.") == [(10, Event.CUMULATIVE)]
    assert events("In the north two strikes killed ten people.") == [(10, Event.THIS)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("A man was killed on Friday dawn. On Thursday, two farmers were killed in a raid.", Event.OTHER),
        ("A man was killed today. Yesterday, two farmers were killed.", Event.OTHER),
        ("A man was killed. On Thursday, two farmers were killed.", Event.THIS),
    ],
)
def test_a_weekday_is_another_only_beside_one_told_before(text: str, event: Event) -> None:
    assert [e for n, e in events(text) if n == 2] == [event]
