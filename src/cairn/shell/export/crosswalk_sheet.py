"""The rows of a crosswalk as a file: CSV that opens safely in a spreadsheet, or a workbook in which nothing is a
formula."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cairn.errors import NotAllowed
from cairn.publish.sheet import as_csv
from cairn.shell.store.files import write_whole

from .crosswalk_told import COLUMNS

Row = Mapping[str, Any]
_LONGEST = 32_000  # letters a cell holds


def write(out: Path, rows: Iterable[Row], whole: Row) -> None:
    """The rows (.csv, .xlsx), or the whole comparison (.json). Raises `NotAllowed` for another ending."""
    ending = out.suffix.lower()
    if ending == ".csv":
        write_whole(out, as_csv(COLUMNS, rows).encode())
    elif ending == ".xlsx":
        write_whole(out, _workbook(rows))
    elif ending == ".json":
        write_whole(out, (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode())
    else:
        raise NotAllowed(
            "crosswalk-form-unknown",
            "a crosswalk is not written in this form",
            field="out",
            value=out.name,
            remedy="Name the file .csv, .xlsx or .json.",
        )


def _workbook(rows: Iterable[Row]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "crosswalk"
    sheet.append(COLUMNS)
    for n, row in enumerate(rows, start=2):
        for column, name in enumerate(COLUMNS, start=1):
            value = row.get(name)
            if isinstance(value, str):
                cell = sheet.cell(n, column, ILLEGAL_CHARACTERS_RE.sub("�", value)[:_LONGEST])
                cell.data_type = "s"  # also where it begins like a formula
            else:
                sheet.cell(n, column, value)
    sheet.freeze_panes = "A2"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
