"""Reads who an Arabic phrase counts: "ثلاثة مدنيين", "طفلين", "امرأة وطفلها", "عدد من المدنيين".

Folded words enter (`words_of`), a `People` leaves: how many, of what group, civil or armed, and which words
say so. Numbers come from extract/numbers_ar.py, nouns from extract/people_forms_ar.py. A singular is one and a
dual two; a plural alone is two or more, a definite one unknown, for it speaks of people already told or of
all there are. A family is an unknown number (rule 12).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Basis, Group, Status
from cairn.vocab.load import of_words

from .numbers_ar import is_beyond, number_at, opens_number
from .people_forms_ar import Noun, lists, noun_of

_WORD = re.compile(
    r"\d{1,4}(?:[-/:.]\d{1,4}){2}|\d{1,2}[:/]\d{1,2}(?!\d)|\d+(?:[,.]\d{3})*|[^\W\d_]+|\n|[^\w\s#]"
)
_YEAR_BEFORE = frozenset({"عام", "العام", "سنه", "لعام", "/"})
_ONE_OF = frozenset({"احد", "احدي", "باحد", "باحدي", "لاحد", "لاحدي"})
_LABEL_ENDS = frozenset({"(", ")", "،", ",", "\n", "|"})
_TOLLS = frozenset({"عدد", "حصيله", "تعداد", "اعداد"})
_MEASURES = frozenset({"%", "/", "-", ":", "بالميه", "بالمايه"})
_RANGE_OPENS = frozenset({"بين", "من", "مابين"})


class Word(NamedTuple):
    """A folded word or mark and its place in the folded text."""

    text: str
    start: int
    end: int


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
    if not _may_open(words[at]):
        return None
    bounded = _quantifier(words, at)
    start = at + bounded[1] if bounded else at
    if start >= len(words):
        return None
    found = _one_of(words, start) or _numbered(words, start) or _vague(words, start) or _by_noun(words, start)
    if found is None:
        return None
    return _with_tail(words, at, found, bounded[0] if bounded else "")


def _numbered(words: Sequence[str], at: int) -> People | None:
    """A number or a range of numbers, with the noun it counts where there is one."""
    read = None if at and words[at - 1] in _YEAR_BEFORE else _range(words, at)
    if read is None:
        return None
    figure, last, sure = read
    glue = lists().glue
    for step in range(3):
        if last + step >= len(words):
            break
        word = words[last + step]
        noun = noun_of(word)
        if noun is not None and not noun.conjoined and not ((noun.owned or noun.definite) and step == 0):
            end = last + step + 1
            after = noun_of(words[end]) if end < len(words) else None
            if noun.kind is not None and after is not None and _describes(after):
                noun, end = noun._replace(group=after.group), end + 1
            return People(at, end, figure, Basis.STATED, noun, sure)
        if word not in glue and not word.startswith('"'):
            break
    return People(at, last, figure, Basis.STATED, None, sure - 0.15)


def _describes(noun: Noun) -> bool:
    """Whether the noun behind "4 شهداء" says who they all are: "أطفال"."""
    plain = noun.number == "p" and not (noun.definite or noun.conjoined or noun.owned)
    return plain and noun.kind is None and noun.group in (Group.CHILDREN, Group.WOMEN)


def _range(words: Sequence[str], at: int) -> tuple[Range, int, float] | None:
    """ "3", "3-5", "بين 3 و5", "من 3 إلى 5", "3 أو 4": the figure, the word behind it, how sure."""
    opened = words[at] in _RANGE_OPENS or _unjoined(words[at]) in _RANGE_OPENS
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
    return None if opened else (Range.exactly(value), last, 0.88)


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
    if not _is_one_of(words, at):
        return None
    noun = noun_of(words[at + 1])
    if noun is None:
        return None
    if noun.group is Group.ALL and _unjoined(words[at]).endswith("احدي"):
        noun = noun._replace(group=Group.WOMEN)
    return People(at, at + 2, Range.exactly(1), Basis.IMPLIED, noun, 0.7)


def _is_one_of(words: Sequence[str], at: int) -> bool:
    """Whether "one of" and a plural stand here; "واحد ابنائه" is "and one of his sons", for folding drops a hamza."""
    if _unjoined(words[at]) not in _ONE_OF or at + 1 >= len(words):
        return False
    noun = noun_of(words[at + 1])
    return noun is not None and noun.number in "pa" and not noun.conjoined


def _vague(words: Sequence[str], at: int) -> People | None:
    """ "عدد من المدنيين", "عشرات الأشخاص": a noun without a number, and the least it can mean."""
    least = lists().vague.get(words[at], -1)
    if least < 0:
        least = lists().vague.get(_unjoined(words[at]), -1)
    if least < 0:
        return None
    last = at + 1
    for word in words[at + 1 : at + 4]:
        noun = noun_of(word)
        if noun is not None and not noun.conjoined and (noun.number in "paf" or noun.other):
            low = None if noun.number == "f" else least
            return People(at, last + 1, Range(low or None), Basis.VAGUE, noun, 0.55)
        if word not in lists().vague_glue:
            break
        last += 1
    end = at + 1 if last < len(words) and words[last - 1] in ("من", "بين") else last
    return People(at, end, Range(least), Basis.VAGUE, None, 0.5) if least else None


def _by_noun(words: Sequence[str], at: int) -> People | None:
    """A noun that carries its own number: one, two, or more than can be told."""
    noun = noun_of(words[at])
    if noun is None or (noun.number == "s" and at and is_beyond(words[at - 1])):
        return None  # "نصف مليون شخص" are not one
    if noun.number == "f":
        return People(at, at + 1, UNKNOWN, Basis.VAGUE, noun, 0.3)
    if noun.number == "s":
        called = noun_of(words[at + 1]) if noun.owned and at + 1 < len(words) else None
        if called is not None and _is_title(called) and noun.group is Group.ALL:
            return People(
                at, at + 2, Range.exactly(1), Basis.IMPLIED, noun._replace(group=called.group), 0.76
            )
        return People(at, at + 1, Range.exactly(1), Basis.IMPLIED, noun, 0.76)
    if noun.number == "d":
        return People(at, at + 1, Range.exactly(2), Basis.IMPLIED, noun, 0.8)
    known = noun.definite and not noun.owned
    return People(at, at + 1, UNKNOWN if known else Range(2), Basis.VAGUE, noun, 0.3 if known else 0.55)


def _is_title(noun: Noun) -> bool:
    """Whether a noun behind "her son" says what he is: "ابنها الشاب"."""
    one = noun.number == "s" and noun.definite and not noun.conjoined
    return one and noun.kind is None and noun.group in (Group.CHILDREN, Group.WOMEN, Group.MEN)


def _with_tail(words: Sequence[str], at: int, found: People, bound: str) -> People:
    """The phrase with the adjectives behind it, and with what bounds its figure."""
    last, noun, figure, basis, sure = found.last, found.noun, found.figure, found.basis, found.sure
    known = lists()
    plain = basis is Basis.VAGUE and last == found.first + 1
    counted = _number_behind(words, last) if plain else None
    if basis is Basis.VAGUE and noun is not None and not counted:
        counted = _label(words, last, noun) or _toll(words, found.first, last, noun)
    if basis is Basis.VAGUE and noun is not None and counted:
        figure, last, basis, sure = Range.exactly(counted[0]), counted[1], Basis.STATED, 0.75
    while last < len(words) and words[last] in known.adjectives:
        word = words[last]
        if _is_one_of(words, last):
            break
        if word == "علي" and words[last + 1 : last + 2] != ["الاقل"]:
            break
        if word in known.two and figure.min == 2 and figure.max in (2, None):
            figure, basis, sure = Range.exactly(2), Basis.STATED, 0.85
        if noun is not None and word in known.civil and noun.status is Status.UNKNOWN:
            noun = noun._replace(status=Status.CIVILIAN)
        if word == "الاقل" and words[last - 1] == "علي":
            bound = "at_least"
        last += 1
    if noun is not None and noun.number == "f" and (counted := _members(words, last)):
        figure, last, basis, sure = Range.exactly(counted[0]), counted[1], Basis.STATED, 0.75
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


def _label(words: Sequence[str], at: int, noun: Noun) -> tuple[int, int] | None:
    """The number that a label gives, and the word behind it: "القتلى: 4 (امرأتان وطفلان)"; no list's first item."""
    if words[at : at + 1] != [":"] or at + 1 >= len(words) or noun.kind is None:
        return None
    found = number_at(words, at + 1)
    behind = at + 1 + found[1] if found else at
    after = words[behind] if behind < len(words) else ""
    ends = not after or after in _LABEL_ENDS or after.startswith("و")
    return (found[0], behind) if found and found[0] and ends else None


