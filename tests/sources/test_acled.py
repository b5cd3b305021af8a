"""ACLED as a register: one number of dead of any status, a nought that is none, codes for day and place. Invented rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import FileRefused
from cairn.places.gazetteer import shipped
from cairn.sources import acled
from cairn.sources.recorder_files import form_of
from cairn.sources.register import Known, known, read_register
from cairn.sources.register_model import Entry
from cairn.values import UNKNOWN, DateSpan, Precision, Range
from cairn.vocab.actors import actors
from sources.recorder_files import ACLED, as_csv, as_workbook


@pytest.fixture(scope="module")
def against() -> Known:
    return known(actors().values(), shipped())


def event(against: Known, **more: Any) -> Entry:
    [row] = read_register("acled.csv", as_csv(ACLED | more), against).rows
    return row.entry


def flags(entry: Entry) -> set[str]:
    return {flag.code for flag in entry.flags}


def test_its_fatalities_are_all_the_dead_and_say_nothing_of_civilians(against):
    entry = event(against)
    assert (entry.figure("all_killed"), entry.figure("killed")) == (Range(5, 5), UNKNOWN)
    assert {"status-any", "killed-unknown"} <= flags(entry)


def test_a_nought_is_none_or_not_known_so_it_is_unknown(against):
    entry = event(against, fatalities="0")
    assert (entry.figure("all_killed"), entry.figure("killed")) == (UNKNOWN, UNKNOWN)
    assert "zero-unsaid" in flags(entry)


def test_who_was_struck_files_nothing_and_years_behind_a_name_do_not_hide_a_party(against):
    entry = event(against)
    assert [(party.told, party.actor) for party in entry.filed] == [("russia", "russia")]
    assert [p.actor for p in event(against, actor2="Unidentified Armed Group (Syria)").filed] == [
        "russia",
        "unknown",
    ]


def test_quoted_new_lines_and_quotes_are_kept_as_written(against):
    assert event(against).cells["notes"] == ACLED["notes"]


@pytest.mark.parametrize(
    ("code", "days"), [("1", 1), ("2", 7), ("3", 31)],
)  # fmt: skip
def test_its_code_for_time_says_within_how_many_days_it_was(against, code, days):
    entry = event(against, time_precision=code)
    assert entry.day == date(2019, 3, 2)
    assert entry.days is not None
    assert entry.days.days == days
    assert entry.days.contains(date(2019, 3, 2))


def test_a_code_that_its_book_has_not_is_flagged(against):
    told = event(against, time_precision="7", geo_precision="8").flags
    assert [flag.field for flag in told if flag.code == "precision-unknown"] == [
        "geo_precision",
        "time_precision",
    ]


def test_its_code_for_place_stands_for_a_class_of_ours(against):
    assert [event(against, geo_precision=c).spot.precision for c in "123"] == [
        Precision.TOWN, Precision.DISTRICT, Precision.PROVINCE,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "told", ["2019-03-02", "2 March 2019", "02-Mar-2019", "43526", "2019-03-02T00:00:00"]
)
def test_a_day_is_read_however_a_spreadsheet_saved_it(against, told):
    assert event(against, event_date=told).day == date(2019, 3, 2)


def test_a_day_that_can_be_two_is_not_guessed(against):
    entry = event(against, event_date="03/02/2019")
    assert (entry.day, entry.days) == (None, None)
    assert "date-unreadable" in flags(entry)
    assert event(against, event_date="23/02/2019").day == date(2019, 2, 23)


def test_a_workbook_of_it_reads_the_same(against):
    [row] = read_register("acled.xlsx", as_workbook(ACLED), against).rows
    assert row.entry.figures == event(against).figures
    assert row.entry.day == date(2019, 3, 2)


def test_arabic_stays_arabic(against):
    assert event(against, location="معبر الملح").spot.name_en == "معبر الملح"


def test_a_file_that_is_nearly_one_is_refused_by_what_it_lacks(against):
    row = {name: value for name, value in ACLED.items() if name != "fatalities"}
    with pytest.raises(FileRefused, match=r"recorder-column-missing.*fatalities"):
        read_register("a.csv", as_csv(row), against)


@given(
    st.dictionaries(
        st.sampled_from(sorted(ACLED)), st.text(max_size=12) | st.integers() | st.none() | st.floats()
    )
)
def test_whatever_a_row_holds_it_is_read_and_no_figure_is_made_up(told):
    form = form_of(ACLED)
    assert form is not None
    found = acled.read(form, ACLED | told)
    assert "killed" not in found.cells
    assert found.days is None or isinstance(found.days, DateSpan)
    dead = found.cells["all_killed"]
    assert dead is None or dead[0] > 0
