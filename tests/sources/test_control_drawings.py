"""Dated drawings: polygons with a day, a holder and an author; what is drawn wrongly is refused, never mended."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import FileRefused, RowRejected
from cairn.sources.control_drawings import Drawings, day_in, is_drawing, name_without_day, read_drawings
from cairn.sources.control_model import Defaults
from control_rows import collection, feature, known, square

BESIDE = Defaults(holder="blue", asserted_by="Example Mapper", source="https://example.org/map")
NAME = "2024-07-08.geojson"


def read(data: bytes, name: str = NAME, **beside: Any) -> Drawings:
    return read_drawings(name, data, known(), replace(BESIDE, **beside))


def aside(*rings: list[list[float]], geometry: object = None, **properties: Any) -> RowRejected:
    """The fault of one feature; a good one beside it goes in."""
    bad = feature(*rings, **properties)
    if geometry is not None:
        bad["geometry"] = geometry
    found = read(collection(feature(), bad))
    assert [len(d.features) for d in found.drawings] == [1]
    assert found.rejected[0].row == 2
    assert found.rejected[0].error.remedy
    return found.rejected[0].error


def refused(data: bytes, name: str = NAME, **beside: Any) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        read(data, name, **beside)
    assert caught.value.remedy
    return caught.value


def test_a_drawing_has_its_day_from_the_name_of_its_file():
    drawing = read(collection(feature())).drawings[0]
    assert (drawing.day, drawing.asserted_by, drawing.name) == (date(2024, 7, 8), "Example Mapper", "")
    told = drawing.features[0]
    assert (told.holding, told.actors, told.start) == ("held", ("blue",), date(2024, 7, 8))
    assert told.polygons[0][0][0] == (38.95, 35.92)


@pytest.mark.parametrize(
    ("name", "day", "rest"),
    [
        ("2024-07-08.geojson", date(2024, 7, 8), ""),
        ("north_2024-07-08.geojson", date(2024, 7, 8), "north"),
        ("map 2024_07_08 v2.json", date(2024, 7, 8), "map  v2"),
        ("2024-13-08.geojson", None, ""),
        ("front.geojson", None, "front"),
        ("120240708.geojson", None, "120240708"),
    ],
)
def test_a_day_in_a_name_is_one_that_there_is(name: str, day: date | None, rest: str):
    assert day_in(name) == day
    assert name_without_day(name) == rest


def test_a_property_wins_over_what_is_told_beside_the_file():
    data = collection(feature(date="2024-07-01", holder="Red", author="Another", url="https://example.org/2"))
    drawing = read(data).drawings[0]
    assert (drawing.day, drawing.asserted_by) == (date(2024, 7, 1), "Another")
    assert (drawing.features[0].actors, drawing.source) == (("red",), "https://example.org/2")


def test_features_of_two_days_are_two_drawings():
    found = read(collection(feature(day="2024-07-02"), feature(day="2024-07-01"), feature(day="2024-07-02")))
    assert [(d.day.day, len(d.features)) for d in found.drawings] == [(1, 1), (2, 2)]


def test_a_status_says_contested_or_not_held():
    found = read(collection(feature(status="Contested", holder="blue; red"), feature(status="not held")))
    assert [(t.holding, t.actors) for t in found.drawings[0].features] == [
        ("contested", ("blue", "red")),
        ("not_held", ("blue",)),
    ]


def test_a_single_feature_and_several_polygons_with_heights_are_read():
    shape = {"type": "MultiPolygon", "coordinates": [[[[*p, 250.0] for p in square()]], [square(39.0)]]}
    told = read(json.dumps({**feature(), "geometry": shape}).encode()).drawings[0].features[0]
    assert [len(rings[0]) for rings in told.polygons] == [5, 5]
    assert told.polygons[0][0][0] == (38.95, 35.92)


def test_holes_are_kept_and_a_ring_that_touches_itself_in_a_point_stands():
    bow = [[38.95, 35.92], [38.97, 35.92], [38.96, 35.93], [38.97, 35.94], [38.95, 35.94], [38.96, 35.93], [38.95, 35.92]]  # fmt: skip
    found = read(collection(feature(square(side=0.03), square(38.96, 35.93, 0.005)), feature(bow)))
    assert [len(t.polygons[0]) for t in found.drawings[0].features] == [2, 1]


def test_a_frame_is_an_area_and_says_where_a_drawing_is_complete():
    drawing = read(collection(feature()), frame="CITY", complete=True).drawings[0]
    assert (drawing.frame, drawing.complete) == ("CITY", True)


@pytest.mark.parametrize("system", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"])
def test_degrees_by_any_of_their_names_are_read(system: str):
    assert read(collection(feature(), crs={"type": "name", "properties": {"name": system}})).drawings


BOW = [[38.95, 35.92], [38.97, 35.94], [38.97, 35.92], [38.95, 35.94], [38.95, 35.92]]


@pytest.mark.parametrize(
    ("rings", "code"),
    [
        ([BOW], "control-polygon-crosses"),
        ([square(), square(38.96)], "control-polygon-crosses"),
        ([square()[:-1]], "control-polygon-unclosed"),
        ([[]], "control-polygon-empty"),
        ([[[38.9, 35.9], [38.95, 35.95], [38.9, 35.9]]], "control-polygon-empty"),
        ([[[38.9, 35.9]] * 5], "control-polygon-empty"),
        ([[[38.9, 35.9], [38.91, 35.9], [38.92, 35.9], [38.9, 35.9]]], "control-polygon-empty"),
        ([[[lat, lon + 60] for lon, lat in square()]], "control-axis-order"),
        ([[[500_000.0 + x, 3_900_000.0 + y] for x, y in square()]], "control-outside-world"),
        ([[[190.0, 10.0], [191.0, 10.0], [191.0, 11.0], [190.0, 10.0]]], "control-outside-world"),
        ([[["38.9", 35.9], [38.91, 35.9], [38.92, 35.95], ["38.9", 35.9]]], "control-point-unreadable"),
        ([[[38.9], [38.91], [38.92], [38.9]]], "control-point-unreadable"),
    ],
)
def test_what_is_drawn_wrongly_is_set_aside(rings: list[Any], code: str):
    assert aside(*rings).code == code


def test_a_ring_that_crosses_itself_is_told_with_the_place_where_it_does():
    assert "38.96" in str(aside(BOW).value)


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        ({"type": "Point", "coordinates": [38.9, 35.9]}, "control-geometry-kind"),
        ({"type": "LineString", "coordinates": square()}, "control-geometry-kind"),
        ({"type": "MultiPolygon", "coordinates": []}, "control-polygon-empty"),
        ({"type": "Polygon", "coordinates": None}, "control-polygon-empty"),
        ({"type": "Polygon", "coordinates": "here"}, "control-point-unreadable"),
        ({}, "control-polygon-empty"),
    ],
)
def test_a_geometry_without_an_inside_is_set_aside(geometry: object, code: str):
    assert aside(geometry=geometry).code == code


@pytest.mark.parametrize(
    ("properties", "code", "field"),
    [
        ({"holder": "The Purples"}, "control-actor-unknown", "holder"),
        ({"status": "contested"}, "control-contested-alone", "actors"),
        ({"status": "assessed advance"}, "control-holding-unknown", "status"),
        ({"date": "8 July"}, "control-day-unreadable", "date"),
        ({"date": "2004-07-08"}, "control-day-before-war", "date"),
        ({"date": "2044-07-08"}, "control-day-future", "date"),
    ],
)
def test_a_feature_that_says_what_cannot_stand_is_set_aside(
    properties: dict[str, str], code: str, field: str
):
    error = aside(**properties)
    assert (error.code, error.field) == (code, field)


def test_what_is_no_feature_is_set_aside():
    data = json.dumps({"type": "FeatureCollection", "features": [feature(), 7]}).encode()
    assert [bad.error.code for bad in read(data).rejected] == ["control-feature-unreadable"]


@pytest.mark.parametrize(
    ("left_out", "code", "option"),
    [
        ({"holder": ""}, "control-actor-missing", ""),
        ({"asserted_by": ""}, "control-author-missing", "--asserted-by"),
        ({"source": ""}, "control-source-missing", "--source"),
    ],
)
def test_what_every_feature_lacks_refuses_the_file(left_out: dict[str, str], code: str, option: str):
    error = refused(collection(feature(), feature()), **left_out)
    assert error.code == code
    assert option in error.remedy


def test_a_drawing_of_no_day_is_refused_with_the_three_ways_to_tell_it():
    error = refused(collection(feature()), "front.geojson")
    assert error.code == "control-day-missing"
    assert "--on" in error.remedy
    assert read(collection(feature()), "front.geojson", on=date(2024, 7, 8)).drawings


def test_a_file_before_the_war_is_refused_as_a_whole():
    assert refused(collection(feature()), "1924-07-08.geojson").code == "control-day-before-war"


@pytest.mark.parametrize("ending", [b"", b"[]", b"7", b'{"type": "Topology"}', b'{"type": NaN}', b"[" * 5000])
def test_what_is_no_map_is_refused(ending: bytes):
    assert refused(ending).code == "control-not-geojson"


def test_a_file_without_features_is_refused():
    assert refused(collection()).code == "control-empty"


def test_another_reference_system_is_refused_with_the_way_to_convert_it():
    error = refused(collection(feature(), crs={"type": "name", "properties": {"name": "EPSG:32637"}}))
    assert error.code == "control-crs-other"
    assert "ogr2ogr" in error.remedy


def test_a_complete_drawing_needs_a_frame_and_the_frame_is_an_area():
    assert refused(collection(feature()), complete=True).code == "control-frame-missing"
    assert refused(collection(feature()), frame="Z9").code == "control-area-unknown"
    assert refused(collection(feature()), frame="Old Town").code == "control-area-ambiguous"


def test_latitude_before_longitude_is_found_by_the_frame():
    turned = [[lat, lon] for lon, lat in square()]
    assert refused(collection(feature(turned)), frame="CITY").code == "control-axis-order"


def test_latitude_before_longitude_is_found_without_a_frame_where_all_would_lie_in_a_country_at_war():
    turned = [[lat, lon] for lon, lat in square()]
    assert refused(collection(feature(turned))).code == "control-axis-order"
    assert read(
        collection(feature(turned), feature())
    ).drawings  # one lies where it should: not the whole file


def test_a_map_of_another_part_of_the_world_is_no_turned_one():
    assert read(collection(feature(square(-75.0, 4.0)))).drawings


def test_json_is_a_map_only_where_it_holds_features():
    assert is_drawing("a.geojson", b"")
    assert is_drawing("a.json", collection(feature()))
    assert not is_drawing("a.json", b'{"area": "A1"}')
    assert not is_drawing("a.csv", collection(feature()))


@pytest.mark.parametrize("written", ["2024-07-01T00:00:00Z", "2024-07-01 12:30", "2024-07-01T00:00:00+03:00"])
def test_a_day_with_a_time_is_that_day(written: str):
    assert read(collection(feature(date=written))).drawings[0].day == date(2024, 7, 1)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
words = st.sampled_from(
    ["holder", "date", "status", "type", "coordinates", "features", "properties", "geometry"]
)


@given(st.dictionaries(words, anything), st.dictionaries(words, anything), anything, st.none() | anything)
def test_whatever_stands_in_a_file_it_is_read_set_aside_or_refused(properties, geometry, other, crs):
    one = {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", **geometry}}
    two = {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "MultiPolygon", "coordinates": other},
    }
    data = json.dumps(
        {"type": "FeatureCollection", "features": [one, two, feature(), other], "crs": crs}
    ).encode()
    found = Drawings((), ())
    with suppress(FileRefused):
        found = read(data)
    told = sum(len(d.features) for d in found.drawings) + len(found.rejected)
    assert told in (0, 4)


def test_a_number_of_hundreds_of_digits_is_no_degree():
    ring = square()
    ring[1][0] = 10**400
    assert aside(ring).code == "control-point-unreadable"


def test_what_cannot_be_stored_is_set_aside():
    assert aside(holder="blue\0").code == "control-field-unusable"
    assert aside(note="half \ud800").code == "control-field-unusable"
    assert aside(author="a" * 300).code == "control-author-unusable"


def test_ground_over_the_line_of_180_degrees_is_to_be_cut_there_and_is_never_taken_for_the_rest_of_the_earth() -> (
    None
):
    turned_round = [[179.9, 10.0], [-179.9, 10.0], [-179.9, 10.1], [179.9, 10.1], [179.9, 10.0]]
    assert aside(turned_round).code == "control-antimeridian"
    wide = [[-100.0, 10.0], [0.0, 11.0], [100.0, 10.0], [0.0, 9.0], [-100.0, 10.0]]
    assert read(collection(feature(wide))).drawings


def test_a_property_of_a_book_s_length_is_set_aside() -> None:
    assert aside(square(39, 35.9), note="x" * 10_001).code == "control-field-long"
