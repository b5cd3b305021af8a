"""The words of dates, compiled: the lists of months.toml and weekdays.toml enter, tables by first word leave.

Every table is keyed by the folded first word, so that a text is passed over word by word with one look-up each, and a
text in which no word opens a date is not looked at further.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cairn.vocab.load import load_toml, load_words, of_words

from .phrases import Word, words_of

T = TypeVar("T")
PREFIXES = "وفب"
"""Arabic letters written onto the word of a day: "and", "so", "in"."""
LONGEST_DATE = 8
"""A day number stands at most so many words before its month."""


class Phrases(Generic[T]):
    """Phrases by their first word, the longest first. With `prefixed` the first may carry one of `PREFIXES`."""

    def __init__(self, entries: Iterable[tuple[str, T]], *, prefixed: bool = False) -> None:
        found: dict[str, dict[tuple[str, ...], T]] = {}
        for phrase, value in entries:
            key = _key(phrase)
            for first in (key[0], *((p + key[0] for p in PREFIXES) if prefixed and len(key[0]) > 3 else ())):
                found.setdefault(first, {}).setdefault(key[1:], value)
        self._by_first = {
            first: sorted(rest.items(), key=lambda entry: -len(entry[0])) for first, rest in found.items()
        }
        self.firsts = frozenset(self._by_first)  # the words a phrase may begin with

    def at(self, words: Sequence[Word], i: int) -> tuple[T, int] | None:
        """What the longest phrase at word `i` stands for, and its last word."""
        if i >= len(words):
            return None
        norm = words[i].norm
        for rest, value in self._by_first.get(norm if "'" not in norm else without_ending(norm), ()):
            last = i + len(rest)
            if last < len(words) and all(words[i + k].norm == w for k, w in enumerate(rest, start=1)):
                return value, last
        return None


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """Days from the telling, and whether the night that ends then is meant."""

    days: int
    night: bool


@dataclass(frozen=True)
class Lexicon:
    """Every table of dates. `months_back` counts months before that of telling; `opens` are the words
    beside which a date may stand, `of_month` those of them that a day number may stand before."""

    months: Phrases[int]
    months_back: Phrases[int]
    hijri: Phrases[int]
    ordinals: Phrases[int]
    weekdays: Phrases[int]
    relative: Phrases[RelativeDay]
    opens: frozenset[str]
    of_month: frozenset[str]


@of_words()
def lexicon() -> Lexicon:
    """The tables, built once from the lists."""
    months, days = load_toml("months"), load_toml("weekdays")
    by_name = Phrases((name, m["number"]) for m in months["month"] for name in _names(m))
    back = Phrases((name, group["back"]) for group in months["of_telling"] for name in group["words"])
    hijri = Phrases((name, n) for n, month in enumerate(months["hijri"]["months"], 1) for name in month)
    ordinals = Phrases((name, n) for n, names in enumerate(months["ordinal"]["days"], 1) for name in names)
    weekdays = Phrases(((name, d["iso"]) for d in days["weekday"] for name in _names(d)), prefixed=True)
    relative = Phrases((*_relative(days), *_counted(days)), prefixed=True)
    of_month = by_name.firsts | back.firsts | hijri.firsts
    return Lexicon(
        by_name,
        back,
        hijri,
        ordinals,
        weekdays,
        relative,
        of_month | weekdays.firsts | relative.firsts,
        of_month,
    )


@of_words(maxsize=32)
def date_words(table: str) -> frozenset[str]:
    """The folded single words of one list of weekdays.toml."""
    keys = (_key(p) for p in load_words("weekdays", table))
    return frozenset(key[0] for key in keys if len(key) == 1)


def without_ending(norm: str) -> str:
    """A word without what is written onto it behind an apostrophe: "Haziran'da", "today's"."""
    bare, _, ending = norm.partition("'")
    return bare if len(bare) > 2 and len(ending) <= 3 else norm


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(w.norm for w in words_of(phrase))


def _names(row: Mapping[str, Any]) -> list[str]:
    """The names of a month or day in every language it is listed in."""
    return [name for names in row.values() if isinstance(names, list) for name in names]


def _relative(days: Mapping[str, Any]) -> list[tuple[str, RelativeDay]]:
    return [
        (phrase, RelativeDay(int(group["days"]), bool(group.get("night"))))
        for group in days["relative"]
        for phrase in group["words"]
    ]


def _counted(days: Mapping[str, Any]) -> list[tuple[str, RelativeDay]]:
    """ "Three days ago" for every number listed, in words and digits."""
    counted = days["counted"]
    return [
        (shape.replace("N", said), RelativeDay(-n, night=False))
        for n, words in enumerate(counted["numbers"], start=int(counted["first"]))
        for said in (str(n), *words)
        for shape in counted["shapes"]
    ]
