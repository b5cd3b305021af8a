"""Why a claim entered no range, in words that may be public: the core's sentences, known one by one.

Enters: a sentence of the core. Leaves: the same without the source's own words, or nothing where it is not known; and
its words in a language. The list is data/out_of_range.toml.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from cairn.publish.rows.index import Index
from cairn.vocab.labels import read

from .figures import day_words

_GAPS = {"actor": r"(?P<actor>[a-z0-9_:./-]{1,60})", "day": r"(?P<day>\d{4}-\d\d-\d\d)"}
_SCOPE = re.compile(r"^a cumulative total \(.*\): ", re.DOTALL)


def plain(why: str) -> str:
    """The reason as it may be public: the scope of a total, which is the source's words, left out; "" for a sentence
    that is not known."""
    told = _SCOPE.sub("a cumulative total: ", why)
    return told if _key(told) else ""


def out_words(found: Index, why: str, lang: str) -> str:
    """The reason in a language; a sentence that is not known stays as it is."""
    hit = _key(plain(why))
    if not hit:
        return why
    key, values = hit
    if "actor" in values:
        values["actor"] = found.name("actor", values["actor"], lang)
    if "day" in values:
        values["day"] = day_words(lang, values["day"])
    return _words()[lang]["out"][key].format(**values)


def _key(why: str) -> tuple[str, dict[str, str]] | None:
    for key, pattern in _patterns():
        if match := pattern.fullmatch(why):
            return key, match.groupdict()
    return None


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    file = resources.files("cairn.publish").joinpath("data/out_of_range.toml")
    return read(file.read_text(encoding="utf-8"))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for key, words in _words()["en"]["out"].items():
        shape = re.escape(words)
        for gap, taken in _GAPS.items():
            shape = shape.replace(re.escape("{" + gap + "}"), taken)
        found.append((key, re.compile(shape)))
    return tuple(found)
