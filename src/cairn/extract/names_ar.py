"""Finds the names of people behind an Arabic word of death: no list of names, only what cannot be one.

Folded words enter, stretches of words leave. A name is two to six words that no word list knows, a title
before it left out; names stand one behind another, joined by و, a comma or a line of their own. In doubt
there is no name: a name not found is a claim missed, a name invented is a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from .cues_ar import Cues
from .numbers_ar import number_at
from .people_ar import noun_of

_LONGEST = 6
_BETWEEN = frozenset("\",،-(*_'")


def names_at(texts: Sequence[str], at: int, cues: Cues) -> list[tuple[int, int]]:
    """The names that begin at or just behind `texts[at]`, as (first word, word behind the last)."""
    at = _past(texts, at, {"كل", "كلا", "من", ":", '"', "السيد", "(", "-"})
    found: list[tuple[int, int]] = []
    while at < len(texts) and (name := _name(texts, at, cues)) is not None:
        found.append(name)
        at = name[1]
        skip = _past(texts, at, _BETWEEN)
        joined = skip < len(texts) and texts[skip].startswith("و") and len(texts[skip]) > 3
        if skip >= len(texts) or not (joined or skip > at):
            break
        at = skip
    return found


def _name(texts: Sequence[str], at: int, cues: Cues) -> tuple[int, int] | None:
    """One name: at least two words in a row that may be names, or one behind a title."""
    titled = texts[at].removeprefix("و") in cues.titles or texts[at] in cues.titles
    first = at + 1 if titled else at
    last = first
    while last < len(texts) and last - first < _LONGEST and _may_name(texts[last], cues, first=last == first):
        last += 1
    return (first, last) if last - first >= 2 else None


def _may_name(word: str, cues: Cues, *, first: bool) -> bool:
    if len(word) < 2 or not word.isalpha() or word[0] < "\u0621":
        return False
    bare = word[1:] if first and word.startswith("و") and len(word) > 3 else word
    if bare in cues.never_names or word in cues.never_names or bare in cues.halts or cues.trigger(word):
        return False
    if not first and word.startswith("و") and len(word) > 4 and noun_of(word):
        return False
    if word in cues.subset or number_at([word], 0) is not None:
        return False
    noun = noun_of(bare)
    return noun is None or (not first and noun.kind is None and noun.number == "s" and not noun.owned)


def _past(texts: Sequence[str], at: int, marks: frozenset[str] | set[str]) -> int:
    while at < len(texts) and texts[at] in marks:
        at += 1
    return at
