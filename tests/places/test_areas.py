"""Where land lies that a text only points to: sides of a province, surroundings of a town, shifts by a bearing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.places.areas import area, bearing_of, shifted
from cairn.places.gazetteer import Gazetteer
from cairn.places.model import Place
from cairn.values import Precision, distance_m


def place(id: str, lat: float, lon: float, kind: Precision = Precision.VILLAGE, people: int = 0) -> Place:
    return Place(id, id, "", lat, lon, kind, "SY", admin1="Zahr", admin1_pcode="P1", population=people)


ZAHR = Place("P1", "Zahr", "", 36.0, 38.0, Precision.PROVINCE, "SY", admin1="Zahr", admin1_pcode="P1")
SEAT = place("Zahr", 36.0, 38.0, Precision.CITY, 300_000)
NORTH = [place(f"n{k}", 36.3 + k / 100, 38.0) for k in range(4)]
EAST = [place(f"e{k}", 36.0, 38.4 + k / 100) for k in range(4)]
LAND = Gazetteer([ZAHR, SEAT, *NORTH, *EAST])


def test_a_side_of_a_province_lies_in_the_middle_of_what_is_known_there() -> None:
    north, east = area(ZAHR, LAND, 0.0), area(ZAHR, LAND, 90.0)
    assert (round(north.lat, 3), north.lon) == (36.315, 38.0)
    assert (east.lat, round(east.lon, 3)) == (36.0, 38.415)
    assert north.reach_m < area(ZAHR, LAND).reach_m


def test_a_side_of_which_nothing_is_known_is_taken_from_the_provinces_size() -> None:
    south = area(ZAHR, LAND, 180.0)
    assert south.lat < 36.0
    assert south.reach_m == area(ZAHR, LAND).reach_m


def test_a_province_of_which_nothing_is_known_keeps_its_own_point_and_radius() -> None:
    alone = area(ZAHR, Gazetteer([ZAHR]))
    assert (alone.lat, alone.lon, alone.reach_m) == (36.0, 38.0, 60_000)


def test_around_a_town_is_wide_and_beside_it_is_moved() -> None:
    town = place("t", 36.0, 38.0, Precision.TOWN)
    around, beside = area(town, LAND, 270.0), area(town, LAND, 270.0, rural=False)
    assert (around.lat, around.lon, around.reach_m) == (36.0, 38.0, 15_000)
    assert beside.lon < 38.0
    assert distance_m(36.0, 38.0, beside.lat, beside.lon) == pytest.approx(2_500, rel=0.01)


@given(st.floats(-80, 80), st.floats(-179, 179), st.floats(0, 359.9), st.floats(10, 200_000))
def test_a_shifted_point_lies_as_far_off_as_asked(
    lat: float, lon: float, bearing: float, metres: float
) -> None:
    there = shifted(lat, lon, bearing, metres)
    assert abs(there[0]) <= 90
    assert abs(there[1]) <= 180
    if abs(lat) < 60:
        assert distance_m(lat, lon, *there) == pytest.approx(metres, rel=0.05)


@pytest.mark.parametrize(("lat", "lon", "bearing"), [(37, 38, 0), (36, 39, 90), (35, 38, 180), (36, 37, 270)])
def test_bearings_run_clockwise_from_north(lat: float, lon: float, bearing: float) -> None:
    assert bearing_of(SEAT, place("x", lat, lon)) == pytest.approx(bearing, abs=0.1)
