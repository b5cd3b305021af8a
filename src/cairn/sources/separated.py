"""Cuts separated text into rows: CSV by its quotes, TSV by its tabs; text enters, raw rows leave.

In CSV a cell in quotes may hold the separator and new lines. In TSV nothing is quoted: tabs part cells, line ends
part rows, and a quote is a sign of the words like any other.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from cairn.errors import FileRefused, RowRejected

from .raw_row import BadRow, RawRow, columns, row_of


def csv_rows(name: str, text: str, sign: str, needed: Sequence[str]) -> Iterator[RawRow | BadRow]:
    """Rows of CSV. Raises `FileRefused` (column-missing, column-twice) before the first."""
    csv.field_size_limit(
        max(csv.field_size_limit(), len(text))
    )  # a cell may be as long as the file, no longer
    lines = _Taken(text)
    return _rows(name, csv.reader(lines, delimiter=sign, strict=True), lines, needed)


def tsv_rows(name: str, text: str, needed: Sequence[str]) -> Iterator[RawRow | BadRow]:
    """Rows of TSV. Raises `FileRefused` (column-missing, column-twice) before the first."""
    lines = _Taken(text)
    return _rows(name, (line.rstrip("\r\n").split("\t") for line in lines), lines, needed)


def _rows(
    name: str, reader: Iterator[list[str]], lines: _Taken, needed: Sequence[str]
) -> Iterator[RawRow | BadRow]:
    header = columns(name, _header(name, reader), needed)
    lines.take()
    return _cells(reader, lines, header)


def _cells(reader: Iterator[list[str]], lines: _Taken, header: list[str]) -> Iterator[RawRow | BadRow]:
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            row, raw = lines.take()
            remedy = "Close the quotes; write a quote inside a cell twice."
            error = RowRejected("row-not-csv", f"the row is not CSV: {fault}", field="row", remedy=remedy)
            yield BadRow(row, raw, error)
            continue
        row, raw = lines.take()
        if cells and raw.strip():
            yield row_of(row, raw, header, cells)


def _header(name: str, reader: Iterator[list[str]]) -> list[str]:
    header: list[str] = []
    try:
        while not any(cell.strip() for cell in header):
            header = next(reader)
    except (StopIteration, csv.Error) as fault:
        raise FileRefused(
            "column-missing", f"{name} has no line of column names", field="header", remedy="Put one on top."
        ) from fault
    return header


class _Taken:
    """The lines of a text for a reader, keeping those handed out since the last `take`."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._held: list[str] = []
        self._next = self._first = 1

    def __iter__(self) -> _Taken:
        return self

    def __next__(self) -> str:
        line = self._lines.readline()
        if not line:
            raise StopIteration
        self._held.append(line)
        self._next += 1
        return line

    def take(self) -> tuple[int, str]:
        """The number of the first line held, and the lines verbatim without the last line's end."""
        row, raw = self._first, "".join(self._held)
        self._held, self._first = [], self._next
        return row, raw.removesuffix("\n").removesuffix("\r")
