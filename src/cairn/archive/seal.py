"""The seal of an act over the rows it wrote: one line per row, a digest per table.

Rows enter as lists of plain values, lines leave: `FIXED CHANGING KEY`, sorted by key. FIXED is the SHA-256 of
the columns that never change, so it stands the same in every seal of that row; CHANGING that of the columns a
later act may write anew, or `-` where there are none. Whoever holds a row and the lines can check the row;
whoever holds the lines and the opened record of the act can check the lines.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from .encode import one_line


def plain(value: object) -> str:
    """What JSON has no word for: moments and days in ISO, bytes in hexadecimal digits, UUIDs with dashes."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    raise TypeError(f"a row cannot hold a {type(value).__name__}")


_encode = one_line(plain)


def row_bytes(values: Iterable[object]) -> bytes:
    """A row as the bytes that are hashed: one JSON list, keys inside sorted by code point, floats shortest."""
    return _encode(list(values)).encode("utf-8", "surrogatepass")


class Line(NamedTuple):
    """One row in a seal: the hash of its fixed columns, of its changing ones (or `-`), and its key."""

    fixed: str
    changing: str
    key: str


NONE_CHANGE = "-"


def row_hash(values: Iterable[object]) -> str:
    """The SHA-256 of a row in hexadecimal digits."""
    return hashlib.sha256(row_bytes(values)).hexdigest()


def seal_lines(rows: Iterable[Line]) -> str:
    """The lines of a table.

    Raises `ValueError` where a key stands twice or holds a line's end: no row may hide behind another.
    """
    found = sorted(rows, key=lambda line: line.key)
    for line, after in pairwise(found):
        if line.key == after.key:
            raise ValueError(f"the key {line.key!r} stands twice in a seal")
    if any("\n" in line.key for line in found):
        raise ValueError("a key in a seal stands on one line")
    return "".join(f"{fixed} {changing} {key}\n" for fixed, changing, key in found)


def read_lines(lines: str) -> dict[str, Line]:
    """The lines of a seal by key. Raises `ValueError` for what is no such text."""
    found = {}
    for text in lines.split("\n")[:-1]:
        line = Line(*text.split(" ", 2))
        if len(line.fixed) != 64 or line.key in found:
            raise ValueError("these are no lines of a seal")
        found[line.key] = line
    return found


def rows_part(tables: Iterable[tuple[str, int, str]]) -> list[list[str | int]]:
    """What an act's record commits to: [table, number of rows, SHA-256 of its lines], in the tables' order."""
    return [
        [table, count, hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()]
        for table, count, lines in sorted(tables)
    ]
