"""How sure a reading is of its figures: its claims and their words enter, a probability and a route leave.

The probability is that the lowest figures of killed and of injured are the ones a careful reader would give by the
same policy. It is a sum of weights, one for each sign of extract/doubts.py, through the logistic curve. The weights are
fitted on texts labelled by hand and not kept for scoring (scripts/fit_confidence.py), and stand in
data/confidence.toml, where they can be read. A reading that gives a figure and one that gives none have each their own:
that nobody is counted is an answer too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cairn.extract.doubts import UNREAD, signs
from cairn.extract.model import Claim, Reading
from cairn.vocab.closed import ReadingDecision
from cairn.vocab.load import load_toml

FIGURE, NO_FIGURE = "figure", "no_figure"
"""The two tables of weights."""


def weighed(reading: Reading, claims: Sequence[Claim], *, text: str, accounts: int, language: str) -> Reading:
    """The reading with its probability and its route. The other arguments are those of `signs`."""
    found = signs(claims, reading.killed, reading.injured, text=text, accounts=accounts, language=language)
    told = table_of(reading)
    sure = probability(found, told)
    decision = route(sure, told)
    if told == NO_FIGURE and decision is ReadingDecision.AUTO and any(found[name] for name in UNREAD):
        decision = ReadingDecision.REVIEW  # a word of harm that was not counted wants a look
    return replace(reading, confidence=round(sure, 3), decision=decision)


def table_of(reading: Reading) -> str:
    """Whose weights a reading has."""
    return NO_FIGURE if reading.killed.is_unknown and reading.injured.is_unknown else FIGURE


def probability(found: Mapping[str, float], told: str) -> float:
    """The chance, 0 to 1, that the lowest figures are right. A sign without a weight counts nothing."""
    fitted = load_toml("confidence", "cairn.extract")[told]
    weights: Mapping[str, float] = fitted["weights"]
    total = float(fitted["base"]) + sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def route(sure: float, told: str) -> ReadingDecision:
    """What may be done with a reading of that probability before anybody has looked."""
    fitted = load_toml("confidence", "cairn.extract")
    if sure >= float(fitted[told]["auto"]):
        return ReadingDecision.AUTO
    return ReadingDecision.REVIEW if sure >= float(fitted["review"]) else ReadingDecision.ABSTAIN
