"""What the API says in words, in every language that pages have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from cairn.vocab.labels import LANGUAGES, read


def words(lang: str, key: str) -> str:
    """`words("en", "answer.caveat")`. Raises `KeyError` where the file has no such words."""
    section, _, name = key.partition(".")
    return _words()[lang][section][name]


def said(key: str) -> dict[str, str]:
    """The same by language, as an answer holds it."""
    return {lang: words(lang, key) for lang in LANGUAGES}


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return read(resources.files("cairn.publish").joinpath("data/api.toml").read_text(encoding="utf-8"))
