"""Tables as text for machines: JSON Lines and CSV, of which nothing is altered, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from cairn.publish.tables.fields import Field

from .model import Kind, Row, Table, kind_of

_QUOTED = re.compile(r'[",\r\n]')
_CELL = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^,\n]*))(,|\n|\Z)')
AS_TEXT = frozenset({Kind.TEXT, Kind.DAY, Kind.MOMENT})
AS_JSON = frozenset({Kind.LIST, Kind.OBJECTS, Kind.OBJECT})


def jsonl(table: Table) -> str:
    """One object a line, every column in it, null where it is unknown."""
    names = table.columns
    return "".join(
        json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, allow_nan=False) + "\n"
        for row in zip(*table.cells, strict=True)
    )


def from_jsonl(text: str) -> list[Row]:
    """The rows of a file of JSON Lines."""
    return [json.loads(line) for line in text.split("\n") if line]


def csv(table: Table) -> str:
    """One header, `\\n` at the end of each row. Unknown is an empty cell, an empty text is `""`."""
    columns = [written(kind, cells) for kind, cells in zip(table.kinds, table.cells, strict=True)]
    return lines([table.columns, *zip(*columns, strict=True)])


def lines(rows: Sequence[Sequence[str]], end: str = "\n") -> str:
    """Rows of cells that are quoted already."""
    return "".join(",".join(row) + end for row in rows)


def written(kind: Kind, cells: Sequence[Any]) -> list[str]:
    """The cells of a column as they stand in a CSV file."""
    return ["" if cell is None else quoted(plain(kind, cell)) for cell in cells]


def plain(kind: Kind, cell: Any) -> str:
    """A cell that is known as text: lists and objects as JSON, true and false, numbers as JSON writes them."""
    if kind in AS_TEXT:
        return str(cell)
    if kind is Kind.FLAG:
        return "true" if cell else "false"
    return json.dumps(cell, ensure_ascii=False, allow_nan=False) if kind in AS_JSON else repr(cell)


def quoted(cell: str) -> str:
    """The cell in quotes where it needs them; an empty text needs them, to be told from one that is unknown."""
    if not cell:
        return '""'
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def from_csv(text: str, fields: Sequence[Field]) -> list[Row]:
    """The rows of a CSV file that `csv` wrote, by the types of the fields. Raises `ValueError` for another heading."""
    names = [f.name.lstrip("_") for f in fields]
    kinds = [kind_of(f) for f in fields]
    read = _rows(text)
    if (heading := next(read, None)) != names:
        raise ValueError(f"another heading: {heading}")
    return [
        {
            name: None if cell is None else valued(kind, cell)
            for name, kind, cell in zip(names, kinds, row, strict=True)
        }
        for row in read
    ]


def valued(kind: Kind, cell: str) -> Any:
    """The value that a cell's text stands for."""
    if kind in AS_TEXT:
        return cell
    return {"true": True, "false": False}[cell] if kind is Kind.FLAG else json.loads(cell)


def _rows(text: str) -> Iterator[list[str | None]]:
    """Cells row by row; an empty cell without quotes is unknown."""
    row: list[str | None] = []
    at = 0
    while at < len(text):
        found = _CELL.match(text, at)
        if found is None:
            raise ValueError(f"no cell at {at}")
        inside, bare, end = found.groups()
        row.append(inside.replace('""', '"') if inside is not None else bare or None)
        at = found.end()
        if end != ",":
            yield row
            row = []
