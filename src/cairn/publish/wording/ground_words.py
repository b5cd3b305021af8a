"""The state of a piece of ground in words, and the class it is drawn with: by whom it was held, as far as it is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from cairn.control.model import Area, AreaState, Assertion
from cairn.vocab.labels import between, label, say

from .figures import day_words
from .share_words import claimed_words, percent_words

Named = Callable[[str], str]
"""An actor's or author's id, or plain name, as the name that may be shown."""

_NO_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
HOLDERS = 6
"""So many holders have a pattern of their own; those after them in the alphabet share the last."""


def area_name(area: Area, lang: str) -> str:
    """The area's name in the language, else in any, else its id."""
    return area_name_of(area.names, area.id, lang)


def area_name_of(names: Mapping[str, str], key: str, lang: str) -> str:
    """The same of an area's names and id, without marks that would turn the words beside it in a sentence or a list."""
    return (names.get(lang) or next((n for n in names.values() if n), "") or key).translate(_NO_TURNING)


def listed(lang: str, words: Sequence[str]) -> str:
    """Names one after another."""
    return between(lang).join(words)


def state_words(lang: str, state: AreaState | None, named: Named) -> str:
    """What is told of an area on a day: "held by A", "fought over: A, B", "no word on it yet"."""
    if state is None or (state.status == "unknown" and state.last_word is None):
        return say(lang, "ground_no_word")
    told = [a for a, (_, high) in sorted(state.holders.items()) if high > 0]
    names = listed(lang, sorted((named(a) for a in told), key=str.casefold))
    if state.status == "held":
        return say(lang, "ground_held", actor=names)
    if state.status == "partly_held":
        parts = [
            say(lang, "ground_part", actor=named(a), share=percent_words(lang, *state.holders[a]))
            for a in told
        ]
        return say(lang, "ground_partly", parts=listed(lang, parts))
    if state.status == "contested":
        return say(lang, "ground_contested", actors=names)
    if state.status == "disputed":
        return say(lang, "ground_disputed", actors=names)
    return say(lang, "ground_unknown", day=day_of(lang, state.last_word))


def state_class(state: AreaState | None, holders: Sequence[str]) -> str:
    """The class that fills the area: its holder's, or that of its status."""
    if state is None or state.status == "unknown":
        return "f-unknown"
    if state.status in ("contested", "disputed"):
        return f"f-{state.status}"
    told = [a for a, (low, high) in sorted(state.holders.items(), key=lambda h: -h[1][1]) if high > 0]
    return f"f-{'h' if state.status == 'held' else 'p'}{_place(told[0] if told else '', holders)}"


def word_told(lang: str, word: Assertion, named: Named) -> str:
    """What an author says: of an area or of a share of it, and of whom."""
    names = listed(lang, [named(a) for a in word.actors]) or say(lang, "actor_unknown")
    if word.holding == "share":
        share = claimed_words(lang, *(word.share or (0.0, 1.0)))
        if word.denominator == "not_stated":
            return say(lang, "word_part", actor=names, share=share)
        of = label(lang, "denominator", word.denominator)
        return say(lang, "word_share", actor=names, share=share, of=of)
    return say(lang, f"word_{word.holding}", actors=names)


def word_days(lang: str, word: Assertion) -> str:
    """From when, or by when, and until when where that is told."""
    start, latest = word.start, word.start_latest
    if start is None and latest is None:
        told = say(lang, "day_not_told")
    elif start is None:
        told = say(lang, "by_day", day=day_of(lang, latest))
    elif latest and latest != start:
        told = say(lang, "between_days", a=day_of(lang, start), b=day_of(lang, latest))
    else:
        of_day = (
            word.holding == "share" and not word.end
        )  # a share is claimed of a day, and the next may have another
        told = say(lang, "on_day" if of_day else "from_day", day=day_of(lang, start))
    return say(lang, "days_until", told=told, day=day_of(lang, word.end)) if word.end else told


def day_of(lang: str, day: date | None) -> str:
    """A day in words."""
    return day_words(lang, day.isoformat() if day else None)


def names_of(areas: Mapping[str, Area], ids: Sequence[str], lang: str) -> list[str]:
    """The names of areas by id, A to Z."""
    found = [area_name(areas[i], lang) if i in areas else i for i in ids]
    return sorted(found, key=str.casefold)


def _place(actor: str, holders: Sequence[str]) -> int:
    return min(holders.index(actor) if actor in holders else HOLDERS - 1, HOLDERS - 1)
