"""The order in which incidents are listed, where a page of them ends, and the cursor that says where the next begins.

The longest unchanged come first: whoever has followed to the end finds all that moves afterwards behind it, and nothing
is passed over while a site is written anew. A page ends with an incident whose id says so, not after so many: where one
incident moves, its page changes and the pages after it do not.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar
from zlib import crc32

USUAL, MOST = 100, 250
"""Incidents on a page: about so many, and never more than that."""
Key = tuple[str, str]
T = TypeVar("T")


def key_of(row: Mapping[str, Any]) -> Key:
    """When an incident last changed and its id. Moments without their Z are in order as text, whether or not they tell
    fractions of a second."""
    return ((row.get("last_changed") or "").rstrip("Z"), row["id"])


def page_length(ids: Sequence[str]) -> int:
    """How many of these go onto one page; `ids` are in order, at least `MOST` of them or all that follow."""
    for n, one in enumerate(ids[:MOST], 1):
        if crc32(one.encode()) % USUAL == 0:
            return n
    return min(len(ids), MOST)


def pages(rows: Sequence[T], ids: Sequence[str]) -> Iterator[Sequence[T]]:
    """All rows page by page; one empty page where there are none."""
    at = 0
    while at < len(rows) or not at:
        n = page_length(ids[at : at + MOST])
        yield rows[at : at + n]
        at += n
        if not rows:
            return


def cursor(key: Key) -> str:
    """Where one has read to, as letters and figures that any disk takes for the name of a file."""
    return base64.b32encode("\x1f".join(key).encode()).decode().rstrip("=").lower()


def key_at(told: str) -> Key | None:
    """The key that a cursor was made of; None for what is no cursor of ours."""
    try:
        text = base64.b32decode((told.upper() + "=" * (-len(told) % 8)).encode("ascii")).decode()
    except (binascii.Error, ValueError):
        return None
    at, part, key = text.partition("\x1f")
    return (at, key) if part and cursor((at, key)) == told else None
