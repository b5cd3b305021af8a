"""Which files of a workspace go into a backup, and what of `cairn.toml` belongs to the record and not to the place."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from cairn.errors import WorkspaceFault
from cairn.shell.store import files, lock
from cairn.shell.workspace import Workspace

from .members import PIECE, part_of

_DATABASE = re.compile(r"^[ \t]*database[ \t]*=.*\n?", re.MULTILINE)
_LOG = re.compile(r"^[ \t]*log[ \t]*=[ \t]*\"[^\"\n]*\"", re.MULTILINE)


def log_files(root: Path) -> list[str]:
    """The files of the log by name, below the workspace. Locks and what a crash left under a passing name are none."""
    return _files(root, "log")


def release_files(root: Path) -> list[str]:
    """The files of frozen releases, the same way."""
    return _files(root, "releases")


def _files(root: Path, top: str) -> list[str]:
    found = []
    for folder, _, names in os.walk(root / top):
        for name in names:
            path = (Path(folder) / name).relative_to(root).as_posix()
            if is_ours(path):
                found.append(path)
    return sorted(found)


def is_ours(name: str) -> bool:
    """Whether a backup can have a member of this name."""
    try:
        part_of(name)
    except ValueError:
        return False
    return True


def objects(ws: Workspace) -> Iterator[tuple[str, Path, int]]:
    """Name, path and size of every object, by name. Memory is flat: one folder of them at a time."""
    top = ws.objects.root / "sha256"
    for first in _inside(top):
        for second in _inside(top / first):
            for name in _inside(top / first / second):
                member, path = f"objects/sha256/{first}/{second}/{name}", top / first / second / name
                if is_ours(member) and path.is_file() and not path.is_symlink():
                    yield member, path, path.stat().st_size


def _inside(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []


def read(path: Path) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time; it ends where the disk fails."""
    try:
        with path.open("rb") as source:
            while piece := source.read(PIECE):
                yield piece
    except OSError:
        return


def no_sweeper(ws: Workspace) -> AbstractContextManager[bool]:
    """While it is held no object is taken away."""
    try:
        ws.objects.root.mkdir(exist_ok=True)
    except OSError as e:
        raise files.fault(e, ws.objects.root) from e
    return lock.held(ws.objects.lock, shared=True, wait=True)


def of_no_place(toml: str) -> str:
    """`cairn.toml` without the address of its database: restored elsewhere it must not reach into that one.

    Raises `WorkspaceFault` where the address cannot be taken out.
    """
    rest = _DATABASE.sub("", toml)
    if tomllib.loads(rest) != {k: v for k, v in tomllib.loads(toml).items() if k != "database"}:
        raise _unusual("database")
    return rest


def with_log(toml: str, name: str) -> str:
    """`cairn.toml` with another name of the log. Raises `WorkspaceFault` where it cannot be put in."""
    line = f'log = "{name}"'
    text, found = _LOG.subn(line, toml, count=1)
    if not found:
        text = f"{line}\n{toml}"
    if tomllib.loads(text) != {**tomllib.loads(toml), "log": name}:
        raise _unusual("log")
    return text


def with_database(toml: str, address: str) -> str:
    """`cairn.toml` with the address of a database, where there is one."""
    if not address:
        return toml
    quoted = address.replace("\\", "\\\\").replace('"', '\\"')
    return f'database = "{quoted}"\n{toml}'


def _unusual(name: str) -> WorkspaceFault:
    return WorkspaceFault(
        "workspace-unreadable",
        f"`{name}` stands in cairn.toml in an unusual way",
        field=name,
        value="cairn.toml",
        remedy=f'Write it on one line of its own, at the top: {name} = "..."',
    )
