"""Days as a person asks for them: dates, or texts as 2025-05-08; a year is its first to its last day."""

from __future__ import annotations

from datetime import date, datetime

from cairn.errors import NotAllowed


def day_of(told: object) -> date:
    """The day. Raises `NotAllowed` (day-unreadable) for what is none."""
    if isinstance(told, datetime):
        return told.date()
    if isinstance(told, date):
        return told
    try:
        day = date.fromisoformat(str(told))
    except ValueError as e:
        raise _unreadable(told) from e
    if day.isoformat() != told:
        raise _unreadable(told)
    return day


def stretch(since: object, until: object, year: int | None) -> tuple[date | None, date | None]:
    """The first and the last day asked for; None is without a bound. Raises `NotAllowed` (day-unreadable,
    days-out-of-order)."""
    if year is not None:
        if since is not None or until is not None or isinstance(year, bool) or not isinstance(year, int):
            raise _unreadable(year, "A year stands alone, as year=2025; or give since and until.")
        if not 1 <= year <= 9999:
            raise _unreadable(year)
        return date(year, 1, 1), date(year, 12, 31)
    first = None if since is None else day_of(since)
    last = None if until is None else day_of(until)
    if first and last and last < first:
        raise NotAllowed(
            "days-out-of-order",
            "the last day is before the first, so no day is asked for",
            field="until",
            value=last,
            remedy=f"Name a day from {first} on.",
        )
    return first, last


def _unreadable(told: object, remedy: str = "Give a date, or a text as 2025-05-08.") -> NotAllowed:
    return NotAllowed("day-unreadable", "this is no day", field="day", value=told, remedy=remedy)
