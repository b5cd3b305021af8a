"""The record of an act: what a log can hold for ever because it names nobody.

A record commits to four parts, each under a salt of its own: who (`person`), `why`, `detail`, and the `rows`
it wrote. One part can be opened to an outsider (its salt and its value) and the others stay shut.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from .canonical import Plain, canonical, commitment

VERSION = 1
PARTS = ("person", "why", "detail", "rows")


def part_salt(salt: bytes, part: str) -> bytes:
    """The salt of one part, from the act's own: 32 bytes that tell nothing of the others.

    Raises `ValueError` for a salt under 16 bytes, which could be guessed.
    """
    if len(salt) < 16:
        raise ValueError("a salt has at least 16 bytes")
    return hashlib.sha256(salt + part.encode()).digest()


def act_record(*, seq: int, kind: str, at: str, parts: Mapping[str, Plain], salt: bytes) -> bytes:
    """The canonical bytes of one act, which are its leaf in the log.

    `seq` is its position, 0 for the first; `at` an ISO moment in UTC; `parts` holds every one of `PARTS`.
    Raises `KeyError` for a missing part, `TypeError` for a value without one canonical spelling.
    """
    shut = {part: commitment(part_salt(salt, part), parts[part]) for part in PARTS}
    return canonical({"v": VERSION, "seq": seq, "kind": kind, "at": at, **shut})
