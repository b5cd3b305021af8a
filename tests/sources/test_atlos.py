"""Atlos: its incidents as a register, its source material as reports. Every row is invented."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from cairn.errors import FileRefused
from cairn.places.gazetteer import shipped
from cairn.sources.register import Known, known, read_register
from cairn.sources.register_model import Entry
from cairn.sources.tables import read_reports
from cairn.values import UNKNOWN, Precision, Range
from cairn.vocab.actors import actors
from sources.recorder_files import ATLOS, MATERIAL, as_csv, as_lines


@pytest.fixture(scope="module")
def against() -> Known:
    return known(actors().values(), shipped())


def incident(against: Known, **more: Any) -> Entry:
    [row] = read_register("atlos-export.csv", as_csv(ATLOS | more), against).rows
    return row.entry


def test_its_incident_is_read_under_our_names(against):
    entry = incident(against)
    assert (entry.id, entry.day, entry.modified) == ("ABC123", date(2019, 3, 2), date(2023, 2, 1))
    assert (entry.spot.lat, entry.spot.precision) == (34.73, Precision.WITHIN_100M)
    assert entry.figure("killed") == Range(2, 3)
    assert entry.sources == ("https://marsh.example/1", "https://salt.example/2")


def test_without_an_attribute_for_harm_its_figures_are_unknown(against):
    row = {name: value for name, value in ATLOS.items() if name != "Civilians killed"}
    [found] = read_register("x.csv", as_csv(row), against).rows
    assert (found.entry.figure("killed"), found.entry.figure("all_killed")) == (UNKNOWN, UNKNOWN)


def test_a_figure_of_people_of_any_status_is_no_figure_of_civilians(against):
    row = {{"Civilians killed": "Fatalities"}.get(name, name): value for name, value in ATLOS.items()}
    [found] = read_register("x.csv", as_csv(row), against).rows
    assert (found.entry.figure("killed"), found.entry.figure("all_killed")) == (UNKNOWN, Range(2, 3))


def test_a_page_of_its_interface_reads_as_its_export(against):
    item = {
        "slug": "ABC123", "attr_description": "Strike on a mill", "attr_date": "2019-03-02", "attr_sensitive": [],
        "attr_geolocation": {"type": "Point", "coordinates": [36.72, 34.73]}, "attr_more_info": "",
        "attr_geolocation_resolution": "Vicinity", "inserted_at": "2023-01-01T00:00:00",
        "updated_at": "2023-02-01T00:00:00",
        "project_attributes": [{"name": "Civilians killed", "value": "2-3"}, {"name": "Weapon", "value": ["a", "b"]}],
        "source_material": [{"source_url": "https://marsh.example/1"}, {"source_url": "https://salt.example/2"}],
    }  # fmt: skip
    page = json.dumps({"results": [item], "next": None, "previous": None}).encode()
    [found] = read_register("incidents.json", page, against).rows
    told = incident(against)
    for name in ("id", "day", "spot", "figures", "sources"):
        assert getattr(found.entry, name) == getattr(told, name)


def test_its_incidents_are_no_reports_and_its_source_material_is_no_register(against):
    with pytest.raises(FileRefused, match=r"recorder-other-kind.*--as register"):
        read_reports("atlos-export.csv", as_csv(ATLOS))
    with pytest.raises(FileRefused, match=r"recorder-other-kind.*--as reports"):
        read_register("m.jsonl", as_lines(MATERIAL), against)


def test_source_material_is_a_report_with_the_words_an_archiver_took():
    [row] = read_reports("material.jsonl", as_lines(MATERIAL)).rows
    assert (row.report.id, row.report.url) == ("atlos-7f0", "https://marsh.example/posts/3")
    assert row.report.text == "Three people were hurt at the old mill."
    assert row.report.extra["atlos_artifacts"][0]["file_hash_sha256"] == "ef" * 32
    assert row.report.extra["archived_by"] == "Atlos"


def test_what_opens_anothers_store_is_not_taken_in():
    [row] = read_reports("material.jsonl", as_lines(MATERIAL)).rows
    assert "opens" not in json.dumps(dict(row.report.extra))


def test_source_material_without_words_is_set_aside_and_told():
    table = read_reports(
        "material.jsonl", as_lines(MATERIAL, MATERIAL | {"id": "8", "metadata": {}, "status": "error"})
    )
    assert (len(table.rows), table.rejected[0].error.code) == (1, "export-not-archived")


def test_a_page_of_source_material_reads_as_its_lines():
    page = json.dumps({"results": [MATERIAL], "next": None}, indent=2).encode()
    [one], [two] = read_reports("m.json", page).rows, read_reports("m.jsonl", as_lines(MATERIAL)).rows
    assert one.report == two.report
