"""Scoring groups of reports: figures worked out by hand, baselines, slices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.shell.evaluate.incidents import evaluate_incidents, score

TRUTH = [
    {"id": "i1", "date": "2031-05-04"},
    {"id": "i2", "date": "2031-05-04"},
    {"id": "i3", "date": "2031-06-01"},
]
REPORTS = [
    {"id": "a", "incident_ids": ["i1"], "published": "2031-05-04", "language": "ar", "conflict": "invented"},
    {"id": "b", "incident_ids": ["i1"], "published": "2031-05-04T09:00:00", "language": "en"},
    {"id": "c", "incident_ids": ["i2"], "published": "2031-05-04", "language": "ar"},
    {"id": "d", "incident_ids": ["i3"], "published": None, "language": "ar"},
    {"id": "e", "incident_ids": ["i1", "i2"], "published": "2031-05-04", "language": "ar"},
]


def test_a_perfect_grouping_scores_one() -> None:
    scores = evaluate_incidents({"a": "x", "b": "x", "c": "y", "d": "z"}, TRUTH, REPORTS)
    best = scores.of("all")
    assert (best.bcubed_f1, best.pairwise_f1, best.reports, best.incidents) == (1.0, 1.0, 4, 3)
    assert scores.left_out == 1


def test_figures_agree_with_those_worked_out_by_hand() -> None:
    found = score(
        "all", "x", {"a": "1", "b": "1", "c": "1", "d": "2"}, {"a": "i1", "b": "i1", "c": "i2", "d": "i2"}
    )
    assert found.bcubed_precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert found.bcubed_recall == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert found.pairwise_precision == pytest.approx(1 / 3)
    assert found.pairwise_recall == pytest.approx(1 / 2)


def test_a_report_joined_to_nothing_stands_alone() -> None:
    found = evaluate_incidents({"a": "x"}, TRUTH, REPORTS).of("all")
    assert found.bcubed_precision == 1.0
    assert found.bcubed_recall == pytest.approx((0.5 + 0.5 + 1 + 1) / 4)


def test_the_same_day_baseline_groups_by_day_and_leaves_the_undated_alone() -> None:
    scores = evaluate_incidents({}, TRUTH, REPORTS)
    assert scores.of("all", "same day").bcubed_precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert scores.of("undated", "same day").bcubed_f1 == 1.0
    assert scores.of("all", "singletons").bcubed_precision == 1.0


def test_busy_days_are_those_with_two_incidents_in_the_truth() -> None:
    scores = evaluate_incidents({}, TRUTH, REPORTS)
    assert scores.of("busy days").reports == 3
    assert scores.of("language en").reports == 1
    assert scores.of("conflict invented").reports == 1
    with pytest.raises(KeyError):
        scores.of("language de")


def test_the_table_names_every_method() -> None:
    table = evaluate_incidents({}, TRUTH, REPORTS).table()
    assert all(word in table for word in ("cairn", "same day", "singletons", "busy days"))


@given(st.dictionaries(st.integers(0, 30), st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1))
def test_scores_lie_between_0_and_1_and_swap_when_the_sides_swap(rows: dict[int, tuple[int, int]]) -> None:
    one = {str(k): str(a) for k, (a, _) in rows.items()}
    two = {str(k): str(b) for k, (_, b) in rows.items()}
    here, there = score("s", "m", one, two), score("s", "m", two, one)
    assert here.bcubed_precision == pytest.approx(there.bcubed_recall)
    assert 0 < here.bcubed_f1 <= 1
    assert here.bcubed_f1 == pytest.approx(there.bcubed_f1)
    assert 0 <= here.pairwise_f1 <= 1
