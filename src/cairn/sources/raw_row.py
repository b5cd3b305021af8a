"""A row of any table before anybody reads it, and what its header must be. Used by the cutters of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.errors import FileRefused, RowRejected


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: the line it starts on (1 is the first of the file), its text verbatim, its cells by column."""

    row: int
    raw: str
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row that cannot be taken: the line it starts on, its text verbatim, and why."""

    row: int
    raw: str
    error: RowRejected

    def as_dict(self) -> dict[str, str]:
        """As it is kept among the rejected: the row, its words, and what is wrong."""
        return {"row": str(self.row), "raw": self.raw, **self.error.as_dict()}


def columns(name: str, header: Sequence[str], needed: Sequence[str]) -> list[str]:
    """The names of the columns; one without a name is `column_N`.

    Raises `FileRefused` (column-twice, column-missing).
    """
    names = [cell.strip() or f"column_{n}" for n, cell in enumerate(header, start=1)]
    for column in names:
        if names.count(column) > 1:
            raise FileRefused(
                "column-twice",
                f"{name} has the column {column!r} twice",
                field="header",
                value=column,
                remedy="Rename one of them.",
            )
    given = {column.lower() for column in names}
    for column in needed:
        if column not in given:
            raise FileRefused(
                "column-missing",
                f"{name} has no column {column!r}",
                field="header",
                value=", ".join(names)[:200],
                remedy=f"Name the columns on the first line; these are required: {', '.join(needed)}.",
            )
    return names


def row_of(row: int, raw: str, header: Sequence[str], cells: Sequence[str]) -> RawRow | BadRow:
    """Cells under their columns, or set aside (row-cell-count) where there are more or fewer."""
    if len(cells) == len(header):
        return RawRow(row, raw, dict(zip(header, cells, strict=True)))
    fault = RowRejected(
        "row-cell-count",
        f"the row has {len(cells)} cells, the header {len(header)}",
        field="row",
        value=len(cells),
        remedy="Quote cells that hold the separator, and give every column a cell.",
    )
    return BadRow(row, raw, fault)
