"""Bulletins month by month. The texts are invented, the figures those of method.md 3.1."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.official import Bulletin, figures
from cairn.official.model import ALLEGATION, Answered, Said
from cairn.official.months import Conceded, Month, by_actor, conceded, months, undated
from cairn.official.months_words import drawn, lines, sentence
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Outcome
from official.invented_bulletins import BULLETINS, HOLD

JUNE = date(2017, 8, 4)


def all_months() -> dict[date, Month]:
    read = [(f"b-{day}", figures(text, day)) for day, text in BULLETINS.items()]
    return {month.published: month for month in months(read)}


@pytest.mark.parametrize("day", HOLD)
def test_a_month_that_holds_is_silent(day: date) -> None:
    month = all_months()[day]
    assert {"open_at_start", "received", "completed", "open_at_end"} <= month.bulletin.figures.keys()
    assert (month.findings, month.sums) == ((), "")


def test_the_month_that_does_not_is_flagged_with_both_figures_and_not_corrected() -> None:
    month = all_months()[JUNE]
    (finding,) = month.findings
    assert (month.sums, month.bulletin.figures["open_at_end"]) == ("differ", 424)
    assert sentence(finding, month) == (
        "2017-08-04: 180 + 72 + 404 - 132 = 524, and 424 reports are stated to be open at the end. Both figures are the "
        "party's; neither is corrected."
    )


def test_the_total_before_which_bulletins_are_missing_is_a_gap_and_no_contradiction() -> None:
    month = all_months()[date(2017, 9, 29)]
    (finding,) = month.findings
    assert (month.sums, finding.rule) == ("gap", "gap")
    assert sentence(finding, month) == (
        "2017-09-29: a gap. No bulletin since 2017-08-04 is here; 624 + 50 = 674, and 735 deaths are stated to date: 61 "
        "lie in what is missing."
    )


def test_two_totals_of_neighbouring_months_that_lie_five_apart_are_told() -> None:
    month = all_months()[date(2017, 12, 28)]
    (finding,) = month.findings
    assert finding.rule == "chain"
    assert "801 + 11 = 812, and 817 deaths are stated to date: 5 apart." in sentence(finding, month)


def test_those_three_are_all_that_is_said_of_all_bulletins() -> None:
    assert [day for day, month in all_months().items() if month.findings] == [
        JUNE, date(2017, 9, 29), date(2017, 12, 28),
    ]  # fmt: skip


def test_a_month_none_of_whose_sums_can_be_checked_says_so() -> None:
    assert all_months()[date(2017, 11, 30)].sums == "untold"


def test_the_table_shows_a_figure_that_is_not_given_as_unknown_and_never_as_zero() -> None:
    _, _, *rows = drawn(list(all_months().values()))
    november = next(row for row in rows if row.startswith("2017-11-30"))
    assert november.split() == ["2017-11-30", *["?"] * 9, "801", "not", "all", "told"]


def test_a_second_copy_of_a_bulletin_contradicts_nothing() -> None:
    read = figures(BULLETINS[JUNE], JUNE)
    (month,) = months([("b-2", read), ("b-1", read)])
    assert (month.document_id, month.copies) == ("b-1", ("b-2",))


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_every_line_can_be_said_in_both_languages(lang: str) -> None:
    told = lines(
        months([("b", figures(BULLETINS[JUNE], JUNE))], [entry("e", said(JUNE, 600))]), lang, undated=2
    )
    assert all("{" not in line for line in told)
    assert len(lines((), lang)) == 1


def said(
    day: date | None, killed: int | None, outcome: Outcome = Outcome.CREDIBLE, most: int | None = None
) -> Said:
    return Said(
        day,
        "b",
        outcome,
        killed=UNKNOWN if killed is None else Range(killed, killed if most is None else most),
    )


def entry(key: str, *history: Said, actor: str = "coalition") -> Answered:
    return Answered(key, ALLEGATION, actor, "b", None, history=history)


def test_a_stated_total_stands_beside_the_sum_of_what_was_conceded_by_that_day() -> None:
    entries = [entry("e1", said(date(2017, 6, 2), 600)), entry("e2", said(JUNE, 21)), entry("e3", said(date(2018, 1, 1), 9)),
               entry("e4", said(JUNE, None)), entry("e5", said(JUNE, 40, Outcome.NON_CREDIBLE))]  # fmt: skip
    (month,) = months([("b", figures(BULLETINS[JUNE], JUNE))], entries, frozenset({"e1"}))
    assert month.conceded == Conceded(3, Range(621, 621), 1, 2, 21)
    told = lines([month])
    assert any(
        "624 deaths are stated to date" in line and "621 in 3 entries: 3 apart" in line for line in told
    )
    assert "Of these entries, without a figure of the killed: 1. They add nothing, and are not zero." in told
    assert "Of these entries, linked to no incident: 2, with 21 deaths." in told


def test_a_total_that_its_entries_come_to_is_silent() -> None:
    (month,) = months([("b", figures(BULLETINS[JUNE], JUNE))], [entry("e1", said(JUNE, 624))])
    assert not any("stated to date" in line for line in lines([month])[3:] if "deaths" in line)


def test_a_total_without_any_entry_kept_is_said_to_have_none() -> None:
    days = (JUNE, date(2017, 12, 28))
    read = [(f"b{day}", figures(BULLETINS[day], day)) for day in days]
    told = lines(months(read, [entry("e1", said(days[1], 9))]))
    assert any(
        "624 deaths are stated to date; no entry that it had found credible by" in line for line in told
    )
    (alone,) = [line for line in lines(months(read)) if "stand alone" in line]
    assert alone.startswith("No entry that it had found credible")


def test_releases_without_a_day_are_named() -> None:
    assert lines((), documents=("r1", "r2"))[-1].endswith("no figure is read: r1, r2.")


def test_an_outcome_that_was_reversed_counts_as_it_stood_on_the_day() -> None:
    row = entry("e1", said(JUNE, None, Outcome.NON_CREDIBLE), said(date(2018, 12, 30), 4))
    assert conceded([row], date(2017, 12, 31)).entries == 0
    assert conceded([row], date(2018, 12, 30)).killed == Range(4, 4)


def test_a_concession_that_is_confirmed_without_its_figures_keeps_them_in_the_sum() -> None:
    row = entry("e1", said(JUNE, 3), said(date(2018, 1, 1), None))
    told = conceded([row], date(2018, 12, 30))
    assert (told.killed, told.without_figure) == (row.known_on().killed, 0) == (Range(3, 3), 0)


def test_zero_conceded_is_a_figure_and_no_figure_is_not_zero() -> None:
    told = conceded([entry("e1", said(JUNE, 0)), entry("e2", said(JUNE, None))], JUNE)
    assert (told.killed, told.entries, told.without_figure) == (Range(0, 0), 2, 1)


def test_an_entry_of_which_no_statement_has_a_day_is_in_no_sum_by_day() -> None:
    row = entry("e1", said(None, 5))
    assert (conceded([row], date(2030, 1, 1)).entries, undated([row])) == (0, 1)


def test_each_party_has_its_own_entries() -> None:
    rows = by_actor([entry("e2", actor="b"), entry("e1", actor="b"), entry("e3", actor="a")])
    assert {actor: [r.id for r in found] for actor, found in rows.items()} == {"a": ["e3"], "b": ["e1", "e2"]}


COUNTS = st.integers(0, 500)


@given(st.lists(st.tuples(st.dates(date(2017, 1, 1), date(2018, 1, 1)), COUNTS), max_size=8), st.randoms())
def test_the_order_in_which_bulletins_come_changes_nothing(rows: list[tuple[date, int]], chance) -> None:  # type: ignore[no-untyped-def]
    read = [(f"b{i}", Bulletin(day, {"killed": 1, "killed_to_date": n})) for i, (day, n) in enumerate(rows)]
    mixed = list(read)
    chance.shuffle(mixed)
    assert months(read) == months(mixed)


@given(st.lists(st.tuples(COUNTS, COUNTS), max_size=8), COUNTS)
def test_a_total_inside_what_the_entries_allow_is_not_apart(ends: list[tuple[int, int]], stated: int) -> None:
    rows = [entry(f"e{i}", said(JUNE, min(pair), most=max(pair))) for i, pair in enumerate(ends)]
    told = conceded(rows, JUNE)
    low, high = sum(map(min, ends)), sum(map(max, ends))
    assert (told.apart(stated) == 0) == (low <= stated <= high)
