"""Invented texts with what they say, set down by hand, and what a very small model answered to each of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from cairn.errors import ModelFault
from cairn.extract.llm import Second, parse_answer, second_reading
from cairn.extract.read import extract
from cairn.sources.report import Report
from cairn.vocab.closed import COUNT_KINDS

Figure = tuple[str, str, int | None, int | None]


@dataclass(frozen=True)
class Text:
    """`truth` holds every figure that a careful reader takes from the text: kind, group, min, max."""

    text: str
    truth: frozenset[Figure]
    answer: str


def texts() -> list[Text]:
    """All of them."""
    path = Path(__file__).with_name("said_by_a_small_model.jsonl")
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Text(r["text"], frozenset(map(tuple, r["truth"])), r["answer"]) for r in rows]


def answered(text: Text, answer: str) -> Second:
    """An answer to the text, checked; one that cannot be read says nothing."""
    ours = extract(Report(id="r", text=text.text), None, published=None)
    try:
        return second_reading(text.text, ours, parse_answer(answer))
    except ModelFault:
        return Second((), {})


def accepted_wrongly(text: Text, second: Second) -> list[object]:
    """What was accepted and is not in the truth, or whose words are not in the text."""
    wrong: list[object] = []
    for found in second.checked:
        if not found.accepted:
            continue
        claim = found.claim
        figure = (found.said.kind.value, found.said.group.value, found.said.min, found.said.max)
        if (
            claim is None
            or not text.text[claim.start : claim.end].strip()
            or (found.said.kind in COUNT_KINDS and figure not in text.truth)
        ):
            wrong.append(found)
    return wrong


def said_wrongly(text: Text, second: Second) -> int:
    """How many counts it gave that the text does not give: what the checks had to stop."""
    counts = [c.said for c in second.checked if c.said.kind in COUNT_KINDS]
    return sum((s.kind.value, s.group.value, s.min, s.max) not in text.truth for s in counts)
