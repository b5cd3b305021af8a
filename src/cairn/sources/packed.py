"""Looks into a zip before anything of it is unpacked: a file enters, its members leave, or a refusal with a code.

What a zip says of its own sizes is what the unpacker holds it to, so the sizes can be judged before. A workbook
is such a zip too. Paths that lead out of the folder, links, and ciphers are refused.
"""

from __future__ import annotations

import lzma
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from cairn.errors import FileRefused

SMALL = 1_000_000
"""Bytes: what unpacks to less is no bomb, however well it was packed."""
MOST_FOLD = 200
"""Times. Words pack to a tenth, a sheet of one repeated cell to a hundredth; a bomb to a thousandth."""


_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, ValueError, LookupError, EOFError,
    NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """Most members, and most bytes of one and of all, unpacked."""

    members: int
    one: int
    all: int


PAGES = Limits(members=50_000, one=200_000_000, all=4_000_000_000)
WORKBOOK = Limits(members=2_000, one=100_000_000, all=200_000_000)


def opened(
    name: str, data: IO[bytes], limits: Limits, read: Callable[[str], bool] = lambda path: True
) -> zipfile.ZipFile:
    """The zip, judged safe to unpack member by member. `read` tells by its path whether a member will be unpacked:
    a film beside a page may be as large as it likes.

    Raises `FileRefused` (zip-unreadable, zip-leads-out, zip-bomb, zip-locked).
    """
    try:
        packed = zipfile.ZipFile(data)
    except _DAMAGE as fault:
        raise _unreadable(name, str(fault)) from fault
    members = packed.infolist()
    if len(members) > limits.members:
        raise _bomb(name, f"{len(members):,} members", len(members))
    for member in members:
        _judge_path(name, member)
        if read(member.filename):
            _judge_size(name, member, limits)
    whole = sum(m.file_size for m in members if read(m.filename))
    if whole > limits.all:
        raise _bomb(name, f"{whole:,} bytes in all when unpacked", whole)
    _judge_overlap(name, members)
    return packed


def unpacked(name: str, packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """The bytes of one member, no more than it said. Raises `FileRefused` (zip-unreadable)."""
    try:
        return packed.read(member)
    except (*_DAMAGE, RuntimeError) as fault:
        raise _unreadable(name, f"{member.filename}: {fault}") from fault


def _judge_path(name: str, member: zipfile.ZipInfo) -> None:
    path = member.filename
    parts = PurePosixPath(path.replace("\\", "/")).parts
    leads_out = path.startswith(("/", "\\")) or ".." in parts or path[1:2] == ":" or "\0" in path
    if leads_out or stat.S_ISLNK(member.external_attr >> 16):
        raise FileRefused(
            "zip-leads-out",
            f"{name} holds a path that leads out of its folder, or a link",
            field="member",
            value=path,
            remedy="Do not unpack it by hand. Ask where it came from; make a new zip of the folder itself.",
        )
    if member.flag_bits & 0x1:
        raise FileRefused(
            "zip-locked",
            f"{name} is locked with a password",
            field="member",
            value=path,
            remedy="Unpack it yourself and add the folder.",
        )


def _judge_size(name: str, member: zipfile.ZipInfo, limits: Limits) -> None:
    path = member.filename
    if member.file_size > limits.one:
        raise _bomb(name, f"{path} unpacks to {member.file_size:,} bytes", path)
    if member.file_size > SMALL and member.file_size > MOST_FOLD * max(member.compress_size, 1):
        raise _bomb(
            name, f"{path} unpacks to {member.file_size // max(member.compress_size, 1):,} times", path
        )


def _judge_overlap(name: str, members: Sequence[zipfile.ZipInfo]) -> None:
    """Members that share their packed bytes: one kernel told a thousand times."""
    end = 0
    for member in sorted(members, key=lambda m: m.header_offset):
        if member.header_offset < end:
            raise _bomb(name, f"{member.filename} lies within another member", member.filename)
        end = member.header_offset + 30 + member.compress_size


def _bomb(name: str, what: str, value: object) -> FileRefused:
    return FileRefused(
        "zip-bomb",
        f"{name} would unpack to more than any folder of this kind holds: {what}",
        field="member",
        value=value,
        remedy="Ask where it came from; if it is sound, split it.",
    )


def _unreadable(name: str, why: str) -> FileRefused:
    return FileRefused(
        "zip-unreadable",
        f"{name} cannot be unpacked: {why}",
        field="file",
        value=name,
        remedy="Copy or download it again, whole; keep to the usual way of packing.",
    )
