"""One date as a text writes it, in words or digits: what was written, and where; nothing resolved yet."""

from __future__ import annotations

from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 1990, 2069
"""Numbers taken for years."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """One date as written, words `first` to `last`. Fields not written are None.

    `days` counts from the day of telling; `night` is the night that ends then or the night of the
    weekday; `past` says "last" of a weekday; `months_back` stands for a month counted from that of telling;
    `day_to` closes a span; `swapped` holds a numeric date read month first; `hijri` is (year, month, day).
    """

    first: int
    last: int
    start: int
    end: int
    day: int | None = None
    month: int | None = None
    year: int | None = None
    day_to: int | None = None
    weekday: int | None = None
    weekday_to: int | None = None
    days: int | None = None
    night: bool = False
    past: bool = False
    months_back: int | None = None
    swapped: tuple[int, int] | None = None  # (day, month) if month came first
    hijri: tuple[int | None, int, int] | None = None

    @property
    def is_full(self) -> bool:
        """Whether day, month and year are all written."""
        return None not in (self.day, self.month, self.year)

    @property
    def is_dated(self) -> bool:
        """Whether a day of a month is written in any way, so that it can be told without a day of telling."""
        return self.is_full or self.hijri is not None or None not in (self.day, self.month, self.weekday)
