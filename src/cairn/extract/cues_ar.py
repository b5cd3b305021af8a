"""The Arabic cue words as the readers ask for them: folded, and sorted by what they do.

vocab/data/ar_casualties.toml enters, one cached `Cues` leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cairn.extract.clean import folded_word
from cairn.vocab.closed import Kind
from cairn.vocab.load import load_toml, of_words


@dataclass(frozen=True, slots=True)
class Cues:
    """Cue words, folded; `triggers` gives for each form the harm and whether it is a verb."""

    triggers: dict[str, tuple[Kind, bool]]
    own_death: frozenset[str]
    own_injury: frozenset[str]
    of_own: frozenset[str]
    subset: frozenset[str]
    breakdown: frozenset[str]
    of_wounds: frozenset[str]
    negation: frozenset[str]
    armed: frozenset[str]
    civil: frozenset[str]
    unarmed: frozenset[tuple[str, ...]]
    outcome: frozenset[str]
    passed: frozenset[str]
    joining: tuple[tuple[str, ...], ...]
    along_with: frozenset[tuple[str, ...]]
    companions: frozenset[str]
    escorts: tuple[str, ...]
    unborn: frozenset[str]
    moved: frozenset[str]
    of_two: frozenset[str]
    grave: frozenset[str]
    fell: frozenset[str]
    rescue: frozenset[str]
    active: frozenset[str]
    always_active: frozenset[str]
    of_many: frozenset[str]
    spans: frozenset[str]
    halts: frozenset[str]
    never_names: frozenset[str]
    chain_ends: frozenset[str]
    titles: frozenset[str]
    named_after: frozenset[str]
    bygone: frozenset[str]
    events: frozenset[str]
    today: frozenset[str]
    weekdays: frozenset[str]
    words_of_it: frozenset[str]
    thus: frozenset[str]
    reports: frozenset[str]
    update: frozenset[str]
    tolls: frozenset[str]
    attribution: frozenset[str]
    attribution_stops: frozenset[str]
    unreal: dict[str, frozenset[str]]
    recalled: dict[str, frozenset[str]]

    def trigger(self, word: str) -> tuple[Kind, bool] | None:
        """The harm a word says and whether it says it as a verb; None for other words."""
        return self.triggers.get(word)

    def is_past(self, word: str) -> bool:
        """Whether a verb of harm, or one that leads to it, stands here: "قتل", "سقط"."""
        return self.triggers.get(word, (None, False))[1] or word in self.unreal["would"]


@of_words()
def cues() -> Cues:
    """The cue words. Raises `CairnError` where a list is missing or empty."""
    data = load_toml("ar_casualties")
    never_names = _folded(data["never_names"]["words"])
    subset, breakdown = _with_and(data["subset"]["words"]), _folded(data["breakdown"]["words"])
    return Cues(
        triggers=_triggers(data["nouns"], data["verbs"]),
        own_death=_forms_of_own(data["own_death"]["words"]),
        own_injury=_forms_of_own(data["own_injury"]["words"]),
        of_own=_folded(data["own_injury"]["not_behind"]),
        subset=subset,
        breakdown=breakdown,
        of_wounds=_folded(data["of_wounds"]["words"]),
        negation=_forms_of_own(data["negation"]["words"]) | _with_and(data["negation"]["words"]),
        armed=_folded(data["armed"]["words"]),
        outcome=_with_and(data["outcome"]["words"]),
        unarmed=frozenset(_phrases(data["unarmed"]["phrases"])),
        civil=_folded(data["armed"]["civil"]),
        passed=_folded(data["passed"]["words"]),
        joining=_phrases(data["joining"]["phrases"]),
        companions=frozenset(phrase[0] for phrase in _phrases(data["joining"]["along_with"])),
        escorts=tuple(sorted(_with_and(data["joining"]["escorts"]))),
        unborn=_with_and(data["joining"]["unborn"]),
        along_with=frozenset(_phrases(data["joining"]["along_with"])),
        rescue=_with_and(data["rescue"]["words"]),
        active=_folded(data["verbs_active"]["words"]),
        always_active=_with_and(data["verbs_active"]["always"]),
        of_many=_forms_of_own(data["rescue"]["of_many"]),
        spans=_folded(data["cumulative"]["spans"]),
        of_two=_folded(data["verbs_active"]["of_two"]),
        moved=_forms_of_own(data["fell"]["moved"]),
        grave=_folded(data["fell"]["grave"]),
        fell=_with_and(data["fell"]["words"]),
        halts=_with_and(data["halts"]["words"]),
        never_names=never_names,
        chain_ends=(never_names - _folded(data["joining"]["passed"]))
        | subset
        | breakdown
        | frozenset(".:!;"),
        titles=_folded(data["never_names"]["titles"]),
        named_after=_forms_of_place(data["named_after"]["words"]),
        bygone=_folded(data["bygone"]["words"]),
        events=_folded(data["background"]["events"]),
        weekdays=_folded(word for day in load_toml("weekdays")["weekday"] for word in day["ar"]),
        words_of_it=_folded(data["background"]["words_of_it"]),
        thus=_folded(data["cumulative"]["thus"]),
        today=_folded(data["background"]["today"]),
        reports=_folded(data["negation"]["reports"]),
        update=_with_and(data["update"]["stems"]),
        tolls=_with_and(data["update"]["tolls"]),
        attribution=_with_and(data["attribution"]["by"]),
        attribution_stops=_folded(data["attribution"]["stops"]),
        unreal={name: _folded(words) for name, words in data["unreal"].items()},
        recalled={name: _folded(words) for name, words in data["recalled"].items()},
    )


Marks = dict[str, tuple[int, int]]
"""Where a phrase of each kind stands first: its first word, and the word behind its last."""
_OPENING = frozenset({"opens", "earlier", "besides"})
_JOINED = frozenset({"cumulative", "gathered", "since"})
"""Phrases of these may have "and" before them."""


def marks_in(texts: Sequence[str]) -> Marks:
    """The phrases of time and telling in a sentence, by what they do; those that open count at its first word."""
    table = _marks()
    found: Marks = {}
    for at, text in enumerate(texts):
        for phrase, kind in table.get(text, ()):
            if kind in found or (at and kind in _OPENING):
                continue
            if len(phrase) == 1 or tuple(texts[at : at + len(phrase)]) == phrase:
                found[kind] = (at, at + len(phrase))
    return found


@of_words()
def _marks() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Every such phrase by its first word, longest first."""
    data = load_toml("ar_casualties")
    background, cumulative = data["background"], data["cumulative"]
    lists = {kind: background[kind] for kind in ("opens", "earlier", "besides", "inside", "lately", "after")}
    lists |= {"cumulative": cumulative["words"], "gathered": cumulative["gathered"]}
    lists |= {name: cumulative[name] for name in ("since", "all_over", "so_far", "around")}
    lists["untrue"] = data["negation"]["untrue"]
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, words in lists.items():
        for phrase in _phrases(words):
            table.setdefault(phrase[0], []).append((phrase, kind))
            if kind in _JOINED and not phrase[0].startswith("و"):
                joined = ("و" + phrase[0], *phrase[1:])
                table.setdefault(joined[0], []).append((joined, kind))
    for phrases in table.values():
        phrases.sort(key=lambda entry: -len(entry[0]))
    return table


