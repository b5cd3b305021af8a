"""How likely two accounts can be at most, told from a part of what each says: most pairs need no closer look.

Prepared accounts enter; whether two of them can come to a likelihood at all leaves. What an account says of its day,
its place, its figures and its means is put into a few numbers (`Outline`), compared by the very functions that
compare whole accounts (compare.py) with everything else unknown, and remembered: the same days, places and figures
meet again and again. What only the texts can tell is taken at its highest weight. So a bound is never too low, and
a pair that it refuses would have been refused by the comparison too.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Generic, TypeVar

from cairn.extract.model import Reading
from cairn.match.compare import (
    date_level,
    day_level,
    levels,
    mention_level,
    named_level,
    place_level,
    rare_level,
    words_level,
)
from cairn.match.facts import Facts, prepared
from cairn.match.judge import Weights
from cairn.match.model import AccountFacts
from cairn.match.surroundings import Surroundings
from cairn.vocab.load import load_toml

_SLACK = 1e-4  # of log-odds: the same weights added in another order, and rounding to parts of WHOLE
_REMEMBERED = 1_000_000  # pairs of one part; beyond that they are forgotten and learned anew

_FIGURES = frozenset({"killed", "injured", "figures"})
_MEANS = frozenset({"actors", "weapons", "hit", "time"})
_BY_TEXT = ("words", "rare", "mention")
_LOOKED_AT = (
    frozenset({"date", "day", "place", "named", "people", "families"}) | _FIGURES | _MEANS | {*_BY_TEXT}
)

_NOTHING = prepared(AccountFacts("", "", main=True, reading=Reading(), text=""))
"""An account that tells nothing."""

V = TypeVar("V")


class _Part(Generic[V]):
    """One part of what accounts tell: a number for all that tell it alike, and what two of them come to.

    `alone` gives an account that tells this part of another and nothing else; `compared` looks at two such.
    """

    def __init__(self, alone: Callable[[Facts], Facts], compared: Callable[[Facts, Facts], V]) -> None:
        self._alone, self._compared = alone, compared
        self._numbers: dict[Hashable, int] = {}
        self._who: list[Facts] = []
        self._found: dict[int, V] = {}

    def number(self, told: Hashable, f: Facts) -> int:
        """The number of what is told, as `f` tells it."""
        n = self._numbers.setdefault(told, len(self._who))
        if n == len(self._who):
            self._who.append(self._alone(f))
        return n

    def of(self, a: int, b: int) -> V:
        """What the two come to, by their numbers."""
        found = self._found.get(a << 32 | b)
        if found is None:
            if len(self._found) > _REMEMBERED:
                self._found.clear()
            found = self._found[a << 32 | b] = self._compared(self._who[a], self._who[b])
        return found


@dataclass(frozen=True, slots=True)
class Outline:
    """What one account tells that is cheap to compare: numbers of its days, figures, means and place, and more."""

    facts: Facts
    days: int
    figures: int
    means: int
    place: int
    names: frozenset[str]
    prints: frozenset[int]
    arabic: bool
    people: bool
    families: bool


@dataclass(frozen=True, slots=True)
class _Places:
    """Two places compared: what they weigh at most once the texts are read, and what the names of all places told
    of add where one account has none, where they have none in common, and at most where they have some."""

    most: float
    untold: float
    apart: float
    shared: float


class Bounds:
    """Which pairs can come to a likelihood. It learns as it is asked, and keeps what it learned."""

    def __init__(self, around: Surroundings, weights: Weights) -> None:
        self._around, self._weights = around, weights.weights
        groups = load_toml("features", "cairn.match")["level"]
        self._group_of = {level: name for name, rows in groups.items() for level in rows}
        self._most = {name: max(map(self._weights.__getitem__, rows)) for name, rows in groups.items()}
        self._begin = weights.prior + sum(most for name, most in self._most.items() if name not in _LOOKED_AT)
        self._across = self._sum(frozenset(_BY_TEXT), _NOTHING, replace(_NOTHING, arabic=True))
        self._texts = sum(self._most[name] for name in _BY_TEXT)
        self._people, self._families = self._most["people"], self._most["families"]
        self._words, self._rare, self._mention = (self._most[name] for name in _BY_TEXT)
        self._days = _Part(_days_alone, self._of_days)
        self._figures = _Part(_figures_alone, partial(self._sum, _FIGURES))
        self._means = _Part(_means_alone, partial(self._sum, _MEANS))
        self._places = _Part(_place_alone, self._of_places)
        self._at_level = cache(self._of_level)

    def outline(self, f: Facts) -> Outline:
        """What the account tells that is cheap to compare."""
        r = f.reading
        means = (r.belligerents, r.strike_types, r.infrastructure, r.time)
        return Outline(
            f,
            self._days.number((f.day, f.told, f.inferred, f.likely, f.vague, f.weekday, f.month_day), f),
            self._figures.number((r.killed, r.injured), f),
            self._means.number(means, f),
            self._places.number((f.own, f.at, f.area, f.admin, f.arabic), f),
            f.names,
            frozenset(self._around.prints(f)),
            f.arabic,
            bool(f.people),
            bool(f.families),
        )

    def can_reach(self, a: Outline, b: Outline, floor: float) -> bool:
        """Whether the two may come to log-odds of `floor`; False only where they surely do not."""
        most, floor = self._at_most(a, b), floor - _SLACK
        if a.arabic != b.arabic and a.prints.isdisjoint(b.prints):
            return most + self._across >= floor
        one, two, weight = a.facts, b.facts, self._weights
        most += self._texts
        if most >= floor:
            most += weight[mention_level(one, two)] - self._mention
        if most >= floor:
            most += weight[rare_level(one, two, self._around)] - self._rare
        if most >= floor:
            most += weight[words_level(one, two, self._around)] - self._words
        return most >= floor

    def _at_most(self, a: Outline, b: Outline) -> float:
        """What the two may come to beside what their texts have in common."""
        most = self._begin + self._days.of(a.days, b.days)
        most += self._figures.of(a.figures, b.figures) + self._means.of(a.means, b.means)
        place = self._places.of(a.place, b.place)
        most += place.most
        if not (a.names and b.names):
            most += place.untold
        else:
            most += place.apart if a.names.isdisjoint(b.names) else place.shared
        if a.people and b.people:
            most += self._people
        if a.families and b.families:
            most += self._families
        return most

    def _of_days(self, a: Facts, b: Facts) -> float:
        """The days, and at most what a shared day weighs: nought where a place settles it."""
        shared = self._weights[day_level(a, b, "place_unknown", self._around)]
        settled = self._weights[day_level(a, b, "place_near", self._around)]
        return self._weights[date_level(a, b)] + max(shared, settled)

    def _of_places(self, a: Facts, b: Facts) -> _Places:
        return self._at_level(place_level(a, b, self._around), a.arabic, b.arabic)

    def _of_level(self, level: str, arabic: bool, other: bool) -> _Places:
        """Places at this level, of texts in Arabic or not."""
        one, two = replace(_NOTHING, arabic=arabic), replace(_NOTHING, arabic=other)
        untold = named_level(one, two, level, self._around)
        one, two = replace(one, names=frozenset("a")), replace(two, names=frozenset("b"))
        apart = named_level(one, two, level, self._around)
        settled = apart == untold  # whatever the names
        weight, named = self._weights, f"{level}_named"  # the same where a text names the other's place
        return _Places(
            max(weight[level], weight.get(named, weight[level])),
            weight[untold],
            weight[apart],
            weight[apart] if settled else self._most["named"],
        )

    def _sum(self, groups: frozenset[str], a: Facts, b: Facts) -> float:
        """What two come to in these groups of levels."""
        found = levels(a, b, self._around)
        return sum(self._weights[level] for level in found if self._group_of[level] in groups)


def _days_alone(f: Facts) -> Facts:
    return replace(
        _NOTHING,
        day=f.day,
        told=f.told,
        inferred=f.inferred,
        likely=f.likely,
        vague=f.vague,
        weekday=f.weekday,
        month_day=f.month_day,
    )


def _place_alone(f: Facts) -> Facts:
    return replace(_NOTHING, own=f.own, at=f.at, area=f.area, admin=f.admin, arabic=f.arabic)


def _figures_alone(f: Facts) -> Facts:
    return _read(Reading(killed=f.reading.killed, injured=f.reading.injured))


def _means_alone(f: Facts) -> Facts:
    r = f.reading
    return _read(
        Reading(
            belligerents=r.belligerents,
            strike_types=r.strike_types,
            infrastructure=r.infrastructure,
            time=r.time,
        )
    )


def _read(reading: Reading) -> Facts:
    return replace(_NOTHING, account=replace(_NOTHING.account, reading=reading))
