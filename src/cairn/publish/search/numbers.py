"""Ascending numbers as few letters: what stands under each word of a search, and under each value of a filter."""

from __future__ import annotations

import base64
from collections.abc import Sequence

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def packed(numbers: Sequence[int]) -> str:
    """Ascending numbers as gaps to base 36 (`4.1.z`), or as `=` and a bit for each where that is shorter."""
    gaps = [b - a for a, b in zip([0, *numbers], numbers, strict=False)]
    listed = ".".join(map(_base36, gaps))
    if not numbers or len(listed) <= numbers[-1] // 6:
        return listed
    bits = bytearray(numbers[-1] // 8 + 1)
    for n in numbers:
        bits[n // 8] |= 1 << n % 8
    return min(listed, "=" + base64.b64encode(bits).decode("ascii"), key=len)


def _base36(n: int) -> str:
    told = _DIGITS[n % 36]
    while n := n // 36:
        told = _DIGITS[n % 36] + told
    return told
