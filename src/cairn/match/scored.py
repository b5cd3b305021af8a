"""How likely two accounts are of one event, as a whole number: the same function in every path.

Two prepared accounts and what surrounds them enter, a likelihood leaves. The joiner calls it pair by pair, the
bulk paths from worker processes, on DuckDB's pairs or on Spark's.
"""

from __future__ import annotations

from cairn.match.cluster import WHOLE
from cairn.match.compare import levels
from cairn.match.facts import Facts
from cairn.match.judge import Weights, probability
from cairn.match.surroundings import Surroundings

KEPT = 0.02
"""Pairs less likely than this are not kept: they can join nothing and are offered to nobody."""


def scored(a: Facts, b: Facts, around: Surroundings, weights: Weights) -> int:
    """In parts of `WHOLE`; below nought where the pair may be offered to a person but may not join by rule, and 0
    where it is not worth keeping."""
    found = levels(a, b, around)
    p = probability(weights.log_odds(found))
    if p < KEPT:
        return 0
    joins = (_may_join(a) and _may_join(b)) or "people_shared" in found or "words_copy" in found
    return round(p * WHOLE) if joins else -round(p * WHOLE)


def anchored(f: Facts) -> bool:
    """Whether its day is known, or a place finer than an area: such an account may found an incident."""
    return f.dated or f.placed


def _may_join(f: Facts) -> bool:
    """Whether anything is known of its day or place, be it a province only."""
    return anchored(f) or f.area is not None
