"""Take saved pages in: a folder of them, a zip of one, or one page; each page is a capture of its own.

The id of a report is that of its page's path. A page that is here already under another path, byte for byte, is not
taken in twice. A page that cannot be read is set aside with its bytes, and the rest goes in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cairn.archive import sha256_hex
from cairn.errors import FileRefused, RowRejected
from cairn.shell.pages.folder import Found, listed
from cairn.shell.pages.reader import PageReader, read_all
from cairn.shell.records.models import ReportRow, ReportVersion
from cairn.shell.workspace import Workspace
from cairn.sources.page import ReadPage, page_id

from .take_in import Added, Arrived, SetAside, Taken, take_in

HOW = "saved page handed to `cairn add`"
_PAGE = "page-"


@dataclass(slots=True)
class _Sorted:
    arrived: list[Arrived] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    notes: list[dict[str, str]] = field(default_factory=list)
    twice: int = 0


def add_pages(ws: Workspace, path: Path, *, dry_run: bool = False, strict: bool = False) -> Added:
    """Add every saved page and text that a folder, a zip or a single file holds.

    Raises `FileRefused` for a fault of the folder or the zip, and with `strict` for any page set aside.
    """
    _refuse_own(ws, path.resolve())
    with listed(path) as listing:
        done = _sorted(read_all(listing.pages, _read))
        done.notes[:0] = [_note(note, str(note.value or "")) for note in listing.notes]
        added = take_in(
            ws,
            done.arrived,
            done.aside,
            kind="add-pages",
            detail={"folder": listing.name, "pages": len(listing.pages)},
            notes=done.notes,
            dry_run=dry_run,
            strict=strict,
        )
    return replace(added, same=added.same + done.twice, what="reports from pages")


def _refuse_own(ws: Workspace, path: Path) -> None:
    """A workspace holds pages too: its own preview and site, which are no reports of anybody."""
    root, own = ws.root.resolve(), [ws.objects.root, ws.site, ws.preview]
    if path in (root, *root.parents) or any(folder.resolve() in (path, *path.parents) for folder in own):
        raise FileRefused(
            "folder-is-workspace",
            "the folder is or holds this workspace, whose own pages are no reports",
            field="folder",
            value=path,
            remedy="Put the saved pages in a folder of their own.",
        )


def _read(reader: PageReader, found: Found) -> tuple[Found, Taken, ReadPage | RowRejected]:
    """One page, read in its worker. Its bytes are not held: they are loaded again when they are to be kept."""
    data = found.load()
    taken = Taken(sha256_hex(data), len(data), found.path, found.load, HOW)
    return found, taken, reader.read(found.path, data)


def _sorted(read: Iterable[tuple[Found, Taken, ReadPage | RowRejected]]) -> _Sorted:
    done = _Sorted()
    here: dict[str, str] = {}  # bytes taken in with this folder, and the path they have
    ids: set[str] = set()
    pages: list[tuple[Found, Taken, ReadPage]] = []
    for found, taken, outcome in read:
        if isinstance(outcome, RowRejected):
            done.aside.append(_set_aside(taken, found, outcome))
        else:
            pages.append((found, taken, outcome))
    elsewhere = _elsewhere(pages)
    for found, taken, page in pages:
        first = here.setdefault(taken.sha256, elsewhere.get(taken.sha256, found.path))
        if page.report.id in ids:
            done.aside.append(_set_aside(taken, found, _path_twice(found.path)))
            continue
        if first != found.path:
            done.twice += 1
            done.notes.append(_note(_twice(found.path, first), found.path))
            continue
        ids.add(page.report.id)
        done.notes += [_note(note, found.path) for note in page.notes]
        done.arrived.append(Arrived(page.report, taken, 1, page.text_by, found.path))
    return done


def _elsewhere(pages: Sequence[tuple[Found, Taken, ReadPage]]) -> dict[str, str]:
    """Bytes that stand already under a path that is not among these, unless this path is known too."""
    known = set(
        ReportRow.objects.filter(id__in=[page_id(f.path) for f, _, _ in pages]).values_list("id", flat=True)
    )
    fresh = {taken.sha256 for found, taken, _ in pages if page_id(found.path) not in known}
    stands = ReportVersion.objects.filter(capture_id__in=fresh, report__id__startswith=_PAGE).order_by("id")
    return {version.capture_id: str(version.row["extra"].get("file", "")) for version in stands}


def _set_aside(taken: Taken, found: Found, fault: RowRejected) -> SetAside:
    """Its path stands for its words: the words are in its bytes, which are kept."""
    return SetAside(taken, {"row": "1", "raw": found.path, "file": found.path, **fault.as_dict()})


def _path_twice(path: str) -> RowRejected:
    return RowRejected(
        "page-path-twice",
        "another page of the same path stands before it, and holds something else",
        field="file",
        value=path,
        remedy="Give one of the two another name.",
    )


def _twice(path: str, first: str) -> RowRejected:
    return RowRejected(
        "page-twice",
        f"the same page, byte for byte, stands here already as {first}, and is taken in once",
        field="file",
        value=path,
        remedy="There is nothing to do.",
    )


def _note(note: RowRejected, path: str) -> dict[str, str]:
    return {"row": "1", "file": path, **note.as_dict()}
