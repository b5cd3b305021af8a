"""`cairn search`: which reports say these words, in any spelling, and where.

The database holds each text as a line of compared words and gives back the lines that hold a part's needle, a plain
stretch of letters; one pattern of the core decides on each. So SQLite and PostgreSQL cannot answer differently,
and neither can differ from reading every text through. Lines are made when a search needs them, and of what may
be shown: a report that was withdrawn has none, and a name that was withdrawn is in none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import StrIndex

from cairn.archive import canonical, sha256_hex
from cairn.extract.wordsearch import FOLDING, Part, answers, compare
from cairn.shell.export.masking import NameMask
from cairn.shell.records.convert import moment_text
from cairn.shell.records.load import withdrawn
from cairn.shell.records.models import ComparedText, ReportRow, Withdrawal
from cairn.shell.workspace import Workspace
from cairn.values import Passage

CHUNK = 500
AROUND = 80
"""How many characters of a text are shown on either side of a hit."""
Progress = Callable[[str, int, int], None]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """How many reports answer, and the newest of them with their passages."""

    count: int
    reports: Sequence[Row]


def search(ws: Workspace, parts: tuple[Part, ...], limit: int, progress: Progress) -> Found:
    """Reports that hold every part, the newest first; `limit` of them with their words."""
    bring_up_to_date(ws, progress)
    ids = _answering(parts)
    mask = NameMask(withdrawn("name"))
    rows = ReportRow.objects.select_related("source").in_bulk(ids[:limit])
    return Found(len(ids), [_told(ws, rows[key], parts, mask) for key in ids[:limit]])


def _answering(parts: tuple[Part, ...]) -> list[str]:
    lines = ComparedText.objects.filter(report__in=_standing())
    for n, part in enumerate(parts):
        lines = lines.annotate(**{f"at_{n}": StrIndex("line", Value(part.needle))}).filter(
            **{f"at_{n}__gt": 0}
        )
    told = lines.values_list("report_id", "report__published", "line").iterator(chunk_size=CHUNK)
    found = [
        (-published.timestamp() if published else 0.0, key)
        for key, published, line in told
        if answers(line, parts)
    ]
    return [key for _, key in sorted(found)]


def _standing() -> QuerySet[ReportRow]:
    gone = Withdrawal.objects.filter(subject_kind="report", live=True).values("subject")
    return ReportRow.objects.exclude(id__in=gone)


def bring_up_to_date(ws: Workspace, progress: Progress) -> int:
    """Make the lines that are missing or no longer fit; returns how many."""
    gone = ComparedText.objects.exclude(report__in=_standing())
    if gone.exists():  # else nothing is written, so that a search goes on beside a command that writes
        gone.delete()
    names = withdrawn("name")
    rules = sha256_hex(canonical([FOLDING, sorted(names)]))
    fits = ComparedText.objects.filter(
        report=OuterRef("pk"), text_sha256=OuterRef("text_sha256"), rules=rules
    )
    rows = list(_standing().exclude(Exists(fits)).order_by("id").values_list("id", "text_sha256"))
    mask = NameMask(names)
    for start in range(0, len(rows), CHUNK):
        made = [
            ComparedText(
                report_id=key, text_sha256=sha, rules=rules, line=compare(mask(ws.objects.text(sha))).line
            )
            for key, sha in rows[start : start + CHUNK]
        ]
        with transaction.atomic():
            ComparedText.objects.bulk_create(
                made,
                update_conflicts=True,
                unique_fields=["report"],
                update_fields=["text_sha256", "rules", "line"],
            )
        progress("Making texts ready for searching", start + len(made), len(rows))
    return len(rows)


def _told(ws: Workspace, row: ReportRow, parts: tuple[Part, ...], mask: NameMask) -> Row:
    text = mask(ws.objects.text(row.text_sha256))
    compared = compare(text)
    hits = sorted({hit for part in parts for hit in part.hits(compared)})
    return {
        "id": row.id,
        "source_id": row.source_id,
        "source_kind": row.source.kind,
        "publisher": mask(row.source.name),
        "published": row.published and moment_text(row.published),
        "language": row.language,
        "passages": [_passage(text, hit) for hit in hits],
    }


def _passage(text: str, hit: Passage) -> Row:
    """The words, and the stretch of their line that is shown around them, cut between words."""
    start, end = _cut_before(text, hit.start), _cut_after(text, hit.end)
    return {
        "start": hit.start,
        "end": hit.end,
        "quote": hit.of(text),
        "around": {"start": start, "end": end, "text": text[start:end]},
    }


def _cut_before(text: str, at: int) -> int:
    far = max(0, at - AROUND)
    if (line := text.rfind("\n", far, at)) >= 0:
        return line + 1
    return far if far == 0 or (space := text.find(" ", far, at)) < 0 else space + 1


def _cut_after(text: str, at: int) -> int:
    far = min(len(text), at + AROUND)
    if (line := text.find("\n", at, far)) >= 0:
        return line
    return far if far == len(text) or (space := text.rfind(" ", at, far)) < 0 else space
