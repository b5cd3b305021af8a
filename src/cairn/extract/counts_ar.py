"""Reads Arabic sentences for harm to people: killed, injured, missing, trapped, recovered, the named dead.

A text enters as it stands, claims leave with offsets into it. The text is folded for reading, cut into
sentences, and each is walked by extract/harm_ar.py. Words and bounds stand in vocab/data/ar_casualties.toml.

Policy: a vague word gives no number, or the least it can mean ("dozens" is at least twenty); killed and
injured in one figure bound both from above only; a family is an unknown number; a denied harm is no claim;
what follows بينهم is a part of the figure before it and never added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cairn.extract.clean import fold_char, fold_for_reading
from cairn.extract.model import Claim
from cairn.values import Passage
from cairn.vocab.closed import Kind

from .context_ar import context_of
from .cues_ar import cues
from .harm_ar import HarmReader
from .names_ar import is_list_break
from .people_ar import Word, words_of
from .scope import unless_huge

_SENTENCE_ENDS = frozenset(".!?؟؛\n|…")


def claims_ar(text: str) -> list[Claim]:
    """Every claim about harm to people in an Arabic text, `text[claim.start:claim.end]` its words."""
    folded = fold_for_reading(text)
    found: list[Claim] = []
    for sentence in _sentences(words_of(folded.text)):
        around = context_of(sentence)
        by = folded.span(*around.attributed).of(text).strip() if around.attributed else ""
        for claim in HarmReader(sentence, around, cues()).read():
            start, end = _whole_words(text, folded.span(claim.start, claim.end))
            value = text[start:end] if claim.kind is Kind.VICTIM else claim.value
            event = unless_huge(claim)
            found.append(replace(claim, start=start, end=end, value=value, attributed_to=by, event=event))
    return found


def _whole_words(text: str, passage: Passage) -> tuple[int, int]:
    """The passage with the letters and marks behind it that folding drops: the hamza of "شهداء"."""
    end = passage.end
    while end < len(text) and not fold_char(text[end]):
        end += 1
    return passage.start, end


def _sentences(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words between two marks that end a sentence; a line break ends one unless names are listed."""
    texts = [word.text for word in words]
    now: list[Word] = []
    for at, word in enumerate(words):
        listed = word.text == "\n" and now and is_list_break(texts, at, cues())
        if word.text not in _SENTENCE_ENDS or listed:
            now.append(word)
        elif now:
            yield now
            now = []
    if now:
        yield now
