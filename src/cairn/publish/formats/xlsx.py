"""All tables as one workbook for people: a sheet on what it is, a sheet a table, a sheet with the dictionary.

Written by ourselves, row after row: the same rows give the same bytes, and a hundred thousand claims take seconds.
Every text is typed as text, so that nothing in it is run; why no library: docs/decisions/0068.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from xml.sax.saxutils import quoteattr

from cairn.publish.tables.fields import Field

from .model import About, Kind, Row, Table, kind_of
from .text import valued
from .xlsx_cells import CUT, LONGEST, MOST_ROWS, sheet, unescaped

LOSS = (
    f"A text of more than {LONGEST:,} signs is cut and ends in{CUT}; an empty text looks like unknown; a number of "
    "more than fifteen digits and a day before March 1900 stand as text; a moment is exact to the millisecond."
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XFS = (
    "<xf/>", '<xf fontId="1" applyFont="1"/>', '<xf numFmtId="164" applyNumberFormat="1"/>',
    '<xf numFmtId="165" applyNumberFormat="1"/>', '<xf numFmtId="49" applyNumberFormat="1"/>',
    '<xf numFmtId="49" applyNumberFormat="1" quotePrefix="1"/>',
    '<xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment horizontal="right" readingOrder="2"/></xf>',
    '<xf numFmtId="49" applyNumberFormat="1" quotePrefix="1" applyAlignment="1">'
    '<alignment horizontal="right" readingOrder="2"/></xf>',
)  # fmt: skip
STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    f'<cellXfs count="{len(_XFS)}">{"".join(_XFS)}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_WORDS = (Kind.TEXT, Kind.TEXT)
Sheet = tuple[str, Sequence[str], Sequence[Kind], Sequence[Sequence[Any]] | None]
_BOOK = "xl/workbook.xml"
_NOTHING = b"PK\x05\x06" + bytes(18)
"""An archive without a member."""
_HEAD_BYTES = 30
"""Of a member's own head, before its name and what follows that."""


def xlsx(tables: Mapping[str, Table], about: About, before: bytes = b"", same: Collection[str] = ()) -> bytes:
    """One workbook. Raises `FileRefused` (value-of-type).

    `before` is a workbook that this same program wrote, and `same` names tables of which every row is in it as it is
    now: their sheets are taken out of it as they are pressed there, which gives the same bytes.
    """
    sheets = list(_sheets(tables, about, same if before else ()))
    frame = _frame([s[0] for s in sheets])
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(before or _NOTHING)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file,
    ):
        if before and old.read(_BOOK) != frame[_BOOK].encode():  # other sheets, or the same in another order
            return xlsx(tables, about)
        for name, text in frame.items():
            _put(file, name, [text])
        for n, (_, columns, kinds, rows) in enumerate(sheets, 1):
            name = f"xl/worksheets/sheet{n}.xml"
            if rows is None:
                _take_over(file, old, name)
            else:
                _put(file, name, sheet(columns, kinds, rows))
    return out.getvalue()


def from_xlsx(data: bytes, fields: Mapping[str, Sequence[Field]]) -> dict[str, list[Row]]:
    """The rows of the named tables of a workbook that `xlsx` wrote, by the types of their fields."""
    from openpyxl import load_workbook  # a third of a second, which whoever only writes does not wait for

    book = load_workbook(io.BytesIO(data), read_only=True)
    try:
        return {name: list(_rows(book, name, of)) for name, of in fields.items()}
    finally:
        book.close()


def _sheets(tables: Mapping[str, Table], about: About, same: Collection[str]) -> Iterator[Sheet]:
    """Every sheet in order; without its rows where it is of a table that is the same."""
    said = [*about.lines(), ("unknown", "An empty cell is unknown. It is never zero."), ("loss", LOSS)]
    yield "about", ("name", "value"), _WORDS, said
    for table in tables.values():
        rows = None if table.name in same else list(zip(*table.cells, strict=True))
        for part, start in enumerate(range(0, max(len(table.rows), 1), MOST_ROWS), 1):
            name = table.name if part == 1 else f"{table.name} {part}"
            yield name, table.columns, table.kinds, rows if rows is None else rows[start : start + MOST_ROWS]
    told = [(t.name, f.name.lstrip("_"), f.type, f.meaning) for t in tables.values() for f in t.fields]
    yield "dictionary", ("table", "field", "type", "meaning"), (Kind.TEXT,) * 4, told


def _put(file: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    """A member without a day of its own."""
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
    with file.open(member, "w", force_zip64=True) as into:
        held: list[str] = []
        for n, piece in enumerate(pieces, 1):
            held.append(piece)
            if n % 512 == 0:
                into.write("".join(held).encode())
                held.clear()
        into.write("".join(held).encode())


def _take_over(file: zipfile.ZipFile, old: zipfile.ZipFile, name: str) -> None:
    """A member as it is pressed in another archive, with its head."""
    member, whole, into = old.getinfo(name), old.fp, file.fp
    if whole is None or into is None:
        raise ValueError("a closed archive")
    whole.seek(member.header_offset)
    head = whole.read(_HEAD_BYTES)
    length = sum(struct.unpack("<HH", head[-4:])) + member.compress_size
    member.header_offset = into.tell()
    into.write(head + whole.read(length))
    file.filelist.append(member)
    file.NameToInfo[name] = member
    file.start_dir = into.tell()


def _frame(names: Sequence[str]) -> dict[str, str]:
    """The parts of a workbook that are not its sheets."""
    numbered = list(enumerate(names, 1))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}.worksheet+xml"/>'
        for n, _ in numbered
    )
    listed = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in numbered)
    ties = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>{parts}</Types>',
        "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        _BOOK: f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{ties}'
        f'<Relationship Id="rId{len(names) + 1}" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
    }


def _rows(book: Any, name: str, fields: Sequence[Field]) -> Iterator[Row]:
    kinds = {f.name.lstrip("_"): kind_of(f) for f in fields}
    for title in (t for t in book.sheetnames if t == name or t.startswith(f"{name} ")):
        read = book[title].iter_rows(values_only=True)
        next(read)
        for cells in read:
            filled = (*cells, *[None] * (len(kinds) - len(cells)))
            yield {
                n: None if c is None else _back(k, c)
                for (n, k), c in zip(kinds.items(), filled, strict=False)
            }


def _back(kind: Kind, cell: Any) -> Any:
    if isinstance(cell, datetime):
        text = cell.isoformat()
        return text[:10] if kind is Kind.DAY else text + "Z"
    if kind is Kind.FLAG:
        return bool(cell)
    if kind in (Kind.WHOLE, Kind.DECIMAL):
        return int(cell) if kind is Kind.WHOLE else float(cell)
    return valued(kind, unescaped(str(cell)))
