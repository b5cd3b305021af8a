"""What the words of a sentence say of accounts: does it go over to another event, look back, attack, name a place.

The words of a text enter; `Unit`s leave, one for each sentence, and for each clause that opens like one. Stands
below accounts. The words are in vocab/data/accounts.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from cairn.vocab.load import of_words

from .accountlists import bare, lists, phrase_at
from .accountplaces import COMMAS, compared, is_feature, places_in
from .phrases import Word, stems

Opening = Literal["strong", "weak", "same", ""]
_SIGNS = frozenset("-–—•●▪■◾🔹🔸🔴🔵🟢🔻►")


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
    mentions: bool
    start: int
    told: int
    opening: Opening
    recalled: bool
    attacks: bool
    places: frozenset[str]


def may_turn(words: Sequence[Word]) -> bool:
    """Whether words tell of two places, or go over to something else: without either, a text tells of one event."""
    known = lists()
    last = len(words) - 1
    places = 0
    for at, word in enumerate(words):
        norm = word.norm
        if norm in known.strong_first and phrase_at(words, at, last, known.strong):
            return True
        if norm in known.before or is_feature(norm):
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
        return words[at].norm in lists().joined
    norm, known = words[at].norm, lists()
    if _is_sign(gap) and (norm in known.verbs or bare(norm) in known.verbs):
        return True
    if COMMAS.isdisjoint(gap):
        return False
    if norm[:1] == "و" and norm[1:] in known.verbs:
        return True
    return bool(
        phrase_at(words, at, len(words) - 1, known.weak) or phrase_at(words, at, len(words) - 1, known.strong)
    )


def _is_sign(gap: str) -> bool:
    """Whether a sign of lists stands between two words of a line."""
    return len(gap) > 1 and gap.strip()[:1] in _SIGNS


def _unit(text: str, words: Sequence[Word], first: int, last: int, line: int) -> Unit:
    known = lists()
    opened = phrase_at(words, first, last, known.strong) or _amid(words, first, last)
    opening: Opening = "strong" if opened else ""
    body = first + opened
    if not opened and (opened := phrase_at(words, first, last, known.weak)):
        opening, body = "weak", first + opened
    led = _led_to(text, words, first, last) if not opened else ""
    if led:
        opening = "strong" if words[first].norm in known.towards else "weak"
    head = words[body : min(last + 1, body + known.within)]
    if any(phrase_at(words, at, last, known.same) for at in range(body, body + len(head))):
        opening = "same"
    attacks = any(w.norm in known.verbs or bare(w.norm) in known.verbs for w in head)
    if opening == "strong" and not attacks:
        attacks = any(_is_attack(w.norm) for w in words[body : last + 1])
    places = frozenset(places_in(text, words, body, last)) if attacks else frozenset()
    if attacks and led and not places:
        places = frozenset((led,))
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
        mentions=attacks or any(_is_attack(w.norm) for w in words[body : last + 1]),
        start=words[first].start,
        told=told,
        opening=opening,
        recalled=_is_recalled(words, body, last),
        attacks=attacks,
        places=places,
    )


def _amid(words: Sequence[Word], first: int, last: int) -> int:
    """How many words open a sentence that goes over to something else behind its speaker: "X said, in turn, that"."""
    for at in range(first + 2, min(first + 5, last)):
        if (size := phrase_at(words, at, last, lists().strong)) > 1:
            return at + size - first
    return 0


@of_words(maxsize=50_000)
def _is_attack(norm: str) -> bool:
    """Whether it is a noun of attack or harm, also with "its" or "their" written on."""
    nouns = lists().nouns
    own = next((norm[: -len(end)] for end in ("هما", "ها", "هم", "ه") if norm.endswith(end)), norm)
    return not nouns.isdisjoint(stems(norm)) or not nouns.isdisjoint(stems(own))


def _led_to(text: str, words: Sequence[Word], first: int, last: int) -> str:
    """The place a sentence leads to before it tells: the name of "and in X," or "and to X,"; empty where none."""
    known = lists()
    if words[first].norm not in known.towards and words[first].norm not in known.inside:
        return ""
    for at in range(first + 1, min(first + 4, last)):
        if words[at].norm in known.not_places or words[at].norm in known.now or words[at].number is not None:
            return ""
        if not COMMAS.isdisjoint(text[words[at].end : words[at + 1].start]):
            return compared(words[at].norm)
    return ""


def _is_recalled(words: Sequence[Word], first: int, last: int) -> bool:
    known = lists()
    if first > last or phrase_at(words, first, last, known.opens):
        return True
    run = words[first : last + 1]
    firsts = known.holds_first
    if any(
        words[at].norm in firsts and phrase_at(words, at, last, known.holds) for at in range(first, last + 1)
    ):
        return True
    is_now = any(w.norm in known.now for w in run)
    if not is_now and any(
        phrase_at(words, at, last, known.earlier) for at in range(first, min(first + 4, last + 1))
    ):
        return True
    is_dated = any(a.number is not None and b.norm in known.months for a, b in pairwise(run))
    return is_dated and not is_now
