from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.shell.evaluate.score import (
    Answer,
    bcubed,
    bootstrap_interval,
    count_bin,
    pairwise,
    score_counts,
    split_by,
    text_table,
)
from cairn.values import UNKNOWN, Range


def answer(truth: Range, guess: Range, **groups: str) -> Answer:
    return Answer("a", truth, guess, groups)


def test_an_exact_range_is_right_in_every_way() -> None:
    score = score_counts([answer(Range(3, 5), Range(3, 5))], seed=1)
    assert (score.found, score.min_exact, score.max_exact, score.both_exact, score.in_range) == (
        1,
        1,
        1,
        1,
        1,
    )


def test_silence_is_not_found_and_never_exact() -> None:
    score = score_counts([answer(Range(0, 0), UNKNOWN), answer(Range(2, 2), Range(2, 2))], seed=1)
    assert (score.found, score.min_exact, score.in_range_of_found) == (0.5, 0.5, 1.0)


def test_an_open_end_counts_by_the_highest_figure_given() -> None:
    assert answer(Range(4, 4), Range(4, None)).max_exact
    assert not answer(Range(4, 6), Range(4, None)).max_exact


def test_one_off_is_within_one_and_may_be_out_of_range() -> None:
    near = answer(Range(4, 6), Range(3, 3))
    assert near.within_1
    assert not near.in_range


def test_the_sums_show_the_bias_of_a_tally() -> None:
    score = score_counts([answer(Range(4, 6), Range(3, 3)), answer(Range(2, 2), Range(2, 2))], seed=1)
    assert (score.sum_read_min, score.sum_true_min) == (5, 6)


def test_no_answers_have_no_score() -> None:
    with pytest.raises(ValueError, match="no answers"):
        score_counts([], seed=1)


@pytest.mark.parametrize(
    ("count", "name"),
    [(None, "unknown"), (0, "0"), (1, "1"), (2, "2-3"), (3, "2-3"), (4, "4-9"), (19, "10-19"), (20, "20+")],
)
def test_bins_hold_the_counts_their_names_say(count: int | None, name: str) -> None:
    assert count_bin(count) == name


def test_answers_split_by_a_group_and_those_without_it_are_left_out() -> None:
    parts = split_by([answer(UNKNOWN, UNKNOWN, day="busy"), answer(UNKNOWN, UNKNOWN)], "day")
    assert {name: len(part) for name, part in parts.items()} == {"busy": 1}


@given(st.lists(st.sampled_from([0.0, 1.0]), min_size=1, max_size=50), st.integers(0, 1000))
def test_the_interval_is_in_order_within_bounds_and_the_same_for_the_same_seed(
    values: list[float], seed: int
) -> None:
    low, high = bootstrap_interval(values, seed=seed, rounds=50)
    assert 0 <= low <= high <= 1
    assert (low, high) == bootstrap_interval(values, seed=seed, rounds=50)


def test_the_same_grouping_agrees_wholly() -> None:
    groups = {"a": 1, "b": 1, "c": 2}
    renamed = {"a": "x", "b": "x", "c": "y"}
    assert (bcubed(renamed, groups).f1, pairwise(renamed, groups).f1) == (1.0, 1.0)


def test_singletons_are_precise_and_lack_recall() -> None:
    truth = {"a": 1, "b": 1, "c": 1, "d": 2}
    alone = {key: key for key in truth}
    assert (bcubed(alone, truth).precision, bcubed(alone, truth).recall) == (1.0, 0.5)
    assert (pairwise(alone, truth).recall, pairwise(alone, truth).f1) == (0.0, 0.0)


def test_one_heap_has_all_recall_and_little_precision() -> None:
    truth = {"a": 1, "b": 1, "c": 2, "d": 2}
    heap = bcubed(dict.fromkeys(truth, 0), truth)
    assert (heap.precision, heap.recall) == (0.5, 1.0)
    assert pairwise(dict.fromkeys(truth, 0), truth).precision == pytest.approx(1 / 3)


def test_groupings_of_different_items_are_refused() -> None:
    with pytest.raises(ValueError, match="same items"):
        bcubed({"a": 1}, {"b": 1})


def test_a_table_lines_its_columns_up() -> None:
    lines = text_table(("slice", "n"), [("all", 10), ("quiet", 2.5)]).splitlines()
    assert lines == ["slice      n", "all       10", "quiet  2.500"]
