"""Reads reports from JSON Lines, CSV, TSV and workbooks: name and bytes enter, reports and rows set aside leave.

Only `id` and `text` are required; columns not known here are kept in `extra` and not read. A fault of
the file refuses it, a fault of a row sets that row aside verbatim and the rest goes in: good and rejected
rows together are always every row. Used by `cairn add --as reports`.

One cell is forgiven: a time of publication that cannot be read leaves the time unknown, the cell verbatim in
`extra`, and a note. A day unknown is a state the record has, and a report that is lost is not. Any other cell
that cannot be used sets its row aside: an id, words or a source in doubt would put words in a wrong mouth, and a
day that does not exist was meant to be one that does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from cairn.errors import RowRejected
from cairn.vocab.closed import SourceKind

from .kinds import source_kind
from .language import language_tag
from .platform_ids import day_in_url, posted_at
from .published import read_published
from .raw_row import BadRow
from .report import Report
from .report_files import report_rows

COLUMNS = (
    "id", "text", "url", "publisher", "author", "platform", "source_kind", "source_type", "published",
    "published_basis", "published_from", "language", "quality",
)  # fmt: skip
"""The columns that are read; their names are compared without regard to case."""
LONGEST_ID = 200
LONGEST_TEXT = 1_000_000
"""Letters: twenty times the longest report met. Each is read through many times."""
TABLE_READER = "cairn-table/1"
"""Who makes a text out of the bytes of a table: run again on the same file, it gives the same texts."""
_BASES = {
    "stated": "stated", "platform_id": "platform_id", "tweet_id": "platform_id", "url": "url",
    "page_metadata": "page_metadata", "text": "text", "page_text": "text", "post_text": "text",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A report and the line of the file it starts on."""

    row: int
    report: Report


