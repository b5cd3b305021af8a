"""Who signs the log: a key and a memory that stand outside the workspace.

The folder is named by `CAIRN_KEY`, or is `cairn` in the user's configuration folder. It holds

- `key`: one line, `ed25519` and the 32 bytes of the seed in base 64; lines that begin with `#` are passed over;
- `logs/NAME.checkpoint`: for each log the last checkpoint that was signed, under a hash of the log's name.

The memory is what makes a second history impossible by restoring an old copy of the workspace: nothing is signed
that does not begin with all that was signed before. It is on the disk before a signature is given out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from cairn.archive.note import Checkpoint, VerifierKey, opened_checkpoint, signed
from cairn.archive.tree import consistency_holds
from cairn.errors import NotAllowed

from . import files
from .turn import turn

_KEY_TEXT = """# The key that signs Cairn's logs: an Ed25519 seed of 32 bytes, in base 64.
# Who has it can sign in your name. Keep it secret, and keep a copy offline.
ed25519 {seed}
"""

SUMS_TEXT = re.compile(rb"(?:[0-9a-f]{64}  [A-Za-z0-9_./-]+\n)+")
"""What may be signed besides checkpoints: lines as `sha256sum` writes them."""
Consistency = Callable[[int], Sequence[bytes]]
"""From the size that was signed before to the proof that the new tree begins with it."""


def verify_signature(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the Ed25519 signature of the message is good."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def key_folder() -> Path:
    """Where this user's key stands."""
    named = os.environ.get("CAIRN_KEY")
    if named:
        return Path(named).expanduser().absolute()
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "cairn"


