"""Rows as answers hold them: the same values, and so the same bytes, from tables in memory and from a database.

A fraction is a fraction even where it is whole, minus nought is nought: a database keeps no more of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cairn.publish.formats import Kind, Table

Row = Mapping[str, Any]
Found = tuple[Row, Sequence[Row]]
"""An incident and its attributions."""

encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def plain_rows(table: Table) -> list[dict[str, Any]]:
    """The rows of a table with every column. Raises `FileRefused` (value-of-type)."""
    names = table.columns
    sound = table.sound()
    cells = [_same(kind, column) for kind, column in zip(table.kinds, sound.cells, strict=True)]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)] if table.rows else []


def by(rows: Iterable[dict[str, Any]], column: str) -> dict[str, list[dict[str, Any]]]:
    """The rows by one of their columns, in their order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _same(kind: Kind, column: list[Any]) -> list[Any]:
    if kind is not Kind.DECIMAL:
        return column
    return [None if cell is None else float(cell) + 0.0 for cell in column]
