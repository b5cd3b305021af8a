"""What a folder of saved pages, a zip of one, or one page holds: a path enters, the pages and what is left out leave.

The path of a page begins with the name of the folder that was handed in, so that a folder and its zip are one, and
two folders that both hold an index.html are two. What is no page is named, never passed over in silence.
"""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from cairn.errors import FileRefused, RowRejected
from cairn.sources.lines import too_large
from cairn.sources.packed import PAGES, opened, unpacked
from cairn.sources.page import PAGE_ENDINGS, TEXT_ENDINGS

LARGEST_KEPT = 200_000_000
"""Bytes of one file of a folder: what is larger is not even kept."""
MOST_FILES = 200_000
ZIP = ".zip"
ENDINGS = (*PAGE_ENDINGS, ZIP)
"""The endings of single files that are pages, or hold them. A text alone may be a table, and is read as one."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file: its path, the folder's name first, how large it is, and how to get its bytes. Bytes of a name that are
    not UTF-8 stand in the path as \\xE9."""

    path: str
    size: int
    load: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Listing:
    """The pages in the order of their paths, and a note for all else."""

    name: str
    pages: tuple[Found, ...]
    notes: tuple[RowRejected, ...]


@contextmanager
def listed(path: Path) -> Iterator[Listing]:
    """What a folder, a zip or a page holds; its bytes can be had while this is open.

    Raises `FileRefused` (folder-empty, folder-without-pages, folder-too-large, file-too-large, file-unreadable, and the
    codes of `packed`).
    """
    whole = path.resolve()
    if path.is_dir():
        yield _sorted_out(whole.name, list(_in_folder(whole)))
    elif path.suffix.lower() == ZIP:
        try:
            handle = path.open("rb")
        except OSError as e:
            raise _unreadable(path.name, e) from e
        with handle, opened(path.name, handle, PAGES, _is_page) as packed:
            yield _sorted_out(whole.stem, list(_in_zip(path.name, whole.stem, packed)))
    else:
        found = _file(_shown(f"{whole.parent.name}/{whole.name}"), whole)
        yield Listing(whole.name, (found,), ())


def _in_folder(root: Path) -> Iterator[Found | RowRejected]:
    for folder, inner, files in os.walk(root):
        inner.sort()
        here = Path(folder)
        for name in sorted(inner):
            if (here / name).is_symlink():
                yield _link(_shown(f"{root.name}/{(here / name).relative_to(root).as_posix()}"))
        for name in files:
            path = here / name
            shown = _shown(f"{root.name}/{path.relative_to(root).as_posix()}")
            kind = path.lstat().st_mode
            yield _file(shown, path) if stat.S_ISREG(kind) else _link(shown)


def _shown(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _file(shown: str, path: Path) -> Found:
    return Found(shown, path.stat().st_size, partial(_bytes, path))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as e:
        raise _unreadable(path.name, e) from e


def _in_zip(name: str, stem: str, packed: zipfile.ZipFile) -> Iterator[Found]:
    members = [m for m in packed.infolist() if not m.is_dir()]
    tops = {PurePosixPath(m.filename).parts[0] for m in members if not _is_hidden(m.filename)}
    has_top = len(tops) == 1 and all(len(PurePosixPath(m.filename).parts) > 1 for m in members)
    for member in members:
        path = member.filename if has_top else f"{stem}/{member.filename}"
        yield Found(path, member.file_size, partial(unpacked, name, packed, member))


def _sorted_out(name: str, all_found: list[Found | RowRejected]) -> Listing:
    found = sorted((f for f in all_found if isinstance(f, Found)), key=lambda f: f.path)
    notes = [f for f in all_found if isinstance(f, RowRejected)]
    if len(found) > MOST_FILES:
        raise FileRefused(
            "folder-too-large",
            f"{name} holds more than {MOST_FILES:,} files",
            field="folder",
            value=len(found),
            remedy="Add its folders one by one.",
        )
    if not found and not notes:
        raise FileRefused(
            "folder-empty",
            f"{name} holds nothing",
            field="folder",
            value=name,
            remedy="Choose another folder.",
        )
    assets = _asset_folders(f.path for f in found)
    pages: list[Found] = []
    hidden: list[str] = []
    beside: list[str] = []
    for file in found:
        if _is_hidden(file.path):
            hidden.append(file.path)
        elif any(str(parent) in assets for parent in PurePosixPath(file.path).parents):
            beside.append(file.path)
        elif not _is_page(file.path):
            notes.append(_other_kind(file.path))
        else:
            pages.append(file)
    if not pages:
        raise FileRefused(
            "folder-without-pages",
            f"{name} holds no saved page and no text",
            field="folder",
            value=", ".join(f.path for f in found[:5]),
            remedy=f"Pages end in {', '.join((*PAGE_ENDINGS, *TEXT_ENDINGS))}; add tables by themselves.",
        )
    for page in pages:
        if page.size > LARGEST_KEPT:
            raise too_large(page.path, page.size, LARGEST_KEPT)
    return Listing(name, tuple(pages), (*notes, *_summed(hidden, beside, assets)))


def _is_page(path: str) -> bool:
    return path.lower().endswith((*PAGE_ENDINGS, *TEXT_ENDINGS))


def _asset_folders(paths: Iterable[str]) -> set[str]:
    """`Page_files` beside `Page.html`: what a browser saved with the page. Another folder of such a name is none."""
    saved = {str(PurePosixPath(p).with_suffix("")) for p in paths if p.lower().endswith(PAGE_ENDINGS)}
    return {f"{stem}_files" for stem in saved}


def _is_hidden(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return any(p.startswith(".") or p == "__MACOSX" for p in parts[1:] or parts) or parts[-1].lower() in (
        "thumbs.db",
        "desktop.ini",
    )


def _summed(hidden: list[str], beside: list[str], assets: set[str]) -> Iterator[RowRejected]:
    if hidden:
        yield RowRejected(
            "page-hidden",
            f"hidden files are not read ({len(hidden)})",
            field="file",
            value=", ".join(hidden),
            remedy="Nothing, unless one of them is a page: then give it another name.",
        )
    if beside:
        folders = sorted({str(p) for path in beside for p in PurePosixPath(path).parents if str(p) in assets})
        yield RowRejected(
            "page-assets",
            f"files that a browser saved beside its pages are not read ({len(beside)})",
            field="folder",
            value=", ".join(folders),
            remedy="Nothing: pictures and scripts of a page are not kept.",
        )


def _other_kind(path: str) -> RowRejected:
    return RowRejected(
        "page-other-kind",
        "the file is neither a saved page nor a text, and is not read",
        field="file",
        value=path,
        remedy="Add a table by itself; save a page as .html.",
    )


def _link(path: str) -> RowRejected:
    return RowRejected(
        "page-link",
        "a link, or no usual file, is not followed",
        field="file",
        value=path,
        remedy="Copy the file itself into the folder.",
    )


def _unreadable(name: str, fault: OSError) -> FileRefused:
    return FileRefused(
        "file-unreadable",
        f"the file cannot be read: {fault.strerror}",
        field="file",
        value=name,
        remedy="Check it.",
    )
