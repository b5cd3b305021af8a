"""A table as a CSV that a reader may double-click: no cell is run, and Arabic is read as Arabic."""

from __future__ import annotations

from cairn.publish.harmless import BOM, harmless

from .model import Kind, Table
from .text import AS_JSON, lines, plain, quoted, written


def spreadsheet(table: Table) -> str:
    """Numbers and days as they are; every text harmless. A mark for UTF-8 at the head, rows end in CR and LF."""
    columns = [
        ["" if c is None or c == "" else quoted(harmless(plain(kind, c))) for c in cells]
        if kind is Kind.TEXT or kind in AS_JSON
        else written(kind, cells)
        for kind, cells in zip(table.kinds, table.cells, strict=True)
    ]
    return BOM + lines([table.columns, *zip(*columns, strict=True)], "\r\n")
