"""Stretches of days as pairs of whole numbers: what relations are cut into and joined from.

A day is its ordinal; `FIRST` and `LAST` stand for a day that is not told, before every day and after every day. Both
ends are included. A list of spans is kept in order, apart from each other and not adjacent.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

FIRST, LAST = 0, date.max.toordinal() + 1
Span = tuple[int, int]
ALWAYS: Span = (FIRST, LAST)


def span_of(start: date | None, end: date | None) -> Span:
    """Both ends as ordinals; one that is not told is open."""
    return start.toordinal() if start else FIRST, end.toordinal() if end else LAST


def days_of(span: Span) -> tuple[date | None, date | None]:
    """The first and the last day, None where it is open."""
    start, end = span
    return (
        None if start <= FIRST else date.fromordinal(start),
        None if end >= LAST else date.fromordinal(end),
    )


def both(a: Span, b: Span) -> Span | None:
    """The days in both; None where there are none."""
    start, end = max(a[0], b[0]), min(a[1], b[1])
    return (start, end) if start <= end else None


def uncovered(span: Span, cover: list[Span]) -> list[Span]:
    """What of a span no span of the cover holds."""
    found, at = [], span[0]
    for start, end in cover[_first_touching(cover, span[0]) :]:
        if start > span[1]:
            break
        if start > at:
            found.append((at, start - 1))
        at = max(at, end + 1)
    if at <= span[1]:
        found.append((at, span[1]))
    return found


def cover_with(cover: list[Span], span: Span) -> None:
    """Add a span to a cover, joined with what it meets or touches."""
    low = _first_touching(cover, span[0] - 1)
    high = low
    start, end = span
    while high < len(cover) and cover[high][0] <= span[1] + 1:
        start, end = min(start, cover[high][0]), max(end, cover[high][1])
        high += 1
    cover[low:high] = [(start, end)]


def _first_touching(cover: list[Span], day: int) -> int:
    """Where the first span stands that ends on this day or later."""
    return bisect_left(cover, day, key=lambda span: span[1])
