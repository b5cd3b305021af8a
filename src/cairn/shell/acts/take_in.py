"""Keep what arrived: bytes first, then rows in one transaction; what is the same twice is there once.

Reports of a table and saved pages come through here alike: each with the bytes it came in and where in them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cairn.archive import canonical, sha256_hex
from cairn.errors import FileRefused
from cairn.shell.records.models import Act, Capture, Rejected, ReportRow, ReportVersion, Source
from cairn.shell.store.objects import Keeping
from cairn.shell.workspace import Workspace
from cairn.sources.kinds import SourceIdentity, source_of
from cairn.sources.report import Report

from .act import now, recorded

HANDED = "file handed to `cairn add`"
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
        row=int(first["row"]) if first["row"].isdigit() else None,
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """Bytes that arrived: their hash and size, what they were called, how they came, and how to get them again."""

    sha256: str
    size: int
    name: str
    load: Callable[[], bytes]
    how: str = HANDED


@dataclass(frozen=True, slots=True)
class Arrived:
    """One report: the bytes it came in, the row in them, the reader that made its text, and `label`, by which a
    person knows it where its id says nothing."""

    report: Report
    taken: Taken
    row: int
    text_by: str
    label: str = ""

    @property
    def text_sha(self) -> str:
        """The hash of its text."""
        return sha256_hex(self.report.text.encode())


@dataclass(frozen=True, slots=True)
class SetAside:
    """One row or page that cannot go in: the bytes it stands in, and the row, the words and what is wrong."""

    taken: Taken
    told: Mapping[str, str]


def take_in(
    ws: Workspace,
    arrived: Sequence[Arrived],
    aside: Sequence[SetAside],
    *,
    kind: str,
    detail: Mapping[str, Any],
    notes: Sequence[Mapping[str, str]] = (),
    dry_run: bool = False,
    strict: bool = False,
) -> Added:
    """Keep the reports that are new or changed, and what was set aside, as one act of this kind.

    Raises `FileRefused` (rows-rejected, file-changed-meanwhile): nothing went in then.
    """
    rejected = [a.told for a in aside]
    if strict and rejected:
        raise whole_file(rejected)
    rows = [_Row(one, one.text_sha) for one in arrived]
    ids = [row.report.id for row in rows]
    before = ReportRow.objects.select_related("source").in_bulk(ids) if ids else {}
    fresh = [row for row in rows if row.report.id not in before]
    differences = {r.report.id: _differences(before[r.report.id], r) for r in rows if r.report.id in before}
    changed = {key: told for key, told in differences.items() if told}
    result = Added(len(fresh), len(rows) - len(fresh) - len(changed), changed, rejected, notes=notes)
    unseen = _unseen(aside)
    if dry_run or not (fresh or changed or unseen):
        return result
    moved = [row for row in rows if row.report.id in changed]
    with ws.objects.keeping() as kept:
        needed = {t.sha256: t for t in (*(r.one.taken for r in (*fresh, *moved)), *(a.taken for a in unseen))}
        _keep_bytes(kept, needed)
        kept.put_all(r.report.text.encode() for r in (*fresh, *moved))
        told = {**detail, "new": len(fresh), "changed": sorted(changed), "rejected": len(rejected)}
        with recorded(kind, detail=told) as act:
            captures = {sha: keep_capture(sha, t.size, t.name, t.how) for sha, t in needed.items()}
            _save_sources(r.report for r in (*fresh, *moved))
            _save_new(fresh, captures, act)
            _save_changed(moved, before, captures, act)
            for one in unseen:
                keep_rejected([one.told], captures[one.taken.sha256])
    return result


@dataclass(frozen=True, slots=True)
class _Row:
    """What arrived, with the hash of its text at hand."""

    one: Arrived
    text_sha: str

    @property
    def report(self) -> Report:
        return self.one.report


def _unseen(aside: Sequence[SetAside]) -> list[SetAside]:
    """What was not set aside before for the same reason."""
    if not aside:
        return []
    there = Rejected.objects.filter(capture_id__in={a.taken.sha256 for a in aside})
    known = set(there.values_list("capture_id", "row", "code"))
    return [a for a in aside if (a.taken.sha256, int(a.told["row"]), a.told["code"]) not in known]


def _keep_bytes(kept: Keeping, needed: Mapping[str, Taken]) -> None:
    for taken, sha in zip(needed.values(), kept.put_all(t.load() for t in needed.values()), strict=True):
        if sha != taken.sha256:
            raise FileRefused(
                "file-changed-meanwhile",
                f"{taken.name} changed while it was being read",
                field="file",
                value=taken.name,
                remedy="Wait until nothing writes to it any more, then run the same command again.",
            )


def keep_capture(sha: str, size: int, name: str, how: str = HANDED) -> Capture:
    """The row of a file's bytes, made on first sight."""
    defaults = {"size": size, "name": name, "how": how, "taken": now()}
    return Capture.objects.get_or_create(sha256=sha, defaults=defaults)[0]


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


