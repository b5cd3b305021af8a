"""The folders `releases/VERSION/`: what the log says of each, its files, and how a folder takes its place in one move.

What a release is, its acts say: `freeze` and `redact-release` commit to the digest of its SHA256SUMS, `withdraw-release`
ends it. A folder of which no act tells was left by a crash, and is rubbish.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from cairn.shell.records.convert import moment_text
from cairn.shell.records.models import Act
from cairn.shell.store import files
from cairn.shell.store.turn import turn
from cairn.shell.workspace import Workspace

from .plain import faults as faults
from .plain import has_sums as has_sums
from .plain import is_sound as is_sound
from .plain import names_in as names_in
from .plain import read as read

KINDS = ("freeze", "redact-release", "withdraw-release")


@dataclass(frozen=True, slots=True)
class Frozen:
    """What the log says of one version: the digest of its checksums as it should be, those it had before, or that it was
    withdrawn, when, and what its tombstone may say. What was withdrawn before the act `upto` of the log is not in it."""

    version: str
    at: str
    sums: str
    before: tuple[str, ...] = ()
    withdrawn_at: str = ""
    note: str = ""
    seq: int = 0
    upto: int = 0


def frozen(ws: Workspace) -> dict[str, Frozen]:
    """Every version that was ever frozen, in the order of the log."""
    found: dict[str, Frozen] = {}
    for act in Act.objects.filter(kind__in=KINDS, seq__isnull=False).order_by("seq"):
        version, at = str(act.detail.get("version")), moment_text(act.at)
        if act.kind == "freeze":
            found[version] = Frozen(
                version, at, str(act.detail.get("sums")), seq=act.seq or 0, upto=_upto(act)
            )
        elif version not in found:
            continue
        elif act.kind == "redact-release":
            was = found[version]
            found[version] = replace(
                was,
                sums=str(act.detail.get("sums")),
                before=(*was.before, was.sums),
                seq=act.seq or 0,
                upto=_upto(act),
            )
        else:
            note = str(act.detail.get("note", ""))
            found[version] = replace(found[version], withdrawn_at=at, note=note, seq=act.seq or 0)
    return found


def _upto(act: Act) -> int:
    told = act.detail.get("upto")
    return told if isinstance(told, int) else 0


def alone(ws: Workspace) -> AbstractContextManager[None]:
    """One command at a time changes what stands in `releases/`."""
    return turn(ws.root / ".releases.lock")


def home(ws: Workspace, version: str) -> Path:
    """Where a version stands."""
    return ws.root / "releases" / version


def put(ws: Workspace, version: str, content: Mapping[str, bytes]) -> None:
    """Let these files be the folder of a version, in one move: a crash leaves the one that stood, or this one.

    Raises `WorkspaceFault` as the disk says.
    """
    there = home(ws, version)
    new = there.with_name(f"{files.PASSING}{secrets.token_hex(8)}")
    try:
        files.write_many(((new / name, data) for name, data in content.items()), below=ws.root)
        _take_the_place(new, there)
        files.disk.fsync_folder(there.parent)
    except OSError as e:
        raise files.fault(e, there) from e
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _take_the_place(new: Path, there: Path) -> None:
    if not there.exists():
        files.disk.replace(new, there)
        return
    try:
        files.disk.exchange(new, there)
    except (
        OSError
    ):  # a system without that move: for a moment nothing stands there, and the next settling mends it
        shutil.rmtree(there)
        files.disk.replace(new, there)


def clear(ws: Workspace) -> None:
    """Take away what an interrupted command left, and what was withdrawn. Whoever calls it holds `alone`."""
    known, top = frozen(ws), ws.root / "releases"
    for path in sorted(top.iterdir()) if top.is_dir() else []:
        is_gone = path.name in known and known[path.name].withdrawn_at
        if path.name.startswith(files.PASSING) or is_gone:
            shutil.rmtree(path, ignore_errors=True)
