"""How a viewpoint is said: "as the United States holds", "grouped as Turkey designates it", English and Arabic."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from cairn.vocab.load import load_toml

from .viewpoint import Viewpoint

LANGUAGES = ("en", "ar")


def held(viewpoint: Viewpoint, lang: str = "en", names: Mapping[str, str] = {}) -> str:
    """Whose assertions count: "as Turkey holds", or "uncontested relations only". `names` are by actor.

    Raises `ValueError` for a language there are no words for.
    """
    words = _words(lang)
    if viewpoint.is_neutral:
        return str(words["neutral"])
    return str(words["holds"].format(holder=spoken(viewpoint.holder, lang, names)))


def grouped(viewpoint: Viewpoint, lang: str = "en", names: Mapping[str, str] = {}) -> str:
    """How a sum or a page is grouped: "grouped as Turkey designates it". Raises `ValueError` as `held` does."""
    words = _words(lang)
    if viewpoint.is_neutral:
        return str(words["neutral_grouped"])
    return str(words["grouped"].format(holder=spoken(viewpoint.holder, lang, names)))


def spoken(actor: str, lang: str = "en", names: Mapping[str, str] = {}) -> str:
    """An actor's or author's name inside a sentence: "the United States"."""
    return str(_words(lang).get("spoken", {}).get(actor) or names.get(actor, actor))


@cache
def _words(lang: str) -> Mapping[str, Any]:
    if lang not in LANGUAGES:
        raise ValueError(f"there are words in {' and '.join(LANGUAGES)}, not in {lang!r}")
    words: Mapping[str, Any] = load_toml("words", __package__ or "")[lang]
    return words
