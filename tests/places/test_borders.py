"""Outlines for maps: closed, in the box asked for, and small enough to ship."""

from importlib.resources import files

import pytest

from cairn.places.borders import NOTICE, borders
from cairn.places.geometry import area, centroid, contains


def test_a_box_gets_the_countries_and_provinces_that_touch_it() -> None:
    found = {(r.kind, r.name) for r in borders((36.0, 35.0, 38.0, 37.0))}
    assert ("country", "Syria") in found
    assert ("country", "Turkey") in found
    assert ("admin1", "Aleppo") in found
    assert ("country", "Afghanistan") not in found


def test_every_ring_is_closed_and_in_degrees() -> None:
    rings = borders((10.0, 0.0, 75.0, 55.0))
    assert all(r.points[0] == r.points[-1] and len(r.points) >= 4 for r in rings)
    assert all(-180 <= x <= 180 and -90 <= y <= 90 for r in rings for x, y in r.points)


def test_a_city_lies_in_its_country_and_in_no_other() -> None:
    near = [r for r in borders((36.2, 33.4, 36.4, 33.6)) if r.kind == "country"]
    assert {r.name for r in near if contains([[r.points]], 33.51, 36.29)} == {"Syria"}


def test_a_box_inside_out_is_refused() -> None:
    with pytest.raises(ValueError, match="not a box"):
        borders((38.0, 35.0, 36.0, 37.0))


def test_the_outlines_stay_small_and_carry_their_notice() -> None:
    assert len(files("cairn.places").joinpath("data", "borders.json").read_bytes()) < 400_000
    assert "endorsement" in NOTICE


SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)]
HOLE = [(0.5, 0.5), (1.5, 0.5), (1.5, 1.5), (0.5, 1.5), (0.5, 0.5)]


def test_a_hole_is_outside() -> None:
    assert contains([[SQUARE]], 1.0, 1.0)
    assert not contains([[SQUARE, HOLE]], 1.0, 1.0)
    assert contains([[SQUARE, HOLE]], 0.2, 0.2)


def test_the_centroid_is_of_the_largest_polygon() -> None:
    far = [(x + 50, y) for x, y in HOLE]
    assert centroid([[far], [SQUARE]]) == (1.0, 1.0)
    assert area(SQUARE) == 4.0
