"""The word lists by which the events of a text are told apart, as sets and tables of compared words.

`vocab/data/accounts.toml` enters, `Lists` leave. Stands below accountwords and accountplaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cairn.vocab.load import load_toml, of_words

from .phrases import Word, words_of

Phrases = dict[str, tuple[tuple[str, ...], ...]]
"""Phrases as compared words, by their first word, the longest first."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What `vocab/data/accounts.toml` holds, under the names it has there."""

    strong: Phrases
    strong_first: frozenset[str]
    same: Phrases
    opens: Phrases
    holds: Phrases
    holds_first: frozenset[str]
    weak: Phrases
    towards: frozenset[str]
    inside: frozenset[str]
    not_places: frozenset[str]
    earlier: Phrases
    months: frozenset[str]
    now: frozenset[str]
    before: frozenset[str]
    verbs: frozenset[str]
    nouns: frozenset[str]
    joined: frozenset[str]
    pointing: frozenset[str]
    origin: frozenset[str]
    within: int
    features: frozenset[str]
    skipped: frozenset[str]
    not_names: frozenset[str]
    heads: frozenset[str]


@of_words()
def lists() -> Lists:
    """The lists, compared."""
    data = load_toml("accounts")
    return Lists(
        strong=_by_first(data["openings"]["strong"]),
        strong_first=with_and(_by_first(data["openings"]["strong"])),
        same=_by_first(data["openings"]["same"]),
        opens=_by_first(data["recalled"]["opens"]),
        holds=_by_first(data["recalled"]["holds"]),
        holds_first=with_and(_by_first(data["recalled"]["holds"])),
        weak=_by_first(data["openings"]["weak"]),
        towards=_folded(data["openings"]["towards"]),
        inside=_folded(data["openings"]["inside"]),
        not_places=_folded(data["openings"]["not_places"]),
        earlier=_by_first(data["recalled"]["before"]),
        months=_folded(
            word for words in load_toml("months")["month"] for word in (*words["en"], *words["ar"])
        ),
        now=_folded(data["attacks"]["now"]),
        before=_folded(data["places"]["before"]),
        verbs=_folded(data["attacks"]["verbs"]),
        nouns=_folded(data["attacks"]["nouns"]),
        joined=frozenset("و" + word for word in _folded(data["attacks"]["joined"])),
        pointing=_folded(data["attacks"]["pointing"]),
        origin=_folded(load_toml("place_words")["not_the_event"]["origin"]),
        within=int(data["attacks"]["within"]),
        features=_folded(data["places"]["features"]),
        skipped=_folded(data["places"]["skipped"]),
        not_names=_folded(data["places"]["not_names"]),
        heads=_folded(load_toml("place_words")["unknown_names"]["heads"]),
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.norm for phrase in words for word in words_of(phrase)[:1])


def _by_first(phrases: Iterable[str]) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        norms = tuple(word.norm for word in words_of(phrase))
        found.setdefault(norms[0], []).append(norms)
    return {first: tuple(sorted(some, key=len, reverse=True)) for first, some in found.items()}


def with_and(firsts: Iterable[str]) -> frozenset[str]:
    """Words bare and with "and" or "so" written on them."""
    return frozenset(before + first for first in firsts for before in ("", "و", "ف"))


def phrase_at(words: Sequence[Word], at: int, last: int, phrases: Phrases) -> int:
    """How many words the phrase that stands at a word has; 0 where none does. "And" may be written on it."""
    norm = words[at].norm
    for first in (norm, bare(norm)):
        for phrase in phrases.get(first, ()):
            end = at + len(phrase)
            if end <= last + 1 and all(words[at + k].norm == phrase[k] for k in range(1, len(phrase))):
                return len(phrase)
    return 0


def bare(norm: str) -> str:
    """A word without "and" or "so" before it."""
    return norm[1:] if norm[:1] in ("و", "ف") and len(norm) > 2 else norm
