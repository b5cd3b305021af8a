"""The ratio of what is alleged to what is conceded, in two factors: other incidents, and other counts of the same.

A comparison and a source of chance enter, ratios at either bound leave; for the page of the comparison alone (rule 22).
The factors multiply to the ratio exactly. The spread is found by drawing the clusters of matched incidents and entries
anew, and by taking a share of machines' links for wrong: the uncertainty of our matching only. It says nothing of
deaths that were not reported, nor of which side counts right. A ratio that has no value is None: docs/decisions/0049.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Protocol

from .declared_model import Alleged, Cluster, Comparison, Part, Standing
from .waterfall import BOUNDS, LOWEST, end_of

INNER = (Fraction(25, 1000), Fraction(975, 1000))
"""The ends of the spread: nineteen draws of twenty lie between them."""

ENOUGH = 0.95
"""The least share of draws that must have a value before a spread is told."""

Sums = tuple[int, int, int, int]  # alleged, conceded, and the same over the same events


class Chance(Protocol):
    """What draws: `random.Random(seed)` is one. The core makes none of its own."""

    def random(self) -> float:
        """A number from 0 up to 1."""

    def choices(self, population: range, *, k: int) -> list[int]:
        """`k` of the population, each as likely each time."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One ratio: None where it has no value. Nineteen of twenty draws lie from `low` to `high`; an end may be None."""

    value: Fraction | None
    low: Fraction | None = None
    high: Fraction | None = None
    draws: int = 0  # those in which it has a value


@dataclass(frozen=True, slots=True)
class Ratio:
    """At one bound: `total` = `coverage` x `same_events`, wherever all three have a value.

    `same_alleged` and `same_conceded` are summed over clusters in which both sides give every figure, `clusters` of
    them; `alleged` and `conceded` are the totals.
    """

    bound: str
    alleged: int
    conceded: int
    same_alleged: int
    same_conceded: int
    clusters: int
    total: Factor
    coverage: Factor
    same_events: Factor


@dataclass(frozen=True, slots=True)
class _Counts:
    """What one cluster adds: to both totals, and to both sums over the same events."""

    alleged: int
    conceded: int
    same_alleged: int = 0
    same_conceded: int = 0
    is_compared: bool = False
    speaks: bool = False  # something is conceded in it
    by_machine: bool = False  # only machines linked it


def ratios(
    comparison: Comparison, chance: Chance, draws: int = 1000, wrong: float = 0.0
) -> tuple[Ratio, ...]:
    """The ratio at the lowest and at the highest figures, with the spread of `draws` draws.

    `wrong` is the share of machines' links taken to be wrong: in each draw as many of the clusters that only machines
    linked fall apart. Raises `ValueError` where the share is not from 0 to 1, or draws are below nought.
    """
    if not 0 <= wrong <= 1 or draws < 0:
        raise ValueError(f"a share is from 0 to 1 and draws are none or more: {wrong}, {draws}")
    both = [_counted(comparison, bound) for bound in BOUNDS]
    drawn: list[list[Sums]] = [[] for _ in BOUNDS]
    size, speaking = len(both[0]), sum(c.speaks for c in both[0])
    for _ in range(draws if size else 0):
        picked = chance.choices(range(size), k=size)
        few = [i for i in picked if i < speaking]
        kept = [i for i in few if not both[0][i].by_machine or chance.random() >= wrong]
        for counts, found in zip(both, drawn, strict=True):
            found.append(_sums(counts, picked, few, kept))
    return tuple(_ratio(bound, c, d) for bound, c, d in zip(BOUNDS, both, drawn, strict=True))


def _counted(comparison: Comparison, bound: str) -> list[_Counts]:
    """What each cluster adds, those with something conceded first."""
    alleged = {a.incident_id: a for a in comparison.incidents}
    parts: dict[str, list[Part]] = defaultdict(list)
    for part in comparison.parts:
        parts[part.entry_id].append(part)
    found = [
        _counts(
            cluster,
            [alleged[i] for i in cluster.incidents],
            [p for e in cluster.entries for p in parts.get(e, ())],
            bound,
        )
        for cluster in comparison.clusters
    ]
    return sorted(found, key=lambda counts: not counts.speaks)


def _counts(cluster: Cluster, incidents: Sequence[Alleged], parts: Sequence[Part], bound: str) -> _Counts:
    is_low = bound == LOWEST
    made = _Counts(
        alleged=sum(end_of(a.killed, bound) or 0 for a in incidents),
        conceded=sum(p.low if is_low else p.high for p in parts),
        speaks=bool(parts),
        by_machine=cluster.suggested,
    )
    matched = [a for a in incidents if a.standing is Standing.CONCEDED]
    said = [p for p in parts if p.standing in (Standing.CONCEDED, Standing.UNALLOTTED)]
    local = [end_of(a.killed, bound) for a in matched]
    if not matched or None in local or not all(_is_told(p, said, bound) for p in said):
        return made
    return replace(
        made,
        same_alleged=sum(n or 0 for n in local),
        same_conceded=sum(p.low if is_low else p.high for p in said),
        is_compared=True,
    )


def _is_told(part: Part, said: Sequence[Part], bound: str) -> bool:
    """Whether the figure of a part is the incidents' of its cluster and no others', and known."""
    if part.standing is Standing.UNALLOTTED:
        return not part.why
    lies_over = any(p.standing is Standing.UNALLOTTED and p.entry_id == part.entry_id for p in said)
    return end_of(part.killed, bound) is not None or lies_over


def _sums(counts: Sequence[_Counts], picked: Sequence[int], few: Sequence[int], kept: Sequence[int]) -> Sums:
    return (
        sum([counts[i].alleged for i in picked]),
        sum([counts[i].conceded for i in few]),
        sum([counts[i].same_alleged for i in kept]),
        sum([counts[i].same_conceded for i in kept]),
    )


def _ratio(bound: str, counts: Sequence[_Counts], drawn: Sequence[Sums]) -> Ratio:
    everything = range(len(counts))
    whole = _sums(counts, everything, everything, everything)
    return Ratio(
        bound,
        *whole,
        sum(c.is_compared for c in counts),
        total=_factor(whole, drawn, lambda a, c, sa, sc: (a, c)),
        coverage=_factor(whole, drawn, lambda a, c, sa, sc: (a * sc, c * sa)),
        same_events=_factor(whole, drawn, lambda a, c, sa, sc: (sa, sc)),
    )


def _factor(
    whole: Sums, drawn: Sequence[Sums], of: Callable[[int, int, int, int], tuple[int, int]]
) -> Factor:
    """The ratio itself and the ends of its draws. A draw of something over nothing lies above all others."""
    above, below = of(*whole)
    value = Fraction(above, below) if below > 0 else None
    pairs = [of(*sums) for sums in drawn]
    finite = sorted(Fraction(n, d) for n, d in pairs if d > 0)
    endless = sum(1 for n, d in pairs if d == 0 and n > 0)
    told = len(finite) + endless
    if value is None or not drawn or told < len(drawn) * ENOUGH:
        return Factor(value, draws=told)
    low, high = (_at(finite, max(ceil(part * told), 1)) for part in INNER)
    return Factor(value, low, high, told)


def _at(finite: Sequence[Fraction], n: int) -> Fraction | None:
    """The nth of the draws in order; None where it is one that has no end."""
    return finite[n - 1] if n <= len(finite) else None
