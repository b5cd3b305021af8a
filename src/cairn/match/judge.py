"""How likely two accounts tell of one event: the levels they compare at, weighed.

Levels enter; log-odds and, for the reader, named features with their sentences leave. The weights are
data (data/features.toml), fitted on labelled pairs; a level the file does not name is refused at load.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from cairn.errors import CairnError
from cairn.vocab.load import load_toml


@dataclass(frozen=True, slots=True)
class Weights:
    """What every level weighs, the sentence it is told in, and the cuts of the joining."""

    prior: float
    weights: dict[str, float]
    sentences: dict[str, str]
    join_at: float
    offer_at: float
    also_at: float
    offers: int
    slope: float
    shift: float

    def log_odds(self, found: tuple[str, ...]) -> float:
        """The prior and the weights of the levels found, added."""
        return self.prior + sum(self.weights[level] for level in found)

    def calibrated(self, link: float) -> float:
        """A mean pair probability as the probability of the join, scaled as joins were found to come true."""
        inside = min(max(link, 1e-4), 1 - 1e-4)
        return probability(self.slope * math.log(inside / (1 - inside)) + self.shift)


def probability(log_odds: float) -> float:
    """Log-odds as a probability; far ends are cut so that nothing is certain."""
    return 1.0 / (1.0 + math.exp(-max(-12.0, min(12.0, log_odds))))


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights as shipped. Raises `CairnError` (match-features) where a level lacks number or sentence."""
    tables = load_toml("features", "cairn.match")
    rows = {name: row for group in tables["level"].values() for name, row in group.items()}
    for name, row in rows.items():
        if not isinstance(row.get("weight"), float) or not row.get("says"):
            raise CairnError("match-features", f"the level {name} needs a weight and a sentence", field=name)
    cuts = tables["cuts"]
    return Weights(
        prior=float(tables["prior"]),
        weights={name: row["weight"] for name, row in rows.items()},
        sentences={name: row["says"] for name, row in rows.items()},
        join_at=float(cuts["join_at"]),
        offer_at=float(cuts["offer_at"]),
        also_at=float(cuts["also_at"]),
        offers=int(cuts["offers"]),
        slope=float(cuts["slope"]),
        shift=float(cuts["shift"]),
    )
