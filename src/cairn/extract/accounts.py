"""Splits a cleaned text into stretches about separate events, where it tells of several as news of their own.

A cleaned text enters; stretches leave, in order, one of them marked as the report's main one. A bulletin is split
at its items (bulletins.py). Any text is split where a sentence goes over to an attack in a place not named before
(accountwords.py), once the event before it has a place of its own. A split in doubt would part a toll from its
event, so a text in doubt stays whole; what looks back to earlier events stays with the account before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .accountwords import Unit, compared, units_of
from .bulletins import harms, items_of, tells
from .phrases import Word, words_of


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text about one event: `text[start:end]` in the text that was given."""

    start: int
    end: int
    main: bool


def split_accounts(text: str) -> list[Stretch]:
    """The stretches of a text, in order; a single one, the whole text, where it tells of one event.

    What stands above the first item of a bulletin is an account of its own when it tells of an event; otherwise it
    is a heading, and in no account. A story's main event is its first; a bulletin's, its first item of harm to people.
    """
    items = items_of(text)
    words = words_of(text)
    starts = sorted({*items, *_turns(text, words, frozenset(items))})
    if not starts:
        return [Stretch(0, len(text), True)]
    if not items or tells(text[: items[0]]):
        starts.insert(0, 0)
    bounds = [*starts, len(text)]
    main = _main(text, bounds) if items else 0
    return [Stretch(a, b, n == main) for n, (a, b) in enumerate(pairwise(bounds))]


def heading(text: str, stretches: list[Stretch]) -> tuple[int, int]:
    """What stands above the first account, where a digest keeps its date; empty for a plain post."""
    return 0, min((s.start for s in stretches), default=0)


def _main(text: str, bounds: Sequence[int]) -> int:
    return next((n for n, (a, b) in enumerate(pairwise(bounds)) if harms(text[a:b])), 0)


def _turns(text: str, words: Sequence[Word], items: frozenset[int]) -> list[int]:
    """Where the text goes over to another event, items of a list apart."""
    turns: list[int] = []
    story = _Story(has_headline="\n" in text.rstrip())
    for unit in units_of(text, words):
        if any(at in items for at in range(unit.start - 3, unit.start + 1)):
            story = _Story()
        elif story.is_left_by(unit):
            turns.append(unit.told)
            story = _Story()
        story.take(unit, words)
    return turns


class _Story:
    """The event told at a point of the text: what is known of it so far."""

    def __init__(self, *, has_headline: bool = False) -> None:
        self._headline = has_headline
        self._names: set[str] = set()
        self._placed = False
        self._told = False
        self._just_placed = False
        self._is_latin = False

    def take(self, unit: Unit, words: Sequence[Word]) -> None:
        """Adds a sentence to the event. A headline or a caption tells of it and gives it no place of its own."""
        self._told = self._told or unit.attacks
        self._placed = self._placed or bool(
            unit.places and not (self._headline and unit.line == 0) and not unit.is_caption
        )
        self._just_placed = bool(unit.places)
        self._is_latin = unit.is_latin if unit.attacks else self._is_latin
        self._names.update(compared(words[at].norm) for at in range(unit.first, unit.last + 1))

    def is_left_by(self, unit: Unit) -> bool:
        """Whether a sentence tells of another event than this one."""
        if not self._told or not unit.attacks or unit.recalled or unit.opening == "same":
            return False
        if unit.is_latin is not self._is_latin or unit.is_caption:
            return False
        known = {name for name in unit.places if name.split(" ")[-1] in self._names}
        if unit.opening == "strong":
            return not known if unit.is_latin else True
        if unit.is_latin and not (unit.is_sentence and unit.opening):
            return False
        if not (unit.is_sentence or unit.opening or self._just_placed):
            return False  # "two were killed, and three hurt in X": one event
        return self._placed and bool(unit.places) and not known
