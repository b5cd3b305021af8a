"""People by name, across Arabic and Latin script: who may be one person, and which families are told of.

A written name enters, its sounded words leave; two names enter, how alike they are leaves. Word order counts, a
left-out middle name costs little, and a wife is not her husband. Names are evidence for joining; nothing here
is shown, and names stay withheld in public.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from cairn.values import is_arabic
from cairn.values.sounds import consonants, plain, sound_alike, sounds
from cairn.vocab.load import load_toml

SAME = 0.85
"""Likeness from which two names are taken for one person: of such pairs among 1,800 names 97 of 100 were."""

_KEPT = 0.25  # two words less alike than this are two words, and the one is left out
_LEFT_OUT = 0.2  # what a word more on one side adds to the length of the comparison
_AS_A_WHOLE = 0.6  # share of the plain likeness of the whole names: it settles what word by word ties
_THE = "-"  # an article weighs as much as a letter: al-Ahmad is likelier al-Ahmad than Ahmad
_SOMEBODY_ELSE = 0.85  # "the wife of X" beside X
_FIRST_LOOK = 15
_WORTH_A_LOOK = 55  # likeness of whole names, of 100

_ASIDE = re.compile(r"[(/\[،,]| or |\n")
_POSSESSIVE = re.compile(r"['’]s\b")
_QUOTES = re.compile(r"['’‘`ʿʾ]")
_NOT_NAME = re.compile(r"[^a-z0-9\u0621-\u064A ]")
_SPACES = re.compile(r" +")
_SERVANT_OF_GOD = re.compile(r"\babdul+ah?\b|\babd (?:al|ul|el)+ah\b")
_SERVANT = re.compile(
    r"\b(?:abd|abid)(?: (?:(?:al|el|ul|ar|as) )?"
    r"|(?:ul|al|el|ur|ar|us|as|er|es|ir|is|il|u|e) (?:(?:al|el|ar|as) )?"
    r"|(?:ul|al|el|ur|ar|us|as|er|es|ir|il|in|un|an)(?=[a-z]{3}))(?=[a-z]{3})"
)
_FAITH = re.compile(r" (?:(?:al|ed|ad|ud|el) )?(?:ed|ad|ud)?dine?\b|(?<=[a-z]{2})[eau]?d?dine?\b")
_ARABIC_SERVANT = re.compile(r"\bعبد ?(?:ال)?(?=[\u0621-\u064A]{2})")
_ARABIC_ARTICLE = re.compile(r"^ال(?=..)")


@dataclass(frozen=True, slots=True)
class Sounded:
    """A name as it is compared: its words sounded, `relations` by position ("wife"), its outer forms."""

    words: tuple[str, ...]
    relations: tuple[bool, ...]
    skeleton: str
    whole: str
    arabic: bool

    @property
    def family(self) -> str:
        """The consonants of the last word where there are two or more: what a family shares; else ""."""
        named = [w for w, kin in zip(self.words, self.relations, strict=True) if not kin]
        return consonants(named[-1]) if len(named) > 1 else ""


@lru_cache(maxsize=200_000)
def sounded(name: str) -> Sounded:
    """The name as it is compared. What stands behind a bracket, a stroke or "or" is another name, left out."""
    kinship = _kinship()
    words: list[tuple[str, bool]] = []
    heads: list[str] = []
    article = ""
    for word in _spelled(name).split():
        if word in kinship.articles:
            article = _THE
        elif word in kinship.dropped or (not words and word in kinship.titles):
            continue
        elif relation := kinship.relations.get(word):
            words.append((relation, True))
            heads.append("")
        elif heard := sounds(bare := _ARABIC_ARTICLE.sub("", word)):
            words.append((heard, False))
            heads.append(_THE if article or bare != word else "")
            article = ""
    skeleton = " ".join(w if kin else consonants(w) for w, kin in words)
    whole = " ".join(head + w.lower() for head, (w, _) in zip(heads, words, strict=True))
    return Sounded(
        tuple(w for w, _ in words), tuple(kin for _, kin in words), skeleton, whole, is_arabic(name)
    )


def same_person(a: Sounded, b: Sounded) -> float:
    """How alike two names are, 0 to 1; symmetric. From SAME up they may well be one person's."""
    if not a.words or not b.words:
        return 0.0
    if (not b.arabic, b.whole, b.skeleton) < (not a.arabic, a.whole, a.skeleton):
        a, b = b, a
    outer = (fuzz.ratio(a.skeleton, b.skeleton) + fuzz.ratio(a.whole, b.whole)) / 200
    likeness = (1 - _AS_A_WHOLE) * _in_order(a, b) + _AS_A_WHOLE * outer
    return likeness if a.relations[0] == b.relations[0] else likeness * _SOMEBODY_ELSE


