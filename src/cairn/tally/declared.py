"""Declared against alleged: rows, entries and links enter, a comparison leaves; every table of it closes.

The values are in `declared_model`; they are named here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from cairn.official.model import Answered, EntryLink

from .declared_model import (
    OF_INCIDENTS,
    OF_PARTS,
    Alleged,
    Cell,
    Cluster,
    Comparison,
    Conceded,
    Group,
    Part,
    Spot,
    Standing,
)
from .model import Definition, Row

__all__ = [
    "BREAKDOWNS",
    "OF_INCIDENTS",
    "OF_PARTS",
    "Alleged",
    "Cell",
    "Cluster",
    "Comparison",
    "Conceded",
    "Group",
    "Part",
    "Spot",
    "Standing",
    "breakdown",
    "compare",
]

BREAKDOWNS = ("year", "month", "place", "partner", "grade")


def compare(
    rows: Sequence[Row],
    answered: Sequence[Answered],
    links: Sequence[EntryLink],
    definition: Definition,
    known_on: date | None = None,
    *,
    spots: Mapping[str, Spot] = {},
) -> Comparison:
    """What the definition's actors concede, beside what is alleged of them, as known at the end of a day."""
    raise NotImplementedError


def breakdown(comparison: Comparison, by: str) -> tuple[Group, ...]:
    """The comparison cut up by one of `BREAKDOWNS`; all groups' cells together are the comparison's."""
    raise NotImplementedError
