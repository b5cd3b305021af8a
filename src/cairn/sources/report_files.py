"""The rows of a file of reports, in whichever form it comes: a name and bytes enter, rows with our columns leave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cairn.errors import RowRejected

from . import atlos_material, auto_archiver
from .raw_row import BadRow, RawRow
from .recorder_files import REPORTS, Form, form_of_file, rows_in
from .rows import rows_of

READERS: Mapping[str, Callable[[Form, Mapping[str, Any]], dict[str, Any]]] = {
    "auto_archiver": auto_archiver.read_sheet,
    "auto_archiver_records": auto_archiver.read_record,
    "atlos_source_material": atlos_material.read,
}


def report_rows(name: str, data: bytes) -> Iterator[RawRow | BadRow]:
    """Every row, its cells under our columns where another tool exported it.

    Raises `FileRefused` with the codes of `rows_of` and of `form_of_file`, before the first row.
    """
    form = form_of_file(name, data, REPORTS)
    if form is None:
        return rows_of(name, data, needed=("id", "text"))
    return _read(form, rows_in(name, data))


def _read(form: Form, rows: Iterator[RawRow | BadRow]) -> Iterator[RawRow | BadRow]:
    for row in rows:
        if isinstance(row, BadRow):
            yield row
            continue
        try:
            yield RawRow(row.row, row.raw, READERS[form.key](form, row.cells))
        except RowRejected as error:
            yield BadRow(row.row, row.raw, error)
