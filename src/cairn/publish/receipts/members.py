"""The incidents of a sum, each with what it adds at either end, so that the column adds up to what is printed.

Rows as a tally takes them enter; numbers leave. Where only a lowest figure is known it stands at both ends, and silence
adds nothing: the same rule by which the core adds up (`cairn.tally.sum.summed`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cairn.tally.model import Row

WAYS = ("both", "lowest", "highest", "none")
"""How a figure is given: at both ends, only the lowest, only the highest, not at all."""


@dataclass(frozen=True, slots=True)
class Adds:
    """What one incident adds to the lowest and to the highest sum; None where it says nothing at that end."""

    low: int | None
    high: int | None
    way: str


@dataclass(frozen=True, slots=True)
class Group:
    """Incidents that give their figure in one way, and what they add together."""

    way: str
    incidents: int
    low: int
    high: int


def adds(row: Row, outcome: str = "killed") -> Adds:
    """What an incident adds to the sum of the killed or the injured."""
    figure = row.figure(outcome)
    if figure.is_unknown:
        return Adds(None, None, "none")
    if figure.max is None:
        return Adds(figure.min, figure.min, "lowest")
    return Adds(figure.min, figure.max, "highest" if figure.min is None else "both")


def total(rows: Iterable[Row], outcome: str = "killed") -> tuple[int, int]:
    """The column of either end, added up."""
    parts = [adds(row, outcome) for row in rows]
    return sum(p.low or 0 for p in parts), sum(p.high or 0 for p in parts)


def addition(rows: Sequence[Row], outcome: str = "killed") -> list[Group]:
    """The sum by how the figures are given; together these are the sum. Ways that no incident has are left out."""
    found = []
    for way in WAYS:
        parts = [p for p in (adds(row, outcome) for row in rows) if p.way == way]
        if parts:
            low, high = sum(p.low or 0 for p in parts), sum(p.high or 0 for p in parts)
            found.append(Group(way, len(parts), low, high))
    return found
