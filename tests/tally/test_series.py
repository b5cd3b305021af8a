from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cairn.tally import tally
from cairn.tally.model import Coverage, Definition, Row
from cairn.tally.series import monitored_in, per_actor, per_month
from cairn.values import DateSpan, Range
from cairn.vocab.closed import Grade
from tally.rows import row

YEAR = Definition(from_day=date(2031, 1, 1), to_day=date(2031, 12, 31))
JUNE = DateSpan.month(2031, 6)


def covered(first: date, last: date, level: str = "full") -> Coverage:
    return Coverage("atlas", "XA", first, last, level)


def test_every_month_asked_for_has_a_row() -> None:
    found = per_month([row("a")], YEAR)
    assert [m.month for m in found] == [f"2031-{n:02}" for n in range(1, 13)]


def test_a_month_not_monitored_has_no_figure_and_is_not_nought() -> None:
    told = [
        covered(date(2031, 1, 1), date(2031, 6, 30)),
        covered(date(2031, 7, 1), date(2031, 12, 31), "none"),
    ]
    by_month = {m.month: m for m in per_month([], YEAR, told)}
    june, july = by_month["2031-06"], by_month["2031-07"]
    assert june.monitored == "full"
    assert june.killed is not None
    assert june.killed.min == 0
    assert july.monitored == "none"
    assert july.killed is None


def test_a_month_of_which_nobody_said_how_it_was_monitored_has_no_figure() -> None:
    found = per_month([row("a")], YEAR)
    assert found[0].killed is None
    assert found[0].monitored == "untold"
    assert found[4].killed is not None


def test_what_is_recorded_in_an_unmonitored_month_is_shown() -> None:
    told = [covered(date(2031, 5, 1), date(2031, 5, 31), "none")]
    may = per_month([row("a", Range(2, 3))], YEAR, told)[4]
    assert may.monitored == "none"
    assert may.killed is not None
    assert may.killed.min == 2


def test_a_date_range_stands_in_the_month_it_starts_and_says_so() -> None:
    shelling = row("a", start=date(2031, 5, 30), end=date(2031, 6, 2))
    found = {m.month: m for m in per_month([shelling], YEAR)}
    assert (found["2031-05"].incidents, found["2031-05"].running_on) == (1, 1)
    assert found["2031-06"].incidents == 0


def test_part_of_a_month_is_in_part() -> None:
    assert monitored_in(JUNE, [covered(date(2031, 6, 1), date(2031, 6, 14))]) == "partial"


def test_two_stretches_may_make_a_whole_month() -> None:
    halves = [covered(date(2031, 6, 1), date(2031, 6, 14)), covered(date(2031, 6, 15), date(2031, 7, 9))]
    assert monitored_in(JUNE, halves) == "full"
    assert monitored_in(JUNE, halves[::-1]) == "full"


def test_a_fortnight_not_monitored_makes_a_month_partial() -> None:
    told = [
        covered(date(2031, 6, 1), date(2031, 6, 14)),
        covered(date(2031, 6, 15), date(2031, 6, 30), "none"),
    ]
    assert monitored_in(JUNE, told) == "partial"


def test_days_stated_twice_are_counted_once() -> None:
    twice = [covered(date(2031, 6, 1), date(2031, 6, 20))] * 2
    assert monitored_in(JUNE, twice) == "partial"


def test_there_are_no_months_without_days_or_incidents() -> None:
    assert per_month([], Definition()) == ()


def test_actors_stand_from_a_to_z_each_with_its_joint_incidents_in_full() -> None:
    rows = [row("a", Range(9, 9), {"borea": Grade.FAIR, "atlas": Grade.FAIR}), row("b", Range(1, 1))]
    found = per_actor(rows, Definition(), [covered(date(2031, 5, 1), date(2031, 5, 31))])
    assert [(a.actor, a.tally.killed.min) for a in found] == [("atlas", 10), ("borea", 9)]
    assert len(found[0].monitored) == 1
    assert found[1].monitored == ()


days = st.dates(date(2030, 11, 1), date(2032, 2, 1))


@given(st.lists(st.tuples(days, st.integers(0, 9))))
def test_the_months_add_up_to_the_tally(told: list[tuple[date, int]]) -> None:
    rows: list[Row] = [row(f"i{n}", Range.exactly(k), start=d, end=d) for n, (d, k) in enumerate(told)]
    for definition in (YEAR, replace(YEAR, from_day=None, to_day=None)):
        months, whole = per_month(rows, definition), tally(rows, definition)
        assert sum(m.incidents for m in months) == whole.incidents
        assert sum(m.killed.min for m in months if m.killed) == whole.killed.min
