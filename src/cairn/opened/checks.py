"""Whether all that was published is as it was published: every file against its checksum, and a release's signature."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from cairn.archive import sha256_hex
from cairn.archive.note import VerifierKey
from cairn.errors import FileRefused, NotAllowed

from .shelf import SIGNATURE, SUMS, Shelf, unreadable

_LYING = "release-key.pem"


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found to hold. `sums` is the SHA-256 of the list of checksums: who has it from elsewhere can tell all.

    `signed` is empty for a site, which is signed by nobody; else whose key it is: the one that was handed in, or the one
    that lies in the release and proves only that one signer made all of it.
    """

    place: str
    files: int
    sums: str
    signed: str = ""

    def __repr__(self) -> str:
        said = f"signed with {self.signed}" if self.signed else "not signed, as no site is"
        return f"<{self.place}: {self.files} files hold, {SUMS} is {self.sums}; {said}>"


def verified(shelf: Shelf, kind: str, key: str = "") -> Verified:
    """What holds. Raises `FileRefused` (checksum-differs, opened-incomplete, opened-stranger, signature-wrong),
    `NotAllowed` (key-unreadable)."""
    signed = _signed(shelf, key) if kind == "release" else ""
    if key and not signed:
        raise NotAllowed(
            "key-unreadable",
            "a site is not signed, so that no key can tell of it",
            field="key",
            value=key,
            remedy="Open a release of it, or leave the key out.",
        )
    for name in sorted(shelf.listed):
        shelf.holds(name)
    there = (shelf.source.names() or ()) if kind == "release" else ()
    for name in there:
        if name not in shelf.listed and name not in (SUMS, SIGNATURE):
            raise FileRefused(
                "opened-stranger",
                f"{name} lies in the release and is no part of it",
                field="file",
                value=name,
                remedy="Somebody put it there. Take the release again from where it was published.",
            )
    return Verified(shelf.source.told, len(shelf.listed), sha256_hex(shelf.sums), signed)


def _signed(shelf: Shelf, key: str) -> str:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    public = _given(key) if key else _lying(shelf)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(shelf.unlisted(SIGNATURE), shelf.sums)
    except InvalidSignature as e:
        raise FileRefused(
            "signature-wrong",
            f"{SUMS} is not signed with this key",
            field="file",
            value=SIGNATURE,
            remedy="Use nothing of it: it was changed, or another key signed it. Ask its publisher for both.",
        ) from e
    return "the key handed in" if key else "the key that lies in it"


def _given(key: str) -> bytes:
    try:
        return VerifierKey.parse(key).public
    except ValueError as e:
        raise NotAllowed(
            "key-unreadable",
            "this is no key of a log",
            field="key",
            value=key,
            remedy="The key is one line, NAME+NUMBER+KEY, as the README of a release has it.",
        ) from e


def _lying(shelf: Shelf) -> bytes:
    lines = bytes(shelf.file(_LYING)).decode("ascii", "replace").split("\n")
    try:
        public = base64.b64decode("".join(lines[1:-2]), validate=True)[-32:]
    except binascii.Error as e:
        raise unreadable(_LYING, str(e)) from e
    if len(public) != 32:
        raise unreadable(_LYING, "it holds no key")
    return public
