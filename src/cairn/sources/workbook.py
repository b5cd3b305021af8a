"""Cuts a workbook (.xlsx) into rows: bytes enter, raw rows leave, every cell as text as it was written.

The first sheet whose first filled row names the needed columns is the table. Days are ISO, whole numbers have no
point, formulas give the value that was saved with them. What a workbook is made of is judged before it is opened.
"""

from __future__ import annotations

import io
import json
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from cairn.errors import FileRefused

from .packed import WORKBOOK, opened
from .raw_row import BadRow, RawRow, columns, row_of

MOST_CELLS = 50_000_000
"""Cells of a sheet, empty ones between filled ones included, and the area it says it covers."""
MOST_LETTERS = 200_000_000
"""Letters in all cells together: one shared text may be told by a million cells."""
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AREA = re.compile(rb'<(?:\w{1,20}:)?dimension\s{1,9}ref="([A-Z0-9:$]{1,40})"')
_FAULTS = (
    zipfile.BadZipFile, zlib.error, struct.error, LookupError, OSError, ValueError, TypeError,
    AttributeError, SyntaxError, EOFError, RecursionError, NotImplementedError, ArithmeticError, AssertionError,
)  # fmt: skip
"""What parsers of zips and XML raise for damaged bytes, lxml's among them, which is a SyntaxError."""
_ROOT = re.compile(rb"<[A-Za-z_]")


def is_workbook(name: str, data: bytes) -> bool:
    """Whether to read it as a workbook: by its first bytes, or by its name."""
    return data[:4] == b"PK\x03\x04" or data[:8] == _OLD or name.lower().endswith((".xlsx", ".xlsm", ".xls"))


def open_workbook(name: str, data: bytes) -> Any:
    """The workbook of openpyxl, for reading only, once its parts are judged.

    Raises `FileRefused` (file-empty, sheet-unreadable, sheet-too-large, and the codes of `packed`).
    """
    # a quarter of the time any command takes to start, and few of them open a workbook
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    if data[:8] == _OLD:
        raise _unreadable(name, "it is in the old form of .xls, or locked with a password")
    if data[:2] != b"PK":
        raise _unreadable(name, "it is no .xlsx")
    _judge(name, data)
    try:
        with warnings.catch_warnings(record=True) as told:  # of styles and the like, which nobody here reads
            warnings.simplefilter("always")
            found = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (*_FAULTS, InvalidFileException) as fault:
        raise _unreadable(name, str(fault)) from fault
    if lost := next((str(w.message) for w in told if "invalid specification" in str(w.message)), ""):
        raise _unreadable(name, f"a sheet of it is damaged and would be left out: {lost}")
    return found


def workbook_rows(name: str, data: bytes, needed: Sequence[str]) -> Iterator[RawRow | BadRow]:
    """Every filled row of the table, with its number in the sheet; its cells as JSON stand for its words.

    Raises `FileRefused` as `open_workbook`, and column-missing or column-twice, before the first row.
    """
    book = open_workbook(name, data)
    titles, first = [], None
    for sheet in book.worksheets:
        lines = _filled(name, sheet)
        head = next(lines, None)
        titles.append(f"{sheet.title}: {', '.join(head[1])}" if head else f"{sheet.title}: empty")
        if head and {c.strip().lower() for c in head[1]} >= set(needed):
            return _rows(name, lines, columns(name, _trimmed(head[1]), needed))
        first = first or head
    if first:
        columns(name, _trimmed(first[1]), needed)
    raise FileRefused(
        "column-missing",
        f"no sheet of {name} names the columns {', '.join(needed)} in its first row",
        field="header",
        value="; ".join(titles)[:200],
        remedy="Put a line of column names on top of one sheet.",
    )


def _rows(name: str, lines: Iterator[tuple[int, list[str]]], header: list[str]) -> Iterator[RawRow | BadRow]:
    for row, cells in lines:
        filled = _trimmed(cells)
        whole = filled + [""] * (len(header) - len(filled))
        told = dict(zip(header, whole, strict=False)) if len(whole) == len(header) else whole
        yield row_of(row, json.dumps(told, ensure_ascii=False), header, whole)


def _filled(name: str, sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows with anything in them, as text."""
    for number, line in enumerate(lines_of(name, sheet), start=1):
        row = [written(value) for value in line]
        if any(cell.strip() for cell in row):
            yield number, row


def lines_of(name: str, sheet: Any) -> Iterator[tuple[object, ...]]:
    """Every row of a sheet, the first one first; the area the sheet claims to cover is not believed.

    Raises `FileRefused` (sheet-unreadable, sheet-too-large) at the row where it shows.
    """
    sheet.reset_dimensions()
    cells = letters = 0
    lines = sheet.iter_rows(values_only=True)
    while True:
        try:
            with (
                warnings.catch_warnings()
            ):  # a day beyond the calendar comes as the sheet's own word for a fault
                warnings.simplefilter("ignore")
                line = next(lines, None)
        except _FAULTS as fault:
            raise _unreadable(name, str(fault)) from fault
        if line is None:
            return
        cells += len(line)
        letters += sum(len(value) for value in line if isinstance(value, str))
        if cells > MOST_CELLS or letters > MOST_LETTERS:
            raise _too_large(name, f"{cells:,} cells, {letters:,} letters", sheet.title)
        yield line


def written(value: object) -> str:
    """A cell as a person sees it: an empty one is empty, 12.0 is 12, a day is ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, str) and "_x" in value:
        from openpyxl.utils.escape import unescape

        return str(unescape(value))
    return str(value)


def _trimmed(cells: Sequence[str]) -> list[str]:
    filled = [n for n, cell in enumerate(cells, start=1) if cell.strip()]
    return list(cells[: filled[-1] if filled else 0])


def _judge(name: str, data: bytes) -> None:
    """Sizes, areas and declarations of every part, before a parser sees them."""
    try:
        packed = opened(name, io.BytesIO(data), WORKBOOK)
    except FileRefused as fault:
        if fault.code == "zip-unreadable":
            raise _unreadable(name, "it is damaged") from fault
        raise
    for member in packed.infolist():
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        try:
            with packed.open(member) as part:
                head = part.read(65_536)
        except (*_FAULTS, RuntimeError) as fault:
            raise _unreadable(name, f"{member.filename}: {fault}") from fault
        if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0" in head or (head and not _ROOT.search(head)):
            raise _unreadable(name, f"{member.filename} declares entities, or is no XML as workbooks have it")
        area = _AREA.search(head)
        if area and _covers(area[1].decode()) > MOST_CELLS:
            raise _too_large(name, f"{member.filename} says it covers {area[1].decode()}", area[1].decode())


def _covers(area: str) -> int:
    from openpyxl.utils.cell import range_boundaries

    try:
        left, top, right, bottom = range_boundaries(area)
    except (ValueError, TypeError):
        return 0
    return ((right or 16_384) - (left or 1) + 1) * ((bottom or 1_048_576) - (top or 1) + 1)


def _too_large(name: str, what: str, value: object) -> FileRefused:
    return FileRefused(
        "sheet-too-large",
        f"{name} holds more than a table does: {what}",
        field="sheet",
        value=value,
        remedy="Copy the filled rows into a new sheet, or save it as CSV UTF-8.",
    )


def _unreadable(name: str, why: str) -> FileRefused:
    return FileRefused(
        "sheet-unreadable",
        f"{name} is no workbook that can be read: {why}",
        field="file",
        value=name,
        remedy="Save it as .xlsx without a password, or as CSV UTF-8.",
    )
