"""Dates as the tests of dates ask for them."""

from __future__ import annotations

from datetime import date

from cairn.extract.dates import claims_dates, event_date
from cairn.values import DateSpan

THURSDAY = date(2022, 6, 16)


def read(text: str, published: date | None = THURSDAY) -> tuple[DateSpan | None, str]:
    """The event's span and how it is known, of a text published that day."""
    return event_date(claims_dates(text, "", published), published)


def day(text: str, published: date | None = THURSDAY) -> str:
    """The event's day, `first/last` where there are several, empty where none is known."""
    span, _ = read(text, published)
    if span is None:
        return ""
    return str(span.start) if span.days == 1 else f"{span.start}/{span.end}"
