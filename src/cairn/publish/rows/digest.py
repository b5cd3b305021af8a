"""A digest of values: equal values have one, in whatever process they are, and any other value has another.

Enters: rows, names, numbers, days and frozen values of ours. Leaves: 32 letters. What it does not know is refused, for a
digest that passed over anything would let a page stand that is no longer true.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

_VERSION = 2  # the last one that writes equal values alike, whether or not they are one object
_ROWS = (list, tuple, dict)
_BARE = (str, int, float, bool, bytes, type(None))


def digest(value: object) -> str:
    """Of one value and all that it holds. Raises `TypeError` for what is no plain value."""
    return hashlib.blake2b(marshal.dumps(_plain(value), _VERSION), digest_size=16).hexdigest()


def _plain(value: Any) -> Any:
    """The value as what is written the same everywhere; each kind has its mark, so that no two can be taken for one."""
    if type(value) in _BARE:
        return value
    if type(value) in _ROWS:  # rows of plain values, of which there may be a hundred thousand
        try:
            return ("rows", marshal.dumps(value, _VERSION))
        except ValueError:
            pass
    if isinstance(value, Enum):
        return ("enum", type(value).__qualname__, value.name)
    if isinstance(value, str):  # finished markup is another text than the same letters
        return ("text", type(value).__qualname__, str(value))
    if isinstance(value, (date, datetime)):
        return ("day", type(value).__qualname__, value.isoformat())
    if isinstance(value, Mapping):
        return ("map", [(_plain(k), _plain(v)) for k, v in value.items()])
    if isinstance(value, AbstractSet):
        return ("set", sorted(marshal.dumps(_plain(v), _VERSION) for v in value))
    if isinstance(value, Sequence):
        return ("list", [_plain(v) for v in value])
    if is_dataclass(value):
        return (
            "made",
            type(value).__qualname__,
            [(f.name, _plain(getattr(value, f.name))) for f in fields(value)],
        )
    raise TypeError(f"no plain value: {type(value).__qualname__}")
