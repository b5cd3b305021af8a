"""Finds the places a sentence names beside a word for a kind of place, as names are compared.

The words of a sentence enter, compared names leave; no gazetteer is asked, for only whether two sentences name the
same place is wanted. Stands below accountwords.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from cairn.vocab.load import of_words

from .accountlists import bare, lists
from .phrases import Word, stems

COMMAS = frozenset(",،;؛")
_NAMES = 8
"""At most so many names are taken behind one "villages"."""


@lru_cache(maxsize=50_000)
def compared(norm: str) -> str:
    """A word as names are compared: without what is written before it, the article among it."""
    if norm[:1] in ("و", "ف", "ب") and norm[1:3] == "ال":
        return norm[3:]
    if norm[:2] in ("ال", "لل"):
        return norm[2:]
    return norm[1:] if norm[:1] in ("و", "ب", "ل") and len(norm) > 4 else norm


def places_in(text: str, words: Sequence[Word], first: int, last: int) -> Iterable[str]:
    """The names that stand beside a word for a kind of place."""
    known = lists()
    at = first
    while at <= last:
        norm = words[at].norm
        if "a" <= norm[:1] <= "z":
            if norm in known.features or norm in known.before:
                yield from _latin_names(text, words, at, first, last)
            at += 1
        elif not (norm in known.before or is_feature(norm)):
            at += 1
        else:
            is_origin = any(w.norm in known.origin for w in words[max(first, at - 2) : at])
            names, at = _arabic_names(text, words, at + 1, last)
            yield from () if is_origin else names


@of_words(maxsize=50_000)
def is_feature(norm: str) -> bool:
    """Whether it is a word for a kind of place, and not "the village", which names none."""
    return "ال" not in norm[:3] and norm[:2] != "لل" and not lists().features.isdisjoint(stems(norm))


def _arabic_names(text: str, words: Sequence[Word], at: int, last: int) -> tuple[list[str], int]:
    """The names from a word on, as long as "and" or a comma joins another; and the first word behind them."""
    known = lists()
    names: list[str] = []
    while at <= last and len(names) < _NAMES:
        while (
            at <= last
            and "ال" not in words[at].norm[:3]
            and not known.skipped.isdisjoint(stems(words[at].norm))
        ):
            at += 1
        if (
            at > last
            or not known.not_names.isdisjoint((words[at].norm, bare(words[at].norm)))
            or words[at].number is not None
        ):
            break
        name = compared(words[at].norm)
        if bare(words[at].norm) in known.heads and at < last:
            at += 1
            name += " " + compared(words[at].norm)
        names.append(name)
        at += 1
        joined = at <= last and (
            words[at].norm[:1] == "و" or not COMMAS.isdisjoint(text[words[at - 1].end : words[at].start])
        )
        if not joined or words[at].norm[1:] in known.verbs or words[at].norm in known.weak:
            break
    return names, at


def _latin_names(text: str, words: Sequence[Word], at: int, first: int, last: int) -> Iterable[str]:
    """The capitalised name before or behind a word like "village"."""
    known = lists()
    behind = at + 1
    while behind <= last and words[behind].norm in known.skipped:
        behind += 1
    for near in (at - 1, behind) if words[at].norm in known.features else (behind,):
        if (
            first <= near <= last
            and text[words[near].start].isupper()
            and words[near].norm not in known.not_names
        ):
            yield words[near].norm
