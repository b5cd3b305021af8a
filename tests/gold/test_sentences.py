"""The languages read by word list keep the scores they say they have, on sentences no rule was made from.

The sentences are invented and labelled by us (tests/gold/README.md); no native reader has seen them.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cairn.extract.language import LEAST_PRECISION, LEAST_RECALL
from cairn.extract.lexicon_file import lexicon
from cairn.shell.evaluate.sentences import NAIVE, OURS, SentenceScore, evaluate_sentences, sentence_of

HERE = Path(__file__).parent
LANGUAGES = ("ckb", "he", "ku", "ru", "tr", "uk")


def scores(language: str) -> dict[str, SentenceScore]:
    lines = (HERE / f"sentences.{language}.jsonl").read_text("utf-8").splitlines()
    told = [sentence_of(json.loads(line)) for line in lines]
    assert len(told) >= 60
    assert {s.language for s in told} == {language}
    return {s.method: s for s in evaluate_sentences([s for s in told if s.side == "score"])}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_the_score_its_word_list_says(language: str) -> None:
    measured = lexicon(language).measured
    found = scores(language)
    ours = found[OURS]
    assert ours.sentences == measured["sentences"]
    assert ours.claims.precision >= max(LEAST_PRECISION, measured["precision"] - 0.001)
    assert ours.claims.recall >= max(LEAST_RECALL, measured["recall"] - 0.001)
    assert ours.claims.f1 > found[NAIVE].claims.f1
