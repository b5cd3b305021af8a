"""Counts numbered lists of people in an Arabic text: "الشهداء:", and below it 1, 2, 3 with a name each.

The folded words of the whole text enter, lists leave: of which harm, which words, how many people and how many of them
children by their stated age. Lists without numbers are read by extract/names_ar.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cairn.vocab.closed import Kind

from .chains_ar import HARMED
from .cues_ar import Cues
from .names_ar import age_in, names_at
from .people_ar import Word
from .people_forms_ar import noun_of

_LEAST = 2
"""A single numbered line is no list."""
_GROWN = 18


@dataclass(frozen=True, slots=True)
class PeopleList:
    """A numbered list: `words[first:last]`. `is_cut` where the text breaks off in it; `children` of those whose
    age is told, `aged` how many that is; `names` are stretches of words."""

    kind: Kind
    first: int
    last: int
    count: int
    is_cut: bool
    children: int
    aged: int
    names: tuple[tuple[int, int], ...]


def numbered_lists(words: Sequence[Word], cues: Cues) -> Iterator[PeopleList]:
    """Every numbered list of the killed or injured, in order."""
    texts = [w.text for w in words]
    lines = list(_lines(texts))
    at = 0
    while at + 1 < len(lines):
        items = list(_items(texts, lines, at + 1))
        kind = _heading(texts[slice(*lines[at])], cues) if len(items) >= _LEAST else None
        if kind is None:
            at += 1
            continue
        yield _read(texts, items, kind, cues)
        at += 1 + len(items)


def _lines(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First word and word behind the last of every line that holds any."""
    first = 0
    for at in range(len(texts) + 1):
        if at == len(texts) or texts[at] == "\n":
            if at > first:
                yield first, at
            first = at + 1


def _items(texts: Sequence[str], lines: Sequence[tuple[int, int]], at: int) -> Iterator[tuple[int, int]]:
    """The lines from `lines[at]` on that are numbered 1, 2, 3 and hold words."""
    number = 1
    while at < len(lines):
        first, last = lines[at]
        if texts[first] != str(number) or last - first < _LEAST:
            return
        yield first, last
        at, number = at + 1, number + 1


def _heading(line: Sequence[str], cues: Cues) -> Kind | None:
    """Of which harm a line above a list speaks; None where of none."""
    for text in reversed(line):
        noun, trigger = noun_of(text), cues.trigger(text)
        kind = noun.kind if noun is not None else trigger[0] if trigger is not None else None
        if kind in HARMED:
            return kind
    return None


def _read(texts: Sequence[str], items: Sequence[tuple[int, int]], kind: Kind, cues: Cues) -> PeopleList:
    ages = [age for first, last in items if (age := age_in(texts[first + 1 : last])) is not None]
    last = items[-1][1]
    is_cut = last == len(texts) and texts[last - 1] in (".", "…")
    names = [
        (a + 1 + first, a + 1 + end)
        for a, b in items
        for first, end in names_at(texts[a + 1 : b], 0, cues)[:1]
    ]
    return PeopleList(
        kind,
        items[0][0],
        last,
        len(items) - (is_cut and not any(text.isalpha() for text in texts[items[-1][0] : last])),
        is_cut=is_cut,
        children=sum(age < _GROWN for age in ages),
        aged=len(ages),
        names=tuple(names),
    )
