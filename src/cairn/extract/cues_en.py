"""The lists of harm words for English: en_casualties.toml enters, its words leave, sorted for reading.

Stands below triggers_en and chains_en, which share it; nothing here looks at a text but `phrase_at`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.extract.numbers_en import Token
from cairn.vocab.closed import Kind
from cairn.vocab.load import load_toml, of_words

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""Phrases by their first word, the longest first."""

_KINDS = (Kind.KILLED, Kind.INJURED, Kind.MISSING, Kind.TRAPPED, Kind.RECOVERED)


@dataclass(frozen=True, slots=True)
class Cues:
    """The lists of en_casualties.toml, by word."""

    stems: tuple[str, ...]
    single: Mapping[str, tuple[Kind, str]]
    phrases: tuple[tuple[tuple[str, ...], Kind, str], ...]
    counted: Mapping[str, Kind]
    several: frozenset[str]
    speaks_again: frozenset[str]
    of: Mapping[str, Kind]
    takes: frozenset[str]
    both: frozenset[str]
    needs: frozenset[str]
    buried_under: frozenset[str]
    harmed: Mapping[str, Kind]
    put_on_lists: frozenset[str]
    listed_whom: frozenset[str]
    wounds: Phrases
    auxiliaries: frozenset[str]
    between: frozenset[str]
    doubts: Phrases
    false: frozenset[str]
    suffers: frozenset[str]
    suffered: frozenset[str]
    degrees: frozenset[str]
    irreal: frozenset[str]
    subset_words: frozenset[str]
    subset_phrases: Phrases
    boundaries: frozenset[str]
    reporting: frozenset[str]
    speech_verbs: frozenset[str]
    deeds: frozenset[str]
    adjectives: frozenset[str]
    events: frozenset[str]
    together: Phrases
    corrects: frozenset[str]
    toll: frozenset[str]
    toll_phrases: Phrases
    toll_moves: frozenset[str]
    toll_injured: frozenset[str]
    toll_links: frozenset[str]
    modifiers: frozenset[str]
    before_adjectives: frozenset[str]
    passive_before: frozenset[str]
    governs_one: frozenset[str]
    governs_all: frozenset[str]
    speech: frozenset[str]
    joiners: frozenset[str]
    cumulative: tuple[str, ...]
    other: tuple[str, ...]


@of_words()
def cues() -> Cues:
    """The lists, read once. Raises `CairnError` where the file is missing or a list is empty."""
    d: Any = load_toml("en_casualties")
    single: dict[str, tuple[Kind, str]] = {}
    phrases: list[tuple[tuple[str, ...], Kind, str]] = []
    for kind in _KINDS:
        for form in ("participles", "gerunds", "finite", "subject"):
            for word in d[kind.value].get(form, ()):
                parts = tuple(word.split())
                if len(parts) == 1:
                    single[word] = (kind, form)
                else:
                    phrases.append((parts, kind, form))
    return Cues(
        stems=tuple(d["stems"]["any"]),
        single=single,
        phrases=tuple(phrases),
        counted={w: k for k in _KINDS for w in d[k.value].get("counted", ())},
        several=frozenset(d["plurals"]["words"]),
        speaks_again=frozenset(d["plurals"]["speaks_again"]),
        of={w: k for k in _KINDS for w in d[k.value].get("of", ())},
        takes=frozenset(d["killed"]["takes"]),
        both=frozenset(d["both"]["counted"]),
        needs=frozenset(d["recovered"]["needs"]),
        buried_under=frozenset(d["trapped"]["buried_under"]),
        harmed={w: k for k in _KINDS for w in d[k.value].get("harmed", ())},
        put_on_lists=frozenset(d["lists"]["put"]),
        listed_whom=frozenset(d["lists"]["whom"]),
        wounds=_by_first_word(d["died_of_wounds"]["after"]),
        auxiliaries=frozenset(d["auxiliaries"]["words"]),
        between=frozenset(d["auxiliaries"]["between"]),
        doubts=_by_first_word(d["auxiliaries"]["doubts"]),
        false=frozenset(d["auxiliaries"]["false"]),
        suffers=frozenset(d["injured"]["suffers"]),
        suffered=frozenset(d["injured"]["suffered"]),
        degrees=frozenset(d["injured"]["degrees"]),
        irreal=frozenset(d["auxiliaries"]["irreal"]),
        subset_words=frozenset(d["subsets"]["words"]),
        subset_phrases=_by_first_word(d["subsets"]["phrases"]),
        boundaries=frozenset(d["boundaries"]["words"]),
        reporting=frozenset(d["boundaries"]["reporting"]),
        deeds=frozenset(d["boundaries"]["deeds"]),
        adjectives=frozenset(d["boundaries"]["adjectives"]),
        events=frozenset(d["boundaries"]["events"]),
        speech_verbs=frozenset(d["boundaries"]["reporting"]) | frozenset(d["boundaries"]["verbs"]),
        together=_by_first_word(d["together"]["phrases"]),
        corrects=frozenset(d["toll"]["corrects"]),
        toll=frozenset(d["toll"]["words"]),
        toll_phrases=_by_first_word(d["toll"]["phrases"]),
        toll_moves=frozenset(d["toll"]["moves"]),
        toll_injured=frozenset(d["toll"]["injured"]),
        toll_links=frozenset(d["toll"]["links"]),
        modifiers=frozenset(d["modifiers"]["words"]),
        before_adjectives=frozenset(d["modifiers"]["before_adjectives"]),
        passive_before=frozenset(d["auxiliaries"]["passive_before"]),
        governs_one=frozenset(d["prepositions"]["one"]) | frozenset(d["prepositions"]["all"]),
        governs_all=frozenset(d["prepositions"]["all"]),
        speech=frozenset(d["prepositions"]["speech"]),
        joiners=frozenset(d["together"]["joiners"]),
        cumulative=tuple(d["cumulative"]["cues"]),
        other=(*d["other"]["cues"], *d["accidents"]["cues"]),
    )


def _by_first_word(phrases: Sequence[str]) -> Phrases:
    rows: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((tuple(p.split()) for p in phrases), key=len, reverse=True):
        rows.setdefault(words[0], []).append(words)
    return {first: tuple(found) for first, found in rows.items()}


def phrase_at(tokens: Sequence[Token], i: int, phrases: Phrases) -> int:
    """How many tokens the longest of `phrases` takes at token `i`; 0 where none stands there."""
    if i >= len(tokens):
        return 0
    for words in phrases.get(tokens[i].low, ()):
        if stands_at(tokens, i, words):
            return len(words)
    return 0


def stands_at(tokens: Sequence[Token], i: int, words: tuple[str, ...]) -> bool:
    """Whether these words stand at token `i`."""
    return i + len(words) <= len(tokens) and all(tokens[i + k].low == word for k, word in enumerate(words))
