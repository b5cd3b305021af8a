"""What a very small model once answered to invented texts, and answers made to be worse: nothing wrong is accepted."""

from __future__ import annotations

import json

import pytest

from cairn.extract.llm import Weight
from extract.adversary import Text, accepted_wrongly, answered, said_wrongly, texts

TEXTS = texts()


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t.text[:30])
def test_none_of_its_wrong_numbers_or_invented_quotes_is_accepted(text: Text) -> None:
    assert accepted_wrongly(text, answered(text, text.answer)) == []


def test_it_was_wrong_often_enough_for_that_to_mean_something() -> None:
    assert len(TEXTS) >= 20
    assert sum(said_wrongly(text, answered(text, text.answer)) for text in TEXTS) >= 10


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t.text[:30])
def test_no_number_is_accepted_because_true_words_are_quoted_for_it(text: Text) -> None:
    """Every word of the text quoted, and every figure that the text does not give claimed for it."""
    words = text.text.split()
    quotes = [" ".join(words[a : a + n]) for n in (3, 6, len(words)) for a in range(0, len(words) - n + 1, 2)]
    wrong = [
        {
            "quote": quote,
            "kind": kind,
            "min": low,
            "max": high,
            "group": "all",
            "status": "unknown",
            "event": "this",
        }
        for quote in quotes
        for kind in ("killed", "injured")
        for low, high in ((1, 1), (2, 2), (12, 12), (14, 14), (40, 40), (900, 900), (5, None), (None, 34))
    ]
    for at in range(0, len(wrong), 60):
        second = answered(text, json.dumps({"claims": wrong[at : at + 60]}, ensure_ascii=False))
        assert accepted_wrongly(text, second) == []
        assert Weight.SUPPORTS not in second.weights.values() or text.truth
