"""The period before a period: of the same length, ending the day before it begins."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def period_before(first: date, last: date) -> tuple[date, date]:
    """Its first and last day: whole months go before whole months, else as many days before.

    Raises `OverflowError` or `ValueError` before the year 1.
    """
    end = first - timedelta(days=1)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        at = first.year * 12 + first.month - 1 - months
        return date(at // 12, at % 12 + 1, 1), end
    return first - ((last - first) + timedelta(days=1)), end
