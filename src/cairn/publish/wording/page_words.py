"""The words of the pages about the record itself: what changed, corrections, limits, coverage, backlog, about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from cairn.vocab.labels import read

from .markup import Html, text


def words(lang: str, key: str, **gaps: object) -> str:
    """`words("en", "changes.lead")`, its gaps filled. Raises `KeyError` where the file has no such words."""
    section, _, name = key.partition(".")
    return _words()[lang][section][name].format(**gaps)


def words_html(lang: str, key: str, **gaps: object) -> Html:
    """The same as markup: gaps that hold markup go in as they are, all else is escaped."""
    section, _, name = key.partition(".")
    held = {k: v if isinstance(v, Html) else text(v) for k, v in gaps.items()}
    return Html(text(_words()[lang][section][name]).format(**held))


def texts(lang: str) -> Mapping[str, Mapping[str, str]]:
    """All words of one language by section, for a template."""
    return _words()[lang]


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return read(resources.files("cairn.publish").joinpath("data/pages.toml").read_text(encoding="utf-8"))
