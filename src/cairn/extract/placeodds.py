"""How likely each spot is the event's, and how far off the likeliest may be: uses of names in, an `Outlook` out.

Three small linear models, their weights in `data/place_weights.toml` and refitted by `bench/fit_places.py`: which
place of a name is meant, which name tells where it was, and how often such a choice lies within so many
kilometres. The last is what a radius is stated from: it holds the event in four of five such readings.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cairn.extract.placefeatures import Candidate, Use, distance
from cairn.vocab.load import load_toml

MOST = 40
"""Spots that are compared with each other, the likeliest first."""
NEAR_KM, FAR_KM = 5.0, 20.0
NEAR_SHARE = 0.6
"""How much more a spot's likelihood within 5 km counts than that within 20, when one is chosen."""
FLOOR = 0.005


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely a choice lies within `km` of the event: a base and a weight for each feature."""

    km: float
    base: float
    weights: Mapping[str, float]

    def of(self, features: Mapping[str, float]) -> float:
        """0 to 1. Raises `KeyError` where a feature is missing."""
        return 1.0 / (1.0 + math.exp(-self.base - sum(w * features[f] for f, w in self.weights.items())))


@dataclass(frozen=True, slots=True)
class Weights:
    """Every weight. `dares` is the likelihood from which a radius of 5 km or less is stated, `holds` that of a
    wider one, `abstains` the likelihood of lying within 20 km below which no point is given."""

    place: Mapping[str, float]
    use: Mapping[str, float]
    odds: tuple[Odds, ...]
    dares: float
    holds: float
    abstains: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A candidate, the use of a name it belongs to, and how likely it is of all."""

    use: Use
    candidate: Candidate
    likely: float


@dataclass(frozen=True)
class Outlook:
    """The spot chosen, every spot weighed, and what the choice is like in numbers."""

    chosen: Spot
    spots: tuple[Spot, ...]
    features: Mapping[str, float]
    weights: Weights

    @cached_property
    def within(self) -> Mapping[float, float]:
        """Kilometres and how likely the event lies so near, never falling with the distance."""
        found: dict[float, float] = {}
        least = 0.0
        for odds in self.weights.odds:
            least = max(least, odds.of(self.features))
            found[odds.km] = least
        return found

    @property
    def radius_m(self) -> int | None:
        """The smallest radius that holds the event often enough; None where none does within 20 km at all."""
        if self.within[FAR_KM] < self.weights.abstains:
            return None
        for km, likely in self.within.items():
            if likely >= (self.weights.dares if km <= NEAR_KM else self.weights.holds):
                return round(1000 * km)
        return round(2000 * max(self.within))


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights, read once. Raises `CairnError` (vocab-unreadable, vocab-empty) where the file cannot be used."""
    table = load_toml("place_weights", "cairn.extract")
    bounds = table["bounds"]
    odds = tuple(Odds(float(o["km"]), o["base"], o["weights"]) for o in table["odds"])
    return Weights(table["place"], table["use"], odds, bounds["dares"], bounds["holds"], bounds["abstains"])


def likelihoods(features: Sequence[Mapping[str, float]], of: Mapping[str, float]) -> list[float]:
    """One likelihood for each, summing to 1: the exponential of the weighted sum, divided by all."""
    sums = [sum(of.get(f, 0.0) * value for f, value in one.items()) for one in features]
    highest = max(sums)
    raised = [math.exp(s - highest) for s in sums]
    total = sum(raised)
    return [r / total for r in raised]


def outlook(uses: Sequence[Use], unknown: int, by: Weights) -> Outlook:
    """The likeliest spot of all uses, of which there is at least one.

    `unknown` is how many names of the account no gazetteer knows.
    """
    of_use = likelihoods([u.features for u in uses], by.use)
    spots = [
        Spot(use, candidate, likely * candidate.share)
        for use, likely in zip(uses, of_use, strict=True)
        for candidate in use.candidates
    ]
    spots = sorted(spots, key=lambda s: -s.likely)[:MOST]
    held = [_held(spot, spots) for spot in spots]
    value = [
        NEAR_SHARE * n + (1 - NEAR_SHARE) * f + 0.02 * s.likely for (n, f), s in zip(held, spots, strict=True)
    ]
    best = max(range(len(spots)), key=value.__getitem__)
    return Outlook(spots[best], tuple(spots), _features(spots[best], *held[best], uses, unknown), by)


def _held(spot: Spot, spots: Sequence[Spot]) -> tuple[float, float]:
    """How likely the event is within 5 and within 20 km of a spot, if it is at one of the spots at all."""
    near = far = 0.0
    for other in spots:
        apart = distance(spot.candidate.area, other.candidate.area) / 1000
        near += other.likely * (apart <= NEAR_KM)
        far += other.likely * (apart <= FAR_KM)
    return near, far


def _features(spot: Spot, near: float, far: float, uses: Sequence[Use], unknown: int) -> dict[str, float]:
    said, place = spot.use.features, spot.candidate.features
    copied = ("unnamed", "wide", "wide_once", "near_once", "heard", "late", "placed", "sure", "other")
    return {
        "near_mass": _logit(near),
        "far_mass": _logit(far),
        "own_share": spot.candidate.share,
        **{name: said[name] for name in copied},
        "unit": place["province_kind"] + place["district_kind"] + place["subdistrict_kind"],
        "city": place["city_kind"],
        "spot": place["spot_kind"],
        "province": place["province"],
        "reach": math.log10(spot.candidate.area.reach_m / 1000),
        "unknown": float(min(2, unknown)),
        "names": math.log(len({u.name for u in uses})),
    }


def _logit(share: float) -> float:
    held = min(max(share, FLOOR), 1 - FLOOR)
    return math.log(held / (1 - held))
