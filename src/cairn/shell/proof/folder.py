"""Write the folder of a proof, and check it as a stranger would before anybody gets it.

1-statement.txt, .html   words for a person; not part of what is checked
bytes/SHA256.ENDING      the stored text of each report, and the file it came in where that holds nothing else
record-N.json            the record of act N, byte for byte as the log holds it
opened-N.json            the salts, values, sealed lines and rows that are shown of it
proof-N.tlog-proof       that record N stands under the checkpoint
checkpoint, vkey         the signed checkpoint, and the public key of the log
consistency-A-B          that the checkpoint of B records continues that of A, where one was handed in
verify.py                the program that checks all this, with nothing of ours
"""

from __future__ import annotations

import json
import re
import runpy
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from importlib import resources
from pathlib import Path

from cairn.archive.note import Checkpoint, hash_text, opened_checkpoint
from cairn.archive.tree import consistency_holds
from cairn.errors import FileRefused, NotAllowed, WorkspaceFault
from cairn.shell.acts.act import now
from cairn.shell.export.record import names_of
from cairn.shell.store.log import Log
from cairn.shell.store.signer import verify_signature
from cairn.shell.workspace import Workspace

from . import statement
from .gather import Gathered
from .shown import ShownAct, does_not_hold

_ENDING = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


def write_folder(ws: Workspace, found: Gathered, out: Path, *, held: bytes | None = None) -> list[str]:
    """Write the proof of what was gathered; returns the names of its files. `held` is a checkpoint from elsewhere.

    Raises `WorkspaceFault` (`folder-not-empty`, `proof-not-logged`, `proof-does-not-hold`), `FileRefused`
    (`checkpoint-unreadable`), `NotAllowed` (`checkpoint-other`). Whatever is raised, no folder is left.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise WorkspaceFault(
            "folder-not-empty",
            "the folder for the proof holds something already",
            field="out",
            value=out,
            remedy="Name a new or an empty folder with --out.",
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".new-", dir=out.parent))
    try:
        for name, data in _files(ws, found, held):
            path = making / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        _demand_that_it_holds(making)
        with suppress(FileNotFoundError):
            out.rmdir()
        making.chmod(0o755)
        making.rename(out)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())


def _files(ws: Workspace, found: Gathered, held: bytes | None) -> Iterator[tuple[str, bytes]]:
    """All of them under one checkpoint, though other commands may add acts meanwhile."""
    log = ws.log
    note, key = log.checkpoint, log.vkey
    if note is None or key is None:
        raise does_not_hold("the log is not begun")
    head = log.opened(note)
    for act in found.acts.values():
        yield from _act_files(log, act, note)
    yield from _bytes(ws, found)
    if held is not None:
        yield from _between(log, head, held)
    yield "checkpoint", note.encode()
    yield "vkey", f"{key}\n".encode()
    yield "verify.py", _program()
    standing = statement.Standing(head, key, now(), names_of(ws))
    yield "1-statement.txt", statement.text(found, standing).encode()
    yield "1-statement.html", statement.page(found, standing).encode()


def _act_files(log: Log, shown: ShownAct, note: str) -> Iterator[tuple[str, bytes]]:
    number = shown.number
    if number >= log.opened(note).size:
        raise shown.not_logged()
    record = bytes(shown.act.record)
    if list(log.entries(number, number + 1)) != [record]:
        raise does_not_hold(f"the log holds another record {number} than the database")
    opened = json.dumps(shown.opened(), ensure_ascii=False, indent=1)
    yield f"record-{number}.json", record
    yield f"opened-{number}.json", opened.encode()
    yield f"proof-{number}.tlog-proof", log.proof(number, note).text.encode()


def _bytes(ws: Workspace, found: Gathered) -> Iterator[tuple[str, bytes]]:
    for report in found.reports:
        yield f"bytes/{report.text_sha256}.txt", ws.objects.get(report.text_sha256)
        if report.file:
            ending = _ENDING.search(report.capture.name)
            sha = report.capture.sha256
            yield f"bytes/{sha}{ending[0].lower() if ending else ''}", ws.objects.get(sha)


def _between(log: Log, head: Checkpoint, held: bytes) -> Iterator[tuple[str, bytes]]:
    """The way from a checkpoint of another day to this one."""
    try:
        assert log.vkey is not None  # noqa: S101 - the caller saw it
        other = opened_checkpoint(held.decode(), log.vkey, verify_signature)
    except (UnicodeDecodeError, ValueError) as e:
        raise FileRefused(
            "checkpoint-unreadable",
            f"this is no checkpoint of this log: {e}",
            field="checkpoint",
            remedy="Hand in the file as you got it, with its signature, and see that it is of this log.",
        ) from e
    proof = log.consistency(other.size, head.size) if other.size <= head.size else []
    if other.size == 0 or not consistency_holds(other.size, other.root, head.size, head.root, proof):
        raise NotAllowed(
            "checkpoint-other",
            "the log does not continue this checkpoint: it is of an older copy, or of another history",
            field="checkpoint",
            value=other.size,
            remedy="Keep the checkpoint: it shows that there were two. `cairn verify --checkpoint FILE` says more.",
        )
    yield f"consistency-{other.size}-{head.size}", "".join(f"{hash_text(h)}\n" for h in proof).encode()


def _program() -> bytes:
    return resources.files("cairn.archive").joinpath("outside/verify.py").read_bytes()


def _demand_that_it_holds(folder: Path) -> None:
    """Run the stranger's own checks. Raises `WorkspaceFault` (`proof-does-not-hold`)."""
    program = runpy.run_path(str(folder / "verify.py"), run_name="verify")
    note, key = (folder / "checkpoint").read_text("utf-8"), (folder / "vkey").read_text("utf-8").strip()
    try:
        for path in folder.glob("record-*"):
            program["act"](folder, path, note, key)
        for path in folder.glob("bytes/*"):
            program["kept"](folder, path, note, key)
    except (ValueError, KeyError, TypeError) as e:
        raise does_not_hold(str(e)) from e
