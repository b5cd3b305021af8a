"""A crosswalk's codes in words, English and Arabic (data/crosswalk.toml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from cairn.vocab.load import load_toml

from .model import Class, Reason

LANGUAGES = ("en", "ar")


@cache
def tables() -> Mapping[str, Any]:
    """The file as it is."""
    return load_toml("crosswalk", "cairn.crosswalk")


def said(reason: Reason, lang: str) -> str:
    """A reason as a sentence."""
    words: str = tables()["reasons"][reason.code][lang]
    return words.format_map(dict(reason.values))


def sentences(reasons: Iterable[Reason], lang: str) -> str:
    """Reasons as sentences, one behind the other."""
    return " ".join(said(reason, lang) for reason in reasons)


def class_words(where: Class, lang: str) -> str:
    """What a class is called."""
    words: str = tables()["classes"][where.value][lang]
    return words


def note(code: str, lang: str) -> str:
    """What stands above every crosswalk."""
    words: str = tables()["notes"][code][lang]
    return words
