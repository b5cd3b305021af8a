"""Ground measured in the plane equals ground measured on the ellipsoid by somebody else's geodesics."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Proj

from cairn.control import plane
from cairn.control.model import Rings
from tilings import square

GEOD = Geod(ellps="WGS84")
PLANE = Proj(proj="cea", ellps="WGS84")
ONE_IN_A_THOUSAND = 0.001


def geodesic_km2(polygon: Rings, step: float | None = None) -> float:
    """The area by pyproj; with `step`, along edges that are straight in degrees, cut that finely."""
    areas = []
    for ring in polygon:
        points = _cut(ring, step) if step else ring
        areas.append(
            abs(GEOD.polygon_area_perimeter([p[0] for p in points], [p[1] for p in points])[0]) / 1e6
        )
    return areas[0] - sum(areas[1:])


def _cut(ring: tuple[tuple[float, float], ...], step: float) -> list[tuple[float, float]]:
    points = []
    for (x0, y0), (x1, y1) in itertools.pairwise(ring):
        n = max(1, math.ceil(max(abs(x1 - x0), abs(y1 - y0)) / step))
        points += [(x0 + (x1 - x0) * k / n, y0 + (y1 - y0) * k / n) for k in range(n)]
    return [*points, ring[-1]]


@st.composite
def stars(draw: st.DrawFn, widest: float) -> Rings:
    """Polygons without crossings about a point: each corner at its own distance, none of the turns over a third."""
    lon, lat = draw(st.floats(-150, 150)), draw(st.floats(-65, 65))
    reach = draw(st.floats(widest / 100, widest))
    corners = draw(st.lists(st.floats(0.5, 1), min_size=4, max_size=12))
    turn = 2 * math.pi / len(corners)
    ring = [
        (lon + reach * r * math.cos(n * turn), lat + reach * r * math.sin(n * turn))
        for n, r in enumerate(corners)
    ]
    return ((*ring, ring[0]),)


@given(stars(widest=0.2))
def test_an_area_is_within_a_thousandth_of_the_geodesic_one(polygon: Rings) -> None:
    assert plane.area_km2(plane.shape([polygon])) == pytest.approx(
        geodesic_km2(polygon), rel=ONE_IN_A_THOUSAND
    )


@given(stars(widest=20))
def test_long_edges_run_straight_in_degrees_as_geojson_has_them(polygon: Rings) -> None:
    assert plane.area_km2(plane.shape([polygon])) == pytest.approx(
        geodesic_km2(polygon, step=0.02), rel=ONE_IN_A_THOUSAND
    )


def test_a_long_slanting_edge_would_be_wrong_uncut() -> None:
    ring = ((30.0, 40.0), (50.0, 40.0), (50.0, 60.0), (30.0, 40.0))
    raw = plane.projected(np.array(ring))
    uncut = plane.area_km2(shapely.Polygon(raw))
    true = geodesic_km2((ring,), step=0.02)
    assert abs(uncut / true - 1) > 0.02
    assert plane.area_km2(plane.shape([(ring,)])) == pytest.approx(true, rel=ONE_IN_A_THOUSAND)


def test_the_whole_earth_has_its_known_area() -> None:
    world = (((-180.0, -90.0), (180.0, -90.0), (180.0, 90.0), (-180.0, 90.0), (-180.0, -90.0)),)
    assert plane.area_km2(plane.shape([world])) == pytest.approx(510_065_621.724, rel=1e-9)


def test_a_hole_is_no_ground() -> None:
    outer, hole = square(0, 0, 0.3)[0], square(1, 1, 0.1)[0]
    assert plane.area_km2(plane.shape([(outer, hole)])) == pytest.approx(
        geodesic_km2((outer, hole)), rel=ONE_IN_A_THOUSAND
    )


def test_ground_drawn_twice_counts_once() -> None:
    assert plane.area_km2(plane.shape([square(0, 0), square(0, 0)])) == plane.area_km2(
        plane.shape([square(0, 0)])
    )


def test_nothing_drawn_is_no_ground() -> None:
    assert plane.shape([]).is_empty
    assert plane.area_km2(plane.shape([])) == 0


def test_neighbours_meet_along_a_long_edge_whichever_way_it_is_walked() -> None:
    left = (((0.0, 40.0), (7.0, 43.0), (0.0, 43.0), (0.0, 40.0)),)
    right = (((7.0, 43.0), (0.0, 40.0), (7.0, 40.0), (7.0, 43.0)),)
    one, other = plane.shape([left]), plane.shape([right])
    assert plane.intersection(one, other).is_empty
    assert plane.union([one, other]).area == pytest.approx(one.area + other.area, rel=1e-12)


@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-89.9, 89.9)), min_size=1, max_size=20))
def test_points_fall_where_another_projects_them(points: list[tuple[float, float]]) -> None:
    ours = plane.projected(np.array(points))
    theirs = np.column_stack(PLANE(*zip(*points, strict=True)))
    assert ours == pytest.approx(theirs, abs=1e-3)


@pytest.mark.parametrize("radius_m", [50, 1_000, 20_000])
@pytest.mark.parametrize("lat", [-34.6, 0.0, 35.95, 50.45])
def test_a_circle_holds_all_ground_within_its_radius_and_little_more(lat: float, radius_m: float) -> None:
    xs, ys = plane.circle(lat, 39.0, radius_m).exterior.xy
    away = [GEOD.inv(39.0, lat, *PLANE(x, y, inverse=True))[2] for x, y in zip(xs, ys, strict=True)]
    assert min(away) >= radius_m * 0.998
    assert max(away) <= radius_m * 1.003


def test_ground_that_only_touches_shares_none() -> None:
    one, other = plane.shape([square(0, 0)]), plane.shape([square(1, 0)])
    assert plane.intersection(one, other).is_empty
    assert plane.difference(one, other).area == pytest.approx(one.area)
