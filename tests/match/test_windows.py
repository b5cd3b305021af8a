"""Undated reports between dated ones of their source: windows, and the days of events that follow from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.match import AccountFacts, match
from cairn.match.background import background
from cairn.match.facts import prepared
from cairn.match.surroundings import Surroundings
from cairn.match.window import Window
from cairn.match.windows import windows, with_windows

from .invented import account, place

START = date(2031, 5, 4)
HARBOUR = place("Qalat Mira", 35.0, 36.0)


def numbered(
    day: int, *, dated: bool = True, text: str = "", at: str = "valley.example/archives"
) -> AccountFacts:
    """An account of a source that gives ten numbers a day."""
    made = account(
        f"a{day:03}", on=START + timedelta(days=day) if dated else None, told=False, at=HARBOUR, text=text
    )
    return replace(made, url=f"https://{at}/{5000 + 10 * day}")


def found(accounts: list[AccountFacts]) -> dict[str, Window]:
    ready = {a.account_id: prepared(a) for a in accounts}
    return windows(accounts, ready, Surroundings(frozen=background(ready.values())))


DATED = [numbered(day) for day in (0, 6, 15, 21, 33, 40, 52, 58)]
LONE = numbered(37, dated=False)


def test_a_report_between_two_of_its_source_came_out_between_them() -> None:
    window = found([*DATED, LONE])[LONE.report_id]
    assert window.first <= START + timedelta(days=37) <= window.last
    assert abs((window.day - START).days - 37) <= 1


def test_the_sentence_names_both_neighbours_with_their_days() -> None:
    why = found([*DATED, LONE])[LONE.report_id].why
    for part in ("5370", "5330", "report-of-a033", "2031-06-06", "5400", "report-of-a040", "2031-06-13"):
        assert part in why


@given(st.permutations([*DATED, LONE, numbered(10, dated=False)]))
@settings(max_examples=10)
def test_the_order_of_the_accounts_changes_nothing(accounts: list[AccountFacts]) -> None:
    assert found(accounts) == found([*DATED, LONE, numbered(10, dated=False)])


def test_numbers_of_another_page_prove_nothing_for_this_one() -> None:
    elsewhere = replace(LONE, url="https://valley.example/pictures/5370")
    assert found([*DATED, elsewhere]) == {}


def test_a_dated_report_is_given_no_window() -> None:
    assert found([*DATED, numbered(37)]) == {}


def test_what_is_inferred_is_never_written_as_published() -> None:
    given_back, _ = with_windows([*DATED, LONE], {}, Surroundings(frozen=background(())))
    (one,) = [a for a in given_back if a.report_id == LONE.report_id]
    assert one.window is not None
    assert one.published is None


def test_an_account_of_an_inferred_day_says_so() -> None:
    f = prepared(replace(LONE, window=Window(START, START, START + timedelta(days=1), "")))
    assert f.inferred
    assert not f.told
    assert f.likely == START


def test_a_day_of_a_month_without_its_year_is_not_taken_for_the_events() -> None:
    window = Window(START, START, START + timedelta(days=1), "")
    f = prepared(replace(LONE, text="The mill was shelled again, as on 29 April.", window=window))
    assert f.likely == START


def test_yesterday_is_counted_back_from_the_window() -> None:
    window = Window(START, START, START + timedelta(days=1), "")
    f = prepared(replace(LONE, text="The mill was shelled yesterday.", window=window))
    assert f.day is not None
    assert (f.day.start, f.day.end) == (START - timedelta(days=1), START)


def test_a_window_too_wide_leaves_an_account_as_good_as_undated() -> None:
    window = Window(START, START - timedelta(days=20), START + timedelta(days=20), "")
    assert not prepared(replace(LONE, window=window)).dated


def test_joining_with_numbers_gives_the_same_whatever_the_order() -> None:
    accounts = [*DATED, LONE]
    one, two = match(accounts), match(accounts[::-1])
    assert one.assignments == two.assignments
