"""Areas beside what others measured: six dated drawings of a front, and the quarters of a city with their publisher's
own square kilometres."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise
from math import fsum
from pathlib import Path
from typing import Any

import pytest
from pyproj import Geod

from cairn.control import plane
from cairn.control.model import Rings

pytestmark = pytest.mark.data

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FRONTS = sorted((SHARED / "control" / "ukraine").glob("*.geojson"))
QUARTERS = SHARED / "places" / "city_neighbourhoods.geojson"
GEOD = Geod(ellps="WGS84")


def polygons(geometry: dict[str, Any]) -> list[Rings]:
    told = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [tuple(tuple((p[0], p[1]) for p in ring) for ring in polygon) for polygon in told]


def geodesic_km2(polygon: Rings) -> float:
    sizes = [abs(GEOD.polygon_area_perimeter(*zip(*ring, strict=True))[0]) / 1e6 for ring in polygon]
    return sizes[0] - sum(sizes[1:])


def cut(polygon: Rings, step: float = 0.01) -> Rings:
    """The polygon with points between, on edges that are straight in degrees."""

    def walked(ring: tuple[tuple[float, float], ...]) -> Iterator[tuple[float, float]]:
        for (x0, y0), (x1, y1) in pairwise(ring):
            n = int(max(abs(x1 - x0), abs(y1 - y0)) / step) + 1
            yield from ((x0 + (x1 - x0) * k / n, y0 + (y1 - y0) * k / n) for k in range(n))
        yield ring[-1]

    return tuple(tuple(walked(ring)) for ring in polygon)


@pytest.mark.skipif(not FRONTS, reason="needs ../shared/data")
@pytest.mark.parametrize("file", FRONTS, ids=lambda f: f.stem)
def test_a_drawn_front_is_within_a_thousandth_of_the_geodesic_area(file: Path) -> None:
    told = json.loads(file.read_text())["features"]
    drawn = [polygon for feature in told for polygon in polygons(feature["geometry"])]
    measured = [plane.area_km2(shape) for shape in plane.shapes(drawn)]
    assert fsum(measured) == pytest.approx(fsum(map(geodesic_km2, drawn)), rel=0.0001)
    finely = [geodesic_km2(cut(polygon)) for polygon in drawn]
    assert all(m == pytest.approx(g, rel=0.0001) for m, g in zip(measured, finely, strict=True))


@pytest.mark.skipif(not QUARTERS.exists(), reason="needs ../shared/data")
def test_the_quarters_of_a_city_have_their_geodesic_area_and_all_alike_a_little_more_than_published() -> None:
    """Their publisher's figures are smaller throughout by 0.11 to 0.13 %, as those of a map grid are."""
    features = json.loads(QUARTERS.read_text())["features"]
    city = [f for f in features if f["properties"]["ADM4_PCODE"] == "C5710"]
    assert len(city) == 23
    for feature in city:
        drawn = plane.area_km2(plane.shape(polygons(feature["geometry"])))
        assert drawn == pytest.approx(fsum(map(geodesic_km2, polygons(feature["geometry"]))), rel=0.0001)
        assert drawn / feature["properties"]["area_km2"] == pytest.approx(1.00122, abs=0.00015)
