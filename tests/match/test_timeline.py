"""Rows of numbers held against time: what proves itself, and what is then said of another number."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.match.timeline import Anchor, timeline

START = date(2031, 1, 1)


def row(days: list[int], pace: int = 100, weight: float = 1.0) -> list[Anchor]:
    """Anchors at these days, their numbers rising by `pace` a day."""
    return [Anchor(1000 + pace * day, START + timedelta(days=day), weight, f"r{day}") for day in days]


rising = st.lists(st.integers(10, 60), min_size=7, max_size=14).map(lambda gaps: [0, *accumulate(gaps)])


@settings(deadline=None)
@given(rising)
def test_a_number_of_a_steady_row_lies_within_what_is_said_of_it(days: list[int]) -> None:
    line = timeline(row(days))
    assert line is not None
    for day in range(days[0], days[-1] + 1, 7):
        given = line.of(1000 + 100 * day)
        if given is not None:
            assert given.first <= START + timedelta(days=day) <= given.last


@settings(deadline=None)
@given(rising, st.integers(0, 29))
def test_a_day_left_out_is_told_by_its_neighbours(days: list[int], at: int) -> None:
    anchors = row(days)
    one = anchors[at % len(anchors)]
    line = timeline(anchors)
    assert line is not None
    given = line.of(one.number, but=one.report)
    if given is not None:
        assert one.report not in (given.before.report, given.after.report)
        assert given.first <= one.day <= given.last


@settings(deadline=None)
@given(st.permutations(row([0, 20, 31, 60, 74, 99, 130, 144])))
def test_the_order_in_which_reports_come_changes_nothing(shuffled: list[Anchor]) -> None:
    assert timeline(shuffled) == timeline(row([0, 20, 31, 60, 74, 99, 130, 144]))


def test_a_row_that_runs_backwards_gives_nothing() -> None:
    back = [Anchor(-a.number + 500_000, a.day, a.weight, a.report) for a in row(list(range(0, 600, 30)))]
    assert timeline(back) is None


@pytest.mark.parametrize("step", [71, 157, 211, 263])
def test_a_row_in_no_order_gives_nothing(step: int) -> None:
    days = [(step * n) % 400 for n in range(14)]
    mixed = [Anchor(1000 + 100 * n, START + timedelta(days=day), 1.0, f"r{n}") for n, day in enumerate(days)]
    assert timeline(mixed) is None


def test_too_few_days_give_nothing() -> None:
    assert timeline(row([0, 40, 80])) is None


def test_days_misread_are_left_aside() -> None:
    anchors = row([*range(0, 300, 20)])
    wrong = Anchor(anchors[5].number + 50, START + timedelta(days=900), 0.3, "wrong")
    line = timeline([*anchors, wrong])
    assert line is not None
    assert "wrong" not in {a.report for a in line.chain}


def test_outside_its_days_a_row_says_nothing() -> None:
    line = timeline(row([*range(0, 300, 20)]))
    assert line is not None
    assert line.of(900) is None
    assert line.of(1000 + 100 * 400) is None


def test_a_gap_too_wide_is_not_guessed() -> None:
    days = [0, 3, 9, 12, 800, 805, 811, 813]
    uneven = [
        Anchor(1000 + n * 350 + day, START + timedelta(days=day), 1.0, f"r{n}") for n, day in enumerate(days)
    ]
    line = timeline(uneven)
    given = line.of(1000 + 4 * 350 + 12) if line else None
    assert given is None or (given.last - given.first).days <= 61


@settings(deadline=None)
@given(st.lists(st.sampled_from([0, 0, 1, 2]), min_size=40, max_size=40), st.integers(1, 4))
def test_in_a_dense_row_that_steps_back_a_day_the_first_day_is_never_after_the_last(
    late: list[int], a_day: int
) -> None:
    anchors = [
        Anchor(58_000 + 10 * i, START + timedelta(days=i // a_day + more), 1.0, f"r{i}")
        for i, more in enumerate(late)
    ]
    line = timeline(anchors)
    for number in range(58_001, 58_390, 2):
        given = line.of(number) if line else None
        assert given is None or given.first <= given.day <= given.last
