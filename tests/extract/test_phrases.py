"""Words with their offsets, and phrases found in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.extract.phrases import PhraseTable, words_of


def norms(text: str) -> list[str]:
    return [w.norm for w in words_of(text)]


@pytest.mark.parametrize("written", ["قصف", "قـصـف", "قـ ـصـ ـف", "قَصْفٌ", "قـ.ـصـ.ـف", "ق*صف", "قصـــف"])
def test_a_broken_word_is_one_word(written: str) -> None:
    assert norms(written) == ["قصف"]
    (word,) = words_of(written)
    assert (word.start, word.end) == (0, len(written))


def test_two_words_with_a_stop_between_stay_two() -> None:
    assert norms("قصف.وأصيب رجل") == ["قصف", "واصيب", "رجل"]


def test_sentences_are_counted_at_stops_and_new_lines_but_not_inside_numbers_and_initials() -> None:
    assert [w.sentence for w in words_of("One. Two\nThree 3.5 U.S. four؟ خمسة")] == [0, 1, 2, 2, 2, 2, 2, 3]


def test_a_phrase_matches_with_article_and_prefixes_and_the_longest_wins() -> None:
    table = PhraseTable([("قوات", "short"), ("قوات النظام", "long")])
    words = words_of("وقوات النظام ثم القوات")
    assert [(m.value, m.first, m.last) for m in table.find(words)] == [("long", 0, 1), ("short", 3, 3)]


def test_a_phrase_does_not_reach_over_a_stop() -> None:
    table = PhraseTable([("قوات النظام", "x")])
    assert list(table.find(words_of("قوات. النظام"))) == []


def test_short_capitals_match_capitals_only() -> None:
    table = PhraseTable([("US", "country")])
    assert [m.first for m in table.find(words_of("the U.S. told us of US"))] == [1, 5]


@given(st.text(max_size=120))
def test_every_word_lies_in_the_text_in_order(text: str) -> None:
    at = 0
    for word in words_of(text):
        assert at <= word.start < word.end <= len(text)
        assert word.norm
        at = word.end