def _toll(words: Sequence[str], first: int, at: int, noun: Noun) -> tuple[int, int] | None:
    """The number right behind a toll, and the word behind that: "بلغ عدد القتلى 12 بينهم", "عدد الجرحى 30 شخصا"."""
    if noun.kind is None or not noun.definite or _unjoined(words[first]) not in _TOLLS or at >= len(words):
        return None
    found = number_at(words, at)
    if found is None or not found[0]:
        return None
    behind = at + found[1]
    after = noun_of(words[behind]) if behind < len(words) else None
    if after is not None and after.kind is None and not after.conjoined:
        return found[0], behind + 1
    measured = behind < len(words) and words[behind] in _MEASURES
    return None if measured else (found[0], behind)


def _members(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """How many a family is said to be, and the word behind: "عائلة كاملة من سبعة أفراد"."""
    if at + 1 >= len(words) or words[at] not in ("من", "قوامها"):
        return None
    found = _numbered(words, at + 1)
    if found is None or found.noun is None or found.noun.kind or found.noun.group is not Group.ALL:
        return None
    return (found.figure.min, found.last) if found.figure.is_exact and found.figure.min else None


def _quantifier(words: Sequence[str], at: int) -> tuple[str, int] | None:
    """Which bound the words at `at` set, and how many words they take."""
    first = _unjoined(words[at])
    for phrase, kind in lists().quantifiers.get(words[at], ()) or lists().quantifiers.get(first, ()):
        rest = phrase[1:]
        if tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
            return kind, len(phrase)
    return None


@of_words(maxsize=65_536)
def _may_open(word: str) -> bool:
    """Whether a phrase that counts people may begin with this word, whatever follows."""
    plain, known = _unjoined(word), lists()
    return (
        noun_of(word) is not None
        or opens_number(word)
        or any(w in known.vague or w in known.quantifiers or w in _ONE_OF for w in (word, plain))
        or word in _RANGE_OPENS
        or plain in _RANGE_OPENS
    )


def _unjoined(word: str) -> str:
    return word[1:] if len(word) > 2 and word[0] in "وبلف" else word
