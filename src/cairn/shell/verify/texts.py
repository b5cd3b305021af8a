"""Stored texts against the bytes they were read out of, by running the reader that each version names again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from operator import itemgetter

from cairn.archive import sha256_hex
from cairn.archive.findings import Finding, Findings
from cairn.errors import CairnError
from cairn.shell.pages.again import text_again
from cairn.shell.records.models import ReportVersion
from cairn.shell.store.objects import Objects
from cairn.sources.tables import TABLE_READER, read_reports

Progress = Callable[[str, int, int], None]
_COLUMNS = (
    "capture_id",
    "capture__name",
    "capture_row",
    "report_id",
    "n",
    "row",
    "sealed_in__seq",
    "sealed_in__at",
)


def check_texts(objects: Objects, findings: Findings, progress: Progress) -> int:
    """Make every text again that can be made here; returns how many were. One file is in memory at a time."""
    rows = ReportVersion.objects.order_by("capture_id", "capture_row").values_list(*_COLUMNS)
    total, done, made = rows.count(), 0, 0
    for (capture, name), group in groupby(rows.iterator(chunk_size=1000), key=itemgetter(0, 1)):
        versions = list(group)
        done += len(versions)
        progress("Making texts again from their bytes", done, total)
        try:
            read = _reader(name, objects.get(capture))
        except CairnError:
            continue  # the object's own fault, which is told as such
        for _, _, line, report, n, row, seq, at in versions:
            text, why = _made(read, row.get("text_by", ""), line)
            if why:
                findings.note(f"The text of {report}, version {n}, was not made again: {why}")
                continue
            made += 1
            if text is None or sha256_hex(text.encode()) != row["text_sha256"]:
                what = f"The text of {report}, version {n}, is not what its reader finds in the bytes it came in."
                findings.add(
                    Finding("text-not-from-bytes", what, report, seq, at.isoformat(), rests=(report,))
                )
    return made


Reader = Callable[[str, int], str | None]


def _reader(name: str, data: bytes) -> Reader:
    """Texts of one file: a table is read once for all its rows."""
    tables: dict[int, str] = {}

    def text(text_by: str, row: int) -> str | None:
        if text_by != TABLE_READER:
            return text_again(text_by, name, data, row)
        if not tables:
            tables.update({good.row: good.report.text for good in read_reports(name, data).rows})
        return tables.get(row)

    return text


def _made(read: Reader, text_by: str, row: int) -> tuple[str | None, str]:
    """The text, or why it cannot be made here; neither where the reader finds none."""
    try:
        return read(text_by, row), ""
    except CairnError as e:
        return None, "" if e.code == "text-not-found" else e.message
