import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.values import Point, Precision, distance_m

lats, lons = st.floats(-90, 90), st.floats(-180, 180)
points = st.builds(Point, lats, lons, st.integers(0, 100_000), st.sampled_from(Precision))


@pytest.mark.parametrize("bad", [(91, 0), (-91, 0), (0, 181), (0, -181), (math.nan, 0), (0, math.nan)])
def test_it_refuses_a_point_off_the_globe(bad: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="globe"):
        Point(*bad, 10, Precision.TOWN)


def test_it_refuses_a_negative_radius() -> None:
    with pytest.raises(ValueError, match="radius"):
        Point(0, 0, -1, Precision.TOWN)


def test_a_degree_of_latitude_is_about_111_kilometres() -> None:
    assert distance_m(35, 38, 36, 38) == pytest.approx(111_195, abs=10)


@given(points, points)
def test_distance_is_the_same_both_ways_and_never_more_than_half_the_globe(a: Point, b: Point) -> None:
    assert a.distance_m(b) == pytest.approx(b.distance_m(a), abs=1e-3)
    assert 0 <= a.distance_m(b) <= math.pi * 6_371_000 + 1


@given(points)
def test_a_point_may_be_the_same_place_as_itself(a: Point) -> None:
    assert a.distance_m(a) == pytest.approx(0, abs=1e-3)
    assert a.may_be_same_place(a)


@given(points)
def test_snapping_twice_is_snapping_once(a: Point) -> None:
    assert a.snapped().snapped() == a.snapped()


@given(st.floats(-60, 60), st.floats(-179, 179), st.integers(20, 100_000))
def test_snapping_moves_a_point_little_against_its_radius(lat: float, lon: float, radius: int) -> None:
    point = Point(lat, lon, radius, Precision.TOWN)
    assert point.distance_m(point.snapped()) <= max(radius, 10)


def test_a_coarse_point_loses_the_digits_it_cannot_claim() -> None:
    snapped = Point(35.123456, 38.987654, 6_000, Precision.CITY).snapped()
    assert (snapped.lat, snapped.lon) == (35.12, 38.99)


def test_finer_rungs_of_the_ladder_have_no_larger_radius_down_to_a_hundred_metres() -> None:
    ladder = [p.radius_m for p in Precision]
    to_100m = ladder[: list(Precision).index(Precision.WITHIN_100M) + 1]
    assert to_100m == sorted(to_100m, reverse=True)


def test_a_province_is_listed_and_not_dotted() -> None:
    assert not Precision.PROVINCE.is_mappable
    assert Precision.VILLAGE.is_mappable
