"""What a backup says of itself: the first member what it is of, the last what went in and what was wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from cairn.errors import FileRefused

FORMAT = 1
ABOUT = (
    "A backup of a Cairn workspace: one tar, encrypted with age. records/ holds every table as gzipped JSON Lines, "
    "a list of values per row under the columns named here; log/ the log of its acts as C2SP tlog-tiles; objects/ "
    "the bytes that arrived, each under its SHA-256. The key that signs the log is not in it, and neither are site/ "
    "and preview/, which `cairn publish` writes anew. manifest-end.json, the last member, counts what is here; its "
    "sha256 is that of a line `SHA256 SIZE NAME` per member before it, in their order."
)
LONGEST = 2**20


@dataclass(frozen=True, slots=True)
class Head:
    """The first member: what the backup is of.

    `migration` is the form of the tables, `columns` those of each; `size` how many records the log holds and `root`
    their root in hexadecimal digits, as the checkpoint says that `checkpoint` holds word for word (none where nothing
    was signed yet). `bytes_expected` is about what the restored workspace takes on the disk; this and the other two
    serve to see whether there is room, and how far one is.
    """

    made: str
    cairn: str
    workspace_format: int
    name: str
    origin: str
    migration: str
    columns: dict[str, list[str]]
    acts: int
    size: int
    root: str
    checkpoint: str | None
    bytes_expected: int
    rows_expected: int
    objects_expected: int
    format: int = FORMAT
    about: str = ABOUT

    def as_bytes(self) -> bytes:
        """As it stands in the backup."""
        return _text(asdict(self))

    @classmethod
    def read(cls, data: bytes) -> Head:
        """Raises `ValueError` where it is none, `FileRefused` (`backup-version`) where it is of another version."""
        value = _object(data)
        if value.get("format") != FORMAT:
            raise other_version(value.get("format"), value.get("cairn"))
        return cls(**_of(cls, value, _HEAD))


@dataclass(frozen=True, slots=True)
class End:
    """The last member: how many members and bytes went before it, and the digest of their list; rows by table;
    how many objects. `damaged` names objects that did not hash to their names, and `faults` what else did not hold."""

    members: int
    size: int
    sha256: str
    rows: dict[str, int]
    objects: int
    damaged: list[str]
    faults: list[str]

    def as_bytes(self) -> bytes:
        """As it stands in the backup."""
        return _text(asdict(self))

    @classmethod
    def read(cls, data: bytes) -> End:
        """Raises `ValueError` where it is none."""
        return cls(**_of(cls, _object(data), _END))


_HEAD: Mapping[str, Any] = {
    "made": str, "cairn": str, "workspace_format": int, "name": str, "origin": str, "migration": str,
    "columns": dict, "acts": int, "size": int, "root": str, "checkpoint": str | None, "bytes_expected": int,
    "rows_expected": int, "objects_expected": int,
    "format": int, "about": str,
}  # fmt: skip
_END: Mapping[str, Any] = {
    "members": int, "size": int, "sha256": str, "rows": dict, "objects": int, "damaged": list, "faults": list,
}  # fmt: skip


def not_its_name(sha256: str) -> str:
    """What is said of a damaged object."""
    return f"object-changed: the object {sha256} is not what its name says"


def other_version(what: object, version: object) -> FileRefused:
    """The error for a backup that another version of Cairn made."""
    return FileRefused(
        "backup-version",
        f"this backup was made by another version of Cairn ({version})",
        field="format",
        value=what,
        remedy="Restore it with that version; then open the workspace with this one.",
    )


def _of(kind: type, value: dict[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    for name, form in wanted.items():
        if not isinstance(value.get(name), form) or isinstance(value.get(name), bool):
            raise ValueError(f"the manifest lacks {name}, or it is of another kind: not a {kind.__name__}")
    return {name: value[name] for name in wanted}


def _object(data: bytes) -> dict[str, Any]:
    value = json.loads(data)
    if not isinstance(value, dict):
        raise ValueError("a manifest is one JSON object")
    return value


def _text(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