class Signer:
    """This user on this machine, as the one who signs logs. Nothing is read or made before it is needed."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or key_folder()

    def key(self, origin: str) -> VerifierKey:
        """The public key under which this signer signs that log; the key is made on first use.

        Raises `NotAllowed` (`log-key-unusable`), and `WorkspaceFault` where it cannot be made.
        """
        if not self._has_key():
            self._make_key()
        return VerifierKey(origin, self._secret().public_key().public_bytes_raw())

    def check(self, origin: str, pinned: VerifierKey | None, records: int | None = None) -> None:
        """Whether this signer may extend that log, cheaply: to be asked before anything is written.

        `pinned` is the key the log is bound to, none for a log not yet begun; `records` how many the caller can
        bring, those already in the log included. Raises `NotAllowed`: `log-key-other` where the log is bound to
        another key, `log-rolled-back` where more records were signed than there are, `log-key-unusable` and
        `log-state-unreadable` where key or memory cannot be used.
        """
        if pinned is not None and not self._has_key():
            raise self._other("the key that signs this log is not on this machine")
        key = self.key(origin)
        if pinned is not None and key.public != pinned.public:
            raise self._other("this log is signed with another key than yours")
        last = self.state(origin)
        if last is not None and records is not None and records < last.size:
            raise self._rolled_back(last, records)

    def state(self, origin: str) -> Checkpoint | None:
        """What this signer signed last for that log; none where it never did.

        Raises `NotAllowed` (`log-state-unreadable`, `log-key-unusable`).
        """
        note = self.note(origin)
        if note is None:
            return None
        try:
            return opened_checkpoint(note, self.key(origin), verify_signature)
        except ValueError as e:
            raise self._unreadable(origin, str(e)) from e

    def note(self, origin: str) -> str | None:
        """The same as it was signed: the text of the note. It is not checked here."""
        try:
            return self._memory(origin).read_text("utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as e:
            raise self._unreadable(origin, str(e)) from e

    def sign(self, origin: str, size: int, root: bytes, consistency: Consistency) -> str:
        """The signed checkpoint of a log, as the text of a note.

        `consistency` is asked for a proof from the size signed last to this one. Raises `NotAllowed`:
        `log-rolled-back` for a smaller tree, `log-forked` for one that does not begin with what was signed.
        Signing the same tree again gives the same answer.
        """
        checkpoint = Checkpoint(origin, size, root)
        key = self.key(origin)
        with turn(self.folder / ".lock"):
            last = self.state(origin)
            if last is not None:
                self._demand_growth(last, checkpoint, consistency)
            note = signed(checkpoint.text, key, self._secret().sign)
            if last != checkpoint:
                files.write_whole(self._memory(origin), note.encode(), mode=0o600)
            return note

    def sign_sums(self, origin: str, sums: bytes) -> bytes:
        """The signature of a list of checksums, by the key that signs that log. Raises `ValueError` for any other text:
        what is signed here can be taken for no checkpoint. Raises `NotAllowed` (`log-key-unusable`)."""
        if not SUMS_TEXT.fullmatch(sums):
            raise ValueError("not a list of checksums")
        self.key(origin)
        return self._secret().sign(sums)

    def _demand_growth(self, last: Checkpoint, new: Checkpoint, consistency: Consistency) -> None:
        if new.size < last.size:
            raise self._rolled_back(last, new.size)
        proof = list(consistency(last.size)) if new.size > last.size else []
        if not consistency_holds(last.size, last.root, new.size, new.root, proof):
            raise NotAllowed(
                "log-forked",
                f"the log does not begin with the {last.size} records that were signed before",
                field="log",
                value=last.origin,
                remedy="This workspace went on from an older copy, or was changed. Work in the one whose log was signed "
                "last, or restore it; `cairn verify` says what differs.",
            )

    def _has_key(self) -> bool:
        try:
            return self._key_file.exists()
        except OSError as e:
            raise self._unusable(f"its folder cannot be read: {e}", "Make the folder readable for you") from e

    @property
    def _key_file(self) -> Path:
        return self.folder / "key"

    def _memory(self, origin: str) -> Path:
        return self.folder / "logs" / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.checkpoint"

    def _make_key(self) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.folder / "logs").mkdir(mode=0o700, exist_ok=True)
        except OSError as e:
            raise files.fault(e, self.folder) from e
        with turn(self.folder / ".lock"):
            if not self._key_file.exists():
                seed = base64.b64encode(secrets.token_bytes(32)).decode()
                files.write_many(
                    [(self._key_file, _KEY_TEXT.format(seed=seed).encode())],
                    mode=0o600,
                    below=self.folder.parent,
                )

    def _secret(self) -> Ed25519PrivateKey:
        path = self._key_file
        try:
            if os.name == "posix" and path.stat().st_mode & 0o077:
                raise self._unusable("others on this machine can read the key", f"`chmod 600 {path}`")
            lines = [
                line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")
            ]
        except (OSError, UnicodeDecodeError) as e:
            raise self._unusable(f"the key cannot be read: {e}", "Make it readable for you alone") from e
        try:
            (line,) = lines
            kind, seed = line.split(" ")
            if kind != "ed25519":
                raise ValueError(kind)
            return Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed, validate=True))
        except (ValueError, binascii.Error) as e:
            raise self._unusable("the key's file holds no key", "Restore it from your copy") from e

    def _unusable(self, what: str, mend: str) -> NotAllowed:
        return NotAllowed(
            "log-key-unusable",
            f"the log cannot be signed: {what}",
            field="key",
            value=self._key_file,
            remedy=f"{mend}, or name another folder with CAIRN_KEY. Nothing was written.",
        )

    def _other(self, what: str) -> NotAllowed:
        return NotAllowed(
            "log-key-other",
            f"this workspace can be read and verified here, but not extended: {what}",
            field="key",
            value=self.folder,
            remedy="Work on the machine that holds the log's key, or bring its folder here and name it with CAIRN_KEY.",
        )

    def _rolled_back(self, last: Checkpoint, size: int) -> NotAllowed:
        return NotAllowed(
            "log-rolled-back",
            f"{last.size} records of this log were signed, and here are only {size}",
            field="log",
            value=last.origin,
            remedy="This is an older copy of the workspace. Work in the newest, or restore the newest backup: what was "
            "signed and is in neither is lost.",
        )

    def _unreadable(self, origin: str, why: str) -> NotAllowed:
        return NotAllowed(
            "log-state-unreadable",
            f"what was last signed for this log cannot be read: {why}",
            field="key",
            value=self._memory(origin),
            remedy="Restore the key's folder as a whole from your copy. Without this memory nothing is signed.",
        )
