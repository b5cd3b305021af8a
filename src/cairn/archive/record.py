"""The record of an act: what a log can hold for ever because it names nobody.

A record commits to four parts, each under a salt of its own: who (`person`), `why`, `detail`, and the `rows`
it wrote. One part can be opened to an outsider (its salt and its value) and the others stay shut.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from .canonical import LARGEST, Plain, commitment
from .encode import quoted

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
    Raises `KeyError` for a missing part, `TypeError` or `ValueError` for a value without one canonical spelling.
    """
    if not 0 <= seq <= LARGEST:
        raise ValueError(f"no act is number {seq}")
    shut = {part: commitment(part_salt(salt, part), parts[part]) for part in PARTS}
    return (  # spelled out in the order of the keys: the same bytes as `canonical` gives, in half the time
        f'{{"at":{quoted(at)},"detail":"{shut["detail"]}","kind":{quoted(kind)},"person":"{shut["person"]}",'
        f'"rows":"{shut["rows"]}","seq":{seq},"v":{VERSION},"why":"{shut["why"]}"}}'
    ).encode()
