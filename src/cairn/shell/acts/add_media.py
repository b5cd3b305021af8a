"""Take in pictures and films of reports: a file, a folder, or a table that says which file belongs to which report.

Without `report` a file goes to every report whose column `media` lists its SHA-256. The bytes are kept as they came;
the same file of the same report twice is once. A table may also say in words what is to be seen, by a named person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from django.db import transaction

from cairn.archive import sha256_hex
from cairn.errors import CairnError, FileRefused, NotFound
from cairn.match.origins_links import media_hashes
from cairn.publish.incident.bare_copy import bare_copy
from cairn.shell.records.models import Media, ReportRow
from cairn.shell.store.objects import Keeping
from cairn.shell.workspace import Workspace
from cairn.sources.media import (
    LARGEST_FILM,
    MediaLine,
    MediaTable,
    Seen,
    media_id,
    media_too_large,
    read_media,
    refuse_untold,
    seen,
)

from .act import recorded
from .show_media import Words, tell
from .take_in import Added, keep_capture, keep_rejected, whole_file

TABLES = (".csv", ".tsv", ".jsonl", ".xlsx")
HOW = "picture or film handed to `cairn add`"


@dataclass(frozen=True, slots=True)
class _Item:
    """A file of a report that is new here."""

    path: Path
    report: str
    sha256: str
    size: int
    seen: Seen

    @property
    def id(self) -> str:
        return media_id(self.report, self.sha256)


@dataclass
class _Found:
    """What the files came to: new ones by id, how many are here already, what was set aside, words by media id."""

    new: dict[str, _Item] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    rejected: list[dict[str, str]] = field(default_factory=list)
    words: list[tuple[MediaLine, str]] = field(default_factory=list)
    table: tuple[str, bytes] | None = None

    @cached_property
    def listing(self) -> Mapping[str, list[str]]:
        """Hash -> the reports that list it among their media, in order."""
        rows = ReportRow.objects.filter(extra__has_key="media").order_by("id").values_list("id", "extra")
        by_hash: dict[str, list[str]] = {}
        for key, extra in rows.iterator(chunk_size=2000):
            for sha in media_hashes(extra):
                by_hash.setdefault(sha, []).append(key)
        return by_hash


def add_media(
    ws: Workspace, path: Path, *, report: str = "", dry_run: bool = False, strict: bool = False
) -> Added:
    """Add the pictures and films of a file, a folder or a table.

    Raises `NotFound` (report-unknown), `FileRefused` with the codes of `seen` and of `rows_of`, and with media-report
    where nothing says whose a single file is; of a folder or a table such files are set aside, with `strict` refused.
    """
    found = _found(path, report)
    if strict and found.rejected:
        raise whole_file(found.rejected)
    result = Added(len(found.new), len(found.same), {}, found.rejected, what="pictures and films")
    if dry_run:
        _hear(found)
        return result
    with ws.objects.keeping() as kept, transaction.atomic():
        if found.new:
            _keep(kept, found, report)
        done = _tell(found)
        if strict and found.rejected:
            raise whole_file(found.rejected)
    told = (
        f"{done} {'was' if done == 1 else 'were'} told in words; a second person may release what they show"
    )
    return replace(result, told=[told]) if done else result


def _found(path: Path, report: str) -> _Found:
    if path.is_dir():
        found = _Found()
        for file in sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")):
            _or_aside(found, file, report, {"row": "1", "raw": file.relative_to(path).as_posix()})
        return found
    if path.suffix.lower() in TABLES:
        data = _bytes(path)
        found = _Found(table=(path.name, data))
        _of_table(found, path.parent, read_media(path.name, data))
        return found
    found = _Found()
    _look(found, path, report)
    return found


def _of_table(found: _Found, folder: Path, table: MediaTable) -> None:
    found.rejected += [row.as_dict() for row in table.rejected]
    for line in table.lines:
        raw = " | ".join(f"{k}={v}" for k, v in line.cells.items() if v)
        told = {"row": str(line.row), "raw": raw}
        try:
            file = _beside(folder, line["file"])
        except CairnError as e:
            found.rejected.append({**told, **e.as_dict()})
            continue
        key = _or_aside(found, file, line["report_id"], told)
        if key and any(line[c] for c in ("told_by", "told_en", "told_ar")):
            found.words.append((line, key))


def _beside(folder: Path, name: str) -> Path:
    """The file of this name below the table's folder, and none that a link or a name leads out of it to."""
    file = folder / name
    if not file.resolve().is_relative_to(folder.resolve()) or "\0" in name:
        raise FileRefused(
            "media-path-outside",
            "the file does not lie in the folder of the table",
            field="file",
            value=name,
            remedy="Put the files beside the table, and name them from there.",
        )
    return file