class Names:
    """Many names made ready to be searched; a quick look at all of them, a close look at the best."""

    def __init__(self, among: Sequence[Sounded]) -> None:
        self._among = among
        self._skeletons = [n.skeleton for n in among]
        self._wholes = [n.whole for n in among]

    def nearest(self, name: Sounded, limit: int = 5) -> list[tuple[int, float]]:
        """The positions of the names most like it, likeliest first, with how alike they are."""
        looks = (
            process.extract(text, texts, scorer=fuzz.ratio, limit=_FIRST_LOOK, score_cutoff=_WORTH_A_LOOK)
            for text, texts in ((name.skeleton, self._skeletons), (name.whole, self._wholes))
        )
        at = {position for look in looks for _, _, position in look}
        found = [(position, same_person(name, self._among[position])) for position in sorted(at)]
        return sorted(found, key=lambda f: -f[1])[:limit]


def families(names: Sequence[Sounded], at_least: int = 2) -> frozenset[str]:
    """The families of which so many of these names are members: a group that several accounts may tell of."""
    told = [n.family for n in names if n.family]
    return frozenset(f for f in told if told.count(f) >= at_least)


def _in_order(a: Sounded, b: Sounded) -> float:
    """The best way to lay the words of one beside those of the other without changing their order."""
    best = [[0.0] * (len(b.words) + 1) for _ in range(len(a.words) + 1)]
    for i, (x, x_kin) in enumerate(zip(a.words, a.relations, strict=True), start=1):
        for j, (y, y_kin) in enumerate(zip(b.words, b.relations, strict=True), start=1):
            paired = best[i - 1][j - 1] + _beside(x, y, x_kin, y_kin) - _KEPT
            best[i][j] = max(best[i - 1][j], best[i][j - 1], paired)
    shorter, more = min(len(a.words), len(b.words)), abs(len(a.words) - len(b.words))
    return best[-1][-1] / (1 - _KEPT) / (shorter + _LEFT_OUT * more)


def _beside(x: str, y: str, x_kin: bool, y_kin: bool) -> float:
    """How alike two words are: a relation is the same, another one, or no relation at all."""
    if x_kin or y_kin:
        return 1.0 if x == y else -0.6 if x_kin and y_kin else 0.0
    return sound_alike(x, y)


def _spelled(name: str) -> str:
    """The name with compounds written in one way: servant-of names and names of the faith as one word."""
    first = _ASIDE.split(name)[0]
    text = plain(first if len(first.split()) > 1 else name)
    text = _SPACES.sub(" ", _NOT_NAME.sub(" ", _QUOTES.sub("", _POSSESSIVE.sub(" ", text))))
    text = _ARABIC_SERVANT.sub("عبد", text).replace("عبدله", "عبداله").replace(" الدين", "دين")
    text = _SERVANT.sub("abd", _SERVANT_OF_GOD.sub("abdalah", text))
    return _FAITH.sub("din", text)


@dataclass(frozen=True, slots=True)
class _Kinship:
    relations: Mapping[str, str]
    dropped: frozenset[str]
    titles: frozenset[str]
    articles: frozenset[str]


@lru_cache(maxsize=1)
def _kinship() -> _Kinship:
    tables = load_toml("kinship", "cairn.match")
    signs = {name: chr(ord("0") + n) for n, name in enumerate(tables["relations"])}  # one sign, no letters
    relations = {plain(w): signs[name] for name, words in tables["relations"].items() for w in words}
    of = {name: frozenset(map(plain, tables["drop"][name])) for name in ("words", "articles", "titles")}
    return _Kinship(relations, of["words"], of["titles"], of["articles"])
