"""Splits a cleaned text into stretches about separate events, where it tells of several as news of their own.

A cleaned text enters; stretches leave, in order, one of them marked as the report's main one. A bulletin is split
at its items (bulletins.py). Any text is split where a sentence goes over to an attack in a place not named before
(accountwords.py), once the event before it has a place of its own. A split in doubt would part a toll from its
event, so a text in doubt stays whole; what looks back to earlier events stays with the account before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .accountplaces import compared
from .accountwords import Unit, may_turn, units_of
from .bulletins import harms, items_of, tells
from .phrases import Word, words_of

_LEAD = 2
"""The last line of a story, from 0, that may sum up what it tells one by one below; its places are told again."""
_HEADLINE = 140
_STOPS = frozenset('.،,؛;:!؟?…)"”»')
"""A line above a turn that is no longer, and ends in none of these, is the headline of what follows."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text about one event: `text[start:end]` in the text that was given. `recalled` are the sentences
    within it that look back to an event elsewhere: what they count is not this event's."""

    start: int
    end: int
    main: bool
    recalled: tuple[tuple[int, int], ...] = ()


class Cut(NamedTuple):
    """Where one account ends, and where the next begins: what stands between goes over from one to the other."""

    ends: int
    begins: int


def split_accounts(text: str) -> list[Stretch]:
    """The stretches of a text, in order; a single one, the whole text, where it tells of one event.

    What stands above the first item of a bulletin is an account of its own when it tells of an event; otherwise it
    is a heading, and in no account. A story's main event is its first; a bulletin's, its first item of harm to people.
    """
    items = items_of(text)
    turns, recalled = _turns(text, items)
    cuts = [Cut(at, at) for at in items] + turns
    if not cuts:
        return [Stretch(0, len(text), True, recalled)]
    cuts.sort()
    if not items or tells(text[: items[0]]):
        cuts.insert(0, Cut(0, 0))
    bounds = [*cuts, Cut(len(text), len(text))]
    parts = [(a.begins, b.ends) for a, b in pairwise(bounds)]
    main = next((n for n, (a, b) in enumerate(parts) if harms(text[a:b])), 0) if items else 0
    return [
        Stretch(a, b, n == main, tuple(r for r in recalled if a <= r[0] < b))
        for n, (a, b) in enumerate(parts)
    ]


def heading(text: str, stretches: list[Stretch]) -> tuple[int, int]:
    """What stands above the first account, where a digest keeps its date; empty for a plain post."""
    return 0, min((s.start for s in stretches), default=0)


def _turns(text: str, items: Sequence[int]) -> tuple[list[Cut], tuple[tuple[int, int], ...]]:
    """Where the text goes over to another event, items of a list apart; and the sentences that look back to one."""
    turns: list[Cut] = []
    recalled: list[tuple[int, int]] = []
    words = words_of(text)
    if not may_turn(words):
        return [], ()
    story = _Story(has_headline="\n" in text.rstrip())
    end = 0
    for unit in units_of(text, words):
        if bisect_left(items, end) < bisect_right(items, unit.start):
            story = _Story()
        elif story.is_left_by(unit):
            if unit.recalled:
                recalled.append((unit.start, words[unit.last].end))
                end = words[unit.last].end
                continue
            turns.append(Cut(_above(text, end, unit), unit.told))
            story = _Story()
        story.take(unit, words)
        end = words[unit.last].end
    return turns, tuple(recalled)


def _above(text: str, end: int, unit: Unit) -> int:
    """Where the event before a turn ends: above the headline that stands over the turn, where one does."""
    line = text.rfind("\n", 0, unit.start)
    above = text.rfind("\n", 0, max(line, 0))
    headline = text[above + 1 : max(line, 0)].strip()
    is_first = line >= end  # the turn opens its line
    if is_first and above > 0 and 0 < len(headline) <= _HEADLINE and headline[-1] not in _STOPS:
        return above + 1
    return unit.start


class _Story:
    """The event told at a point of the text: what is known of it so far."""

    def __init__(self, *, has_headline: bool = False) -> None:
        self._headline = has_headline
        self._names: set[str] = set()
        self._summed: set[str] = set()
        self._placed = False
        self._told = False
        self._just_placed = False
        self._is_latin = False

    def take(self, unit: Unit, words: Sequence[Word]) -> None:
        """Adds a sentence to the event. A headline or a caption tells of it and gives it no place of its own."""
        self._told = self._told or unit.mentions
        self._placed = self._placed or bool(
            unit.places and not (self._headline and unit.line == 0) and not unit.is_caption
        )
        self._just_placed = bool(unit.places)
        self._is_latin = unit.is_latin if unit.attacks else self._is_latin
        is_summary = unit.line <= _LEAD and len(unit.places) > 1
        names = self._summed if is_summary else self._names
        names.update(compared(words[at].norm) for at in range(unit.first, unit.last + 1))

    def is_left_by(self, unit: Unit) -> bool:
        """Whether a sentence tells of another event than this one, news of its own or looked back to."""
        if not self._told or not unit.attacks or unit.opening == "same":
            return False
        if unit.is_latin is not self._is_latin or unit.is_caption:
            return False
        told = self._names if unit.opening else self._names | self._summed
        known = {name for name in unit.places if name.split(" ")[-1] in told}
        if unit.opening == "strong":
            return not known if unit.is_latin else True
        if unit.is_latin and not (unit.is_sentence and unit.opening):
            return False
        if not (unit.is_sentence or unit.opening or self._just_placed):
            return False  # "two were killed, and three hurt in X": one event
        return self._placed and bool(unit.places) and not known