def _or_aside(found: _Found, file: Path, report: str, told: dict[str, str]) -> str:
    """The id of what the file is here, or "" where it was set aside."""
    try:
        return _look(found, file, report)
    except CairnError as e:
        found.rejected.append({**told, **e.as_dict(), "row": told["row"]})
        return ""


def _look(found: _Found, file: Path, report: str) -> str:
    data = _bytes(file)
    what, sha = seen(file.name, data), sha256_hex(data)
    if what.kind == "image":
        bare_copy(data)  # refused now, not when somebody wants to show it
    reports = [_known(report)] if report else found.listing.get(sha, [])
    if not reports:
        raise _nobodys(file.name)
    item = _Item(file, "", sha, len(data), what)
    for one in (replace(item, report=r) for r in reports):
        if Media.objects.filter(id=one.id).exists():
            found.same.add(one.id)
        else:
            found.new.setdefault(one.id, one)
    return media_id(reports[0], sha)


def _bytes(file: Path) -> bytes:
    """Judged by its size before it is taken into memory."""
    try:
        if file.stat().st_size > LARGEST_FILM:
            raise media_too_large(file.name, f"more than {LARGEST_FILM:,} bytes")
        return file.read_bytes()
    except (OSError, ValueError) as e:
        raise FileRefused(
            "file-unreadable",
            f"the file cannot be read: {getattr(e, 'strerror', None) or 'its name holds what none can'}",
            field="file",
            value=file.name,
            remedy="Check it.",
        ) from e


def _known(report: str) -> str:
    if not ReportRow.objects.filter(id=report).exists():
        raise NotFound(
            "report-unknown",
            "there is no such report",
            field="report",
            value=report,
            remedy="Add the report first; `cairn export reports` lists all.",
        )
    return report


def _nobodys(name: str) -> FileRefused:
    return FileRefused(
        "media-report",
        f"nothing says which report {name} belongs to",
        field="report",
        value=name,
        remedy="Name it with --report ID, or hand in a table with the columns report_id and file.",
    )


def _keep(kept: Keeping, found: _Found, report: str) -> None:
    """Bytes first, a file at a time, then the rows as one act."""
    items = list(found.new.values())
    detail: dict[str, Any] = {"new": len(items), "rejected": len(found.rejected)}
    if report:
        detail["report"] = report
    kept.put_all(_again(items))
    if found.table:
        detail["capture"] = kept.put(found.table[1])
    with recorded("add-media", detail=detail):
        if found.table:
            name, data = found.table
            keep_rejected(found.rejected, keep_capture(detail["capture"], len(data), name))
        _rows(items)


def _again(items: Sequence[_Item]) -> Iterator[bytes]:
    for item in items:
        data = _bytes(item.path)
        if sha256_hex(data) != item.sha256:
            raise FileRefused(
                "file-changed-meanwhile",
                f"{item.path.name} changed while it was being read",
                field="file",
                value=item.path.name,
                remedy="Add it again once nothing writes there any more.",
            )
        yield data


def _rows(items: Sequence[_Item]) -> None:
    for item in items:
        capture = keep_capture(item.sha256, item.size, item.path.name, HOW)
        what = item.seen
        Media.objects.create(
            id=item.id,
            report_id=item.report,
            capture=capture,
            kind=what.kind,
            form=what.form,
            width=what.width,
            height=what.height,
        )


def _words(line: MediaLine) -> Words:
    return Words(line["told_en"], line["told_ar"], line["warning"].lower(), line["incident"])


def _hear(found: _Found) -> None:
    """What can be said of a table's words before anything is written."""
    for line, _ in found.words:
        try:
            refuse_untold(line["told_en"], line["told_ar"], line["warning"].lower())
        except CairnError as e:
            _set_aside(found, line, e)


def _tell(found: _Found) -> int:
    """The words that a table has for its files, each a decision of the person it names; how many are new."""
    done = 0
    for line, key in found.words:
        try:
            done += tell(key, _words(line), who=line["told_by"], why=line["why"])[1]
        except CairnError as e:
            _set_aside(found, line, e)
    return done


def _set_aside(found: _Found, line: MediaLine, wrong: CairnError) -> None:
    raw = " | ".join(f"{k}={v}" for k, v in line.cells.items() if v)
    found.rejected.append({"raw": raw, **wrong.as_dict(), "row": str(line.row)})
