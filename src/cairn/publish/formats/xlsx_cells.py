"""One sheet of a workbook as XML: typed cells, a heading that stays in sight, text that no program runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from xml.sax.saxutils import escape

from cairn.publish.harmless import begins

from .model import Kind, instant
from .text import plain

MOST_ROWS = 1_048_575
"""Rows that a sheet holds beneath its heading."""
LONGEST = 32_767
"""Units of UTF-16 that a cell holds."""
CUT = " […]"
EXACT = 10**15
"""Spreadsheets keep fifteen digits: a longer number is written as text."""
PLAIN, HEADING, DAY, MOMENT, TEXT, QUOTED, ARABIC, ARABIC_QUOTED = range(8)
"""Places of the styles in `xlsx.STYLES`."""
_BAD = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_MARKED = re.compile(r"[&<>]")
_EPOCH = date(1899, 12, 30)
_FIRST = date(1900, 3, 1)  # before it, spreadsheets count a day that never was
SHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
    'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
)


def sheet(
    columns: Sequence[str],
    kinds: Sequence[Kind],
    rows: Sequence[Sequence[Any]],
    *,
    right_to_left: bool = False,
) -> Iterator[str]:
    """The sheet piece by piece."""
    yield SHEET
    yield "<cols>" + "".join(map(_width, range(1, len(columns) + 1), columns, kinds)) + "</cols><sheetData>"
    letters = [letter(n) for n in range(len(columns))]
    heading = "".join(
        f'<c r="{at}1" s="{HEADING}" t="inlineStr"><is><t>{_shown(n)}</t></is></c>'
        for at, n in zip(letters, columns, strict=True)
    )
    yield f'<row r="1">{heading}</row>'
    writers = [_writer(name, kind) for name, kind in zip(columns, kinds, strict=True)]
    pairs = list(zip(letters, writers, strict=True))
    for n, row in enumerate(rows, 2):
        cells = [
            f'<c r="{at}{n}"{write(cell)}</c>'
            for (at, write), cell in zip(pairs, row, strict=True)
            if cell is not None
        ]
        yield f'<row r="{n}">{"".join(cells)}</row>'
    yield "</sheetData></worksheet>"


def letter(n: int) -> str:
    """The name of a column, counted from 0."""
    found = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        found = chr(65 + rest) + found
    return found


def cut(text: str) -> str:
    """The text as long as a cell holds, with a mark where it is cut; counted as spreadsheets count."""
    if len(text) <= LONGEST // 2 or len(text.encode("utf-16-le", "surrogatepass")) // 2 <= LONGEST:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (LONGEST - len(CUT))]
    return kept.decode("utf-16-le", "ignore") + CUT


def unescaped(text: str) -> str:
    """The text that an escaped one stands for."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)


def _width(n: int, name: str, kind: Kind) -> str:
    wide = 12 if kind in (Kind.WHOLE, Kind.DECIMAL, Kind.DAY, Kind.FLAG) else 20
    return f'<col min="{n}" max="{n}" width="{max(wide, len(name) + 2)}" customWidth="1"/>'


def _writer(name: str, kind: Kind) -> Any:
    """How a known cell of the column is written: its attributes, `>` and what is in it."""
    arabic = name.endswith("_ar")
    usual, marked = (ARABIC, ARABIC_QUOTED) if arabic else (TEXT, QUOTED)

    def text(cell: str) -> str:
        style = marked if begins(cell) else usual
        return f' s="{style}" t="inlineStr"><is><t xml:space="preserve">{_shown(cut(cell))}</t></is>'

    def number(cell: float) -> str:
        return f"><v>{cell!r}</v>" if abs(cell) < EXACT or isinstance(cell, float) else text(repr(cell))

    def day(cell: str) -> str:
        on = date.fromisoformat(cell)
        return f' s="{DAY}"><v>{(on - _EPOCH).days}</v>' if on >= _FIRST else text(cell)

    def moment(cell: str) -> str:
        at = instant(cell).replace(tzinfo=None)
        serial = (at - datetime(1899, 12, 30)).total_seconds() / 86400
        return f' s="{MOMENT}"><v>{serial!r}</v>' if at.date() >= _FIRST else text(cell)

    if kind in (Kind.WHOLE, Kind.DECIMAL):
        return number
    if kind is Kind.FLAG:
        return lambda cell: f' t="b"><v>{int(cell)}</v>'
    if kind in (Kind.DAY, Kind.MOMENT):
        return day if kind is Kind.DAY else moment
    return text if kind is Kind.TEXT else lambda cell: text(plain(kind, cell))


def _shown(text: str) -> str:
    """The text inside XML; what XML cannot hold is escaped as workbooks escape it."""
    if _BAD.search(text):
        text = _BAD.sub(lambda m: f"_x{ord(m.group()):04X}_", text)
    return escape(text) if _MARKED.search(text) else text
