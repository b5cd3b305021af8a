"""Maps, databases, workbooks, descriptions and the shapes of neighbours: what each must be for those who read it."""

from __future__ import annotations

import io
import json
import math
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook
from shapely.geometry import shape

from cairn.errors import MissingExtra
from cairn.publish.allow import public
from cairn.publish.formats import (
    FORMATS,
    SPECIFIED,
    About,
    Table,
    bundle,
    data_files,
    decode,
    encode,
    public_tables,
    tables_of,
)
from cairn.publish.formats.ftm import entities
from cairn.publish.formats.neighbours import ACLED, UCDP, date_prec, geo_precision, time_precision, where_prec
from cairn.publish.formats.text import from_csv
from cairn.publish.formats.xlsx import xlsx
from cairn.publish.formats.xlsx_cells import CUT, LONGEST, letter
from cairn.publish.rows.index import index
from cairn.publish.tables.fields import fields
from cairn.shell.cli.show import FORMATS as NAMED
from cairn.values import Point, Precision
from cairn.vocab.labels import sections
from publish.sample import sample

ABOUT = About(title="Invented", licence="CC BY 4.0", publisher="Invented", generated_at="2026-01-02T03:04:05Z",
              address="https://record.example")  # fmt: skip


@pytest.fixture(scope="module")
def tables() -> dict[str, Table]:
    return public_tables(sample(25, released=15))


def incident(**more: Any) -> dict[str, Any]:
    return {"id": "a", "code": "A", "country": "SY", **more}


