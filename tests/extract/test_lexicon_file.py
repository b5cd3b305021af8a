"""A language's word list is checked when it is opened: what no reader knows is refused, not passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from cairn.errors import CairnError
from cairn.extract.language import LEAST_PRECISION, LEAST_RECALL, supported
from cairn.extract.lexicon_counts import claims_by_lexicon
from cairn.extract.lexicon_file import languages, lexicon
from cairn.vocab.closed import Group, Kind
from cairn.vocab.load import use_words

SHIPPED = ("ckb", "he", "ku", "ru", "tr", "uk")


@pytest.fixture(autouse=True)
def only_shipped_words():
    yield
    use_words({})


@pytest.mark.parametrize("code", SHIPPED)
def test_what_ships_can_be_opened_and_says_its_score(code: str) -> None:
    words = lexicon(code)
    assert words.phrases
    assert words.measured["sentences"] >= 30
    assert (code in supported()) == (
        words.measured["precision"] >= LEAST_PRECISION and words.measured["recall"] >= LEAST_RECALL
    )


def test_the_languages_told_by_a_list_are_those_that_ship() -> None:
    assert languages() == frozenset(SHIPPED)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[wrods]\nand = ["e"]\n', "language-unknown-table"),
        ('[words]\nadn = ["e"]\n', "language-unknown-table"),
        ('[harm.hurt]\nverbs = ["feriu"]\n', "language-unknown-table"),
        ('[people.children]\nsome = ["criança"]\n', "language-unknown-table"),
        ('order = "backwards"\n', "language-bad-value"),
        ('[numbers.words]\none = ["um"]\n', "language-bad-value"),
        ('[people.children]\ngroup = "kids"\none = ["criança"]\n', "language-bad-value"),
        ('words = ["e"]\n', "language-bad-value"),
        ('[words]\nand = "e"\n', "language-bad-value"),
        ('[words]\nand = ["*"]\n', "language-bad-value"),
        ('[measured]\nprecision = "high"\n', "language-bad-value"),
    ],
)
def test_a_faulty_list_is_refused_with_what_is_wrong(text: str, code: str) -> None:
    use_words({"language_pt": text})
    with pytest.raises(CairnError) as told:
        lexicon("pt")
    assert told.value.code == code
    assert told.value.field
    assert told.value.remedy


def test_a_language_that_ships_is_not_read_below_the_score_it_must_reach() -> None:
    use_words({"language_tr": "[measured]\nprecision = 0.5\n"})
    assert lexicon("tr").measured["precision"] == 0.5
    use_words({})
    assert "tr" in supported()


def test_a_language_without_a_list_is_not_known() -> None:
    with pytest.raises(CairnError) as told:
        lexicon("xx")
    assert told.value.code == "vocab-unknown"


def test_the_language_that_the_guide_shows_is_read_as_the_guide_says() -> None:
    page = (Path(__file__).parents[2] / "docs/guide/adding-words.md").read_text("utf-8")
    (shown,) = (part.partition("```")[0] for part in page.split("```toml\n") if "language_pt" in part)
    use_words({"language_pt": shown})
    claims = claims_by_lexicon("Pelo menos três moradores morreram, entre eles duas crianças.", "pt")
    assert [(c.kind, c.min, c.max, c.group) for c in claims] == [
        (Kind.KILLED, 3, None, Group.ALL),
        (Kind.KILLED, 2, 2, Group.CHILDREN),
    ]
