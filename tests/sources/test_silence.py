"""A source that falls silent is told, and one that never had a rhythm is not."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cairn.sources.silence import REGULAR, gone_silent

TODAY = date(2031, 6, 30)


def every(days: int, times: int, last: int) -> list[date]:
    """So many days of publication, so many days apart, the last so many days ago."""
    return [TODAY - timedelta(days=last + days * n) for n in range(times)]


def test_a_daily_outlet_is_silent_after_more_than_a_week() -> None:
    (found,) = gone_silent({"River Wire": every(1, 20, 8)}, TODAY)
    assert (found.source, found.days, found.usual_gap) == ("River Wire", 8, 1.0)
    assert not gone_silent({"River Wire": every(1, 20, 7)}, TODAY)


def test_a_monthly_outlet_is_given_its_own_time() -> None:
    assert not gone_silent({"Hill Review": every(30, 6, 100)}, TODAY)
    assert gone_silent({"Hill Review": every(30, 6, 121)}, TODAY)


def test_a_source_without_a_rhythm_is_never_silent() -> None:
    assert not gone_silent({"Passer-by": every(1, REGULAR - 1, 90)}, TODAY)


def test_the_longest_silence_comes_first_and_history_is_no_news() -> None:
    told = {"A": every(1, 9, 20), "B": every(1, 9, 40), "C": every(1, 9, 500)}
    assert [s.source for s in gone_silent(told, TODAY)] == ["B", "A"]


@given(st.lists(st.integers(0, 400), max_size=30), st.integers(0, 50))
def test_a_report_of_today_ends_every_silence(ago: list[int], more: int) -> None:
    days = [TODAY - timedelta(days=n) for n in ago]
    assert not gone_silent({"A": [*days, TODAY]}, TODAY)
