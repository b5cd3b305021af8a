"""What the words of a sentence say of accounts: does it go over to another event, look back, attack, name a place.

The words of a text enter; `Unit`s leave, one for each sentence, and for each clause that opens like one. Stands
below accounts. The words are in vocab/data/accounts.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from cairn.vocab.load import load_toml, of_words

from .phrases import Word, stems, words_of

Opening = Literal["strong", "weak", "same", ""]
_COMMAS = frozenset(",،;؛")
_SIGNS = frozenset("-–—•●▪■◾🔹🔸🔴🔵🟢🔻►")
_NAMES = 8
"""At most so many names are taken behind one "villages"."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence or clause. `start` is its first character, `told` the first behind its opening words; `places` are
    the names in it, compared; `attacks`, `recalled` and `tells_harm` as they say."""

    first: int
    last: int
    line: int
    is_sentence: bool
    is_latin: bool
    is_caption: bool
    start: int
    told: int
    opening: Opening
    recalled: bool
    attacks: bool
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Lists:
    strong: dict[str, tuple[tuple[str, ...], ...]]
    strong_first: frozenset[str]
    same: dict[str, tuple[tuple[str, ...], ...]]
    opens: dict[str, tuple[tuple[str, ...], ...]]
    holds: dict[str, tuple[tuple[str, ...], ...]]
    holds_first: frozenset[str]
    weak: dict[str, tuple[tuple[str, ...], ...]]
    months: frozenset[str]
    now: frozenset[str]
    before: frozenset[str]
    verbs: frozenset[str]
    nouns: frozenset[str]
    pointing: frozenset[str]
    origin: frozenset[str]
    within: int
    features: frozenset[str]
    skipped: frozenset[str]
    not_names: frozenset[str]
    heads: frozenset[str]


@of_words()
def _lists() -> _Lists:
    data = load_toml("accounts")
    return _Lists(
        strong=_by_first(data["openings"]["strong"]),
        strong_first=_with_and(_by_first(data["openings"]["strong"])),
        same=_by_first(data["openings"]["same"]),
        opens=_by_first(data["recalled"]["opens"]),
        holds=_by_first(data["recalled"]["holds"]),
        holds_first=_with_and(_by_first(data["recalled"]["holds"])),
        weak=_by_first(data["openings"]["weak"]),
        months=_folded(
            word for words in load_toml("months")["month"] for word in (*words["en"], *words["ar"])
        ),
        now=_folded(data["attacks"]["now"]),
        before=_folded(data["places"]["before"]),
        verbs=_folded(data["attacks"]["verbs"]),
        nouns=_folded(data["attacks"]["nouns"]),
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


def _by_first(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        norms = tuple(word.norm for word in words_of(phrase))
        found.setdefault(norms[0], []).append(norms)
    return {first: tuple(sorted(some, key=len, reverse=True)) for first, some in found.items()}


def _with_and(firsts: Iterable[str]) -> frozenset[str]:
    """Words bare and with "and" or "so" written on them."""
    return frozenset(before + first for first in firsts for before in ("", "و", "ف"))


def may_turn(words: Sequence[Word]) -> bool:
    """Whether words tell of two places, or go over to something else: without either, a text tells of one event."""
    known = _lists()
    last = len(words) - 1
    places = 0
    for at, word in enumerate(words):
        norm = word.norm
        if norm in known.strong_first and _phrase_at(words, at, last, known.strong):
            return True
        if norm in known.before or _is_feature(norm):
            places += 1
            if places > 1:
                return True
    return False


def units_of(text: str, words: Sequence[Word]) -> list[Unit]:
    """The sentences of a text, and the clauses behind a comma that open like a sentence of their own."""
    if not words:
        return []
    later = range(1, len(words))
    starts = [
        0,
        *(i for i in later if words[i].sentence != words[i - 1].sentence or _is_clause(text, words, i)),
    ]
    units: list[Unit] = []
    line = 0
    for first, end in zip(starts, [*starts[1:], len(words)], strict=True):
        if first:
            line += text.count("\n", words[first - 1].end, words[first].start)
        unit = _unit(text, words, first, end - 1, line)
        before = units[-1] if units and words[units[-1].last].sentence == words[first].sentence else None
        if before is None or unit.is_sentence:
            units.append(unit)
        elif (
            before.attacks and not before.places and not unit.opening
        ):  # "two were killed, and three hurt in X"
            units[-1] = replace(before, last=unit.last, places=unit.places)
        else:
            units.append(replace(unit, recalled=unit.recalled or before.recalled))
    return units


def _is_clause(text: str, words: Sequence[Word], at: int) -> bool:
    gap = text[words[at - 1].end : words[at].start]
    if gap == " ":
        return False
    norm, known = words[at].norm, _lists()
    if _is_sign(gap) and (norm in known.verbs or _bare(norm) in known.verbs):
        return True
    if _COMMAS.isdisjoint(gap):
        return False
    if norm[:1] == "و" and norm[1:] in known.verbs:
        return True
    return bool(
        _phrase_at(words, at, len(words) - 1, known.weak)
        or _phrase_at(words, at, len(words) - 1, known.strong)
    )


def _is_sign(gap: str) -> bool:
    """Whether a sign of lists stands between two words of a line."""
    return len(gap) > 1 and gap.strip()[:1] in _SIGNS


def _unit(text: str, words: Sequence[Word], first: int, last: int, line: int) -> Unit:
    known = _lists()
    opened = _phrase_at(words, first, last, known.strong)
    opening: Opening = "strong" if opened else ""
    body = first + opened
    if not opened and (opened := _phrase_at(words, first, last, known.weak)):
        opening, body = "weak", first + opened
    head = words[body : min(last + 1, body + known.within)]
    if any(_phrase_at(words, at, last, known.same) for at in range(body, body + len(head))):
        opening = "same"
    attacks = any(w.norm in known.verbs or _bare(w.norm) in known.verbs for w in head)
    if opening == "strong" and not attacks:
        attacks = any(not known.nouns.isdisjoint(stems(w.norm)) for w in words[body : last + 1])
    places = frozenset(_places(text, words, body, last)) if attacks else frozenset()
    if opening == "strong" and not places and any(w.norm in known.pointing for w in words[body : last + 1]):
        opening = "same"
    told = words[body].start if opening == "strong" and body <= last else words[first].start
    return Unit(
        first=first,
        last=last,
        line=line,
        is_sentence=first == 0
        or words[first].sentence != words[first - 1].sentence
        or _is_sign(text[words[first - 1].end : words[first].start]),
        is_latin="a" <= words[first].norm[:1] <= "z",
        is_caption=text[words[last].end : words[last].end + 2].rstrip() == ")",
        start=words[first].start,
        told=told,
        opening=opening,
        recalled=_is_recalled(words, body, last),
        attacks=attacks,
        places=places,
    )


def _is_recalled(words: Sequence[Word], first: int, last: int) -> bool:
    known = _lists()
    if first > last or _phrase_at(words, first, last, known.opens):
        return True
    run = words[first : last + 1]
    firsts = known.holds_first
    if any(
        words[at].norm in firsts and _phrase_at(words, at, last, known.holds) for at in range(first, last + 1)
    ):
        return True
    is_dated = any(a.number is not None and b.norm in known.months for a, b in pairwise(run))
    return is_dated and not any(w.norm in known.now for w in run)


def _phrase_at(
    words: Sequence[Word], at: int, last: int, phrases: dict[str, tuple[tuple[str, ...], ...]]
) -> int:
    """How many words the phrase that stands at a word has; 0 where none does. "And" may be written on it."""
    norm = words[at].norm
    for first in (norm, _bare(norm)):
        for phrase in phrases.get(first, ()):
            end = at + len(phrase)
            if end <= last + 1 and all(words[at + k].norm == phrase[k] for k in range(1, len(phrase))):
                return len(phrase)
    return 0


def _bare(norm: str) -> str:
    """A word without "and" or "so" before it."""
    return norm[1:] if norm[:1] in ("و", "ف") and len(norm) > 2 else norm


@lru_cache(maxsize=50_000)
def compared(norm: str) -> str:
    """A word as names are compared: without what is written before it, the article among it."""
    if norm[:1] in ("و", "ف", "ب") and norm[1:3] == "ال":
        return norm[3:]
    if norm[:2] in ("ال", "لل"):
        return norm[2:]
    return norm[1:] if norm[:1] in ("و", "ب", "ل") and len(norm) > 4 else norm


def _places(text: str, words: Sequence[Word], first: int, last: int) -> Iterable[str]:
    """The names that stand beside a word for a kind of place."""
    known = _lists()
    at = first
    while at <= last:
        norm = words[at].norm
        if "a" <= norm[:1] <= "z":
            if norm in known.features or norm in known.before:
                yield from _latin_names(text, words, at, first, last)
            at += 1
        elif not (norm in known.before or _is_feature(norm)):
            at += 1
        else:
            is_origin = any(w.norm in known.origin for w in words[max(first, at - 2) : at])
            names, at = _arabic_names(text, words, at + 1, last)
            yield from () if is_origin else names


@of_words(maxsize=50_000)
def _is_feature(norm: str) -> bool:
    """Whether it is a word for a kind of place, and not "the village", which names none."""
    return "ال" not in norm[:3] and norm[:2] != "لل" and not _lists().features.isdisjoint(stems(norm))


def _arabic_names(text: str, words: Sequence[Word], at: int, last: int) -> tuple[list[str], int]:
    """The names from a word on, as long as "and" or a comma joins another; and the first word behind them."""
    known = _lists()
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
            or not known.not_names.isdisjoint((words[at].norm, _bare(words[at].norm)))
            or words[at].number is not None
        ):
            break
        name = compared(words[at].norm)
        if _bare(words[at].norm) in known.heads and at < last:
            at += 1
            name += " " + compared(words[at].norm)
        names.append(name)
        at += 1
        joined = at <= last and (
            words[at].norm[:1] == "و" or not _COMMAS.isdisjoint(text[words[at - 1].end : words[at].start])
        )
        if not joined or words[at].norm[1:] in known.verbs or words[at].norm in known.weak:
            break
    return names, at


def _latin_names(text: str, words: Sequence[Word], at: int, first: int, last: int) -> Iterable[str]:
    """The capitalised name before or behind a word like "village"."""
    known = _lists()
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
