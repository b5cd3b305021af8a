"""The forms of Arabic words for people: vocab/data/ar_people.toml enters, a `Noun` for every form leaves.

A singular gives its dual and its forms with a possessive by rule, plurals are listed; a small word or the
article in front is taken off. Read by extract/people_ar.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from cairn.extract.clean import folded_word
from cairn.vocab.closed import Group, Kind, Status
from cairn.vocab.load import load_toml, of_words

_POSSESSIVES = ("ه", "ها", "هم", "هما", "هن", "نا", "ي", "ك")
_PREFIXES = ("", "ال", "لل", "بال", "كال", "ل", "ب", "ك")


class Noun(NamedTuple):
    """A word for people. `number` is s (one), d (two), a (two or more), p (more, unknown) or f (families)."""

    number: str
    group: Group
    status: Status
    kind: Kind | None  # what happened to them, where the noun itself says so: شهيد, جريح
    other: bool = False  # آخرين: people besides those just named
    definite: bool = False
    conjoined: bool = False
    owned: bool = False  # with a possessive: his wife
    unsaid: bool = False  # ضحايا: killed or injured, the word does not say


@of_words(maxsize=65_536)
def noun_of(word: str) -> Noun | None:
    """The noun of people a folded word is, its prefixes taken off; None for other words."""
    forms = _forms()
    if word in forms:
        return forms[word]
    for joined in ("", "و", "ف"):
        if not word.startswith(joined):
            continue
        rest = word[len(joined) :]
        for prefix in _PREFIXES:
            if rest.startswith(prefix) and (found := forms.get(rest[len(prefix) :])):
                definite = prefix.endswith("ال") or prefix == "لل"
                if definite and found.owned:
                    continue
                return found._replace(definite=definite, conjoined=bool(joined))
    return None


@dataclass(frozen=True, slots=True)
class Lists:
    """The small words around people, folded."""

    glue: frozenset[str]
    adjectives: frozenset[str]
    two: frozenset[str]
    vague: dict[str, int]
    vague_glue: frozenset[str]
    civil: frozenset[str]
    quantifiers: dict[str, list[tuple[tuple[str, ...], str]]]


@of_words()
def lists() -> Lists:
    """The small words around people. Raises `CairnError` where a list is missing or empty."""
    people, cues = load_toml("ar_people"), load_toml("ar_casualties")
    vague = {folded_word(w): 0 for w in cues["vague"]["none"]}
    vague |= {folded_word(w): int(cues["vague"]["some_min"]) for w in cues["vague"]["some"]}
    vague |= {folded_word(w): int(cues["vague"]["tens_min"]) for w in cues["vague"]["tens"]}
    vague |= {folded_word(w): int(cues["vague"]["hundreds_min"]) for w in cues["vague"]["hundreds"]}
    quantifiers: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, phrases in cues["quantifiers"].items():
        for phrase in phrases:
            parts = tuple(folded_word(phrase).split())
            quantifiers.setdefault(parts[0], []).append((parts, kind))
    for options in quantifiers.values():
        options.sort(key=lambda option: -len(option[0]))
    return Lists(
        glue=frozenset(map(folded_word, people["glue"]["words"])),
        adjectives=frozenset(map(folded_word, people["adjectives"]["words"])),
        two=frozenset(map(folded_word, ("اثنين", "اثنان", "اثنتين", "اثنتان"))),
        vague=vague,
        vague_glue=frozenset(map(folded_word, cues["vague"]["glue"])),
        civil=frozenset(map(folded_word, people["adjectives"]["civil"])),
        quantifiers=quantifiers,
    )


@of_words()
def among_people() -> frozenset[str]:
    """The words that mean people only beside people, folded."""
    return frozenset(map(folded_word, load_toml("ar_people")["among_people"]["words"]))


@of_words()
def _forms() -> dict[str, Noun]:
    """Every form of every noun: duals and possessives by rule, plurals as listed."""
    data = load_toml("ar_people")
    forms: dict[str, Noun] = {}
    owned_forms: dict[str, Noun] = {}  # behind the plain ones: طفلة is a girl before it is "his child"
    for entry in (*data["person"], *data["casualty"]):
        noun = Noun(
            "s",
            Group(entry.get("group", "all")),
            Status(entry.get("status", "unknown")),
            Kind(entry["kind"]) if "kind" in entry else None,
            bool(entry.get("other")),
            unsaid=bool(entry.get("unsaid")),
        )
        sound = bool(entry.get("sound"))
        declined = [form for word in entry["singular"] for form in _declined(folded_word(word), sound=sound)]
        accusative = [
            (word + "ا", "s", False)
            for word, number, owned in declined
            if number == "s" and not owned and not word.endswith("ه")
        ]
        listed = {folded_word(word) for word in entry["plural"]}
        declined = [(form, "a" if form in listed else n, owned) for form, n, owned in declined]
        for word in map(folded_word, entry["plural"]):
            number = "a" if sound and word.endswith("ين") else "p"
            declined += [(form, number, owned) for form, owned in _owned(word)]
        declined += accusative
        for form, number, owned in declined:
            (owned_forms if owned else forms).setdefault(form, noun._replace(number=number, owned=owned))
    for word in map(folded_word, data["families"]["words"]):
        for form, owned in _owned(word):
            forms.setdefault(form, Noun("f", Group.ALL, Status.UNKNOWN, None, owned=owned))
    forms = owned_forms | forms
    for word in map(folded_word, data["his_or_hers"]["words"]):
        forms[word] = forms[word]._replace(group=Group.ALL, owned=True)
    for word in map(folded_word, data["couples"]["words"]):
        for form, number, _ in _declined(word, sound=False):
            if number == "d":
                forms[form] = forms[form]._replace(group=Group.ALL)
    for word in map(folded_word, data["his_brother"]["words"]):
        for form in (word + vowel + end for vowel in "واي" for end in _POSSESSIVES):
            forms[form] = forms[word]._replace(number="s", owned=True)
    for word in map(folded_word, data["not_people"]["words"]):
        forms.pop(word, None)
    return forms


def _declined(word: str, *, sound: bool) -> list[tuple[str, str, bool]]:
    """A singular's forms: itself, its accusative, its dual, each with possessives."""
    feminine = word.endswith("ه")
    stem = word[:-1] + "ت" if feminine else word
    found = [(word, "s", False), (stem + "ان", "d", False)]
    found.append((stem + "ين", "a" if sound and not feminine else "d", False))
    if sound and not feminine:
        found += [(word + "ون", "p", False), (word + "يين", "a", False)]
    for ending in _POSSESSIVES:
        found.append((stem + ending, "s", True))
        found.extend((stem + dual + ending, "d", True) for dual in "يا")
    return found


def _owned(word: str) -> list[tuple[str, bool]]:
    """A plural's forms: itself, its accusative, and with possessives; ـين drops its last letter before those."""
    if word.endswith(("ين", "ون")) and len(word) > 4:
        construct = word[:-2] + "ي"
        found = [(word, False), (construct, False)]
        return found + [(word[:-2] + joint + end, True) for joint in "يو" for end in _POSSESSIVES[:5]]
    stem = word[:-1] + "ت" if word.endswith("ه") else word
    joints = ("", "و", "ي") if word.endswith("ا") else ("",)
    return [(word, False), (word + "ا", False)] + [(stem + j + e, True) for j in joints for e in _POSSESSIVES]
