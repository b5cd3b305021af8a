"""The bytes of a file that is handed in: judged while they stream by, and only then taken into memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cairn.errors import FileRefused
from cairn.shell.pages.folder import ENDINGS
from cairn.sources.lines import LARGEST_FILE, PIECE, check_lines, too_large
from cairn.sources.workbook import is_workbook

LINES = ("reports", "register", "coverage")
"""Kinds of files whose rows are lines, where they are no workbooks."""


def holds_pages(path: Path) -> bool:
    """Whether it is read as saved pages: a folder, a zip, or one page."""
    return path.is_dir() or path.suffix.lower() in ENDINGS


def bytes_of(path: Path, kind: str) -> bytes:
    """The bytes, once it is known that they are not too many, and that lines are lines.

    Raises `FileRefused` (file-unreadable, and the codes of `check_lines`).
    """
    try:
        with path.open("rb") as file:
            if file.seekable():
                _judge(path, file, kind)
            return file.read()
    except OSError as e:
        raise FileRefused(
            "file-unreadable",
            f"the file cannot be read: {e.strerror}",
            field="file",
            value=path,
            remedy="Check it.",
        ) from e


def _judge(path: Path, file: IO[bytes], kind: str) -> None:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise too_large(path.name, size, LARGEST_FILE)
    if kind in LINES and not is_workbook(path.name, file.read(8)):
        file.seek(0)
        check_lines(path.name, _pieces(file))
    file.seek(0)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
