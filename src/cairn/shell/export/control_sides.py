"""Whose ground counts for whom: a viewpoint enters, a grouping for each day leaves.

Only the actor that is asked for is a whole here: everybody within it on the day, as the viewpoint has it, holds ground
for it, everybody else for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from cairn.actors.groups import Member, members_of
from cairn.actors.viewpoint import NEUTRAL, Viewpoint, standing
from cairn.actors.words import grouped
from cairn.control.words import itself

from .control_held import Held
from .standing import viewpoint_among


@dataclass(frozen=True, slots=True)
class Grouping:
    """Who counts for `actor`, under a viewpoint, in a country."""

    actor: str
    viewpoint: Viewpoint = NEUTRAL
    country: str = ""
    members: tuple[Member, ...] = ()

    def within(self, day: date) -> frozenset[str]:
        """Everybody who counts for the actor on a day."""
        return frozenset(m.actor for m in self.members if m.holds(day, self.country)) - {self.actor}

    def side_of(self, day: date) -> Callable[[str], str]:
        """Whom an actor counts for on a day."""
        within = self.within(day)
        return (lambda actor: self.actor if actor in within else actor) if within else itself

    def stretches(self, days: Iterable[date]) -> Iterator[tuple[Callable[[str], str], list[date]]]:
        """The days in order, cut where who counts for the actor changes."""
        for _, some in groupby(sorted(days), key=self.within):
            alike = list(some)
            yield self.side_of(alike[0]), alike

    def words(self, held: Held) -> str:
        """How it is grouped, in words."""
        return grouped(self.viewpoint, "en", {key: a.names["en"] for key, a in held.actors.items()})


def grouping(held: Held, actor: str, viewpoint: Viewpoint, country: str) -> Grouping:
    """Everybody within an actor, of those of whom a word is told here."""
    rolls = standing(held.relations, viewpoint).rolls
    named = {a for word in held.assertions for a in word.actors}
    members = [
        m for m in members_of((actor,), rolls) if not held.assertions or m.actor in named or held.layers
    ]
    return Grouping(actor, viewpoint, country, tuple(members))


def viewpoint_in(held: Held, asked: str) -> Viewpoint:
    """The viewpoint of an actor or an author of relations; neutral where none is asked for. Raises `NotFound`
    (viewpoint-unknown)."""
    return viewpoint_among(asked, held.actors, {r.asserted_by for r in held.relations})
