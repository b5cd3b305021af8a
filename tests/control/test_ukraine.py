"""Six dated drawings of a real front line, large and detailed: true areas, nothing lost, one drawing at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
import shapely
from pyproj import Geod

from cairn.control import plane
from cairn.control.areas import Areas
from cairn.control.layers import Drawings
from cairn.control.model import Area, Assertion, Layer, Policy
from cairn.control.share import HELD
from cairn.control.told import assertion_of, told_json
from cairn.sources.control_drawings import read_drawings
from cairn.sources.control_model import Defaults, Known

FRAME = Area("UA-FRAME", {"en": "A frame round the drawings"}, polygons=((
    ((22.0, 44.0), (41.0, 44.0), (41.0, 53.0), (22.0, 53.0), (22.0, 44.0)),
),))  # fmt: skip
HOLDER = "russia"


@pytest.fixture(scope="module")
def drawn(shared_data_once: Path) -> Mapping[date, tuple[Assertion, ...]]:
    """By day, what the drawing of that day says."""
    known = Known(actor=lambda told: told, areas=lambda told: (), today=date(2027, 1, 1))
    beside = Defaults(holder=HOLDER, asserted_by="A map of the front", source="a file a day")
    found = {}
    for path in sorted((shared_data_once / "control/ukraine").glob("*.geojson")):
        read = read_drawings(path.name, path.read_bytes(), known, beside)
        assert read.rejected == ()
        (drawing,) = read.drawings
        found[drawing.day] = tuple(assertion_of(told_json(told), path.stem) for told in drawing.features)
    assert len(found) == 6
    return found


def test_the_area_of_each_day_is_that_of_an_independent_computation(
    drawn: Mapping[date, tuple[Assertion, ...]],
) -> None:
    ellipsoid = Geod(ellps="WGS84")
    for day, said in drawn.items():
        rings = [p for a in said for p in a.polygons]
        whole = shapely.MultiPolygon([shapely.Polygon(p[0], p[1:]) for p in rings])
        theirs = abs(ellipsoid.geometry_area_perimeter(shapely.orient_polygons(whole))[0]) / 1e6
        ours = plane.area_km2(plane.shape(rings))
        assert ours == pytest.approx(theirs, rel=1e-3), day


def test_each_day_fills_its_frame_and_reads_no_more_than_one_drawing_a_day(
    drawn: Mapping[date, tuple[Assertion, ...]],
) -> None:
    loaded: list[str] = []

    def load(layer: Layer) -> tuple[Assertion, ...]:
        loaded.append(layer.id)
        return drawn[layer.day]

    layers = [Layer(day.isoformat(), day, "A map of the front", "a file a day") for day in drawn]
    told = Drawings(layers, load, Areas((FRAME,)), Policy(stale_after_days=None))
    shares = list(told.series(FRAME.id, HOLDER, days=sorted(drawn)))
    assert loaded == [day.isoformat() for day in sorted(drawn)]
    for share in shares:
        ground = plane.area_km2(plane.shape([p for a in drawn[share.day] for p in a.polygons]))
        assert share.amounts[f"{HELD}{HOLDER}"] == pytest.approx(ground, rel=1e-6)
        assert sum(share.amounts.values()) == pytest.approx(share.total)
        assert share.low * share.total == pytest.approx(ground, rel=1e-6)
        assert share.high == pytest.approx(1)  # what nobody draws is unknown, and may be anybody's
