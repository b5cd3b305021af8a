from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.values import DatePrecision, DateSpan

days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> DateSpan:
    first = draw(days)
    return DateSpan.between(first, first + timedelta(days=draw(st.integers(0, 400))))


def test_it_refuses_an_end_before_the_start() -> None:
    with pytest.raises(ValueError, match="ends"):
        DateSpan(date(2020, 5, 2), date(2020, 5, 1))


def test_february_of_a_leap_year_has_29_days() -> None:
    assert DateSpan.month(2024, 2).days == 29
    assert DateSpan.year(2024).days == 366


def test_between_one_and_the_same_day_is_a_day() -> None:
    day = date(2020, 5, 1)
    assert DateSpan.between(day, day) == DateSpan.on(day)
    assert DateSpan.on(day).precision is DatePrecision.DAY


@given(spans(), spans())
def test_two_spans_overlap_or_lie_apart(a: DateSpan, b: DateSpan) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    assert a.gap_days(b) == b.gap_days(a)
    assert a.overlaps(b) == (a.gap_days(b) == 0)


@given(spans(), spans())
def test_a_span_contains_what_it_overlaps_wholly(a: DateSpan, b: DateSpan) -> None:
    if a.contains(b):
        assert a.overlaps(b)
        assert a.days >= b.days
        assert a.contains(b.start)
        assert a.contains(b.end)


@given(spans(), spans())
def test_widening_by_the_gap_makes_two_spans_meet(a: DateSpan, b: DateSpan) -> None:
    gap = a.gap_days(b)
    assert a.widened(gap, gap).overlaps(b)
    assert gap == 0 or not a.widened(gap - 1, gap - 1).overlaps(b)


@given(spans())
def test_widening_by_nothing_keeps_the_days(a: DateSpan) -> None:
    same = a.widened(0, 0)
    assert (same.start, same.end) == (a.start, a.end)


@pytest.mark.parametrize("span", [DateSpan.month(2020, 5), DateSpan.year(2020)])
def test_widening_by_nothing_keeps_how_finely_the_date_was_told(span: DateSpan) -> None:
    assert span.widened(0, 0) == span
