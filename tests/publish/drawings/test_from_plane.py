"""Back from the plane of measuring to degrees: what was put in comes out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cairn.control.plane import shape
from cairn.publish.drawings.from_plane import in_degrees
from publish.sample_control import AREAS

LONS, LATS = st.floats(-170, 170), st.floats(-80, 80)


@given(LONS, LATS, st.floats(0.001, 0.04))
def test_a_square_comes_back_where_it_was(west: float, south: float, side: float) -> None:
    ring = (
        (west, south),
        (west + side, south),
        (west + side, south + side),
        (west, south + side),
        (west, south),
    )
    ((found,),) = in_degrees(shape([(ring,)]))
    for lon, lat in ring:
        assert min(abs(lon - x) + abs(lat - y) for x, y in found) < 1e-7  # a centimetre


def test_a_hole_stays_a_hole() -> None:
    outer = AREAS[1].polygons[0][0]
    hole = ((38.505, 36.005), (38.51, 36.005), (38.51, 36.01), (38.505, 36.01), (38.505, 36.005))
    ((_, inner),) = in_degrees(shape([(outer, hole)]))
    assert len(inner) == 5


def test_no_ground_is_no_polygon() -> None:
    assert in_degrees(shape([])) == ()
