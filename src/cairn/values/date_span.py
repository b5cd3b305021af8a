"""When something happened, as well as it is known: first and last day, and how finely it was told."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class DatePrecision(StrEnum):
    """How finely the date was told."""

    DAY = "day"
    DAYS = "days"  # a span of named days, or the night between two
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """First and last possible day, both included. Raises `ValueError` where the end is before the start."""

    start: date
    end: date
    precision: DatePrecision = DatePrecision.DAY

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"the span ends {self.end} before it starts {self.start}")

    @classmethod
    def on(cls, day: date) -> DateSpan:
        """One day."""
        return cls(day, day, DatePrecision.DAY)

    @classmethod
    def between(cls, first: date, last: date) -> DateSpan:
        """Several days, or one where both are the same."""
        return cls(first, last, DatePrecision.DAY if first == last else DatePrecision.DAYS)

    @classmethod
    def month(cls, year: int, month: int) -> DateSpan:
        """A whole month."""
        last = calendar.monthrange(year, month)[1]
        return cls(date(year, month, 1), date(year, month, last), DatePrecision.MONTH)

    @classmethod
    def year(cls, year: int) -> DateSpan:
        """A whole year."""
        return cls(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)

    @property
    def days(self) -> int:
        """How many days the span holds; one for a single day."""
        return (self.end - self.start).days + 1

    def overlaps(self, other: DateSpan) -> bool:
        """Whether some day is in both."""
        return self.start <= other.end and other.start <= self.end

    def contains(self, other: DateSpan | date) -> bool:
        """Whether every day of `other` is in this span."""
        span = other if isinstance(other, DateSpan) else DateSpan.on(other)
        return self.start <= span.start and span.end <= self.end

    def gap_days(self, other: DateSpan) -> int:
        """Whole days between the nearest days of the two; 0 where they overlap."""
        if self.overlaps(other):
            return 0
        later, earlier = (self, other) if self.start > other.end else (other, self)
        return (later.start - earlier.end).days

    def widened(self, before: int, after: int) -> DateSpan:
        """The span with `before` days added in front and `after` behind; as it was where both are nought."""
        if not before and not after:
            return self
        return DateSpan.between(self.start - timedelta(days=before), self.end + timedelta(days=after))
