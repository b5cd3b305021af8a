"""Who held the ground round a point: one answer where one held all of it, else what lies within."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest

from cairn.control.areas import Areas
from cairn.control.ground import Ground, held_in, held_on_drawings, held_within
from cairn.control.layers import Drawings
from cairn.control.model import Area, Assertion, Layer, Policy
from cairn.control.words import Words
from tilings import SIDE, SOUTH, TOWN, WEST, day, said, square, town

AREAS = town(["Q1", "Q2", "Q3", "Q4"] * 2)
WORDS = [
    said("1", "held", "BLUE", TOWN, 0),
    said("2", "held", "RED", "Q1", 2),
    said("3", "contested", "RED BLUE", "Q3", 2),
]


def at(
    column: float, row: float, radius_m: float = 100, on: int = 5, words: list[Assertion] | None = None
) -> Ground:
    lat, lon = SOUTH + row * SIDE, WEST + column * SIDE
    told = Words(WORDS if words is None else words, AREAS, Policy())
    return held_within(lat, lon, radius_m, day(on), told)


def test_one_holder_of_all_ground_within_the_radius_is_the_answer() -> None:
    found = at(0.5, 0.5)
    assert (found.answer, found.holder, found.days_since, found.authors) == ("held", "RED", 3, ("ANNALS",))
    assert [a.id for a in found.because] == ["2"]


def test_one_holder_of_several_quarters_is_the_answer() -> None:
    found = at(1.0, 0.5, on=1)
    assert (found.answer, found.holder, {t.area for t in found.touched}) == ("held", "BLUE", {"Q1", "Q2"})


def test_near_a_line_it_is_not_clear_and_both_are_named() -> None:
    found = at(1.0, 0.5)
    assert (found.answer, found.holder, found.may_have_held) == ("not_clear", "", ("BLUE", "RED"))
    assert sum(t.part or 0 for t in found.touched) == pytest.approx(1, abs=0.01)


def test_ground_fought_over_is_not_clear() -> None:
    found = at(2.5, 0.5)
    assert (found.answer, found.touched[0].status) == ("not_clear", "contested")


def test_without_a_word_there_is_none() -> None:
    assert (at(0.5, 0.5, words=[]).answer, at(0.5, 0.5, words=[]).days_since) == ("no_word", None)


def test_ground_beyond_every_area_is_said_to_lie_within() -> None:
    found = at(0.0, 0.5)
    assert found.answer == "not_clear"
    assert {t.area for t in found.touched} == {"Q1", ""}


def test_the_ground_of_a_place_outside_its_parts_follows_the_place() -> None:
    whole = Area(TOWN, {"en": "Tellmarsh"}, polygons=(square(-1, 0, across=6),))
    areas = AREAS.with_areas([whole])
    found = held_within(SOUTH + SIDE / 2, WEST - SIDE / 2, 100, day(1), Words(WORDS, areas, Policy()))
    assert (found.answer, found.holder) == ("held", "BLUE")


def test_a_place_without_an_outline_answers_where_the_incident_is_placed_in_it() -> None:
    areas = Areas([Area("V1", {"en": "Weirholm"}, lat=10.0, lon=10.0)])
    words = [said("1", "held", "RED", "V1", 0)]
    asked = (10.0, 10.0, 500, day(4), Words(words, areas, Policy()))
    assert held_within(*asked, place="V1").holder == "RED"
    assert held_within(*asked).answer == "no_word"


def test_a_whole_place_is_held_only_where_one_holds_all_of_it() -> None:
    gathered = Words(WORDS, AREAS, Policy())
    assert (held_in(TOWN, day(1), gathered).answer, held_in(TOWN, day(1), gathered).holder) == (
        "held",
        "BLUE",
    )
    assert held_in(TOWN, day(5), gathered).answer == "not_clear"
    assert held_in("Q1", day(5), gathered).holder == "RED"


def test_members_of_one_side_hold_together_what_is_near_their_line() -> None:
    lat, lon = SOUTH + SIDE / 2, WEST + SIDE
    found = held_within(lat, lon, 100, day(5), Words(WORDS, AREAS, Policy(), lambda _: "BLUE"))
    assert (found.answer, found.holder) == ("held", "BLUE")


def drawn(*squares: tuple[str, int]) -> Drawings:
    layer = Layer("L1", day(0), "ANNALS", "https://annals.example/map", TOWN, complete=True)
    told = [
        Assertion(
            f"L1#{n}", "held", (actor,), "ANNALS", "https://annals.example/map", polygons=(square(column, 0),)
        )
        for n, (actor, column) in enumerate(squares)
    ]
    return Drawings([layer], lambda _: told, AREAS, Policy())


def test_drawings_answer_as_areas_do() -> None:
    drawings = drawn(("RED", 0), ("RED", 1), ("BLUE", 2))
    row = SOUTH + SIDE / 2
    found = held_on_drawings(row, WEST + SIDE, 100, day(9), drawings)
    assert (found.answer, found.holder, found.days_since) == ("held", "RED", 9)
    assert ([x.id for x in found.layers], [a.id for a in found.because]) == (["L1"], ["L1#0", "L1#1"])
    assert held_on_drawings(row, WEST + 2 * SIDE, 100, day(9), drawings).answer == "not_clear"


def test_what_a_complete_drawing_leaves_blank_is_not_its_holders() -> None:
    found = held_on_drawings(SOUTH + SIDE / 2, WEST + 3.5 * SIDE, 100, day(9), drawn(("RED", 0)))
    assert (found.answer, found.may_have_held) == ("not_clear", ())
    assert found.touched[0].holders == {"RED": (0, 0)}


def test_before_the_first_drawing_there_is_no_word() -> None:
    found = held_on_drawings(SOUTH + SIDE / 2, WEST + SIDE / 2, 100, day(-1), drawn(("RED", 0)))
    assert (found.answer, found.layers, found.authors) == ("no_word", (), ())


def test_what_is_told_of_the_one_town_that_is_listed_is_not_told_of_the_country_round_it() -> None:
    county = Area("R1", {"en": "Marshland"}, kind="subdistrict")
    areas = Areas([county, *(replace(a, parent="R1") if a.id == TOWN else a for a in AREAS)])
    found = held_in("R1", day(1), Words(WORDS, areas, Policy()))
    assert (found.answer, found.holder) == ("not_clear", "")
    of_county = Words([*WORDS, said("4", "held", "BLUE", "R1", 1)], areas, Policy())
    assert held_in("R1", day(1), of_county).holder == "BLUE"


def test_an_answer_holds_plain_values_that_can_be_copied() -> None:
    for found in (at(0.5, 0.5), at(0.5, 0.5, words=[]), at(40, 40)):
        assert deepcopy(found) == found
