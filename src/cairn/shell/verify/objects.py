"""Every object hashed again, and every object that a row names looked for."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import Max, Q

from cairn.archive.findings import Finding, Findings
from cairn.errors import CairnError
from cairn.shell.records.models import AccountRow, Act, Capture, ClaimRow, OfficialDocument, ReportRow
from cairn.shell.records.named import NAMING, named_objects
from cairn.shell.store.objects import Objects

READ_AT_ONCE = 1 << 20
NAMED = 20
"""Reports that are named with a faulty object; the others are counted."""

_HEX = re.compile(r"[0-9a-f]{64}")
Bad = tuple[str, str, int]
"""An object that does not hash to its name: the name, the hash of what stands there, its size in bytes."""


@dataclass(slots=True)
class Hashed:
    """What stands under one folder of objects."""

    count: int = 0
    size: int = 0
    bad: list[Bad] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)  # files that are no objects


def folders(objects: Objects) -> list[Path]:
    """The work, divided: the first two digits of the hash."""
    root = objects.root / "sha256"
    return sorted(p for p in root.iterdir() if p.is_dir()) if root.is_dir() else []


def check_folder(folder: Path) -> Hashed:
    """Hash every object below one folder."""
    done = Hashed()
    buffer = bytearray(READ_AT_ONCE)
    for path in _files(folder):
        name = os.path.basename(path)
        if not _HEX.fullmatch(name) or path != f"{folder}/{name[2:4]}/{name}" or folder.name != name[:2]:
            done.strange.append(path)
            continue
        try:
            size, sha = _hash(path, buffer)
        except OSError as e:
            size, sha = -1, e.strerror or "unreadable"
        done.count += 1
        done.size += max(size, 0)
        if sha != name:
            done.bad.append((name, sha, size))
    return done


def _files(folder: Path) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir():  # a link to a folder too: what is read through it is hashed
            yield from (inner.path for inner in os.scandir(entry.path))
        else:
            yield entry.path


def _hash(path: str, buffer: bytearray) -> tuple[int, str]:
    """Size and SHA-256 of a file, read piece by piece. Raises `OSError`; a link is none of ours."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    try:
        digest, size, view = hashlib.sha256(), 0, memoryview(buffer)
        while count := os.readv(handle, [view]):
            digest.update(view[:count])
            size += count
            if count < len(buffer) and size == os.fstat(handle).st_size:
                break
        return size, digest.hexdigest()
    finally:
        os.close(handle)


def judge(objects: Objects, found: Hashed, findings: Findings) -> int:
    """Name what is faulty with the reports that rest on it; returns how many objects rows name."""
    for name, sha, size in found.bad:
        findings.add(_faulty(objects, name, sha, size))
    named = missing = 0
    for sha in _named():
        named += 1
        if not _is_there(objects.path(sha)):
            missing += 1
            seq, at = _since(sha)
            what = f"The object {sha} is named by the record and is not there."
            findings.add(Finding("object-missing", what, sha, seq, at, _resting(sha)))
    if (orphans := found.count - (named - missing)) > 0:
        findings.note(
            f"No row names {orphans} of the objects. An interrupted command leaves such; they do no harm."
        )
    for path in found.strange[:NAMED]:
        findings.note(f"{Path(path).name} under objects/ is no object.")
    return named


def _named() -> Iterator[str]:
    """The hash of every object that a row names, once each; a claim's text is that of a version of its report."""
    seen: set[bytes] = set()
    for model, column in NAMING.items():
        if model is ClaimRow:
            continue
        rows = model._default_manager.order_by().values_list(column, flat=True)
        for sha in filter(None, map(str, rows.iterator(chunk_size=5000))):
            short = bytes.fromhex(sha)[:12] if _HEX.fullmatch(sha) else sha.encode()
            if short not in seen:
                seen.add(short)
                yield sha


def _faulty(objects: Objects, name: str, sha: str, size: int) -> Finding:
    """What happened to an object, as far as the record can tell."""
    seq, at = _since(name)
    capture = Capture.objects.filter(sha256=name).values_list("size", flat=True).first()
    code, what = "object-changed", "does not hash to its name"
    if sha != name and (_is_there(objects.path(sha)) or _is_named(sha)):
        code, what = "object-swapped", f"holds the bytes of the object {sha}"
    elif (capture is not None and size < capture) or _is_cut(objects.path(name), name):
        code, what = "object-truncated", f"is cut off after {size:,} bytes"
    return Finding(code, f"The object {name} {what}.", name, seq, at, _resting(name))


def _is_named(sha: str) -> bool:
    return bool(named_objects([sha]))


def _is_cut(path: Path, name: str) -> bool:
    """Whether a text is too short for the accounts that were read in it."""
    end = AccountRow.objects.filter(report__text_sha256=name).aggregate(end=Max("end"))["end"]
    try:
        return end is not None and len(path.read_bytes().decode("utf-8", "ignore")) < end
    except OSError:
        return False


def _is_there(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except (OSError, ValueError):
        return False


def _since(sha: str) -> tuple[int | None, str]:
    """The act that first named the object."""
    first = (
        Act.objects.filter(reportversion__row__text_sha256=sha).order_by("seq").first()
        or Act.objects.filter(
            id__in=OfficialDocument.objects.filter(text_sha256=sha).values("sealed_in")
        ).first()
        or Act.objects.filter(id__in=Capture.objects.filter(sha256=sha).values("sealed_in")).first()
    )
    return (first.seq, first.at.isoformat()) if first else (None, "")


def _resting(sha: str) -> tuple[str, ...]:
    """Reports and parties' documents whose text or whose file this is."""
    its = Q(text_sha256=sha) | Q(capture_id=sha)
    found = [*ReportRow.objects.filter(its).order_by("id").values_list("id", flat=True)]
    found += OfficialDocument.objects.filter(its).order_by("id").values_list("id", flat=True)
    more = len(found) - NAMED
    return tuple(found[:NAMED] + ([f"and {more} more"] if more > 0 else []))


def check_actors_file(root: Path, objects: Objects, findings: Findings) -> None:
    """`actors.toml` stands outside the objects and is read in every run: it is what was last added."""
    last = Act.objects.filter(kind="add-actors", seq__isnull=False).order_by("-seq").first()
    try:
        stands = _lines((root / "actors.toml").read_bytes())
    except (OSError, UnicodeDecodeError):
        stands = ""
    added = ""
    if last is not None:
        try:
            added = _lines(objects.get(str(last.detail.get("capture"))))
        except (CairnError, UnicodeDecodeError):
            return  # the object's own fault, which is told as such
    if stands != added:
        seq, at = (last.seq, last.at.isoformat()) if last else (None, "")
        what = "actors.toml is not the file that was last added." if last else "actors.toml was never added."
        findings.add(Finding("actors-file-changed", what, "actors.toml", seq, at))


def _lines(data: bytes) -> str:
    return data.decode("utf-8-sig").replace("\r\n", "\n")
