"""Whose strikes count for whom: relations that count enter, everyone that is within those asked for leaves, with days.

A body is within another as its part, member or armed wing, or by being the same; also through others, on the days and
in the countries that every step of the chain allows. A denial that one is a part of another, among the relations, keeps
it out of that one, and all that would come there through it. Who is a partner, is supplied, dominated or controlled, or
follows another is within nobody: docs/decisions/0053.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from heapq import heappop, heappush

from cairn.vocab.relations import Relation, holds_then

from .spans import ALWAYS, Span, both, cover_with, days_of, span_of, uncovered

WITHIN = ("part_of", "member_of", "armed_wing_of")
SAME = "same_as"
GROUPING = (*WITHIN, SAME)
"""The relations that roll up."""

_ANYWHERE = ""  # any country that no relation names, and one that is not known
_BELOW = "\0"  # before the name of an actor that is reached over the bridge
_Steps = Mapping[str, list[tuple[str, Span]]]  # upper -> (lower, on which days)
_Stopped = Mapping[tuple[str, str], list[Span]]  # (lower, whole) -> the days on which it is denied
_Covers = dict[str, list[Span]]  # lower -> the days on which it is within the one asked for


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """That `actor` counts for `of` from `start` to `end`, both included, in these countries; empty is any."""

    actor: str
    of: str
    start: date | None = None
    end: date | None = None
    countries: tuple[str, ...] = ()

    def holds(self, day: date | None, country: str) -> bool:
        """Whether it is known to hold there and then. Where a bound is set, an unknown day or country does not."""
        return holds_then(self, day, country)


def members_of(asked: Iterable[str], relations: Iterable[Relation]) -> tuple[Member, ...]:
    """Everyone within those asked for under these relations, which all count; by name and day, none told twice.

    One that is asked for itself is no member. An actor that is within another for several reasons at a time is so once;
    days that meet or follow each other are one stretch. Days cost nothing here: a chain is followed by stretches, the
    longest first, and never again for days that are known already, so that rings and dense tangles come to an end.
    """
    wanted, words = tuple(dict.fromkeys(asked)), tuple(relations)
    steps = [step for r in words for step in _steps(r)]
    named = sorted({c for r in steps for c in r.countries})
    places = {place: _by_upper(r for r in steps if _holds_in(r, place)) for place in (*named, _ANYWHERE)}
    stopped = {place: _stopped(words, place) for place in places}
    found: list[Member] = []
    for whole in wanted:
        covers = {place: _reached(whole, places[place], wanted, stopped[place]) for place in places}
        found += _members(whole, covers)
    return tuple(sorted(found, key=lambda m: (m.of, m.actor, m.start or date.min, m.end or date.max)))


def wholes_of(actor: str, relations: Iterable[Relation]) -> tuple[Member, ...]:
    """Everyone that an actor is within under these relations, by name and day."""
    words = tuple(relations)
    turned = [replace(r, subject=r.object, object=r.subject) for r in words if r.relation in GROUPING]
    found = [replace(m, actor=m.of, of=m.actor) for m in members_of((actor,), turned)]
    for whole in {r.object for r in words if _denies(r)} & {m.of for m in found}:
        found = [m for m in found if m.of != whole]
        found += [m for m in members_of((whole,), words) if m.actor == actor]
    return tuple(sorted(found, key=lambda m: (m.of, m.start or date.min, m.end or date.max)))


def members_over(asked: Iterable[str], bridge: Relation, relations: Iterable[Relation]) -> tuple[Member, ...]:
    """Everyone within those asked for by a chain that goes over this one relation, and else over any of the others."""
    wanted, words = tuple(asked), tuple(relations)
    below = [replace(r, subject=_BELOW + r.subject, object=_BELOW + r.object) for r in words]
    over = [replace(r, relation=WITHIN[0], subject=_BELOW + r.subject) for r in _steps(bridge)]
    found = members_of(wanted, [*words, *below, *over])
    return tuple(
        replace(m, actor=m.actor.removeprefix(_BELOW))
        for m in found
        if m.actor.startswith(_BELOW) and m.actor.removeprefix(_BELOW) not in wanted
    )


def _steps(r: Relation) -> Iterable[Relation]:
    """The relation as steps from lower to upper: none of a denial, two of bodies that are the same."""
    if r.relation in WITHIN:
        return (r,)
    return (r, replace(r, subject=r.object, object=r.subject)) if r.relation == SAME else ()


def _holds_in(r: Relation, country: str) -> bool:
    return not r.countries or country in r.countries


def _by_upper(steps: Iterable[Relation]) -> _Steps:
    found: dict[str, list[tuple[str, Span]]] = {}
    for r in steps:
        found.setdefault(r.object, []).append((r.subject, span_of(r.start, r.end)))
    return found


def _denies(r: Relation) -> bool:
    """Whether it denies that one is within another at all."""
    return r.denied == WITHIN[0]


def _stopped(words: Iterable[Relation], place: str) -> _Stopped:
    """The denials that bear on a place; what is denied in one country is contested for any that is not named."""
    found: dict[tuple[str, str], list[Span]] = {}
    for r in words:
        if _denies(r) and (place == _ANYWHERE or _holds_in(r, place)):
            cover_with(found.setdefault((r.subject, r.object), []), span_of(r.start, r.end))
    return found


def _reached(whole: str, by_upper: _Steps, wanted: tuple[str, ...], stopped: _Stopped) -> _Covers:
    """On which days each actor is within the whole; the widest stretch is followed first, so that few are cut up."""
    covers: _Covers = {}
    open_ = [(0, whole, ALWAYS)]
    while open_:
        _, upper, days = heappop(open_)
        for lower, allowed in by_upper.get(upper, ()):
            span = None if lower in wanted else both(days, allowed)
            if span is None:
                continue
            cover = covers.setdefault(lower, [])
            free = uncovered(span, stopped.get((lower, whole), []))
            for new in [new for some in free for new in uncovered(some, cover)]:
                cover_with(cover, new)
                heappush(open_, (new[0] - new[1], lower, new))
    return covers


def _members(whole: str, covers: Mapping[str, _Covers]) -> Iterable[Member]:
    """The stretches of each actor: those that hold anywhere, and those bound to countries that go beyond them."""
    anywhere = covers[_ANYWHERE]
    for actor, spans in anywhere.items():
        for span in spans:
            yield Member(actor, whole, *days_of(span))
    bound: dict[tuple[str, Span], list[str]] = {}
    for country, reached in covers.items():
        for actor, spans in reached.items():
            for span in spans:
                if uncovered(span, anywhere.get(actor, [])):
                    bound.setdefault((actor, span), []).append(country)
    for (actor, span), countries in bound.items():
        yield Member(actor, whole, *days_of(span), tuple(sorted(countries)))
