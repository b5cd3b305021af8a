"""The words of the site: both languages, the same gaps, every closed value named."""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter
from typing import get_args

import pytest

from cairn.control.beside import Verdict
from cairn.control.model import DENOMINATORS, Status
from cairn.errors import FileRefused
from cairn.official import lexicon
from cairn.tally.declared_model import OF_INCIDENTS, Standing
from cairn.tally.waterfall import STEPS
from cairn.values import Precision
from cairn.vocab import closed
from cairn.vocab.actors import KINDS
from cairn.vocab.labels import LANGUAGES, read, sections


def test_both_languages_have_the_same_keys() -> None:
    keys = [{(s, k) for s, words in sections(lang).items() for k in words} for lang in LANGUAGES]
    assert keys[0] == keys[1]


def test_both_languages_fill_the_same_gaps() -> None:
    english, arabic = sections("en"), sections("ar")
    for section, words in english.items():
        for key in words:
            gaps = [
                sorted(g for _, g, _, _ in Formatter().parse(w[section][key]) if g) for w in (english, arabic)
            ]
            assert gaps[0] == gaps[1], (section, key)


@pytest.mark.parametrize(
    ("section", "values"),
    [
        ("grade", closed.Grade),
        ("grade_meaning", closed.Grade),
        ("kind", closed.Kind),
        ("group", closed.Group),
        ("status", closed.Status),
        ("strike", closed.StrikeStatus),
        ("role", closed.Role),
        ("source", closed.SourceKind),
        ("precision", Precision),
        ("outcome", closed.Outcome),
        ("reason", closed.Reason),
        ("standing", Standing),
        ("standing_short", OF_INCIDENTS),
        ("step", STEPS),
        ("document", ("release", "strikes", "statement", "sheet")),
        ("link", ("accepted", "auto", "offered", "rejected", "filed")),
        ("bulletin", tuple(lexicon.words().figures)),
        ("sum", ("stock", "parts", "chain", "gap")),
        ("beside", get_args(Verdict)),
        ("denominator", DENOMINATORS),
        ("ground_status", get_args(Status)),
        ("actor_kind", KINDS),
        ("month_short", [str(n) for n in range(1, 13)]),
    ],
)
def test_every_closed_value_has_its_words(section: str, values: Iterable[str]) -> None:
    assert {str(v) for v in values} <= set(sections("en")[section])


@pytest.mark.parametrize(
    "toml", ["", "[ui]\nx = { en = 'a' }", "[ui]\nx = { en = 'a', ar = ' ' }", "[ui]\nx = 'a'"]
)
def test_it_refuses_a_file_without_both_languages(toml: str) -> None:
    with pytest.raises(FileRefused):
        read(toml)


def test_no_word_of_the_site_says_what_recorders_do_not_say() -> None:
    words = " ".join(w.casefold() for section in sections("en").values() for w in section.values())
    for unwanted in ("admit", "terrorist", "collateral", "no civilians harmed", "midpoint", "verdict"):
        assert unwanted not in words