def one(form: str, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    held = {"incidents": Table("incidents", SPECIFIED["incidents"], rows),
            "attributions": Table("attributions", SPECIFIED["attributions"], [])}  # fmt: skip
    names = UCDP if form == "ucdp" else ACLED
    wanted = fields(*(f"{name} | text or null | x" for name in names))
    return [dict(row) for row in from_csv(bundle(held, form, ABOUT).decode(), wanted)]


def test_the_command_names_the_formats_that_there_are() -> None:
    assert set(NAMED) == set(FORMATS)


def test_what_is_public_is_the_same_however_it_is_arranged() -> None:
    record = sample(25, released=15)
    told, arranged = public_tables(record), tables_of(index(public(record)), is_public=True)
    assert {n: t.rows for n, t in told.items()} == {n: t.rows for n, t in arranged.items()}


def test_a_suggested_grade_and_a_spelling_have_no_column_in_public(tables: dict[str, Table]) -> None:
    assert "grade_suggested" not in tables["attributions"].columns
    assert "aliases" not in tables["actors"].columns
    assert "account_id" not in tables["claims"].columns


def strict(told: str) -> list[Any]:
    """The features of a collection, once everything is as RFC 7946 has it."""
    body = json.loads(told, parse_constant=pytest.fail)
    assert set(body) == {"type", "features"}, "no crs, which RFC 7946 took away"
    assert body["type"] == "FeatureCollection"
    for feature in body["features"]:
        assert set(feature) <= {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        assert isinstance(feature["properties"], dict)
        assert isinstance(feature.get("id", ""), str | int)
        if (geometry := feature["geometry"]) is not None:
            assert set(geometry) == {"type", "coordinates"}
            lon, lat = geometry["coordinates"]
            assert -180 <= lon <= 180
            assert -90 <= lat <= 90
            assert math.isfinite(lon)
            assert shape(geometry).is_valid
    return list(body["features"])


def test_the_map_is_strict_and_keeps_what_is_not_placed(tables: dict[str, Table]) -> None:
    features = strict(encode(tables["incidents"], "geojson").decode())
    assert len(features) == len(tables["incidents"].rows)
    assert any(f["geometry"] is None for f in features)
    placed = [f for f in features if f["geometry"]]
    assert placed
    assert all(f["properties"]["place_radius_m"] > 0 and f["properties"]["place_precision"] for f in placed)
    assert all("lat" not in f["properties"] for f in features)


def test_no_point_is_finer_than_it_may_be(tables: dict[str, Table]) -> None:
    for feature in strict(encode(tables["incidents"], "geojson").decode()):
        if feature["geometry"]:
            (lon, lat), told = feature["geometry"]["coordinates"], feature["properties"]
            point = Point(lat, lon, told["place_radius_m"], Precision(told["place_precision"]))
            assert (point.snapped().lat, point.snapped().lon) == (lat, lon)


def test_a_database_is_whole_tied_and_told(tables: dict[str, Table]) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(bundle(tables, "sqlite", ABOUT))
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA foreign_key_list('claims')").fetchall()
        count = db.execute("SELECT count(*) FROM incidents_by_actor").fetchone()[0]
        assert count == len(tables["attributions"].rows) > 0
        assert db.execute("SELECT count(*) FROM claims_with_reports").fetchone()[0] == len(
            tables["claims"].rows
        )
        told = db.execute("SELECT count(*) FROM dictionary").fetchone()[0]
        assert told == sum(len(t.fields) for t in tables.values())
        assert dict(db.execute("SELECT * FROM about"))["licence"] == "CC BY 4.0"
        types = {row[1]: row[2] for row in db.execute("PRAGMA table_info('incidents')")}
        assert (types["killed_min"], types["lat"], types["codes"]) == ("INTEGER", "REAL", "TEXT")


def test_a_workbook_has_days_as_days_its_heading_in_sight_and_arabic_from_the_right(
    tables: dict[str, Table],
) -> None:
    book = load_workbook(io.BytesIO(bundle(tables, "xlsx", ABOUT)))
    sheet = book["incidents"]
    heading = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.freeze_panes == "A2"
    assert sheet.cell(2, heading["date_start"]).is_date
    assert isinstance(sheet.cell(2, heading["killed_min"]).value, int)
    assert sheet.cell(2, heading["place_name_ar"]).alignment.readingOrder == 2
    assert book.sheetnames[0] == "about"
    assert book.sheetnames[-1] == "dictionary"
    assert book["dictionary"].max_row == 1 + sum(len(t.fields) for t in tables.values())


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), "😀" * LONGEST, "x" + "😀" * (LONGEST // 2 + 1)])
def test_a_text_that_no_cell_holds_is_cut_and_says_so(text: str) -> None:
    table = Table("small", fields("id | text | x", "t | text | x"), [{"id": "a", "t": text}])
    cell = load_workbook(io.BytesIO(bundle({"small": table}, "xlsx", ABOUT)))["small"]["B2"].value
    assert cell.endswith(CUT)
    assert len(cell.encode("utf-16-le")) // 2 <= LONGEST
    assert text.startswith(cell.removesuffix(CUT))


def test_the_letters_of_columns_go_on_after_z() -> None:
    assert [letter(n) for n in (0, 25, 26, 51, 701, 702)] == ["A", "Z", "AA", "AZ", "ZZ", "AAA"]


def test_a_range_has_no_best_figure_and_one_figure_is_told_as_one() -> None:
    ranged, single, silent = one(
        "ucdp", incident(killed_min=3, killed_max=5, belligerents_killed_max=2), incident(id="b", killed_min=4, killed_max=4),
        incident(id="c"),
    )  # fmt: skip
    assert (ranged["best"], ranged["low"], ranged["high"], ranged["deaths_civilians"]) == (
        None,
        "3",
        "7",
        None,
    )
    assert (single["best"], single["low"], single["high"], single["deaths_civilians"]) == (
        None,
        "4",
        "4",
        "4",
    )
    assert (silent["low"], silent["high"], silent["deaths_civilians"]) == (None, None, None)
    ranged, single, silent = one(
        "acled",
        incident(killed_min=3, killed_max=5),
        incident(id="b", killed_min=0, killed_max=0),
        incident(id="c"),
    )
    assert (ranged["fatalities"], ranged["tags"]) == (None, "killed_min=3; killed_max=5")
    assert (single["fatalities"], silent["fatalities"]) == ("0", None)


def test_the_columns_are_those_of_the_neighbours() -> None:
    assert (len(UCDP), len(set(UCDP)), len(ACLED), len(set(ACLED))) == (49, 49, 31, 31)


@pytest.mark.parametrize(
    ("row", "ucdp", "acled"),
    [
        ({"place_precision": "exact", "place_radius_m": 20, "lat": 1.0}, 1, 1),
        ({"place_precision": "town", "place_radius_m": 2500, "lat": 1.0}, 2, 1),
        ({"place_precision": "town", "place_radius_m": 20000, "admin1": "X"}, 2, 3),
        ({"place_precision": "city", "place_radius_m": 6000, "lat": 1.0}, 2, 2),
        ({"place_precision": "district", "place_radius_m": 25000, "admin1": "X"}, 3, 3),
        ({"place_precision": "province", "place_radius_m": 60000, "admin1": "X"}, 4, 3),
        ({"place_precision": "country", "country": "SY"}, 6, 3),
        ({}, None, None),
    ],
)  # fmt: skip
def test_precision_of_place_is_told_in_their_steps(
    row: dict[str, Any], ucdp: int | None, acled: int | None
) -> None:
    assert (where_prec(row), geo_precision(row)) == (ucdp, acled)


@pytest.mark.parametrize(
    ("last", "ucdp", "acled"),
    [
        ("2025-05-01", 1, 1),
        ("2025-05-06", 2, 2),
        ("2025-05-07", 3, 2),
        ("2025-05-31", 4, 3),
        ("2025-06-30", 5, None),
    ],
)
def test_precision_of_days_is_told_in_their_steps(last: str, ucdp: int, acled: int | None) -> None:
    row = {"date_start": "2025-05-01", "date_end": last}
    assert (date_prec(row), time_precision(row)) == (ucdp, acled)


def test_a_folder_of_data_describes_each_of_its_files(tables: dict[str, Table]) -> None:
    made = {file.name: data for file, data in data_files(tables, ABOUT)}
    package = json.loads(made["datapackage.json"])
    assert [r["path"] for r in package["resources"]] == [f"{name}.csv" for name in tables]
    for resource in package["resources"]:
        heading = made[resource["path"]].decode().split("\n", 1)[0]
        assert heading == ",".join(f["name"] for f in resource["schema"]["fields"])
        assert resource["bytes"] == len(made[resource["path"]])
    told = json.loads(made["dataset.jsonld"])
    assert (told["@type"], told["license"]) == ("Dataset", "https://creativecommons.org/licenses/by/4.0/")
    listed = {d["contentUrl"].rpartition("/")[2]: d for d in told["distribution"]}
    assert set(made) - set(listed) == {"datapackage.json", "dataset.jsonld"}
    assert all(d["contentSize"] == f"{len(made[name])} B" for name, d in listed.items())


def test_who_is_who_out_of_its_tables_is_who_is_who(tables: dict[str, Table]) -> None:
    who = public(sample(25, released=15)).who
    shown = {row["id"] for row in tables["actors"].rows}
    said = [r for r in who.relations if {r.subject, r.object} & shown]
    wanted = list(
        entities(
            [who.actors[key] for key in sorted(shown)],
            said,
            [d for d in who.designations if d.actor in shown],
        )
    )
    assert [json.loads(line) for line in bundle(tables, "ftm", ABOUT).decode().splitlines()] == wanted


def test_a_workbook_that_takes_sheets_over_is_the_one_made_anew(tables: dict[str, Table]) -> None:
    before = xlsx(tables, ABOUT)
    assert xlsx(tables, ABOUT, before, tuple(tables)) == before
    claims, later = tables["claims"], replace(ABOUT, generated_at="2027-01-01T00:00:00Z")
    other = tables | {"claims": Table("claims", claims.fields, claims.rows[1:])}
    made = xlsx(other, later, before, [name for name in tables if name != "claims"])
    assert made == xlsx(other, later) != before
    assert decode(made, "xlsx", claims.fields, "claims") == decode(
        xlsx(other, later), "xlsx", claims.fields, "claims"
    )


def test_a_workbook_of_other_sheets_gives_none_away(tables: dict[str, Table]) -> None:
    before = xlsx(tables, ABOUT)
    fewer = {name: table for name, table in tables.items() if name != "attributions"}
    assert xlsx(fewer, ABOUT, before, tuple(fewer)) == xlsx(fewer, ABOUT)


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cairn.publish.formats.xlsx.MOST_ROWS", 2)
    table = Table(
        "small", fields("id | text | x", "n | number | x"), [{"id": str(n), "n": n} for n in range(5)]
    )
    data = bundle({"small": table, "small_2": replace(table, name="small_2")}, "xlsx", ABOUT)
    assert [n for n in load_workbook(io.BytesIO(data)).sheetnames if n.startswith("small ")] == [
        "small 2",
        "small 3",
    ]
    assert decode(data, "xlsx", table.fields, "small") == list(table.rows)


def test_without_its_library_parquet_is_refused_by_the_name_of_its_extra_and_left_out_of_a_folder(
    tables: dict[str, Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra) as refused:
        encode(tables["incidents"], "parquet")
    assert (refused.value.code, refused.value.value) == ("extra-missing", "parquet")
    names = {file.name for file, _ in data_files(tables, ABOUT)}
    assert "incidents.csv" in names
    assert not {name for name in names if name.endswith(".parquet")}


def test_every_file_of_a_folder_has_words_in_both_languages(tables: dict[str, Table]) -> None:
    for file, _ in data_files(tables, ABOUT):
        for lang in ("en", "ar"):
            assert (file.table or file.name) in sections(lang)["file"]
            assert not file.table or file.form in sections(lang)["form"]


def test_a_text_that_two_reports_carry_gives_claims_of_one_id_and_every_row_is_kept() -> None:
    record = sample(6, released=6)
    first = record.claims[0]
    other = next(r["id"] for r in record.reports if r["id"] != first["report_id"])
    twice = replace(record, claims=[*record.claims, {**first, "report_id": other, "account_id": "another"}])
    tables = public_tables(twice)
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(bundle(tables, "sqlite", ABOUT))
        found = db.execute('SELECT "report_id" FROM "claims" WHERE "id" = ?', (first["id"],)).fetchall()
        assert len(found) == 2
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = {r["name"]: r["schema"].get("primaryKey") for r in json.loads(bundle(tables, "frictionless", ABOUT))["resources"]}  # fmt: skip
    assert (keys["claims"], keys["reports"]) == (None, ["id"])
