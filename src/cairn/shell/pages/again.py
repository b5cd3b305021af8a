"""Makes the text of a report again out of the bytes it came in: the proof that leads from a passage to the bytes."""

from __future__ import annotations

from cairn.errors import RowRejected, WorkspaceFault
from cairn.sources.page import PAGE_READER, TEXT_READER
from cairn.sources.tables import TABLE_READER, read_reports

from .reader import PageReader

_ENDINGS = {PAGE_READER: ".html", TEXT_READER: ".txt"}


def text_again(text_by: str, name: str, data: bytes, row: int) -> str:
    """The text that this reader finds in these bytes: `text_by` and `row` as the version of the report has them,
    `name` and `data` as its capture has them.

    Raises `WorkspaceFault` (reader-not-here) where the reader is of another version than the one at hand, and
    (text-not-found) where it finds none in them.
    """
    if text_by == TABLE_READER:
        found = next((good.report.text for good in read_reports(name, data).rows if good.row == row), None)
    elif text_by in _ENDINGS:
        with PageReader() as reader:
            page = reader.read(f"again{_ENDINGS[text_by]}", data)
        found = None if isinstance(page, RowRejected) else page.report.text
    else:
        raise WorkspaceFault(
            "reader-not-here",
            "the text was made by a reader of another version",
            field="text_by",
            value=text_by,
            remedy="Install the versions it names, and make the text again with them.",
        )
    if found is None:
        raise WorkspaceFault(
            "text-not-found",
            "the reader that is named finds no such text in the bytes",
            field="row",
            value=row,
            remedy="Restore the bytes from a backup; if they are sound, the record of the report is not.",
        )
    return found
