"""Rows as tables of Arrow, pandas and Polars and back: unknown stays unknown, and nothing else changes."""

from __future__ import annotations

import importlib
import json
import tempfile
from pathlib import Path

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cairn
from cairn.errors import MissingExtra
from cairn.opened.columns import frozen
from cairn.publish.formats import Kind, encode, kind_of
from cairn.publish.formats.parquet import arrow
from cairn.publish.formats.public import ORDER
from cairn.publish.tables.fields import Field
from opened.published import ABOUT, site, summed, written
from publish.formats.drawn import tables


@pytest.fixture(scope="module")
def ws(tmp_path_factory):
    return cairn.open(written(tmp_path_factory.mktemp("site"), site()))


def back(rows, records):
    """Records of a frame as the rows were."""
    found = []
    for record in records:
        row = {}
        for f in rows.columns:
            cell, kind = record[f.name], kind_of(f)
            if cell is None or cell is pandas.NA or cell is pandas.NaT:
                row[f.name] = None
            elif kind in (Kind.OBJECT, Kind.OBJECTS):
                row[f.name] = frozen(json.loads(cell))
            elif kind is Kind.LIST:
                row[f.name] = tuple(cell)
            elif kind is Kind.DAY and hasattr(cell, "date"):
                row[f.name] = cell.date()
            else:
                row[f.name] = cell
        found.append(row)
    return found


@pytest.mark.parametrize("name", ORDER)
def test_what_goes_into_a_frame_comes_back(ws, name):
    rows = ws[name]
    plain = [dict(row) for row in rows]
    assert back(rows, rows.to_arrow().to_pylist()) == plain
    assert back(rows, rows.to_polars().to_dicts()) == plain
    assert back(rows, rows.to_pandas().to_dict("records")) == plain


def test_arrow_is_the_table_of_the_parquet_file(ws):
    from cairn.publish.allow import public
    from cairn.publish.formats import tables_of
    from cairn.publish.rows.index import index
    from publish.sample import sample

    ours = tables_of(index(public(sample())), is_public=True)
    for name in ORDER:
        assert ws[name].to_arrow().replace_schema_metadata(None).equals(arrow(ours[name]))


@settings(max_examples=30)
@given(st.sampled_from(ORDER).flatmap(tables))
def test_any_rows_come_back_from_every_frame(table):
    columns = [Field(f.name.lstrip("_"), f.type, f.meaning) for f in table.fields]
    files = site()
    package = json.loads(files["data/datapackage.json"])
    types = {"text": "string", "number": "integer", "decimal": "number", "day": "date", "moment": "datetime",
             "yes or no": "boolean", "list": "array", "list of objects": "array", "object": "object"}  # fmt: skip
    fields = [{"name": f.name, "type": types[kind_of(f).value], "description": ""} for f in columns]
    package["resources"] = [{"path": f"{table.name}.csv", "schema": {"fields": fields}}]
    files |= {
        "data/datapackage.json": json.dumps(package).encode(),
        f"data/{table.name}.jsonl": encode(table, "jsonl"),
    }
    with tempfile.TemporaryDirectory() as folder:
        rows = cairn.open(written(Path(folder), summed(files)))[table.name]
        plain = [dict(row) for row in rows]
        assert back(rows, rows.to_arrow().to_pylist()) == plain
        assert back(rows, rows.to_polars().to_dicts()) == plain
        assert back(rows, rows.to_pandas().to_dict("records")) == plain


def test_unknown_has_a_type_and_is_no_nought(ws):
    frame = ws.incidents.to_pandas()
    assert str(frame.killed_min.dtype) == "Int64"
    assert frame.loc[frame.code == "NP008", "killed_min"].isna().all()
    assert frame.killed_min.isna().sum() == ws.incidents.to_polars()["killed_min"].null_count() == 2


def test_a_table_without_rows_keeps_its_columns_and_kinds(ws):
    none = ws.incidents.where(code="nobody's")
    assert none.to_arrow().schema == ws.incidents.to_arrow().schema
    assert none.to_polars().schema == ws.incidents.to_polars().schema
    assert (none.to_pandas().dtypes == ws.incidents.to_pandas().dtypes).all()


def test_what_must_be_said_goes_with_the_data(ws):
    told = {"title": ABOUT.title, "as_of": ABOUT.generated_at, "citation": ABOUT.citation}
    assert told.items() <= ws.claims.to_pandas().attrs.items()
    assert {
        k.encode(): v.encode() for k, v in told.items()
    }.items() <= ws.claims.to_arrow().schema.metadata.items()


def test_only_the_rows_that_were_chosen_go_in(ws):
    some = ws.incidents.where(admin1="Aleppo")
    assert len(some.to_pandas()) == len(some.to_polars()) == some.to_arrow().num_rows == len(some) < 18


@pytest.mark.parametrize("name", ["pandas", "polars", "pyarrow"])
def test_without_the_library_it_says_what_to_install_and_rows_need_nothing(ws, monkeypatch, name):
    there = importlib.import_module

    def absent(asked, *more):
        if asked == name:
            raise ImportError(asked)
        return there(asked, *more)

    monkeypatch.setattr(importlib, "import_module", absent)
    with pytest.raises(MissingExtra, match=f"pip install {name}"):
        getattr(ws.incidents, f"to_{'arrow' if name == 'pyarrow' else name}")()
    assert len(list(ws.incidents)) == 18
