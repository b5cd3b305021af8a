"""Take in who held what: tables, TOML and dated drawings; each word with its author and the bytes it came in.

A file is one act: its bytes first, then its rows or its drawing. The same twice changes nothing, a changed row shows its
difference, a drawing that was drawn anew is a new row beside the one before. Of a folder of three hundred drawings one
is held at a time, and what went in before a fault stands: the same command again goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import IO

from cairn.archive import sha256_hex
from cairn.control.cases import case_bytes
from cairn.errors import FileRefused
from cairn.shell.incoming import bytes_of
from cairn.shell.records.control import known_here
from cairn.shell.records.models import Rejected
from cairn.shell.workspace import Workspace
from cairn.sources.control_drawings import ENDINGS, is_drawing, read_drawings
from cairn.sources.control_model import Defaults, Known
from cairn.sources.control_rows import read_control_rows
from cairn.sources.packed import PAGES, opened, unpacked
from cairn.sources.workbook import is_workbook

from .keep_control import Change, drawing_change, keeping, row_change, write
from .take_in import Added, keep_rejected, whole_file

Progress = Callable[[str, int, int], None]
Row = Mapping[str, str]


def _silent(stage: str, done: int, total: int) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Asked:
    """How to take in: what is told beside the files, whether to change anything, and whom to tell how far it is."""

    beside: Defaults = field(default_factory=Defaults)
    dry_run: bool = False
    strict: bool = False
    progress: Progress = _silent
    seen: set[str] = field(default_factory=set)  # the drawings that this command took in, or would


@dataclass(frozen=True, slots=True)
class File:
    """One file by its name, and how to get its bytes."""

    name: str
    load: Callable[[], bytes]


def add_control(ws: Workspace, path: Path, asked: Asked) -> Added:
    """Add a file, a folder or zip of drawings, or the shipped case of this name where no such file exists.

    Raises `FileRefused` with the codes of the readers and of `packed`, control-layer-twice and control-folder-empty;
    with `strict` for any row set aside. `NotFound` (control-case-unknown).
    """
    if not path.exists():
        name = str(path)
        return _add_one(ws, File(f"{name}.toml", lambda: case_bytes(name)), known_here(ws), asked)
    known = known_here(ws)
    if path.is_dir():
        return _add_all(ws, list(_in_folder(path)), known, asked)
    if path.suffix.lower() == ".zip":
        with path.open("rb") as handle:
            return _add_all(ws, list(_in_zip(path.name, handle)), known, asked)
    return _add_one(ws, File(path.name, lambda: bytes_of(path, "control")), known, asked)


def _add_all(ws: Workspace, files: Sequence[File], known: Known, asked: Asked) -> Added:
    if not files:
        raise FileRefused(
            "control-folder-empty",
            "it holds no drawing",
            field="folder",
            value="",
            remedy=f"Drawings end in {' or '.join(ENDINGS)}; add tables by themselves.",
        )
    whole = Added(what="drawings")
    for n, file in enumerate(files, start=1):
        one = _add_one(ws, file, known, asked)
        rejected = [{"file": file.name, **r} for r in one.rejected]
        whole = replace(
            whole,
            new=whole.new + one.new,
            same=whole.same + one.same,
            changed={**whole.changed, **one.changed},
            rejected=[*whole.rejected, *rejected],
        )
        asked.progress("drawings", n, len(files))
    return whole


def _in_folder(root: Path) -> Iterator[File]:
    """The drawings of a folder and the folders in it, by path; hidden files and links are no drawings."""
    for path in sorted(root.rglob("*")):
        inner = path.relative_to(root)
        hidden = any(part.startswith(".") for part in inner.parts)
        if path.suffix.lower() in ENDINGS and path.is_file() and not path.is_symlink() and not hidden:
            yield File(inner.as_posix(), _loader(path))


def _loader(path: Path) -> Callable[[], bytes]:
    return lambda: bytes_of(path, "control")


def _in_zip(name: str, handle: IO[bytes]) -> Iterator[File]:
    packed = opened(name, handle, PAGES, lambda member: member.lower().endswith(ENDINGS))
    for member in sorted(packed.infolist(), key=lambda m: m.filename):
        inner = PurePosixPath(member.filename)
        hidden = any(part.startswith(".") or part == "__MACOSX" for part in inner.parts)
        if inner.suffix.lower() in ENDINGS and not member.is_dir() and not hidden:
            yield File(str(inner), lambda member=member: unpacked(name, packed, member))  # type: ignore[misc]


def _add_one(ws: Workspace, file: File, known: Known, asked: Asked) -> Added:
    data = file.load()
    if is_drawing(file.name, data) and not is_workbook(file.name, data):
        return _add_drawings(ws, file.name, data, known, asked)
    return _add_rows(ws, file.name, data, known, asked)


def _add_rows(ws: Workspace, name: str, data: bytes, known: Known, asked: Asked) -> Added:
    read = read_control_rows(name, data, known, asked.beside)
    rejected = [bad.as_dict() for bad in read.rejected]
    if asked.strict and rejected:
        raise whole_file(rejected)
    change = row_change(read)
    notes = [f"  columns that are not read: {', '.join(read.not_read)}"] if read.not_read else []
    result = _result(change, rejected, "words on who held what", notes)
    sha = sha256_hex(data)
    unseen = _unseen(sha, rejected)
    if not asked.dry_run and (change or unseen):
        with keeping(ws, name, data, change) as (capture, act):
            keep_rejected(unseen, capture)
            write(change, capture, act)
    return result


def _add_drawings(ws: Workspace, name: str, data: bytes, known: Known, asked: Asked) -> Added:
    read = read_drawings(name, data, known, asked.beside)
    rejected = [bad.as_dict() for bad in read.rejected]
    if asked.strict and rejected:
        raise whole_file(rejected)
    change = drawing_change(ws, read.drawings)
    _refuse_twice(name, change, asked.seen)
    result = _result(change, rejected, "drawings")
    unseen = _unseen(sha256_hex(data), rejected)
    if not asked.dry_run and (change or unseen):
        with keeping(ws, name, data, change) as (capture, act):
            keep_rejected(unseen, capture)
            write(change, capture, act)
    return result


def _refuse_twice(name: str, change: Change, seen: set[str]) -> None:
    """Two files of one command that draw the same day by the same author would replace one another."""
    if again := next((id for id in change.ids if id in seen), ""):
        raise FileRefused(
            "control-layer-twice",
            f"{name} and a file before it are drawings of one day by one author, under one name",
            field="file",
            value=again,
            remedy="Give the files names that differ beside the day (north_2024-07-08.geojson), or put them in one.",
        )
    seen.update(change.ids)


def _result(change: Change, rejected: Sequence[Row], what: str, told: Sequence[str] = ()) -> Added:
    return Added(change.new, change.same, change.told, rejected, what=what, told=told)


def _unseen(sha: str, rejected: Sequence[Row]) -> list[Row]:
    """What was not set aside before for the same reason."""
    known = set(Rejected.objects.filter(capture_id=sha).values_list("page", "row", "code"))

    def key(told: Row) -> tuple[str, int, str]:
        page, _, row = told["row"].rpartition(" ")
        return page, int(row), told["code"]

    return [told for told in rejected if key(told) not in known]
