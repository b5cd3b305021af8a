"""The keys of a backup: age's own or SSH's public ones to encrypt to, their secret halves to open it with.

Whoever can write backups needs only the public half; the secret half belongs on another machine, or on paper.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

import pyrage  # type: ignore[import-untyped]

from cairn.errors import NotAllowed
from cairn.shell.store import files

Recipient: TypeAlias = Any  # pyrage.x25519.Recipient or pyrage.ssh.Recipient: the library has no types
Identity: TypeAlias = Any  # the secret half of one
SECRET = "AGE-SECRET-KEY-"  # noqa: S105
LONGEST_KEY_FILE = 100_000

_NEW_KEY = """# A key that opens backups made by Cairn. Made {made}.
# Keep it secret and away from the machine that makes the backups: without it no backup can be opened.
# public key: {public}
{secret}
"""


def new_key(path: Path, made: datetime) -> str:
    """Make a key and write it to a new file that its owner alone may read; returns its public half.

    Raises `NotAllowed` (`backup-key-exists`): a key that stands is never written over.
    """
    if path.exists() or path.is_symlink():
        raise NotAllowed(
            "backup-key-exists",
            "a file of this name stands already, and a key is never written over",
            field="new-key",
            value=path,
            remedy="Name a new file. Backups made with the old key need the old key.",
        )
    identity = pyrage.x25519.Identity.generate()
    text = _NEW_KEY.format(
        made=made.isoformat(timespec="seconds"), public=identity.to_public(), secret=identity
    )
    files.write_whole(path, text.encode(), mode=0o600)
    return str(identity.to_public())


def recipients(named: Iterable[str]) -> list[Recipient]:
    """The public keys to encrypt to: each `age1...`, an SSH public key, or a file with one or several of them.

    Raises `NotAllowed`: `backup-key-missing` where none is named, `backup-key-unusable` for what is none.
    """
    found: list[Recipient] = []
    for text in named:
        found += _recipients_of(text.strip())
    if not found:
        raise NotAllowed(
            "backup-key-missing",
            "a backup holds what must stay secret and is never written unencrypted",
            field="to",
            remedy="Name a public key: --to age1... or --to FILE. `cairn backup --new-key FILE` makes one.",
        )
    return found


def _recipients_of(text: str) -> list[Recipient]:
    if text.startswith(("age1", "ssh-")):
        return [_recipient(text)]
    lines = _lines(Path(text), "to")
    found = [_recipient(line, Path(text)) for line in lines]
    if not found:
        raise _unusable("to", text, "there is no key in it", "Name a file with a public key in it.")
    return found


def _recipient(text: str, path: Path | None = None) -> Recipient:
    if SECRET in text or "PRIVATE KEY" in text:
        raise _unusable(
            "to",
            path or "a secret key",
            "this is a secret key, and a backup is encrypted to the public one",
            "Give the public key: the line `# public key: age1...` of its file, or the file ending in .pub.",
        )
    try:
        if text.startswith("ssh-"):
            return pyrage.ssh.Recipient.from_str(text)
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError as e:
        raise _unusable(
            "to",
            path or text,
            f"this is no public key that can be used: {e}",
            "Give a key that begins with age1, ssh-ed25519 or ssh-rsa, or a file of such lines.",
        ) from e


def identities(path: Path) -> list[Identity]:
    """The secret keys in a file: age's, a line each, or one of SSH's. Raises `NotAllowed` (`backup-key-unusable`)."""
    lines = _lines(path, "key")
    try:
        if lines and "PRIVATE KEY" in lines[0]:
            return [pyrage.ssh.Identity.from_buffer(path.read_bytes())]
        found: list[Identity] = [pyrage.x25519.Identity.from_str(line) for line in lines]
    except pyrage.IdentityError as e:
        raise _unusable(
            "key",
            path,
            f"this is no secret key that can be used: {e}",
            "Name the file of the secret key. An SSH key with a passphrase is opened first, on a copy: ssh-keygen -p.",
        ) from e
    if not found:
        raise _unusable("key", path, "there is no key in it", "Name the file of the secret key.")
    return found


def _lines(path: Path, field: str) -> list[str]:
    try:
        if path.stat().st_size > LONGEST_KEY_FILE:
            raise _unusable(field, path, "it is too long for a key", "Name the file of the key.")
        text = path.read_text("utf-8")
    except FileNotFoundError as e:
        raise _unusable(
            field, path, "this is neither a key nor a file that is there", "Name a key, or the file of one."
        ) from e
    except (OSError, UnicodeDecodeError) as e:
        raise _unusable(field, path, f"the file cannot be read: {e}", "Name the file of the key.") from e
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _unusable(field: str, value: object, what: str, remedy: str) -> NotAllowed:
    return NotAllowed(
        "backup-key-unusable", f"the key cannot be used: {what}", field=field, value=value, remedy=remedy
    )
