"""Cuts a table into rows, each with its number and its words verbatim: bytes enter, raw rows leave.

Two forms: JSON Lines (one object a line) and CSV (comma, semicolon or tab; quoted cells may hold new lines).
Nothing is lost: what cannot be read as a row leaves as a `BadRow` with all the text it covers. Knows nothing
of reports.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

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


def rows_of(name: str, data: bytes, needed: tuple[str, ...] = ()) -> Iterator[RawRow | BadRow]:
    """Every row of the file in order; blank lines are no rows.

    Raises `FileRefused` (file-empty, file-not-utf8, file-json-array, file-kind-unknown, column-twice, and
    column-missing where a CSV lacks a column of `needed`) before the first row.
    """
    text = _text(name, data)
    kind = _kind(name, text)
    return _json_rows(text) if kind == "jsonl" else _csv_rows(name, text, kind, needed)


def _text(name: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FileRefused(
            "file-not-utf8",
            f"{name} is not UTF-8: byte {fault.start} cannot be read",
            field="file",
            value=name,
            remedy="Save it as UTF-8, in a spreadsheet as 'CSV UTF-8'.",
        ) from fault
    if not text.strip("\ufeff \t\r\n"):
        raise FileRefused(
            "file-empty", f"{name} holds nothing", field="file", value=name, remedy="Choose another file."
        )
    return text


def _kind(name: str, text: str) -> str:
    """`jsonl`, or the sign between the cells of a CSV; by the name's ending, else by the first sign."""
    ending = name.lower().rpartition(".")[2]
    start = text.lstrip()[:1]
    if start == "[" and ending not in ("csv", "tsv"):
        raise FileRefused(
            "file-json-array",
            f"{name} is one JSON list",
            field="file",
            value=name,
            remedy="Write one object a line (JSON Lines), without the brackets around the list.",
        )
    if ending in ("jsonl", "ndjson", "json") or (start == "{" and ending not in ("csv", "tsv")):
        return "jsonl"
    head = text.lstrip("\r\n").split("\n", 1)[0]
    signs = {sign: head.count(sign) for sign in ",;\t"}
    best = max(signs, key=lambda sign: signs[sign])
    if ending == "tsv":
        return "\t"
    if ending == "csv" or signs[best]:
        return best
    raise FileRefused(
        "file-kind-unknown",
        f"{name} is neither JSON Lines nor CSV",
        field="file",
        value=name,
        remedy="Give it one JSON object a line and the ending .jsonl, or a header line and .csv.",
    )


def _json_rows(text: str) -> Iterator[RawRow | BadRow]:
    for n, line in enumerate(text.split("\n"), start=1):
        raw = line.removesuffix("\r")
        if not raw.strip():
            continue
        try:
            yield RawRow(n, raw, _object(raw))
        except RowRejected as error:
            yield BadRow(n, raw, error)


def _object(raw: str) -> Mapping[str, Any]:
    try:
        found = json.loads(raw, object_pairs_hook=_once, parse_constant=_no_constant)
    except RowRejected:
        raise
    except (ValueError, RecursionError) as fault:
        raise RowRejected(
            "row-not-json",
            f"the line is not JSON: {fault}",
            field="row",
            value=raw,
            remedy="Write one complete JSON object on the line.",
        ) from fault
    if not isinstance(found, dict):
        raise RowRejected(
            "row-not-object",
            "the line is JSON, but not an object with columns",
            field="row",
            value=raw,
            remedy='Write it as {"id": "...", "text": "..."}.',
        )
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise RowRejected(
                "row-column-twice",
                f"the column {key!r} stands twice",
                field=key,
                value=value,
                remedy="Keep one of them.",
            )
        found[key] = value
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _csv_rows(name: str, text: str, sign: str, needed: tuple[str, ...]) -> Iterator[RawRow | BadRow]:
    csv.field_size_limit(
        max(csv.field_size_limit(), len(text))
    )  # a cell may be as long as the file, no longer
    lines = _Taken(text)
    reader = csv.reader(lines, delimiter=sign, strict=True)
    header = _header(name, reader)
    _require(name, header, needed)
    lines.take()
    return _cells(reader, lines, header)


def _cells(reader: Any, lines: _Taken, header: list[str]) -> Iterator[RawRow | BadRow]:
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            row, raw = lines.take()
            remedy = "Close the quotes; write a quote inside a cell twice."
            yield BadRow(
                row,
                raw,
                RowRejected("row-not-csv", f"the row is not CSV: {fault}", field="row", remedy=remedy),
            )
            continue
        row, raw = lines.take()
        if not cells or not raw.strip():
            continue
        if len(cells) == len(header):
            yield RawRow(row, raw, dict(zip(header, cells, strict=True)))
            continue
        yield BadRow(
            row,
            raw,
            RowRejected(
                "row-cell-count",
                f"the row has {len(cells)} cells, the header {len(header)}",
                field="row",
                value=len(cells),
                remedy="Quote cells that hold the separator, and give every column a cell.",
            ),
        )


def _header(name: str, reader: Any) -> list[str]:
    header: list[str] = []
    try:
        while not any(cell.strip() for cell in header):
            header = next(reader)
    except (StopIteration, csv.Error) as fault:
        raise FileRefused(
            "column-missing", f"{name} has no line of column names", field="header", remedy="Put one on top."
        ) from fault
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
    return names


def _require(name: str, header: list[str], needed: tuple[str, ...]) -> None:
    given = {column.lower() for column in header}
    for column in needed:
        if column not in given:
            raise FileRefused(
                "column-missing",
                f"{name} has no column {column!r}",
                field="header",
                value=", ".join(header)[:200],
                remedy=f"Name the columns on the first line; these are required: {', '.join(needed)}.",
            )


class _Taken:
    """The lines of a text for a CSV reader, keeping those handed out since the last `take`."""

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
