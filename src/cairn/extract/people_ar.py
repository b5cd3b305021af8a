"""Reads who an Arabic phrase counts: "ثلاثة مدنيين", "طفلين", "امرأة وطفلها", "عدد من المدنيين".

Folded words enter (`words_of`), a `People` leaves: how many, of what group, civil or armed, and which words
say so. Numbers come from extract/numbers_ar.py, nouns from vocab/data/ar_people.toml. A singular is one and a
dual two; a plural alone is unknown, save that a form which may be dual is two or more. A family is an unknown
number (rule 12).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cairn.extract.clean import folded_word
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Basis, Group, Kind, Status
from cairn.vocab.load import load_toml, of_words

from .numbers_ar import number_at

_WORD = re.compile(
    r"\d{1,4}(?:[-/:.]\d{1,4}){2}|\d{1,2}[:/]\d{1,2}(?!\d)|\d+(?:[,.]\d{3})*|[^\W\d]+|\n|[^\w\s#]"
)
_YEAR_BEFORE = frozenset({"عام", "العام", "سنه", "لعام", "/"})
_POSSESSIVES = ("ه", "ها", "هم", "هما", "هن", "نا", "ي", "ك")
_PREFIXES = ("", "ال", "لل", "بال", "كال", "ل", "ب", "ك")


class Word(NamedTuple):
    """A folded word or mark and its place in the folded text."""

    text: str
    start: int
    end: int


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


@dataclass(frozen=True, slots=True)
class People:
    """A counted phrase, `words[first:last]`. `figure` may be unknown; `noun` is None behind a bare number."""

    first: int
    last: int
    figure: Range
    basis: Basis
    noun: Noun | None
    sure: float


def words_of(text: str) -> list[Word]:
    """The words and marks of a folded text, in order."""
    return [Word(hit.group(), hit.start(), hit.end()) for hit in _WORD.finditer(text)]


def people_at(words: Sequence[str], at: int) -> People | None:
    """The people counted by the phrase that begins at `words[at]`, a leading و included, if one does."""
    bounded = _quantifier(words, at)
    start = at + bounded[1] if bounded else at
    if start >= len(words):
        return None
    found = _numbered(words, start) or _one_of(words, start) or _vague(words, start) or _by_noun(words, start)
    if found is None:
        return None
    return _with_tail(words, at, found, bounded[0] if bounded else "")


def noun_of(word: str) -> Noun | None:
    """The noun of people a folded word is, its prefixes taken off; None for other words."""
    return _noun(word)


@of_words(maxsize=65_536)
def _noun(word: str) -> Noun | None:
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
                if joined and not prefix and rest in _lists().his_or_hers:
                    found = found._replace(group=Group.ALL, owned=True)
                return found._replace(definite=definite, conjoined=bool(joined))
    return None


def _numbered(words: Sequence[str], at: int) -> People | None:
    """A number or a range of numbers, with the noun it counts where there is one."""
    read = None if at and words[at - 1] in _YEAR_BEFORE else _range(words, at)
    if read is None:
        return None
    figure, last, sure = read
    glue = _lists().glue
    for step in range(3):
        if last + step >= len(words):
            break
        word = words[last + step]
        noun = _noun(word)
        if noun is not None and not noun.conjoined and not ((noun.owned or noun.definite) and step == 0):
            return People(at, last + step + 1, figure, Basis.STATED, noun, sure)
        if word not in glue and not word.startswith('"'):
            break
    return People(at, last, figure, Basis.STATED, None, sure - 0.15)


def _range(words: Sequence[str], at: int) -> tuple[Range, int, float] | None:
    """ "3", "3-5", "بين 3 و5", "من 3 إلى 5", "3 أو 4": the figure, the word behind it, how sure."""
    opened = _unjoined(words[at]) in ("بين", "من", "مابين")
    low = _number(words, at + 1 if opened else at)
    if low is None:
        return None
    value, last = low
    if last < len(words):
        link = words[last]
        if link in ("-", "الي", "او", "و", "حتي"):
            high = _number(words, last + 1)
        elif opened and link.startswith("و"):
            high = _number(words, last)
        else:
            high = None
        if high and value < high[0] <= 20 * value and (link != "و" or opened):
            return Range(value, high[0]), high[1], 0.8
    return None if opened else (Range.exactly(value), last, 0.85)


def _number(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """A number at `at`, a leading و left aside: its value and the word behind it."""
    if at >= len(words):
        return None
    found = number_at(words, at)
    if found is None and len(words[at]) > 2 and words[at][0] in "وبل":
        found = number_at([words[at][1:], *words[at + 1 : at + 4]], 0)
    return None if found is None or found[0] == 0 else (found[0], at + found[1])


def _one_of(words: Sequence[str], at: int) -> People | None:
    """ "أحد سكان القرية": one of them."""
    if _unjoined(words[at]) not in ("احد", "احدي", "باحد") or at + 1 >= len(words):
        return None
    noun = _noun(words[at + 1])
    if noun is None or noun.number not in "pa":
        return None
    return People(at, at + 2, Range.exactly(1), Basis.IMPLIED, noun, 0.65)


def _vague(words: Sequence[str], at: int) -> People | None:
    """ "عدد من المدنيين", "عشرات الأشخاص": a noun without a number, and the least it can mean."""
    least = _lists().vague.get(words[at], -1)
    if least < 0:
        least = _lists().vague.get(_unjoined(words[at]), -1)
    if least < 0:
        return None
    for step in range(1, 4):
        if at + step >= len(words):
            break
        noun = _noun(words[at + step])
        if noun is not None and not noun.conjoined and (noun.number in "paf" or noun.other):
            return People(at, at + step + 1, Range(least or None, None), Basis.VAGUE, noun, 0.4)
        if words[at + step] not in ("من", "كبير", "كبيره", "اخر", "منهم"):
            break
    return People(at, at + 1, Range(least), Basis.VAGUE, None, 0.3) if least else None


def _by_noun(words: Sequence[str], at: int) -> People | None:
    """A noun that carries its own number: one, two, or more than can be told."""
    noun = _noun(words[at])
    if noun is None:
        return None
    if noun.number == "f":
        return People(at, at + 1, UNKNOWN, Basis.VAGUE, noun, 0.3)
    if noun.number == "s":
        return People(at, at + 1, Range.exactly(1), Basis.IMPLIED, noun, 0.75)
    if noun.number == "d":
        return People(at, at + 1, Range.exactly(2), Basis.IMPLIED, noun, 0.8)
    if noun.number == "a" and not noun.definite:
        return People(at, at + 1, Range(2), Basis.IMPLIED, noun, 0.45)
    return People(at, at + 1, UNKNOWN, Basis.VAGUE, noun, 0.3)


def _with_tail(words: Sequence[str], at: int, found: People, bound: str) -> People:
    """The phrase with the adjectives behind it, and with what bounds its figure."""
    last, noun, figure, basis, sure = found.last, found.noun, found.figure, found.basis, found.sure
    lists = _lists()
    if figure.is_unknown and noun is not None and (counted := _number_behind(words, last)):
        figure, last, basis, sure = Range.exactly(counted[0]), counted[1], Basis.STATED, 0.75
    while last < len(words) and words[last] in lists.adjectives:
        word = words[last]
        if word == "علي" and words[last + 1 : last + 2] != ["الاقل"]:
            break
        if word in lists.two and figure.min == 2:
            figure, basis, sure = Range.exactly(2), Basis.STATED, 0.85
        if noun is not None and word.startswith("مدني") and noun.status is Status.UNKNOWN:
            noun = noun._replace(status=Status.CIVILIAN)
        if word == "الاقل" and words[last - 1] == "علي":
            bound = "at_least"
        last += 1
    if figure.is_exact and bound and basis is Basis.STATED:
        figure = Range(None, figure.max) if bound == "up_to" else figure
        figure = Range(figure.min, None) if bound in ("at_least", "above") else figure
        sure -= 0.15 if bound == "about" else 0.05
    return People(at, last, figure, basis, noun, sure)


def _number_behind(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The number behind a definite plural, and the word behind that: "أبنائه الثلاثة", "الشهداء الـ3"."""
    if at >= len(words) or not words[at].startswith("ال"):
        return None
    apart = words[at] == "ال"
    rest = list(words[at + 1 : at + 2]) if apart else [words[at][2:]]
    found = number_at(rest, 0) if rest and rest[0] else None
    return (found[0], at + (2 if apart else 1)) if found and 2 <= found[0] <= 1000 else None


