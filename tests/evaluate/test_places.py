"""Scoring places: a perfect reader, abstention, honest and dishonest radii, baselines, upper bounds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cairn.extract.model import PlaceRead, Reading
from cairn.shell.evaluate.place_guesses import true_names
from cairn.shell.evaluate.places import PlaceScore, evaluate_places
from cairn.shell.evaluate.scored import Scored
from evaluate.made import GAZETTEER, MILL, NORTH, SOUTH, at, incident, paired, report

TRUTH = [
    incident("i1"),
    incident("i2", lat=34.0, location_precision="town", admin1="Southern", date="2031-06-01"),
]
ROWS = [
    report("r1", "i1"),
    report(
        "r2",
        "i2",
        text="In Tell Qalam and Zahrin, Zahrin above all, in the Northern province.",
        published=None,
    ),
]


def scored(readings: dict[str, Reading], truth: Any = TRUTH, rows: Any = ROWS) -> Scored[PlaceScore]:
    return evaluate_places(paired(truth, rows, readings), GAZETTEER, busy={})


def test_a_perfect_reader_scores_one_and_no_error_is_beyond_its_radius() -> None:
    best = scored({"r1": Reading(place=at(NORTH)), "r2": Reading(place=at(SOUTH))}).of()
    assert (best.answered, best.within_1, best.found_1, best.name_right) == (1.0, 1.0, 1.0, 1.0)
    assert (best.median_km, best.beyond_radius, best.low, best.high) == (0.0, 0.0, 1.0, 1.0)


def test_abstention_costs_the_share_of_all_and_not_of_the_answered() -> None:
    ours = scored({"r1": Reading(place=at(NORTH)), "r2": Reading(place=PlaceRead("Zahrin"))}).of()
    assert (ours.answered, ours.within_5, ours.found_5) == (0.5, 0.5, 1.0)


def test_a_report_that_was_not_read_at_all_is_an_abstention() -> None:
    ours = scored({"r1": Reading(place=at(NORTH))}).of()
    assert (ours.n, ours.answered) == (2, 0.5)


def test_the_namesake_is_far_off_though_its_name_is_right() -> None:
    ours = scored({"r1": Reading(place=at(SOUTH)), "r2": Reading(place=at(SOUTH))}).of("precision village")
    assert (ours.name_right, ours.within_100, ours.wrong_dots) == (1.0, 0.0, 1.0)
    assert ours.median_km == pytest.approx(222, abs=2)


def test_an_error_beyond_the_stated_radius_is_told_from_one_within_it() -> None:
    off = replace(NORTH, lat=36.03)  # 3.3 km
    close = scored({"r1": Reading(place=at(off, 5_000))}).of("precision village")
    small = scored({"r1": Reading(place=at(off, 2_000))}).of("precision village")
    tiny = scored({"r1": Reading(place=at(off, 1_000))}).of("precision village")
    assert (close.beyond_radius, small.beyond_radius, tiny.beyond_radius) == (0.0, 1.0, 1.0)
    assert (small.beyond_both, tiny.beyond_both) == (0.0, 1.0)  # a village's own point is 1.5 km wide


def test_the_baselines_answer_without_a_reading() -> None:
    scores = scored({})
    assert scores.of(method="first name").answered == 1.0
    assert scores.of("date dated", "first name").within_1 == 0.0  # the larger namesake
    assert scores.of("date undated", "first name").within_1 == 0.0  # Tell Qalam stands first
    assert scores.of("date undated", "most named").within_1 == 1.0
    assert scores.of("date undated", "province").answered == 1.0
    assert scores.of("date dated", "province").answered == 0.0


def test_the_oracles_see_the_best_name_of_the_text_and_the_true_name() -> None:
    scores = scored({})
    assert scores.of(method="oracle: best named").within_1 == 1.0
    assert scores.of(method="oracle: true name").within_1 == 1.0
    unknown = [incident("i1", place="Nowhere", place_local="لا مكان"), TRUTH[1]]
    assert scored({}, truth=unknown).of("date dated", "oracle: true name").answered == 0.0


def test_the_best_named_is_never_worse_than_our_answer() -> None:
    heard = {"r1": Reading(place=at(replace(MILL, lat=36.001, lon=37.0))), "r2": Reading(place=at(SOUTH))}
    scores = scored(heard, rows=[report("r1", "i1", text="A raid, nobody says where."), ROWS[1]])
    assert scores.of(method="oracle: best named").within_5 >= scores.of().within_5 == 1.0


def test_the_province_is_asked_only_where_the_gazetteer_has_it() -> None:
    ours = scored({"r1": Reading(place=at(NORTH)), "r2": Reading(place=at(NORTH))})
    assert ours.of().admin1_right == 1.0  # the second one's province is in no list
    assert ours.of("precision town").admin1_right is None


def test_incidents_without_coordinates_and_reports_of_several_are_left_out() -> None:
    truth = [TRUTH[0], incident("i2", lat=None, lon=None)]
    scores = scored({"r1": Reading(place=at(NORTH))}, truth=truth)
    assert (scores.of().n, scores.left_out) == (1, 1)
    with pytest.raises(ValueError, match="coordinates"):
        scored({}, truth=truth[1:], rows=ROWS[1:])


def test_feature_words_and_what_follows_a_comma_are_no_part_of_the_true_name() -> None:
    assert true_names({"place": "Zahrin village, Northern"}) == ("Zahrin village", "Zahrin")


def test_the_table_holds_the_baselines_by_slice_only_when_asked() -> None:
    scores = scored({"r1": Reading(place=at(NORTH))})
    assert len(scores.table()) < len(scores.table(full=True))
    assert "oracle: best named" in scores.table()
    assert {"beyond_radius", "median_km", "low"} <= scores.as_json()["scores"][0].keys()


def test_only_a_radius_of_five_kilometres_or_less_is_a_daring_answer() -> None:
    sure, wide = Reading(place=at(NORTH, 5_000)), Reading(place=at(SOUTH, 20_000))
    ours = scored({"r1": sure, "r2": wide}).of()
    assert (ours.dares, ours.dared_5, ours.found_5) == (0.5, 1.0, 1.0)
    wrong = scored({"r1": Reading(place=at(SOUTH, 5_000)), "r2": wide}).of()
    assert (wrong.dares, wrong.dared_5, wrong.found_5) == (0.5, 0.0, 0.5)
    assert scored({"r1": wide, "r2": wide}).of().dared_5 is None


def test_the_radii_are_shown_with_how_often_they_hold() -> None:
    off = replace(NORTH, lat=36.03)  # 3.3 km
    scores = scored({"r1": Reading(place=at(off, 2_000)), "r2": Reading(place=at(SOUTH, 20_000))})
    assert scores.as_json()["radii"] == [
        {"radius_km": 2.0, "answers": 1, "held": 0.0},
        {"radius_km": 20.0, "answers": 1, "held": 1.0},
    ]
    assert "20.0 km:     1, 1.00" in scores.table()


def test_ours_is_told_as_a_share_of_the_best_name_that_stands_in_the_text() -> None:
    half = scored({"r1": Reading(place=at(NORTH))})
    assert half.of(method="oracle: literal name").within_5 == 1.0
    assert (half.of().of_oracle_5, half.of().of_oracle_20) == (0.5, 0.5)
