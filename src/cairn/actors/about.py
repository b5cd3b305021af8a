"""One actor under a viewpoint: what stands of it, what is contested, what it is within, who is within it, who lists it.

What counts and all designations enter; what a page or a person is told of one actor leaves, each edge with its author.
A designation is its authority's act: all are told, and under a viewpoint those of the holder are the ones that count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from cairn.vocab.relations import Designation, Relation

from .groups import GROUPING, SAME, Member, members_of, wholes_of
from .spans import both, span_of
from .viewpoint import Contested, Standing, voices

ITSELF, GROUP, CONTESTED = "itself", "groups_into", "contested"
"""Whom a designation names: the actor, what it is within, or what only contested words put it within."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """A stretch on which one counts for the other, and the words it goes `through`: those of a shortest chain."""

    member: Member
    through: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A designation that bears on an actor; `counts` where it is the holder's, or nobody's view is taken."""

    designation: Designation
    bears: str
    counts: bool


@dataclass(frozen=True, slots=True)
class About:
    """What there is to tell of an actor. `relations` count; `contested`, `left_out`, `upheld` are as in `Standing`, also
    of words on the way to what it would be within."""

    actor: str
    standing: Standing
    relations: tuple[Relation, ...]
    contested: tuple[Contested, ...]
    left_out: tuple[Contested, ...]
    upheld: tuple[Contested, ...]
    listings: tuple[Listing, ...]
    groups_into: tuple[Grouped, ...]
    grouped_into_it: tuple[Grouped, ...]


def about(actor: str, standing: Standing, designations: Iterable[Designation] = ()) -> About:
    """Everything that stands of one actor under a viewpoint, on the day of the standing or at any time."""
    counts, rolls = standing.counts, standing.rolls
    apart = [c.relation for c in (*standing.contested, *standing.left_out)]
    above = {m.of for m in wholes_of(actor, rolls)}
    maybe = {m.of for m in wholes_of(actor, (*counts, *apart))}

    def bearing(found: Iterable[Contested]) -> tuple[Contested, ...]:
        return tuple(c for c in found if _touches(c.relation, actor) or _leads(c.relation, {actor, *maybe}))

    return About(
        actor=actor,
        standing=standing,
        relations=tuple(r for r in (*counts, *standing.denials) if _touches(r, actor)),
        contested=bearing(standing.contested),
        left_out=bearing(standing.left_out),
        upheld=tuple(c for c in standing.upheld if _touches(c.relation, actor)),
        listings=_listings(actor, above, maybe - above, standing, designations),
        groups_into=tuple(_grouped(m, counts) for m in wholes_of(actor, rolls)),
        grouped_into_it=tuple(_grouped(m, counts) for m in members_of((actor,), rolls)),
    )


def _touches(word: Relation, actor: str) -> bool:
    return actor in (word.subject, word.object)


def _leads(word: Relation, among: set[str]) -> bool:
    return word.relation in GROUPING and {word.subject, word.object} <= among


def _grouped(member: Member, counts: Sequence[Relation]) -> Grouped:
    """The stretch with the words of a shortest chain from the one to the other on its first day."""
    day = span_of(member.start, member.end)[0]
    place = next(iter(member.countries), "")
    words = [r for r in counts if r.relation in GROUPING and _is_told(r, day, place)]
    steps: dict[str, list[str]] = {}
    for r in words:
        steps.setdefault(r.subject, []).append(r.object)
        if r.relation == SAME:
            steps.setdefault(r.object, []).append(r.subject)
    pairs = [*pairwise(_chain(member.actor, member.of, steps))]
    return Grouped(member, tuple(r for pair in pairs for r in words if _is_step(r, pair)))


def _is_told(word: Relation, day: int, country: str) -> bool:
    first, last = span_of(word.start, word.end)
    return first <= day <= last and (not word.countries or country in word.countries)


def _is_step(word: Relation, pair: tuple[str, str]) -> bool:
    here = (word.subject, word.object)
    return here == pair or (word.relation == SAME and here[::-1] == pair)


def _chain(lower: str, upper: str, steps: Mapping[str, Sequence[str]]) -> list[str]:
    """The actors on a way up of the fewest steps, both ends among them."""
    ways = {lower: [lower]}
    for actor in (open_ := [lower]):
        for above in steps.get(actor, ()):
            if above not in ways:
                ways[above] = [*ways[actor], above]
                open_.append(above)
    return ways.get(upper, [])


def _listings(
    actor: str,
    above: set[str],
    maybe: set[str],
    standing: Standing,
    designations: Iterable[Designation],
) -> tuple[Listing, ...]:
    neutral, holder = standing.viewpoint.is_neutral, standing.viewpoint.holder
    speakers = {} if neutral else voices(standing.counts, holder)
    bears = {**dict.fromkeys(maybe, CONTESTED), **dict.fromkeys(above, GROUP), actor: ITSELF}
    found = [
        Listing(d, bears[d.actor], neutral or d.authority in speakers)
        for d in designations
        if d.actor in bears and _in_force(d, standing.day)
    ]
    order = (ITSELF, GROUP, CONTESTED)
    return tuple(
        sorted(found, key=lambda x: (order.index(x.bears), x.designation.actor, not x.counts, _first(x)))
    )


def _in_force(d: Designation, day: date | None) -> bool:
    return day is None or both(span_of(d.start, d.end), span_of(day, day)) is not None


def _first(listing: Listing) -> tuple[date, str]:
    return listing.designation.start or date.min, listing.designation.id
