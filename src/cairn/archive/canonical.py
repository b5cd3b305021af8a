"""One byte string per value (RFC 8785, integers only), hashes of it, and salted commitments to it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from .encode import one_line

Plain = object
"""What a record may hold: null, booleans, whole numbers, text, lists and objects of these. No floats: their
canonical form differs between languages."""


LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON reads as written."""

_plainly = one_line(allow_nan=False)


def canonical(value: Plain) -> bytes:
    """The canonical JSON bytes of a plain value.

    Raises `TypeError` for a float or anything else that JSON has no single spelling for, and for a key that
    is no string; `ValueError` for a whole number beyond 2**53 - 1 and for half a surrogate pair.
    """
    if _check(value):
        return _plainly(value).encode()
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


def _check(value: Plain) -> bool:
    """Refuse what has no canonical spelling; whether Python's own order of the keys is that of RFC 8785."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is dict:
        return _check_object(value)  # type: ignore[arg-type]
    if isinstance(value, str):
        return True
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError(f"{value} is too large for a canonical record: write it as a string")
        return True
    if isinstance(value, float):
        raise TypeError("no floats in a canonical record: write them as strings")
    if isinstance(value, Mapping):
        return _check_object(value)
    if isinstance(value, list | tuple):
        usual = True
        for inner in value:
            if type(inner) is not str:
                usual = _check(inner) and usual
        return usual
    raise TypeError(f"not a plain value: {type(value).__name__}")


def _check_object(value: Mapping[object, Plain]) -> bool:
    usual = True
    for key, inner in value.items():
        if not isinstance(key, str):
            raise TypeError(f"a key must be a string, not {key!r}")
        if type(inner) is not str:  # most are
            usual = _check(inner) and usual
        usual = usual and key.isascii()
    return usual


def _sorted(value: Plain) -> Plain:
    """RFC 8785 sorts keys by UTF-16 code units, which Python's own sort of code points does not."""
    if isinstance(value, Mapping):
        return {
            k: _sorted(value[k]) for k in sorted(value, key=lambda k: k.encode("utf-16-be", "surrogatepass"))
        }
    if isinstance(value, list | tuple):
        return [_sorted(v) for v in value]
    return value
