"""Splits a cleaned text into stretches about separate events, where it plainly is a digest.

A cleaned text enters; stretches leave, in order, one of them marked as the report's main one. A bulletin has
at least three lines that open like items of a list and each tell of harm or attack; the signs stand in
vocab/data/accounts.toml. Any other text is one account: a split in doubt would part a toll from its event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from cairn.extract.clean import folded_word
from cairn.vocab.load import load_toml, of_words

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text about one event: `text[start:end]` in the text that was given."""

    start: int
    end: int
    main: bool


def split_accounts(text: str) -> list[Stretch]:
    """The stretches of a text, in order; a single one, the whole text, where it is no digest.

    What stands above the first item is an account of its own when it tells of an event; otherwise it is a
    heading, and in no account.
    """
    starts = [hit.start() for hit in _LINE.finditer(text) if _opens(hit.group()) and _tells(hit.group())]
    if len(starts) < _rules().least:
        return [Stretch(0, len(text), True)]
    bounds = [*starts, len(text)]
    head = text[: starts[0]]
    stretches = [Stretch(a, b, False) for a, b in pairwise(bounds)]
    if _tells(head):
        stretches.insert(0, Stretch(0, starts[0], False))
    first = stretches[0]
    return [Stretch(first.start, first.end, True), *stretches[1:]]


def heading(text: str, stretches: list[Stretch]) -> tuple[int, int]:
    """What stands above the first account, where a digest keeps its date; empty for a plain post."""
    return 0, min((s.start for s in stretches), default=0)


@dataclass(frozen=True, slots=True)
class _Rules:
    opens: re.Pattern[str]
    events: re.Pattern[str]
    least: int


@of_words()
def _rules() -> _Rules:
    data = load_toml("accounts")
    words = "|".join(sorted((re.escape(folded_word(w)) for w in data["events"]), key=len, reverse=True))
    return _Rules(
        opens=re.compile("|".join(f"(?:{shape})" for shape in data["opens"])),
        events=re.compile(rf"(?<!\w)[وفبل]{{0,2}}(?:{words})"),
        least=int(data["least"]),
    )


def _opens(line: str) -> bool:
    return bool(_rules().opens.match(line.lstrip()))


def _tells(line: str) -> bool:
    return bool(_rules().events.search(folded_word(line)))
