"""Take reports in: bytes kept first, then rows in one transaction; the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cairn.archive import canonical, sha256_hex
from cairn.errors import CairnError, FileRefused
from cairn.shell.records.models import Act, Capture, Rejected, ReportRow, ReportVersion, Source
from cairn.shell.workspace import Workspace
from cairn.sources.kinds import SourceIdentity, source_of
from cairn.sources.report import Report
from cairn.sources.tables import read_reports

from .act import now, recorded

COMPARED = (
    "url",
    "author",
    "platform",
    "published",
    "published_basis",
    "language",
    "quality",
    "extra",
    "text_sha256",
)


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a file did, or would do: counts, differences, and the rows that were set aside.

    `notes` are of rows that went in although a cell of theirs could not be read.
    """

    new: int = 0
    same: int = 0
    changed: Mapping[str, list[str]] = field(default_factory=dict)
    rejected: Sequence[Mapping[str, str]] = ()
    what: str = "reports"
    notes: Sequence[Mapping[str, str]] = ()
    told: Sequence[str] = ()  # what more there is to say of this kind of file, a line each

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "what": self.what,
            "new": self.new,
            "same": self.same,
            "changed": dict(self.changed),
            "rejected": [dict(r) for r in self.rejected],
            "notes": [dict(n) for n in self.notes],
        }


def whole_file(rejected: Sequence[Mapping[str, str]]) -> FileRefused:
    """What `--strict` says of a file for its faulty rows."""
    first = rejected[0]
    return FileRefused(
        "rows-rejected",
        f"{len(rejected)} rows cannot go in; the first: {first['message']}",
        field=first["field"],
        value=first["value"],
        remedy="Mend these rows, or leave out --strict to set them aside and take the rest.",
    )


def add_reports(
    ws: Workspace, name: str, data: bytes, *, dry_run: bool = False, strict: bool = False
) -> Added:
    """Add a file of reports (JSON Lines or CSV).

    Raises `FileRefused` for a fault of the file, and with `strict` for any faulty row: nothing went in then.
    """
    table = read_reports(name, data)
    rejected = [_rejection(fault.row, fault.raw, fault.error) for fault in table.rejected]
    if strict and rejected:
        raise whole_file(rejected)
    rows = [(row.row, row.report) for row in table.rows]
    shas = {report.id: sha256_hex(report.text.encode()) for _, report in rows}
    before = ReportRow.objects.select_related("source").in_bulk(list(shas)) if rows else {}
    fresh = [(n, r) for n, r in rows if r.id not in before]
    changed = {
        r.id: differences
        for _, r in rows
        if r.id in before and (differences := _differences(before[r.id], r, shas[r.id]))
    }
    notes = [{"row": str(note.row), **note.error.as_dict()} for note in table.notes]
    result = Added(len(fresh), len(rows) - len(fresh) - len(changed), changed, rejected, notes=notes)
    capture_sha = sha256_hex(data)
    unseen = not Capture.objects.filter(sha256=capture_sha).exists()
    if dry_run or not (fresh or changed or (rejected and unseen)):
        return result
    touched = [(n, r) for n, r in rows if r.id not in before or r.id in changed]
    with ws.objects.keeping() as kept:
        kept.put_all([data, *(r.text.encode() for _, r in touched)])
        detail = {
            "capture": capture_sha,
            "new": len(fresh),
            "changed": sorted(changed),
            "rejected": len(rejected),
        }
        with recorded("add-reports", detail=detail) as act:
            capture = keep_capture(capture_sha, len(data), name)
            _save_sources(r for _, r in touched)
            _save_new(fresh, shas, capture, act)
            _save_changed([(n, r) for n, r in touched if r.id in changed], before, shas, capture, act)
            keep_rejected(rejected, capture)
    return result


def keep_capture(sha: str, size: int, name: str) -> Capture:
    """The row of a file's bytes, made on first sight."""
    defaults = {"size": size, "name": name, "how": "file handed to `cairn add`", "taken": now()}
    return Capture.objects.get_or_create(sha256=sha, defaults=defaults)[0]


def _rejection(row: int, raw: str, error: CairnError) -> dict[str, str]:
    return {"row": str(row), "raw": raw, **error.as_dict()}


