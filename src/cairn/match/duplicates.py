"""Suspected duplicates: incidents of the record that may be one event, each suspicion with its reasons.

Incidents ready to be compared and what persons said enter; pairs with a probability and named features leave, the
likeliest first. Only incidents that share something meet: days and an area, a place name, a victim, a report, rare
words; or that an account of one nearly joined.
What many share is cut to its nearest neighbours in time, so that the work grows about as fast as the record.
A pair that a person has answered, or that follows from answers, never comes again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from math import exp, floor

from cairn.errors import CairnError
from cairn.match.closed import Closed
from cairn.match.model import Feature
from cairn.match.twins import Record, Seen, levels, values
from cairn.vocab.load import load_toml

LEAST = 0.15
"""Probability from which two incidents are offered to a person as one. On incidents kept from the fit 31 of 100
suspicions from here up were right and held 34 of 100 duplicates; from 0.2 up 34 and 20, from 0.1 up 23 and 46."""

_CELL = 0.5  # degrees, about 50 km
_BLOCK = 4  # days
_CROWD = 30  # neighbours of an incident under one key at most
_ALIKE = 12  # neighbours of an incident by rare words at most
_COMMON = 60  # a word that more incidents use is no reason to compare two of them


@dataclass(frozen=True, slots=True)
class Suspected:
    """Two incidents that may be one event: `first` before `second` by id, probability 0 to 1, heaviest feature first."""

    first: str
    second: str
    probability: float
    features: tuple[Feature, ...]

    @property
    def why(self) -> str:
        """What speaks for it, and what against, in one line."""
        speaks_for = [f.sentence.rstrip(".") for f in self.features if f.weight > 0][:3]
        against = [f.sentence.rstrip(".") for f in self.features if f.weight < 0][:2]
        told = "; ".join(speaks_for) or "All that is known together speaks for it"
        return f"{told}. But: {'; '.join(against)}." if against else f"{told}."


def suspected(
    incidents: Iterable[Seen], said: Closed | None = None, *, least: float = LEAST, limit: int | None = None
) -> list[Suspected]:
    """Pairs that may be one event, from probability `least` up, the likeliest first, `limit` of them at most.

    `said` silences what persons have answered, and what an umbrella record holds. The order the incidents come in
    does not matter.
    """
    closed, weights = said or Closed(), _weights()
    scored = []
    for a, b, record in compared(incidents):
        if closed.settled(a.id, b.id) or closed.are_kin(a.id, b.id):
            continue
        found = levels(a, b, record)
        p = weights.probability(found)
        if p >= least:
            first, second = sorted((a, b), key=lambda i: i.id)
            scored.append((-p, first, second, found))
    scored.sort(key=lambda s: (s[0], s[1].id, s[2].id))
    return [
        Suspected(a.id, b.id, round(-p, 4), tuple(weights.features(found, a, b)))
        for p, a, b, found in scored[:limit]
    ]


def compared(incidents: Iterable[Seen]) -> Iterator[tuple[Seen, Seen, Record]]:
    """The pairs worth comparing at all, and the record they stand in."""
    rows = sorted(incidents, key=lambda i: (i.day.start if i.day else date.max, i.id))
    record = Record(rows)
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for key in _keys(row):
            by_key[key].append(n)
    found = {
        (members[k], other)
        for members in by_key.values()
        for k in range(len(members))
        for other in members[k + 1 : k + 1 + _CROWD]
    }
    found.update(_alike(rows, record))
    at = {row.id: n for n, row in enumerate(rows)}
    found.update((min(n, at[i]), max(n, at[i])) for n, row in enumerate(rows) for i in row.nearly if i in at)
    for a, b in sorted(found):
        yield rows[a], rows[b], record


def _keys(row: Seen) -> Iterator[Hashable]:
    for name in row.names:
        yield "name", name
    for report in row.reports:
        yield "report", report
    for person in row.people:
        for two in combinations(sorted(person)[:5], 2):
            yield "person", two
    if row.day is None:
        return
    first = row.day.start.toordinal()
    for block in {first // _BLOCK, (first + _BLOCK // 2) // _BLOCK + 0.5}:
        point = row.at or row.area
        yield "day", block, None if point is None else "somewhere"
        if point is not None:
            for lat in (point.lat - _CELL / 2, point.lat + _CELL / 2):
                for lon in (point.lon - _CELL / 2, point.lon + _CELL / 2):
                    yield "cell", block, floor(lat / _CELL), floor(lon / _CELL)
    yield "on", first


def _alike(rows: Sequence[Seen], record: Record) -> Iterator[tuple[int, int]]:
    """Each incident with those that share most of its rarer words."""
    users: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(rows):
        for word in row.words:
            if 2 <= record.words[word] <= _COMMON:
                users[word].append(n)
    for n, row in enumerate(rows):
        shared: dict[int, float] = defaultdict(float)
        for word in sorted(row.words):
            for other in users.get(word, ()):
                shared[other] += record.rarity(word)
        shared.pop(n, None)
        for other in sorted(shared, key=lambda m: (-shared[m], m))[:_ALIKE]:
            yield min(n, other), max(n, other)


@dataclass(frozen=True, slots=True)
class _Weights:
    """What every level weighs, the sentence it is told in, and how the sum is made a probability that holds."""

    prior: float
    slope: float
    shift: float
    weight: dict[str, float]
    says: dict[str, str]

    def probability(self, found: Iterable[str]) -> float:
        odds = self.slope * (self.prior + sum(self.weight[level] for level in found)) + self.shift
        return 1.0 / (1.0 + exp(-max(-12.0, min(12.0, odds))))

    def features(self, found: Iterable[str], a: Seen, b: Seen) -> list[Feature]:
        """A feature for each level that weighs anything, heaviest first, with both values."""
        rows = []
        for level in found:
            if self.weight[level]:
                left, right = values(level, a, b)
                rows.append(
                    Feature(
                        level,
                        self.weight[level],
                        self.says[level].format(left=left, right=right),
                        left,
                        right,
                    )
                )
        return sorted(rows, key=lambda f: (-abs(f.weight), f.name))


def sentences() -> dict[str, str]:
    """The sentence of each level, with gaps for the two values `left` and `right`."""
    return dict(_weights().says)


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    """The weights as shipped. Raises `CairnError` (match-features) where a level lacks number or sentence."""
    tables = load_toml("duplicates", "cairn.match")
    rows = {name: row for group in tables["level"].values() for name, row in group.items()}
    for name, row in rows.items():
        if not isinstance(row.get("weight"), float) or not row.get("says"):
            raise CairnError("match-features", f"the level {name} needs a weight and a sentence", field=name)
    return _Weights(
        float(tables["prior"]),
        float(tables["calibration"]["slope"]),
        float(tables["calibration"]["shift"]),
        {n: r["weight"] for n, r in rows.items()},
        {n: r["says"] for n, r in rows.items()},
    )
