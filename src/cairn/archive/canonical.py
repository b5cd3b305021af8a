"""One byte string per value (RFC 8785, integers only), hashes of it, and salted commitments to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

Plain = object
"""What a record may hold: null, booleans, whole numbers, text, lists and objects of these. No floats: their
canonical form differs between languages."""


def canonical(value: Plain) -> bytes:
    """The canonical JSON bytes of a plain value.

    Raises `TypeError` for a float or anything else that JSON has no single spelling for, and for a key that
    is no string.
    """
    _refuse_floats(value)
    return json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of bytes, in 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def commitment(salt: bytes, value: Plain) -> str:
    """A salted hash of a value: binding, and empty of meaning once the salt is destroyed.

    Raises `ValueError` for a salt under 16 bytes.
    """
    if len(salt) < 16:
        raise ValueError("a salt has at least 16 bytes")
    return sha256_hex(salt + canonical(value))


def _refuse_floats(value: Plain) -> None:
    if isinstance(value, float):
        raise TypeError("no floats in a canonical record: write them as strings")
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key must be a string, not {key!r}")
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)
    elif not (value is None or isinstance(value, bool | int | str)):
        raise TypeError(f"not a plain value: {type(value).__name__}")


def _sorted(value: Plain) -> Plain:
    """RFC 8785 sorts keys by UTF-16 code units, which Python's own sort of code points does not."""
    if isinstance(value, Mapping):
        return {
            k: _sorted(value[k]) for k in sorted(value, key=lambda k: k.encode("utf-16-be", "surrogatepass"))
        }
    if isinstance(value, list | tuple):
        return [_sorted(v) for v in value]
    return value
