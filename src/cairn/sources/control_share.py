"""Which share of an area: cells enter, the lowest and highest fraction leave.

A fraction is written 0 to 1, a percentage with its sign. A bare 45 is refused: it may be a slip of 0.45 as well as 45 in
a hundred, and a reader that guesses would guess wrong in silence once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cairn.errors import RowRejected

_PERCENT = ("%", "٪", "percent", "per cent")
_TO = re.compile(r"(?<=[\w%٪])\s{0,3}(?:–|—|-|\bto\b)\s{0,3}")
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")


def share_of(cells: Mapping[str, Any]) -> tuple[float, float] | None:
    """The share that a row tells; None where it tells none. Only `share_min` is "at least", only `share_max` "at most".

    Raises `RowRejected` (control-share-unreadable, control-share-bare, control-share-outside, control-share-order).
    """
    whole, low, high = (_told(cells, column) for column in ("share", "share_min", "share_max"))
    if whole and (low or high):
        raise _unreadable("share", f"{whole}; {low or high}", "the share is told twice")
    if whole:
        ends = _TO.split(whole)
        if len(ends) > 2:
            raise _unreadable("share", whole, "this is no share")
        sign = _sign(ends[-1])
        first, last = (_fraction("share", end if _sign(end) else end + sign) for end in (ends[0], ends[-1]))
    elif low or high:
        first = _fraction("share_min", low) if low else 0.0
        last = _fraction("share_max", high) if high else 1.0
    else:
        return None
    if first > last:
        raise RowRejected(
            "control-share-order",
            "the lowest share is above the highest",
            field="share_min",
            value=whole or f"{low} > {high}",
            remedy="Swap or mend the two.",
        )
    return first, last


def _told(cells: Mapping[str, Any], column: str) -> str:
    value = cells.get(column)
    return "" if value is None else " ".join(str(value).split())


def _sign(told: str) -> str:
    return next((sign for sign in _PERCENT if told.lower().endswith(sign)), "")


def _fraction(field: str, told: str) -> float:
    sign = _sign(told)
    digits = told[: len(told) - len(sign)].strip() if sign else told
    minus, digits = digits.startswith(("-", "−")), digits.lstrip("-−")
    if not _NUMBER.fullmatch(digits):
        raise _unreadable(field, told, "this is no share")
    number = float(digits.replace(",", "."))
    if not minus and not sign and 1 < number <= 100:
        raise RowRejected(
            "control-share-bare",
            "it may be a percentage or a slip of a fraction",
            field=field,
            value=told,
            remedy=f'Write "{digits} %", or the fraction {number / 100:g}.',
        )
    fraction = number / 100 if sign else number
    if minus or fraction > 1:
        raise RowRejected(
            "control-share-outside",
            "a share lies between nothing and the whole",
            field=field,
            value=told,
            remedy='Write a fraction of 0 to 1, or a percentage with its sign: "45 %".',
        )
    return fraction


def _unreadable(field: str, told: str, why: str) -> RowRejected:
    return RowRejected(
        "control-share-unreadable",
        why,
        field=field,
        value=told,
        remedy='Write 0.45 or "45 %" into share, or the two ends into share_min and share_max.',
    )
