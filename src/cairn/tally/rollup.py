"""Whose strikes count for whom: a coalition's sum holds what its members did on a day of their membership, once.

Actors with their dated memberships enter, the members that count for those asked for leave, and for each row who of
them it counts for. No row is changed and none is added: an incident stays one, whoever of a side it names. Partners
are no members and are never rolled up: docs/decisions/0048.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from cairn.vocab.actors import Actor, Membership

from .model import Definition, Member, Row


def members_of(asked: Iterable[str], registry: Mapping[str, Actor]) -> tuple[Member, ...]:
    """Everyone whose strikes count for those asked for, through members of members too, by name and day.

    Along a chain only the days and countries that every step allows remain; one that is asked for itself is no member.
    """
    wanted = tuple(dict.fromkeys(asked))
    found: set[Member] = set()
    for whole in wanted:
        open_ = [Member(whole, whole)]
        while open_:
            above = open_.pop()
            for actor in registry.values():
                for step in actor.member_of:
                    part = _through(actor.id, step, above) if step.actor == above.actor else None
                    if part and part not in found and actor.id not in wanted:
                        found.add(part)
                        open_.append(part)
    return tuple(sorted(found, key=lambda m: (m.of, m.actor, m.start or date.min, m.end or date.max)))


def counted_for(row: Row, definition: Definition) -> frozenset[str]:
    """The actors of the row that it counts for: those asked for, and members on its first day, where it happened."""
    asked = row.parties & frozenset(definition.actors)
    return asked | {
        m.actor for m in definition.members if m.actor in row.parties and m.holds(row.start, row.country)
    }


def side_of(actor: str, row: Row, definition: Definition) -> str:
    """The actor asked for that this one counts for as a member there and then, else the actor itself."""
    return next(
        (m.of for m in definition.members if m.actor == actor and m.holds(row.start, row.country)), actor
    )


def shares(rows: Iterable[Row], definition: Definition) -> tuple[tuple[Member, int], ...]:
    """Each member with how many of these incidents count through it and do not name whom it counts for."""
    told: Counter[Member] = Counter()
    for row in rows:
        told.update(
            m
            for m in definition.members
            if m.actor in row.parties and m.of not in row.parties and m.holds(row.start, row.country)
        )
    return tuple((m, told[m]) for m in definition.members if told[m])


def _through(actor: str, step: Membership, above: Member) -> Member | None:
    """A member of what is a member already: the days and countries both allow; None where they allow none."""
    starts = [d for d in (step.start, above.start) if d]
    ends = [d for d in (step.end, above.end) if d]
    start, end = max(starts, default=None), min(ends, default=None)
    if start and end and end < start:
        return None
    both = [set(c) for c in (step.countries, above.countries) if c]
    if not both:
        return Member(actor, above.of, start, end)
    where = tuple(sorted(set.intersection(*both)))
    return Member(actor, above.of, start, end, where) if where else None
