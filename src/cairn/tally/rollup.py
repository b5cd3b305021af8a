"""Whose strikes count for whom: a coalition's sum holds what its members did on a day of their membership, once.

A definition and what counts under a viewpoint enter; the definition with its members leaves, and for each row who of
them it counts for. No row is changed and none is added: an incident stays one, whoever of a side it names. Partners
are no members and are never rolled up: docs/decisions/0048, 0053.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from cairn.actors.groups import GROUPING, members_of, members_over
from cairn.actors.viewpoint import Contested, Standing

from .model import Aside, Definition, Member, Row


def grouped(definition: Definition, standing: Standing) -> Definition:
    """The definition with everyone whose strikes count for those it asks for, by the relations that count, and beside
    them the contested relations with which there would be more."""
    return replace(
        definition,
        members=members_of(definition.actors, standing.rolls),
        viewpoint=standing.viewpoint,
        asides=(*_asides(definition.actors, standing), *_stopped(definition.actors, standing)),
    )


def _asides(asked: tuple[str, ...], standing: Standing) -> Iterator[Aside]:
    """The contested steps on a way to those asked for, each with all who would count over it."""
    apart = [c for c in standing.contested if c.relation.relation in GROUPING]
    if not asked or not apart:
        return
    every = (*standing.counts, *(c.relation for c in apart))
    within = {*asked, *(m.actor for m in members_of(asked, every))}
    steps: dict[tuple[str, str, str], list[Contested]] = {}
    for c in apart:
        if {c.relation.subject, c.relation.object} <= within:
            step = (c.relation.subject, c.relation.relation, c.relation.object)
            steps.setdefault(step, []).append(c)
    for told in steps.values():
        over = [members_over(asked, c.relation, every) for c in told]
        if members := tuple(dict.fromkeys(chain.from_iterable(over))):
            against = dict.fromkeys(chain.from_iterable(c.against for c in told))
            yield Aside(tuple(c.relation for c in told), tuple(against), members)


def _stopped(asked: tuple[str, ...], standing: Standing) -> Iterator[Aside]:
    """The chains of words that a denial cuts on their way to those asked for, each with all who would count over it."""
    held = set(members_of(asked, standing.rolls))
    for pair in dict.fromkeys((d.subject, d.object) for d in standing.stops if d.object in asked):
        against = tuple(d for d in standing.stops if (d.subject, d.object) == pair)
        others = (d for d in standing.stops if d not in against)
        if more := tuple(m for m in members_of(asked, (*standing.counts, *others)) if m not in held):
            yield Aside((), against, more)


def counted_for(row: Row, definition: Definition) -> frozenset[str]:
    """The actors of the row that it counts for: those asked for, and members on its first day, where it happened."""
    asked = row.parties.intersection(definition.actors)
    if not definition.members:
        return asked
    return asked | {
        m.actor for m in definition.members if m.actor in row.parties and m.holds(row.start, row.country)
    }


def side_of(actor: str, row: Row, definition: Definition) -> str:
    """The actor asked for that this one counts for as a member there and then, else the actor itself."""
    return next(
        (m.of for m in definition.members if m.actor == actor and m.holds(row.start, row.country)), actor
    )


def shares(rows: Iterable[Row], definition: Definition) -> tuple[tuple[Member, int], ...]:
    """Each member with how many of these incidents count through it and name nobody that is asked for; an incident once
    for each actor it names."""
    told: Counter[Member] = Counter()
    for row in rows:
        if row.parties.isdisjoint(definition.actors):
            held = [
                m for m in definition.members if m.actor in row.parties and m.holds(row.start, row.country)
            ]
            told.update({m.actor: m for m in reversed(held)}.values())
    return tuple((m, told[m]) for m in definition.members if told[m])
