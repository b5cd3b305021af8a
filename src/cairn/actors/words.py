"""How viewpoints and relations are said: "grouped as Turkey designates it", "A is part of B, says C; denied by A".

English and Arabic, by data/words.toml; in Arabic text days and codes of countries keep their own direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from cairn.vocab.load import load_toml
from cairn.vocab.relations import Bounded, Relation

from .viewpoint import DENIES, Viewpoint

LANGUAGES = ("en", "ar")
Names = Mapping[str, str]
_NO_NAMES: Names = MappingProxyType({})
_ISOLATE, _POP = "\u2066", "\u2069"


def held(viewpoint: Viewpoint, lang: str = "en", names: Names = _NO_NAMES) -> str:
    """Whose assertions count: "as Turkey holds", or "uncontested relations only". `names` are by actor.

    Raises `ValueError` for a language there are no words for.
    """
    words = _words(lang)
    if viewpoint.is_neutral:
        return str(words["neutral"])
    key = "silent" if viewpoint.silent else "holds"
    return str(words[key].format(holder=spoken(viewpoint.holder, lang, names)))


def grouped(viewpoint: Viewpoint, lang: str = "en", names: Names = _NO_NAMES) -> str:
    """How a sum or a page is grouped: "grouped as Turkey designates it"; where Turkey has said nothing, that too.

    Raises `ValueError` as `held` does.
    """
    words = _words(lang)
    if viewpoint.is_neutral:
        return str(words["neutral_grouped"])
    key = "silent_grouped" if viewpoint.silent else "grouped"
    return str(words[key].format(holder=spoken(viewpoint.holder, lang, names)))


def spoken(actor: str, lang: str = "en", names: Names = _NO_NAMES) -> str:
    """An actor's or author's name inside a sentence: "the United States"."""
    named = _words(lang).get("spoken", {}).get(actor) or names.get(actor)
    return str(named or _isolated(actor, lang))


def saying(word: Relation, lang: str = "en", names: Names = _NO_NAMES) -> str:
    """What a word is about, whether it says or denies it: "A is part of B"."""
    subject, other = spoken(word.subject, lang, names), spoken(word.object, lang, names)
    return str(_words(lang)["relation"][word.about].format(subject=subject, object=other))


def said(word: Relation, lang: str = "en", names: Names = _NO_NAMES) -> str:
    """A word with who says it and for which days: "A is part of B, says C (from 2014-01-01)"."""
    form = _words(lang)["denies" if word.relation == DENIES else "says"]
    author = spoken(word.asserted_by, lang, names)
    return f"{form.format(saying=saying(word, lang, names), author=author)} ({days(word, lang)})"


def steps(words: Iterable[Relation], lang: str = "en", names: Names = _NO_NAMES) -> str:
    """The words of a chain, each thing that is said once, with all who say it: "A is part of B, says C, D; ..."."""
    forms = _words(lang)
    told: dict[str, dict[str, None]] = {}
    for word in words:
        author = spoken(word.asserted_by, lang, names)
        told.setdefault(saying(word, lang, names), {})[author] = None
    join = forms["list_join"].join
    return str(forms["join"].join(forms["says"].format(saying=s, author=join(a)) for s, a in told.items()))


def contested(
    words: Sequence[Relation], against: Iterable[Relation], lang: str = "en", names: Names = _NO_NAMES
) -> str:
    """Words that all say one thing, with all who say it, whoever denies it, and what cannot hold beside it; without such
    words, what follows from others and is denied."""
    forms, others = _words(lang), tuple(against)
    join = forms["list_join"].join
    edge = saying((*words, *others)[0], lang, names)
    authors = join(dict.fromkeys(_author(w, lang, names) for w in words))
    told = [forms["says" if words else "follows"].format(saying=edge, author=authors)]
    if denying := dict.fromkeys(_author(w, lang, names) for w in others if w.relation == DENIES):
        told.append(forms["denied_by"].format(authors=join(denying)))
    told += [said(w, lang, names) for w in others if w.relation != DENIES]
    return str(forms["join"].join(told))


def _author(word: Relation, lang: str, names: Names) -> str:
    return f"{spoken(word.asserted_by, lang, names)} ({days(word, lang)})"


def days(word: Bounded, lang: str = "en") -> str:
    """The days and countries that it is told for: "from 2014-01-01, in IQ, SY"."""
    words = _words(lang)
    first, last = (_isolated(d.isoformat(), lang) if d else "" for d in (word.start, word.end))
    key = "days" if first and last else "from" if first else "until" if last else "no_days"
    told = [words[key].format(first=first, last=last)]
    if word.countries:
        listed = words["list_join"].join(_isolated(c, lang) for c in word.countries)
        told.append(words["in_countries"].format(countries=listed))
    return str(words["list_join"].join(told))


def _isolated(text: str, lang: str) -> str:
    return f"{_ISOLATE}{text}{_POP}" if lang == "ar" else text


@cache
def _words(lang: str) -> Mapping[str, Any]:
    if lang not in LANGUAGES:
        raise ValueError(f"there are words in {' and '.join(LANGUAGES)}, not in {lang!r}")
    words: Mapping[str, Any] = load_toml("words", __package__ or "")[lang]
    return words
