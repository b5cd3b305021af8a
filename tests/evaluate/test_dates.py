"""Scoring dates: a perfect reader, spans, undated texts, the calendar's baselines, the upper bound."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.model import Claim, Reading
from cairn.shell.evaluate.date_guesses import PEER, days_off, point_of
from cairn.shell.evaluate.dates import DateScore, evaluate_dates, true_span
from cairn.shell.evaluate.scored import Scored
from cairn.values import DateSpan
from cairn.vocab.closed import Kind
from evaluate.made import incident, on, paired, report

TRUTH = [incident("i1"), incident("i2", date="2031-06-01", date_end="2031-06-03")]
ROWS = [report("r1", "i1"), report("r2", "i2", published=None, text="On 2 June 2031 the mill was hit.")]
PERFECT = {
    "r1": Reading(date=on(2031, 5, 4), date_basis="relative"),
    "r2": Reading(date=on(2031, 6, 2), date_basis="stated"),
}


def scored(
    readings: dict[str, Reading], truth: Any = TRUTH, **claims: tuple[Claim, ...]
) -> Scored[DateScore]:
    return evaluate_dates(paired(truth, ROWS, readings, **claims), busy={})


def day(value: str) -> Claim:
    return Claim(Kind.DATE, 0, 1, value=value)


def test_a_perfect_reader_scores_one_though_the_truth_is_several_days() -> None:
    best = scored(PERFECT).of()
    assert (best.answered, best.exact, best.within_1, best.found_exact, best.holds) == (
        1.0,
        1.0,
        1.0,
        1.0,
        1.0,
    )
    assert (best.mean_days, best.spans) == (1.0, 0.0)


def test_silence_costs_the_share_of_all_and_not_of_the_answered() -> None:
    ours = scored({"r1": PERFECT["r1"]}).of()
    assert (ours.answered, ours.exact, ours.found_exact) == (0.5, 0.5, 1.0)


def test_the_publication_day_and_the_day_before_stand_beside_ours() -> None:
    scores = scored(PERFECT)
    assert (scores.of(method="publication day").exact, scores.of(method="publication day").within_1) == (
        0.0,
        0.5,
    )
    assert scores.of("date dated", "day before").exact == 1.0
    assert scores.of("date undated", "publication day").answered == 0.0


def test_the_first_date_of_the_text_is_no_better_for_being_first() -> None:
    early = (day("2011-03-15"), day("2031-05-04"))
    scores = scored({"r1": Reading()}, r1=early)
    assert scores.of("date dated", "first date").exact == 0.0
    assert scores.of("date dated", "oracle: best named").exact == 1.0


def test_the_other_package_reads_the_text_itself() -> None:
    pytest.importorskip("dateparser")
    assert scored({}).of("date undated", PEER).exact == 1.0


def test_scores_come_by_the_basis_of_our_date() -> None:
    scores = scored(PERFECT)
    assert scores.of("basis stated").n == scores.of("basis relative").n == 1
    assert scored({"r1": PERFECT["r1"]}).of("basis none").answered == 0.0


def test_a_month_holds_the_day_and_does_not_hit_it() -> None:
    ours = scored({"r1": Reading(date=DateSpan.month(2031, 5))}).of("date dated")
    assert (ours.exact, ours.holds, ours.mean_days, ours.spans) == (0.0, 1.0, 31.0, 1.0)


def test_the_night_between_two_days_counts_by_its_first() -> None:
    night = DateSpan.between(date(2031, 5, 4), date(2031, 5, 5))
    assert point_of(night) == date(2031, 5, 4)
    assert days_off(night, on(2031, 5, 5)) == 1


def test_an_end_before_the_start_is_taken_for_none() -> None:
    assert true_span("2031-05-04", "2031-05-01") == on(2031, 5, 4)
    assert true_span("2031-05", None) is None


def test_incidents_without_a_date_are_left_out() -> None:
    with pytest.raises(ValueError, match="with a date"):
        scored(PERFECT, truth=[incident("i1", date=None), incident("i2", date=None)])


@given(st.dates(), st.dates(), st.integers(0, 20))
def test_an_answer_within_the_true_days_is_never_off(first: date, guess: date, more: int) -> None:
    true = DateSpan.on(first).widened(0, more) if first.year < 9999 else DateSpan.on(first)
    assert (days_off(DateSpan.on(guess), true) == 0) == true.contains(guess)