@dataclass(frozen=True, slots=True)
class Note:
    """A fault of a cell that kept no row out: the line its row starts on, and what was wrong."""

    row: int
    error: RowRejected


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A whole file: the reports in order, the rows set aside with their words and reasons, and notes."""

    rows: tuple[GoodRow, ...]
    rejected: tuple[BadRow, ...]
    notes: tuple[Note, ...] = ()


def read_reports(name: str, data: bytes) -> ReportTable:
    """Every row of a file of reports, as a report or set aside.

    `name` tells the form by its ending; what other tools export is known by its columns. Raises `FileRefused` with the
    codes of `report_rows`.
    """
    good: list[GoodRow] = []
    bad: list[BadRow] = []
    notes: list[Note] = []
    seen: dict[str, int] = {}
    for row in report_rows(name, data):
        if isinstance(row, BadRow):
            bad.append(row)
            continue
        try:
            report, fault = report_from(row.cells)
            if report.id in seen:
                raise _twice(report.id, seen[report.id])
        except RowRejected as error:
            bad.append(BadRow(row.row, row.raw, error))
            continue
        seen[report.id] = row.row
        good.append(GoodRow(row.row, report))
        if fault:
            notes.append(Note(row.row, fault))
    return ReportTable(tuple(good), tuple(bad), tuple(notes))


def report_from(cells: Mapping[str, Any]) -> tuple[Report, RowRejected | None]:
    """One report from the cells of a row by column name, and what was wrong with its time of publication.

    Such a time (report-published-unreadable) stays unknown, its cell in `extra["published"]`. Raises
    `RowRejected` (report-id-missing, report-id-unusable, report-text-missing, report-text-too-long,
    report-field-not-text, report-field-unusable, report-published-impossible, report-language-unknown).
    """
    known, extra = _known(cells)
    report_id = _id(known.get("id"))
    text = _words(known, "text")
    if not text.strip():
        raise RowRejected(
            "report-text-missing",
            "the report has no text",
            field="text",
            value=report_id,
            remedy="Give it its words.",
        )
    if len(text) > LONGEST_TEXT:
        raise RowRejected(
            "report-text-too-long",
            f"the text has more than {LONGEST_TEXT:,} letters",
            field="text",
            value=len(text),
            remedy="Cut it into its parts: one item by one source is one report.",
        )
    url, platform, publisher = (_words(known, c).strip() for c in ("url", "platform", "publisher"))
    published, basis, fault = _published(known, url)
    if fault:
        _refuse_unusable("published", fault.value)
        extra["published"] = fault.value
    given = _words(known, "source_kind").strip().lower()
    told = _words(known, "source_type").strip()
    kind = (
        SourceKind(given)
        if given in list(SourceKind)
        else source_kind(platform, publisher, url, told or given)
    )
    for column, value in (
        ("source_type", told),
        ("source_kind", given),
        ("published_from", _words(known, "published_from")),
    ):
        if value and not (column == "source_kind" and value == kind):
            extra[column] = value
    report = Report(
        id=report_id,
        text=text,
        url=url,
        publisher=publisher,
        author=_words(known, "author").strip(),
        platform=platform,
        source_kind=kind,
        published=published,
        published_basis=basis,
        language=language_tag(_words(known, "language")),
        quality=_words(known, "quality").strip(),
        extra=extra,
    )
    return report, fault


def _known(cells: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, object]]:
    known: dict[str, Any] = {}
    extra: dict[str, object] = {}
    for column, value in cells.items():
        name = column.strip().lower()
        if name in COLUMNS and name not in known:
            known[name] = value
        elif value not in (None, ""):
            _refuse_unusable(column, value)
            extra[column] = value
    return known, extra


def _id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        raise RowRejected(
            "report-id-missing",
            "the report has no id",
            field="id",
            value=value,
            remedy="Give every report an id of its own.",
        )
    if not isinstance(value, str):
        raise _not_text("id", value)
    _refuse_unusable("id", value)
    found = value.strip()
    if len(found) > LONGEST_ID or not found.isprintable():
        raise RowRejected(
            "report-id-unusable",
            f"the id is longer than {LONGEST_ID} characters or holds signs that cannot be printed",
            field="id",
            value=value,
            remedy="Use a short id of letters, digits and signs on one line.",
        )
    return found


def _words(known: Mapping[str, Any], column: str) -> str:
    """A cell as text: null is empty, a number its digits. Never stripped: passages point into it as it is."""
    value = known.get(column)
    if value is None:
        return ""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and column != "text":
        return str(value)
    if not isinstance(value, str):
        raise _not_text(column, value)
    _refuse_unusable(column, value)
    return value


def _published(known: Mapping[str, Any], url: str) -> tuple[datetime | None, str, RowRejected | None]:
    """When it came out and how that is known: as told, else by the post's id, else by the address.

    A cell that cannot be read is not guessed around: the time is unknown, and the fault comes along. A date that
    names no day is a slip in a row that somebody can mend: it sets the row aside.
    """
    try:
        told = read_published(known.get("published"))
    except RowRejected as fault:
        if fault.code == "report-published-impossible":
            raise
        return None, "", fault
    if told:
        basis = (_words(known, "published_basis") or _words(known, "published_from")).strip().lower()
        return told, _BASES.get(basis, "stated"), None
    by_id = posted_at(url)
    if by_id:
        return by_id, "platform_id", None
    day = day_in_url(url)
    return (datetime.combine(day, time(), UTC), "url", None) if day else (None, "", None)


def _refuse_unusable(column: str, value: object) -> None:
    """NUL and lone surrogates cannot be stored as UTF-8 text everywhere."""
    if _holds_unusable(value) or _holds_unusable(column):
        raise RowRejected(
            "report-field-unusable",
            "the cell holds a NUL or half a character",
            field=column.encode("unicode_escape").decode("ascii"),
            value=str(value).encode("unicode_escape").decode("ascii"),
            remedy="Export it again as UTF-8 text; such signs come from a broken export.",
        )


def _holds_unusable(value: object) -> bool:
    """Whether such a sign stands in a text, or anywhere in a list or an object of texts."""
    if isinstance(value, str):
        return "\x00" in value or any("\ud800" <= c <= "\udfff" for c in value)
    if isinstance(value, Mapping):
        return any(_holds_unusable(k) or _holds_unusable(v) for k, v in value.items())
    return isinstance(value, list) and any(map(_holds_unusable, value))


def _not_text(column: str, value: object) -> RowRejected:
    return RowRejected(
        "report-field-not-text",
        f"the column {column!r} holds {type(value).__name__}, not text",
        field=column,
        value=value,
        remedy="Write it as text in quotes.",
    )


def _twice(report_id: str, first: int) -> RowRejected:
    return RowRejected(
        "report-id-twice",
        f"the id stands already on line {first} of this file",
        field="id",
        value=report_id,
        remedy="Give each report its own id, or keep one of the two rows.",
    )
