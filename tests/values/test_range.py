import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.values import UNKNOWN, Range, lowest_to_highest

ends = st.none() | st.integers(0, 50)


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    return Range(low, high)


def test_it_refuses_min_above_max() -> None:
    with pytest.raises(ValueError, match="above"):
        Range(5, 4)


@pytest.mark.parametrize("bad", [(-1, None), (None, -2), (-3, 4)])
def test_it_refuses_a_negative_count(bad: tuple[int | None, int | None]) -> None:
    with pytest.raises(ValueError, match="negative"):
        Range(*bad)


def test_nought_is_a_figure_and_unknown_is_none() -> None:
    assert Range.exactly(0).is_exact
    assert not Range.exactly(0).is_unknown
    assert UNKNOWN.is_unknown
    assert not UNKNOWN.is_exact


@given(ranges(), ranges())
def test_a_sum_does_not_depend_on_order(a: Range, b: Range) -> None:
    assert a + b == b + a


@given(ranges(), ranges(), ranges())
def test_a_sum_does_not_depend_on_grouping(a: Range, b: Range, c: Range) -> None:
    assert (a + b) + c == a + (b + c)


@given(ranges(), ranges())
def test_an_unknown_end_never_becomes_a_number_in_a_sum(a: Range, b: Range) -> None:
    total = a + b
    assert (total.min is None) == (a.min is None or b.min is None)
    assert (total.max is None) == (a.max is None or b.max is None)


@given(ranges())
def test_adding_nought_changes_nothing(a: Range) -> None:
    assert a + Range.exactly(0) == a


@given(ranges(), ranges(), ranges())
def test_a_union_holds_both_whatever_the_order(a: Range, b: Range, c: Range) -> None:
    both = a.union(b)
    assert both == b.union(a)
    assert both.contains(a)
    assert both.contains(b)
    assert both.union(c) == a.union(b.union(c))
    assert a.union(a) == a


@given(ranges(), ranges(), st.integers(0, 50))
def test_containing_a_range_is_containing_its_numbers(a: Range, b: Range, n: int) -> None:
    if a.contains(b) and b.contains(n):
        assert a.contains(n)


@given(ranges(), ranges())
def test_ranges_overlap_where_some_number_is_in_both(a: Range, b: Range) -> None:
    shared = any(a.contains(n) and b.contains(n) for n in range(101))
    assert a.overlaps(b) == shared
    assert a.overlaps(b) == b.overlaps(a)


@given(st.lists(ranges()))
def test_the_lowest_to_the_highest_does_not_depend_on_order(figures: list[Range]) -> None:
    assert lowest_to_highest(figures) == lowest_to_highest(reversed(figures))


@given(st.lists(ranges()), st.integers(0, 3))
def test_silence_moves_neither_end(figures: list[Range], silent: int) -> None:
    assert lowest_to_highest(figures + [UNKNOWN] * silent) == lowest_to_highest(figures)


@given(st.lists(ranges()))
def test_each_end_is_a_figure_somebody_gave(figures: list[Range]) -> None:
    found = lowest_to_highest(figures)
    given_ends = {end for f in figures for end in (f.min, f.max) if end is not None}
    assert {end for end in (found.min, found.max) if end is not None} <= given_ends


def test_at_least_nine_beside_three_to_five_gives_three_to_nine() -> None:
    assert lowest_to_highest([Range(9, None), Range(3, 5)]) == Range(3, 9)


def test_an_open_figure_alone_stays_open() -> None:
    assert lowest_to_highest([Range(4, None), UNKNOWN]) == Range(4, None)
    assert lowest_to_highest([]) == UNKNOWN


@given(st.lists(ranges(), min_size=1))
def test_up_to_five_beside_at_least_eight_is_not_refused(figures: list[Range]) -> None:
    found = lowest_to_highest([*figures, Range(None, 5), Range(8, None)])
    assert found.max is not None
    assert found.max >= 8