def _snapshot(fields: Mapping[str, Any], text_by: str) -> dict[str, Any]:
    """The row as plain JSON, for its version and its hash, with the reader that made its text out of the bytes."""
    published = fields["published"]
    return {
        **fields,
        "published": published.isoformat() if published else None,
        "extra": dict(fields["extra"]),
        "text_by": text_by,
    }


def _row_sha(fields: Mapping[str, Any], text_by: str) -> str:
    snapshot = _snapshot(fields, text_by)
    return sha256_hex(canonical({k: v if isinstance(v, str) else repr(v) for k, v in snapshot.items()}))


def _differences(row: ReportRow, now_told: _Row) -> list[str]:
    """Each changed field as a sentence a person can check; words of a text are not repeated here."""
    fields = _fields(now_told.report, now_told.text_sha)
    if row.row_sha256 == _row_sha(fields, now_told.one.text_by):
        return []  # as it came, whatever a database makes of a number such as 1e23
    found = []
    whose = f"{now_told.one.label}: " if now_told.one.label else ""
    for name in ("source_id", *COMPARED):
        old, new = getattr(row, name), fields[name]
        if name == "language" and not new:
            continue  # where none was given, the row holds the one that was detected
        if name == "text_sha256" and old != new:
            found.append(f"text changed (was {old[:12]}, now {new[:12]})")
        elif old != new:
            found.append(f"{name}: {_short(old)} -> {_short(new)}")
    return [whose + told for told in found]


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


def _save_new(rows: Sequence[_Row], captures: Mapping[str, Capture], act: Act) -> None:
    made, versions = [], []
    for row in rows:
        fields = _fields(row.report, row.text_sha)
        sha, capture = _row_sha(fields, row.one.text_by), captures[row.one.taken.sha256]
        made.append(
            ReportRow(id=row.report.id, capture=capture, capture_row=row.one.row, row_sha256=sha, **fields)
        )
        versions.append(_version(row, 1, fields, sha, capture, act))
    ReportRow.objects.bulk_create(made, batch_size=500)
    ReportVersion.objects.bulk_create(versions, batch_size=500)


def _save_changed(
    rows: Sequence[_Row], before: Mapping[str, ReportRow], captures: Mapping[str, Capture], act: Act
) -> None:
    for one in rows:
        row, fields = before[one.report.id], _fields(one.report, one.text_sha)
        row.text_version += row.text_sha256 != fields["text_sha256"]
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        row.row_sha256, row.capture = _row_sha(fields, one.one.text_by), captures[one.one.taken.sha256]
        row.capture_row, row.read_by = one.one.row, ""
        row.save()
        _version(one, row.version, fields, row.row_sha256, row.capture, act).save()


def _version(
    row: _Row, n: int, fields: Mapping[str, Any], sha: str, capture: Capture, act: Act
) -> ReportVersion:
    return ReportVersion(
        report_id=row.report.id,
        n=n,
        row=_snapshot(fields, row.one.text_by),
        row_sha256=sha,
        capture=capture,
        capture_row=row.one.row,
        act=act,
    )


def keep_rejected(rejected: Sequence[Mapping[str, str]], capture: Capture) -> None:
    """Set rows aside, verbatim, with what was wrong; once per file and row. A row of a workbook is `PAGE N`."""
    Rejected.objects.bulk_create(
        [
            Rejected(
                capture=capture,
                page=r["row"].rpartition(" ")[0],
                row=int(r["row"].rpartition(" ")[2]),
                **{k: _storable(r[k]) for k in ("raw", "code", "field", "value", "message", "remedy")},
            )
            for r in rejected
        ],
        ignore_conflicts=True,
    )


def _storable(text: str) -> str:
    """A NUL as its picture: PostgreSQL keeps none in a text, and the bytes of the file hold the row anyway."""
    return text.replace("\0", "\N{SYMBOL FOR NULL}")
