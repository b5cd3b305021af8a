"""JSON on one line, keys sorted, nothing escaped that need not be: the encoder of the standard library, made once."""

from __future__ import annotations

import json
from collections.abc import Callable

Encode = Callable[[object], str]

quoted: Callable[[str], str] = json.encoder.encode_basestring
"""A text between quotation marks, as `one_line` writes it."""


def one_line(default: Callable[[object], object] | None = None, *, allow_nan: bool = True) -> Encode:
    """The encoder, from a value to its text; `default` says what stands for what JSON has no word for.

    `JSONEncoder.encode` builds its inner encoder anew for every value. That takes longer than a short value does,
    and `cairn verify` encodes millions: so it is built once here, where the interpreter has one.
    """
    encoder = json.JSONEncoder(
        ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=allow_nan, default=default
    )
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:
        return encoder.encode
    inner = make(None, encoder.default, quoted, None, ":", ",", True, False, allow_nan)
    return lambda value: "".join(inner(value, 0))
