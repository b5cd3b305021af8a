"""Let the log of a restored workspace go on under a new name, where the old one cannot.

An older copy cannot extend the log it comes from: the signer remembers more than the copy holds, and refuses to
sign a second history. That is right, and it is no help after a fire. Here the same records begin a log of a new
name, and its first new act, `log-continued`, states the old log's name, size, root, key and checkpoint, the last
checkpoint of it that anybody could show, and who decided so and why. Whoever holds a later checkpoint of the old
log sees what is missing. The same way serves where the signing key is lost.
"""

from __future__ import annotations

import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import transaction

from cairn.archive.note import Checkpoint, VerifierKey, opened_checkpoint
from cairn.errors import CairnError, NotAllowed
from cairn.shell.acts.act import demand_why, person, recorded
from cairn.shell.records.models import Act, Outbox
from cairn.shell.store import files
from cairn.shell.store.signer import Signer, verify_signature
from cairn.shell.workspace import Workspace, log_name

from .folder import with_log
from .manifest import Head

KIND = "log-continued"


@dataclass(frozen=True, slots=True)
class GoOn:
    """Who decides that the log goes on under a new name, and why; `checkpoint` is a later one of the old log."""

    who: str
    why: str
    checkpoint: str | None = None

    def __post_init__(self) -> None:
        if not self.who.strip():
            person("")
        demand_why(self.why)


@dataclass(frozen=True, slots=True)
class Continued:
    """What the act states: the old log as the backup has it, and the last that is known of it."""

    old: str
    new: str
    size: int
    root: str
    vkey: str
    checkpoint: str
    known_size: int
    known_checkpoint: str

    @property
    def missing(self) -> int:
        """How many acts of the old log are known to have been signed and are not here."""
        return self.known_size - self.size


def go_on(ws: Workspace, head: Head, decided: GoOn) -> Continued:
    """Begin the new log within the transaction of the restore. Raises `NotAllowed` (`checkpoint-foreign`)."""
    old = ws.log
    key = old.vkey
    if key is None or head.checkpoint is None:
        raise NotAllowed(
            "log-not-begun",
            "this backup holds no log that was signed, so there is none to go on from",
            field="new-log",
            value=head.origin,
            remedy="Restore it without --new-log: its log begins with the next act.",
        )
    known = _last_known(ws, key, head, decided.checkpoint)
    fact = Continued(
        old=head.origin,
        new=log_name(secrets.token_hex(16)),
        size=head.size,
        root=head.root,
        vkey=str(key),
        checkpoint=head.checkpoint,
        known_size=known[0].size,
        known_checkpoint=known[1],
    )
    toml = ws.root / "cairn.toml"
    files.write_whole(toml, with_log(toml.read_text("utf-8"), fact.new).encode())
    shutil.rmtree(ws.root / "log")
    with transaction.atomic():
        first = Act.objects.get(seq=0)  # it waits for the new log, as all do
        Outbox.objects.get_or_create(seq=0, defaults={"act": first})
        with recorded(KIND, who=person(decided.who), why=demand_why(decided.why), detail=asdict(fact)):
            pass
        Outbox.objects.all().delete()  # the whole log is written here, from its first record on
    records = Act.objects.order_by("seq").values_list("record", flat=True)
    ws.log.append((bytes(record) for record in records.iterator(chunk_size=2000)), Signer(), first=0)
    return fact


def _last_known(ws: Workspace, key: VerifierKey, head: Head, given: str | None) -> tuple[Checkpoint, str]:
    """The last checkpoint of the old log: the backup's, a later one given, or what this machine signed."""
    found = [(Checkpoint(head.origin, head.size, bytes.fromhex(head.root)), head.checkpoint or "")]
    if given is not None:
        found.append((_opened(given, key), given))
    try:
        if remembered := Signer().note(head.origin):
            found.append((_opened(remembered, key), remembered))
    except CairnError:  # another machine, or another key: nothing is known here
        pass
    for checkpoint, _ in found:
        if checkpoint.size <= head.size and ws.log.root(checkpoint.size) != checkpoint.root:
            raise _other("it is of another history than the backup's")
    return max(found, key=lambda one: one[0].size)


def _opened(note: str, key: VerifierKey) -> Checkpoint:
    try:
        return opened_checkpoint(note, key, verify_signature)
    except ValueError as e:
        raise _other(str(e)) from e


def _other(why: str) -> NotAllowed:
    return NotAllowed(
        "checkpoint-foreign",
        f"the checkpoint is not one of this backup's log: {why}",
        field="checkpoint",
        remedy="Give a checkpoint of the log that the backup is of, or none.",
    )


def read_checkpoint(path: Path | None) -> str | None:
    """The text of a checkpoint's file. Raises `NotAllowed` where it is no text."""
    try:
        return None if path is None else path.read_text("utf-8")
    except UnicodeDecodeError as e:
        raise _other("it is no text") from e
