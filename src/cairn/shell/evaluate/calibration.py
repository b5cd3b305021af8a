"""Whether a stated confidence is kept: guesses with what came of them enter, errors and bins leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.vocab.closed import ReadingDecision

BINS = 10


@dataclass(frozen=True, slots=True)
class Guess:
    """One reading, whether it is the report's main one and gives a figure, and whether both ends, or the lowest figures
    alone, are right."""

    id: str
    main: bool
    confidence: float
    decision: ReadingDecision
    figure: bool
    right: bool
    right_low: bool
    right_killed: bool  # the lowest figure of killed alone


@dataclass(frozen=True, slots=True)
class Bin:
    """Readings of about one confidence: how many, their mean confidence, the share that is right."""

    n: int
    confidence: float
    right: float


def reliability(guesses: Sequence[tuple[float, bool]], bins: int = BINS) -> list[Bin]:
    """The guesses in bins of equal width from 0 to 1, in order of confidence; empty bins are left out."""
    parts: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in guesses:
        parts.setdefault(min(bins - 1, int(confidence * bins)), []).append((confidence, right))
    return [
        Bin(len(part), sum(c for c, _ in part) / len(part), sum(r for _, r in part) / len(part))
        for _, part in sorted(parts.items())
    ]


def calibration_error(guesses: Sequence[tuple[float, bool]], bins: int = BINS) -> float:
    """The expected calibration error (Naeini et al. 2015), over bins of equal width. Raises `ValueError` on none."""
    if not guesses:
        raise ValueError("no guesses to calibrate")
    parts = reliability(guesses, bins)
    return sum(b.n * abs(b.confidence - b.right) for b in parts) / len(guesses)
