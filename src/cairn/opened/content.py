"""A file that was read: its bytes, in memory or on the disk where they are many, and its lines."""

from __future__ import annotations

import hashlib
import mmap
import tempfile
from collections.abc import Iterable, Iterator

from cairn.errors import FileRefused

Content = bytes | mmap.mmap
"""The bytes of a file; more than `IN_MEMORY` of them lie in a file without a name, gone with the last who reads it."""
IN_MEMORY = 32 * 2**20
SMALL = 64 * 2**20
"""Bytes: the most that a file about the data has."""
LARGEST = 4 * 2**30
"""Bytes: the most that a table has."""


def kept(name: str, chunks: Iterable[bytes], most: int) -> tuple[Content, str]:
    """A copy that nobody changes while it is read, with its SHA-256. Raises `FileRefused` (opened-too-large)."""
    digest, size = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise too_large(name, most)
            digest.update(chunk)
            spool.write(chunk)
        if size > IN_MEMORY:
            spool.rollover()
            spool.flush()
            return mmap.mmap(spool.fileno(), 0, access=mmap.ACCESS_READ), digest.hexdigest()
        spool.seek(0)
        return spool.read(), digest.hexdigest()


def spans(content: Content) -> Iterator[tuple[int, int]]:
    """Where the lines that hold something begin and end, one at a time."""
    at, end = 0, len(content)
    while at < end:
        found = content.find(b"\n", at)
        stop = end if found < 0 else found
        if content[at:stop].strip():
            yield at, stop
        at = stop + 1


def too_large(name: str, most: int) -> FileRefused:
    """The error that a file has more bytes than any of its kind."""
    return FileRefused(
        "opened-too-large",
        f"{name} has more than {most:,} bytes",
        field="file",
        value=name,
        remedy="No table of a record is so large. Ask where it came from.",
    )