def _fields(report: Report, text_sha: str) -> dict[str, Any]:
    return {
        "source_id": source_of(report).id,
        "url": report.url,
        "author": report.author,
        "platform": report.platform,
        "published": report.published,
        "published_basis": report.published_basis,
        "language": report.language,
        "quality": report.quality,
        "extra": dict(report.extra),
        "text_sha256": text_sha,
    }


def _snapshot(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The row as plain JSON, for its version and its hash."""
    published = fields["published"]
    return {
        **fields,
        "published": published.isoformat() if published else None,
        "extra": dict(fields["extra"]),
    }


def _row_sha(fields: Mapping[str, Any]) -> str:
    snapshot = _snapshot(fields)
    return sha256_hex(canonical({k: v if isinstance(v, str) else repr(v) for k, v in snapshot.items()}))


def _differences(row: ReportRow, report: Report, text_sha: str) -> list[str]:
    """Each changed field as a sentence a person can check; words of a text are not repeated here."""
    found = []
    fields = _fields(report, text_sha)
    for name in ("source_id", *COMPARED):
        old, new = getattr(row, name), fields[name]
        if name == "language" and not new:
            continue  # where none was given, the row holds the one that was detected
        if name == "text_sha256" and old != new:
            found.append(f"text changed (was {old[:12]}, now {new[:12]})")
        elif old != new:
            found.append(f"{name}: {_short(old)} -> {_short(new)}")
    return found


def _short(value: object) -> str:
    shown = "none" if value in (None, "") else str(value)
    return shown if len(shown) <= 80 else shown[:77] + "..."


def _save_sources(reports: Iterable[Report]) -> None:
    """New sources, and those whose kind or side is told anew. Where rows of one file differ, the kind that
    names nobody in public wins: a person once filed as an outlet must not stay named."""
    found: dict[str, SourceIdentity] = {}
    for source in map(source_of, reports):
        if source.id not in found or found[source.id].kind.is_organisation:
            found[source.id] = source
    Source.objects.bulk_create(
        [Source(id=s.id, name=s.name, kind=s.kind.value, party=s.party) for s in found.values()],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["name", "kind", "party"],
    )


def _save_new(
    rows: Sequence[tuple[int, Report]], shas: Mapping[str, str], capture: Capture, act: Act
) -> None:
    made, versions = [], []
    for n, report in rows:
        fields = _fields(report, shas[report.id])
        sha = _row_sha(fields)
        made.append(ReportRow(id=report.id, capture=capture, capture_row=n, row_sha256=sha, **fields))
        versions.append(_version(report.id, 1, n, fields, sha, capture, act))
    ReportRow.objects.bulk_create(made, batch_size=500)
    ReportVersion.objects.bulk_create(versions, batch_size=500)


def _save_changed(
    rows: Sequence[tuple[int, Report]],
    before: Mapping[str, ReportRow],
    shas: Mapping[str, str],
    capture: Capture,
    act: Act,
) -> None:
    for n, report in rows:
        row, fields = before[report.id], _fields(report, shas[report.id])
        row.text_version += row.text_sha256 != fields["text_sha256"]
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        row.row_sha256, row.capture, row.capture_row, row.read_by = _row_sha(fields), capture, n, ""
        row.save()
        _version(report.id, row.version, n, fields, row.row_sha256, capture, act).save()


def _version(
    report_id: str, n: int, row: int, fields: Mapping[str, Any], sha: str, capture: Capture, act: Act
) -> ReportVersion:
    return ReportVersion(
        report_id=report_id,
        n=n,
        row=_snapshot(fields),
        row_sha256=sha,
        capture=capture,
        capture_row=row,
        act=act,
    )


def keep_rejected(rejected: Sequence[Mapping[str, str]], capture: Capture) -> None:
    """Set rows aside, verbatim, with what was wrong; once per file and row."""
    Rejected.objects.bulk_create(
        [
            Rejected(
                capture=capture,
                row=int(r["row"]),
                **{k: _storable(r[k]) for k in ("raw", "code", "field", "value", "message", "remedy")},
            )
            for r in rejected
        ],
        ignore_conflicts=True,
    )


def _storable(text: str) -> str:
    """A NUL as its picture: PostgreSQL keeps none in a text, and the bytes of the file hold the row anyway."""
    return text.replace("\0", "\N{SYMBOL FOR NULL}")
