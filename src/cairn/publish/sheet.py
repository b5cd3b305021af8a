"""Rows as a sheet that a reader may double-click: unknown is an empty cell, no cell is run, Arabic reads as Arabic."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence

from .harmless import BOM, harmless


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """A sheet with a header, marked as UTF-8; unknown is an empty cell, a list or an object is JSON in its cell."""
    return BOM + written(columns, ([_cell(row.get(c)) for c in columns] for row in rows))


def written(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Cells as they are, under a header: CSV that every reader takes for as many rows as there are."""
    out = _Lines()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return "".join(out.lines)


class _Lines:
    """Lines that end in a line feed. The writer is told of both signs, so that it quotes a cell that holds either: one
    that holds a carriage return would else end its row for half of all readers."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        """One row as the writer gives it."""
        self.lines.append(line[:-2] + "\n")


def _cell(value: object) -> object:
    if isinstance(value, (list, tuple, dict)):
        return harmless(json.dumps(value, ensure_ascii=False, default=list))
    return harmless(value) if isinstance(value, str) else value
