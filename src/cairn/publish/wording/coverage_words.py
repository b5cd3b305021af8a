"""How a party was monitored, in words: a line for each period, and in one breath what levels there are.

Rows of coverage enter, lines leave in one language. What nobody told is a level of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from cairn.publish.rows.record import CoverageRow
from cairn.vocab.labels import label, say

from .figures import day_words

LEVELS = ("full", "partial", "none", "untold")
Levels = tuple[tuple[str, str], ...]
"""Levels, each with its words."""


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One period and how it was monitored."""

    country: str
    period: str
    level: str
    level_label: str


class Levelled(Protocol):
    """A line that tells a level."""

    @property
    def level(self) -> str:
        """One of LEVELS."""

    @property
    def level_label(self) -> str:
        """The level in words."""


class OfActor(Levelled, Protocol):
    """A line that tells a level of one party."""

    @property
    def actor(self) -> str:
        """The party's name."""


def coverage_line(row: CoverageRow, lang: str) -> CoverageLine:
    """One period of monitoring in words."""
    period = say(lang, "a_to_b", a=day_words(lang, row.get("from_day")), b=day_words(lang, row.get("to_day")))
    level = row.get("level") or "untold"
    country = row.get("country", "")
    return CoverageLine(
        label(lang, "country", country) if country else "", period, level, label(lang, "coverage", level)
    )


def levels_of(lines: Iterable[Levelled]) -> Levels:
    """Each level among the lines once with its words, the fullest first."""
    told = {line.level: line.level_label for line in lines}
    return tuple(sorted(told.items(), key=lambda pair: (LEVELS.index(pair[0]), pair[1])))


def by_actor(lines: Iterable[OfActor]) -> tuple[tuple[str, Levels], ...]:
    """Each party among the lines once with its levels, in the order of the lines."""
    told: dict[str, list[OfActor]] = {}
    for line in lines:
        told.setdefault(line.actor, []).append(line)
    return tuple((actor, levels_of(some)) for actor, some in told.items())


def days_of(rows: Sequence[CoverageRow], lang: str) -> str:
    """From the first to the last day told of, in words; nothing where a period is open."""
    first, last = [r.get("from_day") for r in rows], [r.get("to_day") for r in rows]
    known = [day for day in (*first, *last) if day]
    if not known or len(known) < 2 * len(rows):
        return ""
    return say(lang, "a_to_b", a=day_words(lang, min(known)), b=day_words(lang, max(known)))
