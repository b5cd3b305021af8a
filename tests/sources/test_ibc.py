"""Iraq Body Count's incidents as a register: civilians, from lowest to highest, and no point. Every row is invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cairn.errors import FileRefused
from cairn.places.gazetteer import shipped
from cairn.sources.register import Known, known, read_register
from cairn.sources.register_model import Entry
from cairn.values import UNKNOWN, Range
from cairn.vocab.actors import actors
from sources.recorder_files import IBC, as_csv


@pytest.fixture(scope="module")
def against() -> Known:
    return known(actors().values(), shipped())


def incident(against: Known, **more: Any) -> Entry:
    [row] = read_register("ibc.csv", as_csv(IBC | more), against).rows
    return row.entry


def test_its_dead_are_civilians_from_lowest_to_highest(against):
    entry = incident(against)
    assert (entry.id, entry.day, entry.spot.country) == ("x0001", date(2009, 3, 20), "IQ")
    assert (entry.figure("killed"), entry.figure("all_killed")) == (Range(3, 5), UNKNOWN)
    assert entry.spot.name_en == "Old Mill quarter, Mosul"
    assert entry.sources == ("MW", "SW")


def test_it_names_nobody_who_struck_and_no_point_and_both_are_told(against):
    entry = incident(against)
    assert {"actor-missing", "point-missing"} <= {flag.code for flag in entry.flags}
    assert (entry.spot.lat, entry.spot.precision) == (None, None)


def test_empty_figures_are_unknown_and_one_end_stays_one_end(against):
    assert incident(against, **{"Reported Minimum": "", "Reported Maximum": ""}).figure("killed") == UNKNOWN
    assert incident(against, **{"Reported Maximum": ""}).figure("killed") == Range(3, None)


def test_a_reversed_pair_is_flagged_and_counted_as_written(against):
    entry = incident(against, **{"Reported Minimum": "9"})
    assert "figure-reversed" in {flag.code for flag in entry.flags}
    assert entry.as_written("killed") == (9, 5)


def test_underscores_in_its_columns_are_the_same_columns(against):
    row = {name.replace(" ", "_").lower(): value for name, value in IBC.items()}
    [found] = read_register("x.csv", as_csv(row), against).rows
    assert found.entry.figure("killed") == Range(3, 5)


def test_a_file_that_is_nearly_one_is_refused_by_what_it_lacks(against):
    row = {name: value for name, value in IBC.items() if name != "Start Date"}
    with pytest.raises(FileRefused, match=r"recorder-column-missing.*start_date"):
        read_register("ibc.csv", as_csv(row), against)
