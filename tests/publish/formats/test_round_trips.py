"""What is written comes back: every table, in every format that comes back, with what it loses and nothing more."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.errors import CairnError
from cairn.publish.formats import (
    FORMATS,
    SPECIFIED,
    About,
    Kind,
    Table,
    bundle,
    can,
    decode,
    encode,
    public_tables,
)
from cairn.publish.tables.fields import fields
from publish.formats.drawn import ODD, tables
from publish.sample import sample

NAMES = st.sampled_from(sorted(SPECIFIED))
DRAWN = NAMES.flatmap(tables)
FEW = settings(max_examples=60, suppress_health_check=list(HealthCheck))
SMALL = fields("id | text | x", "n | number or null | x", "x | decimal or null | x", "t | text or null | x")


def small(*rows: dict[str, Any]) -> Table:
    return Table("small", SMALL, [{"id": str(n), **row} for n, row in enumerate(rows)])


def again(table: Table, form: str) -> list[Any]:
    if FORMATS[form].kind == "table":
        return decode(encode(table, form), form, table.fields, table.name)
    return decode(bundle({table.name: table}, form, About()), form, table.fields, table.name)


def whole(table: Table) -> list[dict[str, Any]]:
    """The rows with every column, as a reader may hope to get them back."""
    return [dict(zip(table.columns, row, strict=True)) for row in zip(*table.cells, strict=True)]


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "sqlite"])
@FEW
@given(table=DRAWN)
def test_every_table_comes_back_as_it_was(form: str, table: Table) -> None:
    assert again(table, form) == whole(table)


@FEW
@given(table=DRAWN)
def test_a_workbook_comes_back_but_for_what_it_says(table: Table) -> None:
    """Moments are exact to the millisecond."""
    kinds = dict(zip(table.columns, table.kinds, strict=True))

    def kept(name: str, cell: Any) -> Any:
        if cell is not None and kinds[name] is Kind.MOMENT:
            return pytest.approx(datetime.fromisoformat(cell).timestamp(), abs=0.001)
        return cell

    def read(name: str, cell: Any) -> Any:
        return datetime.fromisoformat(cell).timestamp() if cell and kinds[name] is Kind.MOMENT else cell

    wanted = [{name: kept(name, cell) for name, cell in row.items()} for row in whole(table)]
    found = [{name: read(name, cell) for name, cell in row.items()} for row in again(table, "xlsx")]
    assert found == wanted


@FEW
@given(table=st.sampled_from(["incidents", "readings", "official_entries", "register"]).flatmap(tables))
def test_a_map_comes_back_but_for_points_off_the_globe(table: Table) -> None:
    def on_it(row: dict[str, Any]) -> bool:
        lat, lon = row["lat"], row["lon"]
        return lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180

    wanted = [row if on_it(row) else row | {"lat": None, "lon": None} for row in whole(table)]
    assert again(table, "geojson") == wanted


@FEW
@given(table=st.sampled_from(["incidents", "attributions", "coverage"]).flatmap(tables))
def test_columns_with_a_tag_come_back(table: Table) -> None:
    found = again(table, "hxl")
    assert found == [{name: row[name] for name in found[0]} for row in whole(table)]


@FEW
@given(table=DRAWN)
def test_any_reader_of_csv_sees_the_same_cells(table: Table) -> None:
    rows = list(csv.reader(io.StringIO(encode(table, "csv").decode(), newline=""), strict=True))
    assert rows[0] == list(table.columns)
    assert len(rows) == len(table.rows) + 1
    for row, cells in zip(rows[1:], zip(*table.cells, strict=True), strict=True):
        for said, kind, cell in zip(row, table.kinds, cells, strict=True):
            assert kind is not Kind.TEXT or said == (cell or "")


def test_the_same_rows_give_the_same_bytes() -> None:
    for form in FORMATS:
        one, other = (public_tables(sample(12, released=8)) for _ in range(2))
        for name in one:
            if FORMATS[form].kind == "table" and can(one[name], form):
                assert encode(one[name], form) == encode(other[name], form)
        if FORMATS[form].kind == "bundle":
            assert bundle(one, form, About(title="x")) == bundle(other, form, About(title="x"))


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "sqlite", "xlsx"])
def test_a_broken_half_of_a_letter_becomes_a_mark(form: str) -> None:
    assert again(small({"t": "a\ud800b"}), form)[0]["t"] == "a\ufffdb"


@pytest.mark.parametrize(
    "form", [f for f in FORMATS if f not in ("frictionless", "jsonld", "ftm", "ucdp", "acled")]
)
@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_refused_and_nothing_is_written(form: str, number: float) -> None:
    table = Table("incidents", SPECIFIED["incidents"], [{"id": "a", "lat": number, "lon": 1.0}])
    with pytest.raises(CairnError) as refused:
        again(table, form)
    assert (refused.value.code, refused.value.field) == ("value-of-type", "lat")


@pytest.mark.parametrize("form", ["parquet", "sqlite"])
@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**40])
def test_a_number_of_more_than_64_bits_is_refused_where_it_would_be_changed(form: str, number: int) -> None:
    with pytest.raises(CairnError) as refused:
        again(small({"n": number}), form)
    assert refused.value.code == "value-of-type"
    assert again(small({"n": number}), "jsonl")[0]["n"] == number
    assert again(small({"n": number}), "csv")[0]["n"] == number
    assert again(small({"n": number}), "xlsx")[0]["n"] == number


@pytest.mark.parametrize("bad", [{"n": "three"}, {"n": 1.5}, {"n": True}, {"t": 3}, {"x": "1.0"}])
def test_a_value_of_another_type_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(CairnError) as refused:
        encode(small(bad), "jsonl")
    assert refused.value.field in bad


@pytest.mark.parametrize("told", ["3 May", "2025-5-8", "2025-05", "20250508", "2025-05-08T00:00:00Z"])
def test_a_day_that_is_none_is_refused(told: str) -> None:
    with pytest.raises(CairnError):
        encode(Table("incidents", SPECIFIED["incidents"], [{"id": "a", "date_start": told}]), "csv")


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_minus_nought_keeps_its_sign(form: str) -> None:
    assert str(again(small({"x": -0.0}), form)[0]["x"]) == "-0.0"


def test_unknown_and_empty_differ_in_the_file_for_machines() -> None:
    assert encode(small({"t": None}, {"t": ""}), "csv") == b'id,n,x,t\n0,,,\n1,,,""\n'


def test_machine_files_hold_every_odd_text_byte_for_byte() -> None:
    table = small(*({"t": odd} for odd in ODD))
    told = encode(table, "csv").decode()
    for odd in ODD:
        assert odd.replace('"', '""') in told
    assert [json.loads(line)["t"] for line in encode(table, "jsonl").decode().split("\n")[:-1]] == list(ODD)


def test_every_format_that_comes_back_is_tried_here() -> None:
    tried = {"jsonl", "csv", "parquet", "sqlite", "xlsx", "geojson", "hxl"}
    assert {f.name for f in FORMATS.values() if f.returns} == tried


@pytest.mark.parametrize("form", ["xlsx", "sqlite", "frictionless", "jsonld"])
def test_a_broken_half_of_a_letter_in_what_a_release_says_becomes_a_mark_too(form: str) -> None:
    told = bundle({"small": small({"t": "a"})}, form, About(title="x\ud800y"))
    assert told == bundle({"small": small({"t": "a"})}, form, About(title="x\ufffdy"))
