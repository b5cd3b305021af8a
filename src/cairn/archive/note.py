"""Signed notes and checkpoints of a log, as C2SP signed-note and tlog-checkpoint spell them.

A note is text, an empty line, and a line per signature. A checkpoint is a note whose text says which log, how many
records, and the root over them. A verifier key is one line of text that names a signer and holds its public key.
Core `archive`: signing and verifying bytes are functions handed in, because Ed25519 lives in the shell. Everything
here is strict: what can be spelled in two ways is refused in all but one, with `ValueError`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from .tree import HASH_BYTES, LARGEST

ED25519 = b"\x01"
"""The signature type of plain Ed25519 over the text of the note."""

LONGEST_NOTE = 100_000
"""Characters: far above sixteen signatures."""

Sign = Callable[[bytes], bytes]
"""The message to a signature of 64 bytes."""

Verify = Callable[[bytes, bytes, bytes], bool]
"""The public key, the signature and the message to whether it is good."""

_SIGNATURE = re.compile(r"— (\S+) (\S+)")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """Who signs a log, and with which Ed25519 key: `public` is its 32 bytes."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        if not self.name or re.search(r"[\s+\x00-\x1f]", self.name):
            raise ValueError(f"a key's name has no spaces and no plus sign: {self.name!r}")
        if len(self.public) != 32:
            raise ValueError("a public key has 32 bytes")

    @property
    def key_id(self) -> bytes:
        """Four bytes that tell this key's signature lines from others'. Not a secure hash."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_base64(ED25519 + self.public)}"

    @classmethod
    def parse(cls, text: str) -> VerifierKey:
        """The key from its text. Raises `ValueError`."""
        name, key_id, encoded = text.split("+", 2) if text.count("+") >= 2 else ("", "", "")
        data = _unbase64(encoded)
        if data[:1] != ED25519:
            raise ValueError("not the text of an Ed25519 verifier key")
        key = cls(name, data[1:])
        if key.key_id.hex() != key_id:
            raise ValueError("the key's number does not fit the key")
        return key


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log at one moment: its name, how many records, and the root over them (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        if not self.origin or "\n" in self.origin or _CONTROL.search(self.origin):
            raise ValueError(f"not the name of a log: {self.origin!r}")
        if not 0 <= self.size <= LARGEST or len(self.root) != HASH_BYTES:
            raise ValueError("not the size and root of a tree")

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """The checkpoint from the text of a note. Raises `ValueError`; lines beyond the three are refused."""
        lines = text.split("\n")
        if len(lines) != 4 or lines[3]:
            raise ValueError("a checkpoint has three lines")
        return cls(lines[0], whole_number(lines[1]), hash_of(lines[2]))


def signed(text: str, key: VerifierKey, sign: Sign) -> str:
    """The note of a text, signed with one key."""
    return f"{text}\n— {key.name} {_base64(key.key_id + sign(text.encode()))}\n"


def opened(note: str, key: VerifierKey, verify: Verify) -> str:
    """The text of a note, once a signature of the key has been found good.

    Signatures of other keys are passed over. Raises `ValueError` where the note is malformed, where the key has
    not signed it, and where any signature under the key's name and number is bad.
    """
    text, lines = _parts(note)
    message = text.encode()
    good = False
    for line in lines:
        found = _SIGNATURE.fullmatch(line)
        if not found:
            raise ValueError("not a signature line of a note")
        data = _unbase64(found[2])
        if len(data) < 5:
            raise ValueError("a signature line is too short")
        if (found[1], data[:4]) != (key.name, key.key_id):
            continue
        if len(data) != 68 or not verify(key.public, data[4:], message):
            raise ValueError("the signature is not good")
        good = True
    if not good:
        raise ValueError("the note is not signed with this key")
    return text


def opened_checkpoint(note: str, key: VerifierKey, verify: Verify) -> Checkpoint:
    """The checkpoint of the log that the key is named after. Raises `ValueError` as `opened` does."""
    checkpoint = Checkpoint.parse(opened(note, key, verify))
    if checkpoint.origin != key.name:
        raise ValueError("the checkpoint is of another log")
    return checkpoint


def whole_number(text: str) -> int:
    """A number in its one decimal spelling. Raises `ValueError`."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", text):
        raise ValueError(f"not a whole number: {text[:40]!r}")
    return int(text)


def hash_of(text: str) -> bytes:
    """A hash in base 64. Raises `ValueError`."""
    data = _unbase64(text)
    if len(data) != HASH_BYTES:
        raise ValueError("not a hash of 32 bytes")
    return data


def hash_text(value: bytes) -> str:
    """A hash as its base 64 text."""
    return _base64(value)


def _parts(note: str) -> tuple[str, list[str]]:
    if len(note) > LONGEST_NOTE or _CONTROL.search(note):
        raise ValueError("not a note: too long, or with control characters")
    text, gap, tail = note.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise ValueError("not a signed note: no signatures")
    try:
        note.encode()
    except UnicodeEncodeError as e:
        raise ValueError("not a note: no UTF-8") from e
    return text + "\n", tail[:-1].split("\n")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _unbase64(text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as e:
        raise ValueError("not base 64") from e
    if _base64(data) != text:
        raise ValueError("base 64 in an unusual spelling")
    return data