def _triggers(nouns: dict[str, list[str]], verbs: dict[str, list[str]]) -> dict[str, tuple[Kind, bool]]:
    """Every form of every word of harm; a noun takes the small prepositions, both take "and"."""
    found: dict[str, tuple[Kind, bool]] = {}
    for kind, words in verbs.items():
        for word in map(folded_word, words):
            for joined in ("", "و", "ف"):
                found[joined + word] = (Kind(kind), True)
    for kind, words in nouns.items():
        for word in map(folded_word, words):
            for prefix in ("", "و", "ب", "ل", "وب", "ول", "ف"):
                found.setdefault(prefix + word, (Kind(kind), False))
    return found


def _forms_of_own(words: Iterable[str]) -> frozenset[str]:
    return frozenset(
        prefix + word for word in map(folded_word, words) for prefix in ("", "ل", "ب", "ول", "وب")
    )


def _forms_of_place(words: Iterable[str]) -> frozenset[str]:
    """The words with what may stand before a place: "وحي", "بشارع", "لمدرسة"."""
    return frozenset(
        joined + prefix + word for word in _folded(words) for joined in ("", "و") for prefix in ("", "ب", "ل")
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folded_word, words))


def _with_and(words: Iterable[str]) -> frozenset[str]:
    plain = _folded(words)
    return plain | {"و" + word for word in plain}


def _phrases(phrases: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(folded_word(phrase).split()) for phrase in phrases)
