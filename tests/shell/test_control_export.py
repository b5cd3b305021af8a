"""Who held what as a table, as GeoJSON, and where an incident is explained."""

from __future__ import annotations

import json

import pytest

from cairn.publish.tables.specification import columns
from cairn.shell.acts.add_control import Asked, add_control
from cairn.shell.export.control_ground import ground_json, ground_words
from cairn.shell.records.models import Act
from cairn.sources.control_model import Defaults
from control_rows import collection, feature, square
from shell.answers import error_of, told

ROWS = (
    {
        "id": "w1",
        "area": "N0461",
        "holding": "held",
        "actor": "sdf",
        "from": "2017-08-04",
        "note": "by the river",
    },
    {"id": "w2", "area": "N0462", "holding": "contested", "actors": "sdf; isis", "from": "2017-08-05"},
    {
        "id": "w3",
        "area": "C5710",
        "holding": "share",
        "actor": "sdf",
        "share": "45 %",
        "from_latest": "2017-08-06",
    },
)
MAPPER = Defaults(holder="sdf", asserted_by="Example Mapper", source="https://example.org/map")


@pytest.fixture
def held(ws, tmp_path):
    """Three words on Raqqa and a drawing east of it."""
    path = tmp_path / "held.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    beside = Defaults(asserted_by="Example Monitor", source="https://example.org/1")
    assert not add_control(ws, path, Asked(beside)).rejected
    (tmp_path / "2017-08-04.geojson").write_bytes(collection(feature(square(39.5, 35.9))))
    add_control(ws, tmp_path / "2017-08-04.geojson", Asked(MAPPER))
    return ws


def test_the_table_begins_with_the_columns_of_the_contract(held, cli):
    rows = told(cli("export", "control", "--json"))["rows"]
    assert columns("control")[:10] == (
        "id", "area", "actor", "share_min", "share_max", "from", "to", "asserted_by", "denominator", "source",
    )  # fmt: skip
    assert [tuple(row) for row in rows] == [columns("control")] * 4
    one, fought, share, drawn = rows
    assert (one["id"], one["area"], one["actor"], one["from"], one["note"], one["row"]) == (
        "w1", "N0461", "sdf", "2017-08-04", "by the river", 1,
    )  # fmt: skip
    assert (fought["actor"], fought["actors"]) == (None, ["sdf", "isis"])
    assert (share["share_min"], share["share_max"], share["from"], share["from_latest"]) == (
        0.45, 0.45, None, "2017-08-06",
    )  # fmt: skip
    assert (drawn["area"], drawn["layer"], drawn["row"]) == (None, "Example Mapper:2017-08-04", 1)
    assert all(len(row["capture_sha256"]) == 64 for row in rows)


def test_geojson_has_the_ground_and_the_days_of_every_word(held, cli, tmp_path):
    assert cli("export", "control", "--format", "geojson", "--out", tmp_path / "c.geojson").exit_code == 0
    features = json.loads((tmp_path / "c.geojson").read_text("utf-8"))["features"]
    assert [f["id"] for f in features] == ["w1", "w2", "w3", "Example Mapper:2017-08-04#1"]
    assert {f["geometry"]["type"] for f in features} == {"MultiPolygon"}
    assert features[0]["properties"]["from"] == "2017-08-04"
    assert len(features[2]["geometry"]["coordinates"]) == 23
    assert features[3]["geometry"]["coordinates"][0][0] == square(39.5, 35.9)


def test_what_is_exported_as_geojson_comes_in_again(held, cli, tmp_path):
    out = tmp_path / "again/map.geojson"
    out.parent.mkdir()
    assert cli("export", "control", "--format", "geojson", "--out", out).exit_code == 0
    value = told(cli("add", out, "--as", "control", "--dry-run", "--json"), 1)
    assert [r["code"] for r in value["rejected"]] == ["control-day-missing"]  # a share is no drawing
    assert value["files"][0]["new"] == 3


def test_the_table_is_told_as_of_an_earlier_moment_and_the_public_one_holds_no_notes(held, cli):
    first = ("--as-of", f"act {Act.objects.earliest('id').id}")
    assert [row["id"] for row in told(cli("export", "control", *first, "--json"))["rows"]] == [
        "w1",
        "w2",
        "w3",
    ]
    public = told(cli("export", "control", "--public", "--json"))["rows"]
    assert not any(row.get("note") or row.get("capture_sha256") for row in public)
    assert error_of(cli("export", "control", "--public", *first, "--json"))["code"] == "as-of-of-table"


def incident(**more):
    return {
        "date_start": "2017-08-10",
        "date_end": "2017-08-10",
        "lat": 35.9637,
        "lon": 39.01639,
        "place_radius_m": 100,
        **more,
    }


def test_who_held_the_ground_of_an_incident_is_told_with_the_author(held):
    (answer,) = ground_json(held, incident())
    assert (answer["answer"], answer["holder"], answer["asserted_by"]) == ("held", "sdf", ["Example Monitor"])
    assert answer["days_since"] == 6
    assert "held by Syrian Democratic Forces, says Example Monitor" in next(iter(ground_words([answer])))


def test_a_wide_circle_over_ground_of_several_is_not_clear(held):
    (answer,) = ground_json(held, incident(place_radius_m=2_000))
    assert answer["answer"] == "not_clear"
    assert {"sdf", "isis"} <= set(answer["may_have_held"])
    lines = list(ground_words([answer]))
    assert len(lines) == 1 + len(answer["touched"])
    assert "not clear" in lines[0]


def test_where_no_word_reaches_a_drawing_answers(held):
    (answer,) = ground_json(held, incident(lat=35.91, lon=39.51))
    assert (answer["answer"], answer["basis"], answer["asserted_by"]) == (
        "held",
        "drawings",
        ["Example Mapper"],
    )


def test_an_incident_of_several_days_is_asked_on_its_first_and_last(held):
    first, last = ground_json(held, incident(date_start="2017-08-01"))
    assert (first["answer"], last["answer"]) == ("no_word", "held")


@pytest.mark.parametrize(
    "blank", [{"lat": None}, {"date_start": None, "date_end": None}, {"place_radius_m": 40_000}]
)
def test_what_has_no_day_or_lies_nowhere_in_particular_has_no_answer(held, blank):
    assert ground_json(held, incident(**blank)) == []
