"""UCDP GED as a register: what its figures count, how finely it knows day and place. Every row is invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cairn.errors import FileRefused
from cairn.places.gazetteer import shipped
from cairn.sources.register import Known, known, read_register
from cairn.sources.register_model import Entry
from cairn.values import UNKNOWN, Precision, Range
from cairn.vocab.actors import actors
from sources.recorder_files import UCDP, as_csv, as_lines


@pytest.fixture(scope="module")
def against() -> Known:
    return known(actors().values(), shipped())


def event(against: Known, **more: Any) -> Entry:
    [row] = read_register("GEDEvent.csv", as_csv(UCDP | more), against).rows
    return row.entry


def flags(entry: Entry) -> set[str]:
    return {flag.code for flag in entry.flags}


def test_it_is_known_by_its_columns_and_read_under_our_names(against):
    entry = event(against)
    assert (entry.id, entry.code, entry.day) == ("90001", "SYR-2019-1-11-1", date(2019, 3, 2))
    assert (entry.spot.name_en, entry.spot.country, entry.spot.lat) == ("Salt Crossing village", "SY", 34.73)
    assert (entry.spot.province, entry.spot.pcode) == ("Homs governorate", "SY04")
    assert entry.sources == ("Marsh News", "Salt Wire", "witness")


def test_its_lowest_and_highest_are_of_everybody_and_its_civilians_stand_apart(against):
    entry = event(against)
    assert entry.figure("all_killed") == Range(6, 9)
    assert entry.figure("killed") == Range(4, 4)
    assert "civilians-best" in flags(entry)


def test_of_one_sided_violence_all_the_dead_are_civilians_and_one_side_struck(against):
    entry = event(
        against, type_of_violence="3", deaths_a="0", deaths_b="0", deaths_civilians="7", side_b="Civilians"
    )
    assert entry.figure("killed") == entry.figure("all_killed") == Range(6, 9)
    assert [party.actor for party in entry.filed] == ["syrian_government"]


def test_two_sides_are_filed_under_each_and_that_neither_is_said_to_have_struck_is_told(against):
    entry = event(against)
    assert [party.actor for party in entry.filed] == ["syrian_government", "isis"]
    assert "actor-undirected" in flags(entry)


def test_dead_of_unknown_status_leave_the_highest_of_civilians_open(against):
    entry = event(against, deaths_unknown="3")
    assert entry.figure("killed") == Range(4, None)
    assert "status-unknown-dead" in flags(entry)
    assert event(against, deaths_unknown="3", deaths_civilians="0").figure("killed") == UNKNOWN


def test_no_civilians_is_nought_only_where_every_one_of_the_dead_has_a_status(against):
    assert event(against, deaths_civilians="0", best="3").figure("killed") == Range(0, 0)
    entry = event(against, deaths_civilians="0", best="0", low="0", high="5")
    assert (entry.figure("killed"), entry.figure("all_killed")) == (UNKNOWN, Range(None, 5))
    nobody = event(against, deaths_civilians="0", best="0", low="0", high="0")
    assert (nobody.figure("killed"), nobody.figure("all_killed")) == (UNKNOWN, UNKNOWN)
    assert "zero-unsaid" in flags(nobody)
    assert "zero-unsaid" not in flags(event(against, deaths_civilians="", best="", low="", high=""))


def test_without_a_best_estimate_civilians_count_where_any_are_told(against):
    assert event(against, best="").figure("killed") == Range(4, 4)
    assert event(against, best="", deaths_civilians="0").figure("killed") == UNKNOWN


@pytest.mark.parametrize(
    ("code", "known_to"),
    [
        ("1", Precision.TOWN),
        ("2", Precision.DISTRICT),
        ("4", Precision.PROVINCE),
        ("6", Precision.COUNTRY),
        ("", None),
    ],
)
def test_its_code_for_a_place_stands_for_a_class_of_ours(against, code, known_to):
    assert event(against, where_prec=code).spot.precision is known_to


def test_a_code_that_its_book_has_not_is_flagged(against):
    assert "precision-unknown" in flags(event(against, where_prec="9"))


def test_a_span_of_days_stays_a_span(against):
    entry = event(against, date_end="2019-03-09 00:00:00.000")
    assert entry.days is not None
    assert entry.days.days == 8


def test_older_names_of_its_columns_a_semicolon_and_a_byte_order_mark_are_read(against):
    row = {{"best": "best_est", "low": "low_est", "high": "high_est"}.get(k, k): v for k, v in UCDP.items()}
    [found] = read_register("x.csv", as_csv(row, sign=";", bom=True), against).rows
    assert found.entry.figure("all_killed") == Range(6, 9)


def test_a_page_of_its_interface_and_json_lines_read_the_same(against):
    import json

    page = json.dumps({"TotalCount": 1, "results": [UCDP]}, indent=1).encode()
    [one] = read_register("ged.json", page, against).rows
    [two] = read_register("ged.jsonl", as_lines(UCDP), against).rows
    assert one.entry == two.entry == event(against)


def test_a_file_that_is_nearly_one_is_refused_by_what_it_lacks(against):
    row = {name: value for name, value in UCDP.items() if name != "deaths_civilians"}
    with pytest.raises(FileRefused, match=r"recorder-column-missing.*deaths_civilians"):
        read_register("ged.csv", as_csv(row), against)


def test_a_figure_that_is_none_is_flagged_and_unknown(against):
    entry = event(against, deaths_civilians="many")
    assert "figure-unusable" in flags(entry)
    assert entry.figure("killed") == UNKNOWN
