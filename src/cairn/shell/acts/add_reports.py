"""Take a table of reports in; the same file twice changes nothing."""

from __future__ import annotations

from cairn.archive import sha256_hex
from cairn.shell.workspace import Workspace
from cairn.sources.tables import TABLE_READER, read_reports

from .take_in import Added, Arrived, SetAside, Taken, keep_capture, keep_rejected, take_in, whole_file

__all__ = ("Added", "add_reports", "keep_capture", "keep_rejected", "whole_file")


def add_reports(
    ws: Workspace, name: str, data: bytes, *, dry_run: bool = False, strict: bool = False
) -> Added:
    """Add a file of reports (JSON Lines, CSV, TSV or a workbook).

    Raises `FileRefused` for a fault of the file, and with `strict` for any faulty row: nothing went in then.
    """
    table = read_reports(name, data)
    taken = Taken(sha256_hex(data), len(data), name, lambda: data)
    return take_in(
        ws,
        [Arrived(row.report, taken, row.row, TABLE_READER) for row in table.rows],
        [SetAside(taken, row.as_dict()) for row in table.rejected],
        kind="add-reports",
        detail={"capture": taken.sha256},
        notes=[{"row": str(note.row), **note.error.as_dict()} for note in table.notes],
        dry_run=dry_run,
        strict=strict,
    )
