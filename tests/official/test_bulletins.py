"""Whether a party's sums hold. The texts are invented, the figures those of method.md 3.1."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.official import Bulletin, chain, checked, figures

JUNE = """\
The Task Force conducted a total of 412 strikes in the month. It carried over 180 open reports from previous months \
and received 72 new reports. The assessment of 404 historical reports was begun. It completed the assessment of 132 \
reports. Of these, 121 were found to be non-credible, seven were determined to be credible and resulted in 21 \
unintentional civilian deaths, and four were duplicate. 424 reports are still being assessed. To date it finds that \
at least 624 civilians have been unintentionally killed.
"""
DAY = date(2017, 8, 4)


def month(start: int, new: int, done: int, end: int, reopened: int | None = None) -> Bulletin:
    told = {"open_at_start": start, "received": new, "completed": done, "open_at_end": end}
    return Bulletin(DAY, told if reopened is None else {**told, "reopened": reopened})


def test_it_reads_the_figures_of_a_month() -> None:
    assert dict(figures(JUNE, DAY).figures) == {
        "strikes": 412, "open_at_start": 180, "received": 72, "reopened": 404, "completed": 132, "non_credible": 121,
        "credible": 7, "killed": 21, "duplicate": 4, "open_at_end": 424, "killed_to_date": 624,
    }  # fmt: skip


def test_each_figure_has_the_words_behind_it() -> None:
    passages = figures(JUNE, DAY).passages
    assert passages["open_at_start"].of(JUNE) == "carried over 180 open report"
    assert passages["credible"].of(JUNE).startswith("seven were")


def test_a_stock_that_does_not_add_up_is_shown_with_both_figures_and_not_corrected() -> None:
    (finding,) = checked(figures(JUNE, DAY))
    assert (finding.rule, finding.stated, finding.reckoned) == ("stock", 424, 524)
    assert finding.words == "180 + 72 + 404 - 132"


@pytest.mark.parametrize(
    "holds",
    [
        month(43, 27, 28, 42),
        month(42, 43, 47, 38),
        month(194, 15, 25, 184),
        month(184, 10, 12, 182),
        month(97, 2, 20, 79),
    ],
)
def test_the_months_that_hold_are_silent(holds: Bulletin) -> None:
    assert checked(holds) == ()


def test_parts_that_do_not_make_their_sum_are_shown() -> None:
    (finding,) = checked(Bulletin(DAY, {"completed": 10, "credible": 2, "non_credible": 7, "duplicate": 0}))
    assert (finding.rule, finding.stated, finding.reckoned) == ("parts", 10, 9)


def test_a_sum_with_an_unknown_part_is_not_checked() -> None:
    assert checked(Bulletin(DAY, {"open_at_start": 1, "received": 2, "open_at_end": 99})) == ()
    assert checked(figures("The Task Force released its report.", DAY)) == ()


def total(day: date, killed: int, to_date: int) -> Bulletin:
    return Bulletin(day, {"killed": killed, "killed_to_date": to_date})


def test_a_chain_of_totals_that_holds_is_silent_and_missing_months_are_a_gap() -> None:
    months = [
        total(date(2017, 4, 30), 1, 352), total(date(2017, 6, 2), 132, 484), total(date(2017, 7, 7), 119, 603),
        total(date(2017, 8, 4), 21, 624), total(date(2017, 9, 29), 50, 735),
    ]  # fmt: skip
    (finding,) = chain(months)
    assert (finding.rule, finding.stated, finding.reckoned) == ("gap", 735, 674)
    assert finding.words == "624 + 50"


def test_two_months_in_a_row_that_contradict_each_other_are_no_gap() -> None:
    (finding,) = chain([total(date(2017, 11, 30), 15, 801), total(date(2017, 12, 28), 11, 817)])
    assert (finding.rule, finding.stated, finding.reckoned) == ("chain", 817, 812)


COUNTS = st.integers(0, 5000)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_the_stock_is_silent_exactly_where_it_adds_up(start: int, new: int, done: int, end: int) -> None:
    assert bool(checked(month(start, new, done, end, reopened=0))) == (start + new - done != end)
    assert bool(checked(month(start, new, done, end))) == (start + new - done > end)


@given(st.permutations(range(4)))
def test_the_order_in_which_bulletins_come_changes_nothing(order: list[int]) -> None:
    rows = [total(date(2020, 1 + i, 5), 10 * i, 100 * i) for i in range(4)]
    assert chain([rows[i] for i in order]) == chain(rows)


def test_a_part_that_is_not_told_is_not_zero() -> None:
    assert checked(Bulletin(DAY, {"completed": 10, "credible": 3, "non_credible": 6})) == ()
    (finding,) = checked(Bulletin(DAY, {"completed": 10, "credible": 4, "non_credible": 7}))
    assert finding.words == "4 + 7"


def test_a_number_sign_of_the_text_is_no_number() -> None:
    assert figures("It received #5 new reports and # more.", DAY).figures.get("received") == 5


def test_a_sentence_that_is_broken_over_lines_keeps_its_figures_and_their_words() -> None:
    text = (
        "Of the reports that were completed in this month two were determined to be credible and resulted in three unintentional\n"
        "civilian deaths. At the end of the month, and after everything that has been told in the paragraphs above,\n"
        "36 reports are still being assessed."
    )
    found = figures(text, DAY)
    assert dict(found.figures) == {"credible": 2, "killed": 3, "open_at_end": 36}
    assert found.passages["killed"].of(text) == "resulted in three unintentional\ncivilian death"


def test_short_lines_of_a_list_are_not_read_as_one_sentence() -> None:
    assert figures("Completed: 4\n12 reports remain open", DAY).figures == {"completed": 4, "open_at_end": 12}


WAYS = {
    "open_at_start": (
        "It carried forward 180 open reports.", "180 open reports were carried over from May.",
        "The month began with 180 open allegations.", "At the start of the month 180 reports were open.",
    ),
    "received": ("72 reports were newly received.", "It received an additional 72 reports.", "received 72 new reports"),
    "reopened": ("Work on 404 historical reports was begun.", "404 closed allegations were reopened."),
    "completed": (
        "The assessment of 132 reports of harm has been completed.", "It closed 132 reports.",
        "Out of the 132 completed reports some are told below.", "It concluded its assessments of 132 allegations.",
    ),
    "credible": ("Seven allegations were assessed as credible.", "seven were deemed credible", "7 were found credible"),
    "non_credible": ("121 were deemed non-credible", "121 reports were found to be not credible"),
    "duplicate": ("four were assessed to be a duplicate", "Four reports were duplicates of earlier ones."),
    "open_at_end": (
        "At the end of the month 424 reports were open.", "There are 424 reports still being assessed.",
        "424 allegations are ongoing.", "A total of 424 open reports remain.",
    ),
    "killed": (
        "resulting in the unintentional deaths of 21 civilians", "which led to 21 civilian deaths",
        "resulted in 21 unintended deaths", "in which 21 civilians were killed",
    ),
    "killed_to_date": (
        "At least 624 civilians were unintentionally killed since the operation began.",
        "The number of civilians killed now stands at 624.", "This brings the total of the campaign to 624 civilians.",
    ),
}  # fmt: skip
FIGURES = {"open_at_start": 180, "received": 72, "reopened": 404, "completed": 132, "credible": 7, "non_credible": 121,
           "duplicate": 4, "open_at_end": 424, "killed": 21, "killed_to_date": 624}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "words"), [(name, words) for name, all_words in WAYS.items() for words in all_words]
)
def test_a_figure_is_read_however_it_is_put_and_taken_for_no_other(name: str, words: str) -> None:
    assert figures(words, DAY).figures == {name: FIGURES[name]}


def test_the_dead_of_one_entry_are_not_taken_for_those_of_the_month() -> None:
    entry = "1. On May 3, 2017, near Tell Wadha, Syria: a strike resulting in the death of 2 civilians was found credible."
    stock = "It received 5 new reports.\n\n"
    assert figures(stock + entry, DAY).figures == {"received": 5}
    assert (
        figures(f"{stock}The credible reports resulted in 9 deaths.\n\n{entry}", DAY).figures["killed"] == 9
    )
    assert figures(entry, DAY).figures == {}


def test_words_after_a_comma_do_not_turn_new_reports_into_duplicates() -> None:
    assert figures("It received 72 new reports, none of them duplicates.", DAY).figures == {"received": 72}


def test_a_bulletin_that_is_a_list_of_labels_is_read() -> None:
    listed = (
        "Carried over: 43\nNew reports: 27\nCompleted: 28\nCredible: 3\nNon-credible: 24\nDuplicates: 1\n"
        "Open at the end of the month: 42\nCivilians killed to date: 352\n"
    )
    read = figures(listed, DAY)
    assert dict(read.figures) == {
        "open_at_start": 43, "received": 27, "completed": 28, "credible": 3, "non_credible": 24, "duplicate": 1,
        "open_at_end": 42, "killed_to_date": 352,
    }  # fmt: skip
    assert checked(read) == ()
