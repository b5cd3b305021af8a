"""Turns a day of the Hijri calendar into one of ours: year, month and day enter, a date leaves.

The arithmetic (tabular) calendar is used: years of 30 that repeat, eleven of them a day longer. Months as proclaimed
begin up to two days off it, most often none or one; who needs the day as proclaimed corrects it by hand.
"""

from __future__ import annotations

from datetime import date

FIRST_YEAR, LAST_YEAR = 1410, 1500
"""Years of the Hijri calendar taken for such: 1989 to 2076 of ours."""
_EPOCH = 227_014
"""The ordinal of 1 Muharram of year 1, 19 July 622 in the calendar reckoned back, less one."""


def of_hijri(year: int, month: int, day: int) -> date | None:
    """The day meant, give or take a day; None where there is no such day or the year is out of range."""
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(_EPOCH + before + day)


def hijri_years(day: date) -> tuple[int, ...]:
    """The Hijri years that a date without a year near `day` may lie in."""
    about = int((day.year - 622 + day.timetuple().tm_yday / 366) * 1.0307) + 1
    return about - 1, about, about + 1
