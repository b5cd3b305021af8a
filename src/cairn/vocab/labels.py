"""The words of the site in English and Arabic: one reviewed file, data/labels.toml, read once.

A label holds both languages or the file is refused; counts stand beside a label ("Incidents: 63") so
that no sentence depends on a plural form.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from cairn.errors import FileRefused

from .load import load_toml

LANGUAGES = ("en", "ar")
"""Languages of the site, first the one shown where none is chosen."""

DIRECTION = {"en": "ltr", "ar": "rtl"}
"""In which direction each is written."""

Section = Mapping[str, str]


def read(toml: str) -> dict[str, dict[str, dict[str, str]]]:
    """language -> section -> key -> words. Raises `FileRefused` where a language is missing or blank."""
    sections = tomllib.loads(toml)
    if not sections:
        raise FileRefused("labels-empty", "the file of labels is empty", remedy="restore labels.toml")
    words: dict[str, dict[str, dict[str, str]]] = {lang: {} for lang in LANGUAGES}
    for section, entries in sections.items():
        for key, entry in entries.items():
            whole = isinstance(entry, dict) and set(entry) == set(LANGUAGES)
            if not whole or not all(map(str.strip, entry.values())):
                name = f"{section}.{key}"
                raise FileRefused(
                    "labels-language", "a label needs words in every language", field=name, value=entry
                )
            for lang in LANGUAGES:
                words[lang].setdefault(section, {})[key] = entry[lang]
    return words


@cache
def _all() -> dict[str, dict[str, dict[str, str]]]:
    return read(resources.files("cairn.vocab").joinpath("data/labels.toml").read_text(encoding="utf-8"))


def sections(lang: str) -> Mapping[str, Section]:
    """Every section of one language. Raises `KeyError` for a language the site does not have."""
    return _all()[lang]


def label(lang: str, section: str, key: str) -> str:
    """The words for a closed value; a value without a label is shown as it is, its underscores as spaces."""
    return _all()[lang][section].get(key) or key.replace("_", " ")


def say(lang: str, key: str, **values: object) -> str:
    """A sentence of the section `ui` with its gaps filled. Raises `KeyError` where it does not exist."""
    return _all()[lang]["ui"][key].format(**values)


def between(lang: str, sign: str = "comma") -> str:
    """What stands between parts of a line, in the sign of the language: a `comma` or a `semicolon`, and a gap."""
    return f"{say(lang, sign)} "


def terms() -> dict[str, dict[str, str]]:
    """Weapons and kinds of place by id, as they are to be read, per language."""
    rows = [*load_toml("weapons")["weapon"], *load_toml("infrastructure")["infrastructure"]]
    return {row["id"]: {"en": row["label_en"], "ar": row["label_ar"]} for row in rows}
