"""What the moving map loads: incidents with their radius, the land under them, and who held what, each of an invented record."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cairn.places.borders import borders
from cairn.publish.allow import WIDEST_DOT_M, public
from cairn.publish.drawings.geo_land import MOST_TOWNS, PAD_DEG, box_of, map_land
from cairn.publish.drawings.maps import Town
from cairn.publish.ground.geo_ground import map_ground
from cairn.publish.parts.geo_incidents import map_incidents, map_rows
from cairn.publish.rows.index import Index, index
from cairn.publish.wording.ground_words import area_name
from publish.sample import sample
from publish.sample_control import GUARD, PERSON, SECRET_SOURCE, TOWN


@pytest.fixture(scope="module")
def found() -> Index:
    return index(public(sample(25, released=25)))


def features(found: Index) -> list[dict[str, Any]]:
    return list(map_incidents(found)["features"])  # type: ignore[call-overload]


def test_every_incident_is_in_the_file_and_those_without_a_close_place_have_no_geometry(found: Index) -> None:
    told, rows = map_incidents(found), features(found)
    assert len(rows) == len(found.incidents) == 25
    assert told["drawn"] == sum(1 for f in rows if f["geometry"]) == 20
    assert told["listed"] == 5
    for feature, row in zip(rows, found.incidents.values(), strict=True):
        assert bool(feature["geometry"]) == (row.get("place_precision") != "province")
        assert ("radius_m" in feature["properties"]) == bool(feature["geometry"])


def test_a_place_is_told_no_closer_than_its_radius_and_never_beyond_the_widest_dot(found: Index) -> None:
    for feature in features(found):
        if feature["geometry"]:
            decimals = max(len(repr(n).partition(".")[2]) for n in feature["geometry"]["coordinates"])
            radius = feature["properties"]["radius_m"]
            assert radius <= WIDEST_DOT_M
            assert decimals <= (4 if radius <= 100 else 3 if radius <= 1_500 else 2)


def test_a_coordinate_that_is_finer_than_its_radius_is_rounded_also_in_a_preview() -> None:
    record = sample(1)
    record.incidents[0]["lat"], record.incidents[0]["lon"] = 36.0212345, 38.5112345
    assert features(index(record))[0]["geometry"]["coordinates"] == [38.51, 36.02]


def test_a_grade_stands_beside_its_party_and_an_unknown_figure_stays_unknown(found: Index) -> None:
    for feature, (key, row) in zip(features(found), found.incidents.items(), strict=True):
        told = feature["properties"]
        graded = [(a.get("grade") or "none") for a in found.attributions.get(key, [])]
        assert [grade for _, grade, _, _ in told["parties"]] == graded
        assert told["killed"] == [row.get("killed_min"), row.get("killed_max")]
    assert any(f["properties"]["killed"] == [None, None] for f in features(found))


def test_a_suggested_grade_is_marked_and_is_in_no_public_file() -> None:
    inside = features(index(sample(25, released=5)))
    assert any(mark for f in inside for *_, mark in f["properties"]["parties"])
    outside = features(index(public(sample(25, released=5))))
    assert len(outside) == 5
    assert not any(mark for f in outside for *_, mark in f["properties"]["parties"])


def test_the_rows_say_the_same_as_the_file(found: Index) -> None:
    for feature, row in zip(features(found), map_rows(found), strict=True):
        place = feature["geometry"] and tuple(feature["geometry"]["coordinates"])
        assert ((row["lon"], row["lat"]) if row["lat"] is not None else None) == place
        assert row["code"] == feature["properties"]["code"]


def test_the_land_reaches_beyond_the_outermost_place_and_the_map_ends_with_it() -> None:
    box = box_of([(33.0, 36.0), (36.5, 41.0)])
    towns = [Town(34.0, 38.0, "Small", 10), Town(34.5, 38.5, "Large", 900), Town(60.0, 10.0, "Far", 9_000)]
    arabic = [Town(t.lat, t.lon, f"ع {t.name}", t.population) for t in towns]
    land: Any = map_land(borders, box, {"en": towns, "ar": arabic})
    assert land["box"] == [36.0, 33.0, 41.0, 36.5]
    assert land["bounds"] == [36.0 - PAD_DEG, 33.0 - PAD_DEG, 41.0 + PAD_DEG, 36.5 + PAD_DEG]
    assert [n["names"] for n in land["labels"] if n["kind"] == "town"] == [
        {"en": "Large", "ar": "ع Large"},
        {"en": "Small", "ar": "ع Small"},
    ]
    assert {"country", "admin1"} == {f["properties"]["kind"] for f in land["features"]}
    named = {n["names"]["en"]: n for n in land["labels"]}
    assert 36 < named["Syria"]["lon"] < 41
    assert 33 < named["Syria"]["lat"] < 37
    assert all(n["names"]["ar"] for n in land["labels"])


def test_no_more_towns_are_named_than_a_map_can_use_and_without_a_place_there_is_land_all_the_same() -> None:
    many = [Town(34.0 + n / 1000, 38.0, str(n), n) for n in range(MOST_TOWNS + 20)]
    land: Any = map_land(borders, box_of([]), {"en": many, "ar": many})
    assert sum(1 for n in land["labels"] if n["kind"] == "town") == MOST_TOWNS
    assert land["features"]


def state_on(ground: Any, day: date) -> dict[str, tuple[str, str, str]]:
    """As the script of the page reads it: name of the area -> class, words, authors."""
    place = ground["places"][0]
    states: dict[int, Any] = {}
    for start, rows in place["days"]:
        if start <= day.isoformat():
            states.update({n: rest for n, *rest in rows})
    told = {}
    for n, area in enumerate(place["areas"]):
        kind, words, by = states.get(n, ["f-unknown", None, None])
        said = ground["no_word"] if words is None else ground["told"][words]
        told[area["names"]["en"]] = (kind, said["en"], "" if by is None else ground["authors"][by]["en"])
    return told


def test_the_ground_of_any_day_is_as_the_pages_of_control_have_it(found: Index) -> None:
    ground: Any = map_ground(found)
    held = found.record.control[TOWN]
    for day in [*held.states, date(2017, 3, 20), date(2030, 1, 1)]:
        told = state_on(ground, day)
        for area in held.areas:
            state = held.on(day).get(area.id)
            kind = told[area_name(area, "en")][0]
            status = state.status if state else "unknown"
            assert kind[:3] == {"held": "f-h", "partly_held": "f-p"}.get(status, f"f-{status}")[:3]


def test_ground_before_the_first_word_is_unknown_and_is_nobodys(found: Index) -> None:
    told = state_on(map_ground(found), date(2000, 1, 1))
    assert {kind for kind, _, _ in told.values()} == {"f-unknown"}
    assert all(words and not authors for _, words, authors in told.values())


def test_ground_that_is_fought_over_or_told_differently_names_its_authors(found: Index) -> None:
    told = state_on(map_ground(found), date(2017, 2, 5))
    assert told["Old Quarter"][0] == "f-contested"
    assert "Northern Pact" in told["Old Quarter"][2]
    assert state_on(map_ground(found), date(2017, 4, 5))["River Quarter"][0] == "f-disputed"


def test_no_private_author_and_no_source_of_one_is_in_the_file(found: Index) -> None:
    whole = json.dumps(map_ground(found), ensure_ascii=False)
    assert PERSON not in whole
    assert SECRET_SOURCE not in whole


def test_holders_of_several_places_have_patterns_of_their_own_on_the_one_map() -> None:
    record = sample(2)
    held = record.control[TOWN]
    only_guard = replace(
        held,
        words=tuple(w for w in held.words if w.actors == (GUARD,)),
        states={
            day: tuple(s for s in told if set(s.holders) <= {GUARD}) for day, told in held.states.items()
        },
        series={},
        claims={},
    )
    record.control["XT2"] = only_guard  # type: ignore[index]
    places: Any = map_ground(index(record))["places"]
    kinds = {kind for _, rows in places[1]["days"] for _, kind, *_ in rows if kind.startswith("f-h")}
    assert only_guard.holders == (GUARD,)
    assert kinds == {"f-h1"}
