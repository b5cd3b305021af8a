"""Reads Arabic numbers out of folded words: digits, number words and their compounds.

Folded words enter, a value and the count of words it takes leave. Duals and singulars are no numbers here:
extract/people_ar.py reads them off the noun.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cairn.extract.clean import folded_word
from cairn.vocab.load import load_toml, of_words

_HUNDREDS = 3
"""So many digits at most are joined to thousands."""
LARGEST = 99_999
"""A larger figure is no count of people in one event; it is left unread."""


def number_at(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The number that begins at `words[at]` and how many words it takes; None where none begins.

    "خمسة وعشرون" is 25 in two words, "مئة وعشرين" 120, "ثلاثة آلاف" 3000 and "1,200" 1200.
    """
    first = words[at]
    if not first:
        return None
    if first[0].isdecimal():
        return _in_range(words, at, *_digits(words[at : at + 4]))
    total, taken = 0, 0
    while at + taken < len(words):
        word = words[at + taken]
        if taken and not word.startswith("و"):
            break
        part = _simple(words, at + taken, joined=bool(taken))
        if part is None or (taken and not _adds(total, part[0])):
            break
        total, taken = total + part[0], taken + part[1]
    return _in_range(words, at, total, taken)


def is_beyond(word: str) -> bool:
    """Whether a word says a number too large for one event: "مليون", "ألف"."""
    known = _lists()
    return word in known.beyond or word in known.thousand or word in known.thousands


def _in_range(words: Sequence[str], at: int, value: int, taken: int) -> tuple[int, int] | None:
    """The number read, unless it is too large or only the count of millions: "3 ملايين"."""
    behind = words[at + taken] if at + taken < len(words) else ""
    return (value, taken) if taken and value <= LARGEST and behind not in _lists().beyond else None


def opens_number(word: str) -> bool:
    """Whether a number may begin with this word, one joined letter left aside."""
    if not word or word[0].isdecimal():
        return bool(word)
    known = _lists()
    return any(w in known.ones or w in known.others or w in known.teen_one for w in (word, word[1:]))


def _digits(words: Sequence[str]) -> tuple[int, int]:
    """Digits alone, or digits and a word for thousand: "15 ألف" is 15000 in two words, "6 آلاف و370" 6370 in four.
    Words taken are 0 where the digits are no count."""
    word, after, joint, more = (*words, "", "", "")[:4]
    bare = word.replace(",", "").replace(".", "")
    if not bare.isdecimal() or len(bare) > 5:
        return 0, 0
    value, taken = int(bare), 1
    if after in _lists().thousands or after in _lists().thousand:
        value, taken = value * 1000, 2
        if joint == "و" and more.isdecimal() and len(more) <= _HUNDREDS:
            value, taken = value + int(more), 4
    return value, taken


def _adds(total: int, part: int) -> bool:
    """Whether a further part makes one number: tens behind a unit, all below a hundred behind hundreds."""
    if total < 10:
        return 20 <= part < 100
    return part < (1000 if total >= 1000 else 100 if total >= 100 else 0)


def _simple(words: Sequence[str], at: int, *, joined: bool) -> tuple[int, int] | None:
    """One part of a compound: a unit, a teen, tens, hundreds or thousands."""
    lists = _lists()
    word = words[at][1:] if joined else words[at]
    after = words[at + 1] if at + 1 < len(words) else ""
    if after in lists.ten and (word in lists.ones or word in lists.teen_one):
        unit = lists.ones.get(word, 1)
        return (10 + unit, 2) if unit < 10 else None
    value = lists.ones.get(word)
    if value is not None:
        if after in lists.thousands and value >= 3:
            return value * 1000, 2
        return (value * 100, 2) if after in lists.hundred and value >= 3 else (value, 1)
    found = lists.others.get(word)
    return None if found is None else (found, 1)


@dataclass(frozen=True, slots=True)
class _Lists:
    ones: dict[str, int]
    teen_one: frozenset[str]
    ten: frozenset[str]
    hundred: frozenset[str]
    thousand: frozenset[str]
    thousands: frozenset[str]
    beyond: frozenset[str]
    others: dict[str, int]


@of_words()
def _lists() -> _Lists:
    data = load_toml("ar_numbers")
    ones = {folded_word(w): int(n) for n, words in data["ones"].items() for w in words}
    others = {folded_word(w): int(n) for n, words in data["tens"].items() for w in words}
    hundreds, thousands = data["hundreds"], data["thousands"]
    others |= dict.fromkeys(_folded(hundreds["one"]), 100) | dict.fromkeys(_folded(hundreds["two"]), 200)
    others |= dict.fromkeys(_folded(thousands["one"]), 1000) | dict.fromkeys(_folded(thousands["two"]), 2000)
    for word, value in ones.items():
        if 3 <= value <= 9:
            others |= dict.fromkeys((word + hundred for hundred in _folded(hundreds["joined"])), value * 100)
    ten = _folded(data["teens"]["ten"])
    others |= {
        word + t: 10 + value for word, value in ones.items() for t in ten if 2 <= value <= 9
    }  # ثلاثةعشر, written together
    return _Lists(
        ones=ones,
        teen_one=_folded(data["teens"]["first"]),
        ten=ten,
        hundred=_folded(hundreds["joined"]),
        thousand=_folded(thousands["one"]),
        thousands=_folded(thousands["many"]),
        beyond=_folded(thousands["beyond"]),
        others=others,
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(folded_word, words))
