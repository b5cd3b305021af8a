"""A stretch of a stored text, in Unicode code points: where a claim's words stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """`text[start:end]`, counted in code points of the stored text. Raises `ValueError` where end < start."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end < self.start:
            raise ValueError(f"not a passage: {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """The words themselves. Raises `ValueError` where the passage reaches past the text."""
        if self.end > len(text):
            raise ValueError(f"the passage ends at {self.end}, the text at {len(text)}")
        return text[self.start : self.end]

    def overlaps(self, other: Passage) -> bool:
        """Whether the two share a character; an empty passage shares none."""
        return max(self.start, other.start) < min(self.end, other.end)

    def contains(self, other: Passage) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def joined(self, other: Passage) -> Passage:
        """The shortest passage that holds both."""
        return Passage(min(self.start, other.start), max(self.end, other.end))
