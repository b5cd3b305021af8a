"""The words of the pages of conflicts, years and months, places, and sources (data/parts.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from cairn.vocab.labels import read


def words(lang: str, key: str, **gaps: object) -> str:
    """`words("en", "period.of_year", year=2031)`. Raises `KeyError` where the file has no such words."""
    section, _, name = key.partition(".")
    return _words()[lang][section][name].format(**gaps)


def texts(lang: str) -> Mapping[str, Mapping[str, str]]:
    """All words of one language by section, for a template."""
    return _words()[lang]


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return read(resources.files("cairn.publish").joinpath("data/parts.toml").read_text(encoding="utf-8"))
