"""How words of control are named in one language: authors, actors, anchors; and one word as it is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cairn.control.model import Assertion, Denominator
from cairn.publish.rows.index import Index
from cairn.publish.wording.figures import day_words
from cairn.publish.wording.ground_words import listed, word_days, word_told
from cairn.vocab.labels import say


@dataclass(frozen=True, slots=True)
class ControlNames:
    """The names of one place's page: `slug` its folder, `anchors` and `sizes` by area."""

    found: Index
    lang: str
    slug: str
    anchors: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, str] = field(default_factory=dict)

    def actor(self, key: str) -> str:
        """An actor's name in the language."""
        return self.found.name("actor", key, self.lang) if key in self.found.record.actors else key

    def author(self, key: str) -> str:
        """Who says something, as it may be named: an actor, a name as it was given, or that it is withheld."""
        return self.actor(key) if key else say(self.lang, "withheld_resident")

    def list(self, words: Sequence[str]) -> str:
        """Names one after another."""
        return listed(self.lang, words)


@dataclass(frozen=True, slots=True)
class WordView:
    """One author's word: what it says, of which days, who said it, when and where."""

    anchor: str
    told: str
    days: str
    author: str
    withheld: bool
    said: str
    source: str
    url: str
    note: str


def word_view(word: Assertion, names: ControlNames) -> WordView:
    """A word as a page shows it."""
    lang = names.lang
    is_address = word.source.startswith(("https://", "http://")) and " " not in word.source
    return WordView(
        anchor=word_anchor(word),
        told=word_told(lang, word, names.actor),
        days=word_days(lang, word),
        author=names.author(word.asserted_by),
        withheld=not word.asserted_by,
        said=say(lang, "said_in", day=day_words(lang, word.said.isoformat())) if word.said else "",
        source=word.source,
        url=word.source if is_address else "",
        note=word.note,
    )


def _mark(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def word_anchor(word: Assertion) -> str:
    """Where a word stands in the page of its place."""
    return f"w-{_mark(word.id)}"


def area_key(area: str) -> str:
    """Where an area's words stand in the page of its place."""
    return f"in-{_mark(area)}"


def size_words(lang: str, amount: float, denominator: Denominator) -> str:
    """An amount of ground: square kilometres, or a number of neighbourhoods."""
    if denominator == "neighbourhoods":
        return say(lang, "neighbourhoods_n", n=f"{amount:g}")
    return say(lang, "km2", n=f"{amount:.2f}".rstrip("0").rstrip("."))
