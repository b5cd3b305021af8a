"""Tables as Parquet, for columns read by the million, and back. It needs the extra `parquet`."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from cairn.errors import MissingExtra
from cairn.publish.tables.fields import Field

from .model import Kind, Row, Table, instant, kind_of


def library() -> Any:
    """The library. Raises `MissingExtra` (extra-missing) where it is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as e:
        raise MissingExtra(
            "extra-missing",
            "Parquet needs a library that is not installed",
            field="extra",
            value="parquet",
            remedy="Install it: pip install cairn-record[parquet]. CSV, JSON Lines and SQLite need nothing.",
        ) from e
    return pyarrow


def schema(fields: Sequence[Field]) -> Any:
    """The Arrow schema of these columns; each carries its type and its meaning in words."""
    arrow = library()
    types = {
        Kind.TEXT: arrow.string(), Kind.WHOLE: arrow.int64(), Kind.DECIMAL: arrow.float64(), Kind.DAY: arrow.date32(),
        Kind.MOMENT: arrow.timestamp("us", tz="UTC"), Kind.FLAG: arrow.bool_(), Kind.LIST: arrow.list_(arrow.string()),
        Kind.OBJECTS: arrow.string(), Kind.OBJECT: arrow.string(),
    }  # fmt: skip
    return arrow.schema(
        arrow.field(
            f.name.lstrip("_"),
            types[kind_of(f)],
            metadata={"type": f.type, "meaning": f.meaning, "unknown": "null"},
        )
        for f in fields
    )


def arrow(table: Table) -> Any:
    """The table as an Arrow table. Raises `FileRefused` (value-of-type) for a value that its column cannot hold."""
    lib, made = library(), schema(table.fields)
    columns = []
    for name, kind, cells, one in zip(table.columns, table.kinds, table.cells, made, strict=True):
        try:
            columns.append(lib.array([None if c is None else _given(kind, c) for c in cells], type=one.type))
        except (OverflowError, lib.ArrowInvalid, lib.ArrowTypeError) as e:
            raise table.refused(name, str(e)) from e
    return lib.Table.from_arrays(columns, schema=made)


def parquet(table: Table) -> bytes:
    """One Parquet file. Raises `MissingExtra`, and as `arrow`."""
    from_rows, out = arrow(table), io.BytesIO()
    library().parquet.write_table(from_rows, out, compression="zstd", version="2.6", store_schema=True)
    return out.getvalue()


def from_parquet(data: bytes, fields: Sequence[Field]) -> list[Row]:
    """The rows of a file that `parquet` wrote, by the types of the fields."""
    rows = library().parquet.read_table(io.BytesIO(data)).to_pylist()
    kinds = {f.name.lstrip("_"): kind_of(f) for f in fields}
    return [
        {name: None if row[name] is None else _back(kind, row[name]) for name, kind in kinds.items()}
        for row in rows
    ]


def told(at: datetime) -> str:
    """The moment as it is exported."""
    return at.isoformat().replace("+00:00", "Z")


def _given(kind: Kind, cell: Any) -> Any:
    if kind is Kind.DAY:
        return date.fromisoformat(cell)
    if kind is Kind.MOMENT:
        return instant(cell)
    return (
        json.dumps(cell, ensure_ascii=False, allow_nan=False) if kind in (Kind.OBJECT, Kind.OBJECTS) else cell
    )


def _back(kind: Kind, cell: Any) -> Any:
    if kind is Kind.DAY:
        return cell.isoformat()
    if kind is Kind.MOMENT:
        return told(cell.astimezone(UTC))
    return json.loads(cell) if kind in (Kind.OBJECT, Kind.OBJECTS) else cell
