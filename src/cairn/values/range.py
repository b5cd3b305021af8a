"""A count of people as a source or an assessment gives it: a lowest and a highest figure, either unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Range:
    """Lowest and highest number of people; `None` is *unknown*, which is never zero.

    The ends are bounds as reported, not a margin of error. `Range(2, None)` is "at least two",
    `Range(None, 5)` is "up to five", `Range(None, None)` says that no figure is known.

    Raises `ValueError` where an end is negative or min is above max.
    """

    min: int | None = None
    max: int | None = None

    def __post_init__(self) -> None:
        for end in (self.min, self.max):
            if end is not None and end < 0:
                raise ValueError(f"a count of people cannot be negative: {end}")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min {self.min} is above max {self.max}")

    @classmethod
    def exactly(cls, n: int) -> Range:
        """The range of a plain figure."""
        return cls(n, n)

    @property
    def is_unknown(self) -> bool:
        """True where neither end is known."""
        return self.min is None and self.max is None

    @property
    def is_exact(self) -> bool:
        """True where both ends are the same known number."""
        return self.min is not None and self.min == self.max

    def __add__(self, other: Range) -> Range:
        """The sum of two counts; an end is unknown where either side's is."""
        return Range(_add(self.min, other.min), _add(self.max, other.max))

    def union(self, other: Range) -> Range:
        """The smallest range that holds both; an end unknown on either side stays unknown."""
        low = None if self.min is None or other.min is None else min(self.min, other.min)
        high = None if self.max is None or other.max is None else max(self.max, other.max)
        return Range(low, high)

    def contains(self, other: Range | int) -> bool:
        """Whether every number that `other` allows is allowed here too."""
        inner = Range.exactly(other) if isinstance(other, int) else other
        above = self.min is None or (inner.min is not None and inner.min >= self.min)
        below = self.max is None or (inner.max is not None and inner.max <= self.max)
        return above and below

    def overlaps(self, other: Range) -> bool:
        """Whether some number is allowed by both."""
        left = self.max is None or other.min is None or other.min <= self.max
        right = other.max is None or self.min is None or self.min <= other.max
        return left and right


UNKNOWN = Range()
"""No figure is known."""


def lowest_to_highest(figures: Iterable[Range]) -> Range:
    """From the lowest to the highest figure that anybody gives (method R3); silence adds no zero.

    A figure with one known end counts with that end: "at least 4" beside "3 to 5" gives 3 to 5, and
    "at least 9" beside "3 to 5" gives 3 to 9, for nine is then the highest figure given. No figure at
    all gives the unknown range, and a lone "at least 4" gives 4 to unknown.
    """
    known = [f for f in figures if not f.is_unknown]
    lows = [f.min for f in known if f.min is not None]
    highs = [f.max for f in known if f.max is not None]
    low = min(lows) if lows else None
    if not highs:
        return Range(low, None)
    return Range(low, max(highs + lows))


def _add(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b
