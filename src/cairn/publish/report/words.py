"""The words of a period's assessment in one language, and what a tally says as markup."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from cairn.publish.rows.record import Names
from cairn.publish.wording.figures import range_html, span_words, spoken_html
from cairn.publish.wording.markup import Html
from cairn.tally.model import Definition, Sum, Tally
from cairn.tally.words import coverage_lines, lines, sentence
from cairn.vocab.closed import Grade
from cairn.vocab.labels import read, sections


def words(lang: str, key: str, **gaps: object) -> str:
    """`words("en", "text.title", period=...)`. Raises `KeyError` where the file has no such words."""
    section, _, name = key.partition(".")
    return _words()[lang][section][name].format(**gaps)


def texts(lang: str) -> Mapping[str, Mapping[str, str]]:
    """All words of one language by section, for a template."""
    return _words()[lang]


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return read(resources.files("cairn.publish").joinpath("data/report.toml").read_text(encoding="utf-8"))


def spoken_names(actors: Names, lang: str) -> dict[str, str]:
    """Actors and countries by id, as a sentence of this language says them."""
    return {**sections(lang)["country"], **{key: name.get(lang) or key for key, name in actors.items()}}


def statement(
    tally: Tally, lang: str, names: Mapping[str, str], beside: Mapping[Grade, Tally]
) -> tuple[Html, tuple[Html, ...], tuple[Html, ...]]:
    """A tally in its own words, its coverage left out: the definition, the figures, and what is told with them."""
    told = lines(tally, lang, names, beside)[len(coverage_lines(tally.coverage, lang, names)) :]
    figures = len(tally.definition.count) if tally.incidents else 1
    spoken = [spoken_html(lang, line) for line in told]
    return spoken[0], tuple(spoken[1 : 1 + figures]), tuple(spoken[1 + figures :])


def told(tally: Tally, lang: str, outcome: str = "killed") -> Html:
    """The one sentence of a tally, in which a number never stands alone."""
    return spoken_html(lang, sentence(tally, lang, outcome))


def sum_html(total: Sum, incidents: int, lang: str) -> Html:
    """A sum for a cell that has its definition beside it; nothing summed is told as such, never as nought."""
    if not incidents or total.without_figure >= incidents:
        return range_html(lang, None, None)
    return range_html(lang, total.min, max(total.min, total.max_of_known))


def period_words(definition: Definition, lang: str) -> str:
    """The days asked for: a month or a year by its name where it is whole."""
    first, last = definition.from_day, definition.to_day
    return span_words(lang, first.isoformat() if first else None, last.isoformat() if last else None)
