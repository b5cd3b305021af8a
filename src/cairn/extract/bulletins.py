"""Finds the items of a bulletin: a list of which each line tells an event of its own.

A text enters, the places where its items begin leave; none where it is no such list. Stands below accounts. The
signs of a list are in vocab/data/accounts.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cairn.vocab.load import load_toml, of_words

from .accountplaces import places_in
from .clean import folded_word
from .phrases import words_of

_LINE = re.compile(r"[^\n]+")
_SECTION = "::"
"""What ends the name of a province before its items: the lines below it are items too."""
_TITLE = 200
"""A list is announced within so many characters."""
_TAIL = 60
"""Characters at the end of a line that say what the lines below it are."""


@dataclass(frozen=True, slots=True)
class _Rules:
    opens: re.Pattern[str]
    titles: re.Pattern[str]
    events: re.Pattern[str]
    harm: re.Pattern[str]
    sums: re.Pattern[str]
    breaks_down: re.Pattern[str]
    least: int
    announced: int


@of_words()
def _rules() -> _Rules:
    data = load_toml("accounts")["bulletin"]
    denied = "|".join(re.escape(folded_word(w)) for w in data["denied"])
    return _Rules(
        opens=re.compile("|".join(f"(?:{shape})" for shape in data["opens"])),
        titles=re.compile(_any(data["titles"])),
        events=re.compile(rf"(?<!\w)[وفبل]{{0,2}}(?:{_any(data['events'])})"),
        harm=re.compile(
            rf"(?<!\w)(?:{denied})(?: \w+){{0,3}}|(?<!\w)[وفبل]?(?P<harm>{_any(data['harm'])})(?!\w)"
        ),
        sums=re.compile(rf"[\W\d]{{0,6}}(?:{_any(data['sums'])})[^:\d]{{0,9}}(?:20\d\d)?:"),
        breaks_down=re.compile("|".join(f"(?:{shape})" for shape in data["breaks_down"])),
        least=int(data["least"]),
        announced=int(data["announced"]),
    )


def _any(words: Sequence[str]) -> str:
    return "|".join(sorted((re.escape(folded_word(w)) for w in words), key=len, reverse=True))


def items_of(text: str) -> list[int]:
    """Where the items of a bulletin begin, in order; empty where the text is none."""
    rules = _rules()
    if "\n" not in text:
        return []
    lines = _outside_breakdowns([(hit.start(), hit.group().lstrip()) for hit in _LINE.finditer(text)])
    opened = [(at, line) for at, line in lines if rules.opens.match(line) and _is_item(line)]
    if len(opened) < rules.announced:
        return []
    is_announced = bool(rules.titles.search(folded_word(text[:_TITLE])))
    if len(opened) < rules.least and not (is_announced or all(_is_story(line) for _, line in opened)):
        return []
    if not any(_SECTION in line[:40] for _, line in opened):
        return [at for at, _ in opened]
    first = opened[0][0]
    return [at for at, line in lines if at >= first and tells(line)]


def _outside_breakdowns(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines that stand in no breakdown of a sum: "The dead are:", and below it a line for each side."""
    rules = _rules()
    found: list[tuple[int, str]] = []
    inside = False
    for at, line in lines:
        inside = inside and bool(rules.opens.match(line))
        if not inside:
            found.append((at, line))
        inside = inside or (
            line.rstrip().endswith(":") and bool(rules.breaks_down.search(folded_word(line[-_TAIL:])))
        )
    return found


def _is_item(line: str) -> bool:
    return tells(line) and not _rules().sums.match(folded_word(line[:40]))


def _is_story(line: str) -> bool:
    """Whether an item tells by itself of harm in some place."""
    words = words_of(line)
    return harms(line) and any(places_in(line, words, 0, len(words) - 1))


def tells(stretch: str) -> bool:
    """Whether a line holds a word of harm or attack."""
    return bool(_rules().events.search(folded_word(stretch)))


def harms(stretch: str) -> bool:
    """Whether it says that people were killed or hurt, and does not deny it."""
    return any(hit["harm"] for hit in _rules().harm.finditer(folded_word(stretch)))