def _quantifier(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """Which bound the words at `at` set, and how many words they take."""
    first = _unjoined(words[at])
    for phrase, kind in _lists().quantifiers.get(words[at], ()) or _lists().quantifiers.get(first, ()):
        rest = phrase[1:]
        if tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
            return kind, len(phrase)
    return None


def _unjoined(word: str) -> str:
    return word[1:] if len(word) > 2 and word[0] in "وبلف" else word


@dataclass(frozen=True, slots=True)
class _Lists:
    glue: frozenset[str]
    adjectives: frozenset[str]
    two: frozenset[str]
    his_or_hers: frozenset[str]
    vague: dict[str, int]
    quantifiers: dict[str, list[tuple[tuple[str, ...], str]]]


@of_words()
def _lists() -> _Lists:
    people, cues = load_toml("ar_people"), load_toml("ar_casualties")
    vague = {folded_word(w): 0 for w in cues["vague"]["none"]}
    vague |= {folded_word(w): int(cues["vague"]["tens_min"]) for w in cues["vague"]["tens"]}
    vague |= {folded_word(w): int(cues["vague"]["hundreds_min"]) for w in cues["vague"]["hundreds"]}
    quantifiers: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, phrases in cues["quantifiers"].items():
        for phrase in phrases:
            parts = tuple(folded_word(phrase).split())
            quantifiers.setdefault(parts[0], []).append((parts, kind))
    for options in quantifiers.values():
        options.sort(key=lambda option: -len(option[0]))
    return _Lists(
        glue=frozenset(map(folded_word, people["glue"]["words"])),
        adjectives=frozenset(map(folded_word, people["adjectives"]["words"])),
        his_or_hers=frozenset(map(folded_word, people["his_or_hers"]["words"])),
        two=frozenset(map(folded_word, ("اثنين", "اثنان", "اثنتين", "اثنتان"))),
        vague=vague,
        quantifiers=quantifiers,
    )


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
        )
        sound = bool(entry.get("sound"))
        declined = [form for word in entry["singular"] for form in _declined(folded_word(word), sound=sound)]
        for word in map(folded_word, entry["plural"]):
            number = "a" if sound and word.endswith("ين") else "p"
            declined += [(form, number, owned) for form, owned in _owned(word)]
        for form, number, owned in declined:
            (owned_forms if owned else forms).setdefault(form, noun._replace(number=number, owned=owned))
    for word in map(folded_word, data["families"]["words"]):
        for form, owned in _owned(word):
            forms.setdefault(form, Noun("f", Group.ALL, Status.UNKNOWN, None, owned=owned))
    forms = owned_forms | forms
    for word in map(folded_word, data["not_people"]["words"]):
        forms.pop(word, None)
    return forms


def _declined(word: str, *, sound: bool) -> list[tuple[str, str, bool]]:
    """A singular's forms: itself, its accusative, its dual, each with possessives."""
    feminine = word.endswith("ه")
    stem = word[:-1] + "ت" if feminine else word
    found = [(word, "s", False), (stem + "ان", "d", False)]
    found.append((stem + "ين", "a" if sound and not feminine else "d", False))
    if not feminine:
        found.append((word + "ا", "s", False))
        if sound:
            found += [(word + "ون", "p", False), (word + "يين", "a", False)]
    for ending in _POSSESSIVES:
        found.append((stem + ending, "s", True))
        found.extend((stem + dual + ending, "d", True) for dual in "يا")
    return found


def _owned(word: str) -> list[tuple[str, bool]]:
    """A plural's forms: itself, its accusative, and with possessives."""
    stem = word[:-1] + "ت" if word.endswith("ه") else word
    joints = ("", "و", "ي") if word.endswith("ا") else ("",)
    return [(word, False), (word + "ا", False)] + [(stem + j + e, True) for j in joints for e in _POSSESSIVES]
