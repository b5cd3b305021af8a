"""Squares of the military grid (MGRS) in a text: words enter, the square's middle, size and passage leave.

A grid reference names a square, not a point: ten digits a metre, six a hundred metres. The party's own figure for
how exact it is may be coarser than its digits, and is kept beside it by whoever imports it.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from mgrs import MGRS
from mgrs.core import MGRSError

from cairn.values import Point
from cairn.values.point import Precision

_REFERENCE = re.compile(
    r"(?<![0-9A-Za-z])(\d{1,2}[C-HJ-NP-X])\s?([A-HJ-NP-Z][A-HJ-NP-V])\s?(\d{2,5}\s\d{2,5}|\d{4,10})(?![0-9A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One square: as written without spaces, `text[start:end]`, its side and its middle.

    `point.radius_m` is half the square's diagonal, so that the whole square lies within it.
    """

    reference: str
    start: int
    end: int
    side_m: int
    point: Point


def cells(text: str) -> tuple[Cell, ...]:
    """Every grid square that the text names, in order. What looks like one and names no square is left out."""
    found = (_cell(match) for match in _REFERENCE.finditer(text))
    return tuple(cell for cell in found if cell is not None)


def _cell(match: re.Match[str]) -> Cell | None:
    zone, square, told = match.groups()
    halves = told.split()
    digits = "".join(halves)
    if len(digits) % 2 or len(halves[0]) not in (len(digits), len(digits) // 2):
        return None
    half = len(digits) // 2
    side = 10 ** (5 - half)
    finer = "5" if half < 5 else ""  # a square of a metre is told by its corner
    middle = _degrees(zone + square + digits[:half] + finer + digits[half:] + finer)
    if middle is None:
        return None
    lat, lon = middle
    precision = (
        Precision.WITHIN_1M if side == 1 else Precision.WITHIN_100M if side <= 100 else Precision.VILLAGE
    )
    point = Point(lat, lon, math.ceil(side * math.sqrt(0.5)), precision)
    return Cell(zone + square + digits, match.start(), match.end(), side, point)


def _degrees(reference: str) -> tuple[float, float] | None:
    try:
        lat, lon = MGRS().toLatLon(reference)
    except MGRSError:
        return None
    return float(lat), float(lon)
