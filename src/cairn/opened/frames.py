"""Opened rows as tables of Arrow, pandas and Polars, where these are installed: unknown stays unknown in each.

A list stays a list; an object, or a list of them, is its JSON as text, as in the Parquet files.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from typing import Any

from cairn.errors import MissingExtra
from cairn.publish.tables.fields import Kind, kind_of

from .row import Row
from .rows import R, Rows

_PANDAS: Mapping[Kind, str] = {
    Kind.TEXT: "string", Kind.WHOLE: "Int64", Kind.DECIMAL: "Float64", Kind.DAY: "datetime64[s]",
    Kind.MOMENT: "datetime64[us, UTC]", Kind.FLAG: "boolean", Kind.LIST: "object", Kind.OBJECTS: "string",
    Kind.OBJECT: "string",
}  # fmt: skip


def to_arrow(rows: Rows[R]) -> Any:
    """A table of Arrow, its columns typed and described; what goes with the data is in its metadata."""
    arrow = library("pyarrow")
    from cairn.publish.formats.parquet import schema

    made = schema(rows.columns)
    told = {key.encode(): text.encode() for key, text in rows.about().items()}
    return arrow.table(columns(rows), schema=made.with_metadata(told))


def to_pandas(rows: Rows[R]) -> Any:
    """A frame of pandas; what goes with the data is in its `attrs`."""
    pandas = library("pandas")
    made = columns(rows)
    frame = pandas.DataFrame(
        {f.name: pandas.Series(made[f.name], dtype=_PANDAS[kind_of(f)]) for f in rows.columns}
    )
    frame.attrs = dict(rows.about())
    return frame


def to_polars(rows: Rows[R]) -> Any:
    """A frame of Polars."""
    polars = library("polars")
    kinds = {
        Kind.TEXT: polars.String, Kind.WHOLE: polars.Int64, Kind.DECIMAL: polars.Float64, Kind.DAY: polars.Date,
        Kind.MOMENT: polars.Datetime("us", "UTC"), Kind.FLAG: polars.Boolean, Kind.LIST: polars.List(polars.String),
        Kind.OBJECTS: polars.String, Kind.OBJECT: polars.String,
    }  # fmt: skip
    return polars.DataFrame(columns(rows), schema={f.name: kinds[kind_of(f)] for f in rows.columns})


def library(name: str) -> Any:
    """A library by its name. Raises `MissingExtra` (extra-missing) where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError as e:
        raise MissingExtra(
            "extra-missing",
            f"{name} is not installed",
            field="extra",
            value=name,
            remedy=f"pip install {name}, then ask again. Rows, sums and checks need nothing.",
        ) from e


def columns(rows: Rows[R]) -> dict[str, list[Any]]:
    """The cells column by column."""
    found: dict[str, list[Any]] = {f.name: [] for f in rows.columns}
    kinds = [(f.name, kind_of(f)) for f in rows.columns]
    for row in rows:
        for name, kind in kinds:
            found[name].append(_cell(kind, row[name]))
    return found


def _cell(kind: Kind, cell: Any) -> Any:
    if cell is None:
        return None
    if kind in (Kind.OBJECT, Kind.OBJECTS):
        return json.dumps(thawed(cell), ensure_ascii=False, allow_nan=False)
    return list(cell) if kind is Kind.LIST else cell


def thawed(cell: Any) -> Any:
    """A frozen value as JSON writes it."""
    if isinstance(cell, Row):
        return {key: thawed(one) for key, one in cell.items()}
    return [thawed(one) for one in cell] if isinstance(cell, tuple) else cell
