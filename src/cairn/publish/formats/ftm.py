"""Who is who as FollowTheMoney entities: actors, relations and designations enter, plain entities leave.

Written by ourselves after the schemas of followthemoney 4.11: no library is needed to write JSON. What maps to what, and
what is lost: docs/decisions/0054. Every edge carries its author in `publisher` and is a claim, not a fact: where another
word contradicts it, `status` says whose. A denial is no link: it is a Note on both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from cairn.actors.contradictions import contradict
from cairn.vocab.actors import Actor
from cairn.vocab.relations import Designation, Relation

Entity = dict[str, Any]
WITHHELD = "(an author who is withheld)"
BODY, PUBLIC_BODY = "Organization", "PublicBody"
EDGES: Mapping[str, tuple[str, str, str]] = {
    "part_of": ("Membership", "member", "organization"),
    "member_of": ("Membership", "member", "organization"),
    "armed_wing_of": ("Membership", "member", "organization"),
    "dominated_by": ("Control", "controlled", "controller"),
    "controls": ("Control", "controller", "controlled"),
    "successor_of": ("Succession", "successor", "predecessor"),
    "partner_of": ("UnknownLink", "subject", "object"),
    "supplies": ("UnknownLink", "subject", "object"),
    "same_as": ("UnknownLink", "subject", "object"),
}
"""Relation -> the schema of its edge, and the properties that hold its subject and its object."""
_PLAIN = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,2000}")


def entities(
    actors: Iterable[Actor], relations: Iterable[Relation], designations: Iterable[Designation]
) -> Iterator[Entity]:
    """The actors, then what is said of them; a word on somebody who is not among the actors is left out."""
    listed = {actor.id: actor for actor in actors}
    told = [r for r in relations if r.subject in listed and r.object in listed]
    alike = _alike(told)
    names = _Names({key: actor.names["en"] for key, actor in listed.items()})
    yield from (_actor(actor) for actor in listed.values())
    for relation in told:
        yield _note(relation, names) if relation.denied else _edge(relation, alike[_pair(relation)], names)
    yield from (_sanction(d, names) for d in designations if d.actor in listed)


def _pair(told: Relation) -> frozenset[str]:
    return frozenset((told.subject, told.object))


Alike = Mapping[tuple[str, str, str], list[Relation]]
"""The words on two actors by what they say, whoever says so and when: one of them tells what contradicts all."""


def _alike(told: Iterable[Relation]) -> Mapping[frozenset[str], Alike]:
    found: dict[frozenset[str], dict[tuple[str, str, str], list[Relation]]] = defaultdict(dict)
    for word in told:
        found[_pair(word)].setdefault((word.relation, word.denied, word.subject), []).append(word)
    return found


def _against(told: Relation, alike: Alike) -> list[Relation]:
    """The words that contradict this one on some day of its own."""
    rivals = (words for words in alike.values() if contradict(told, words[0]))
    return [other for words in rivals for other in words if _overlap(told, other)]


@dataclass(frozen=True, slots=True)
class _Names:
    """English names by actor; an author who is no actor goes by the name that is told."""

    of: Mapping[str, str]

    def __call__(self, key: str) -> str:
        return self.of.get(key, key)

    def sentence(self, told: Relation) -> str:
        """The word itself, without its author: X is part of Y."""
        verb = told.about.replace("_", " ")
        verb = verb if told.about in ("supplies", "controls") else f"is {verb}"
        where = f", in {', '.join(told.countries)}" if told.countries else ""
        return f"{self(told.subject)} {verb} {self(told.object)}{where}"


def actor_key(actor: str) -> str:
    """The entity of an actor: the same for ever, and in the letters that the format allows."""
    return f"cairn-{actor.replace('_', '-')}" if _PLAIN.fullmatch(actor) else _key("actor", actor)


def _key(kind: str, told: str) -> str:
    return f"cairn-{kind}-{sha256(told.encode()).hexdigest()[:24]}"


def _actor(actor: Actor) -> Entity:
    schema = PUBLIC_BODY if actor.kind == "state" else BODY
    return _entity(
        actor_key(actor.id),
        schema,
        name=list(dict.fromkeys(actor.names.values())),
        weakAlias=[alias for alias in actor.aliases if alias not in actor.names.values()],
        classification=[actor.kind],
        **_source(actor.source),
    )


def _edge(told: Relation, alike: Alike, names: _Names) -> Entity:
    schema, subject, other = EDGES[told.relation]
    kind = told.relation.replace("_", " ")
    against = {names(other.asserted_by) for other in _against(told, alike)}
    more = {"controlType": [kind]} if schema == "Control" else {}
    return _entity(
        _key("relation", told.id),
        schema,
        **{subject: [actor_key(told.subject)], other: [actor_key(told.object)]},
        role=[kind],
        status=[f"contradicted by {', '.join(sorted(against - {''})) or 'another'}"] if against else [],
        **more,
        **_interval(told.id, told.start, told.end, told.source, names(told.asserted_by)),
        date=_day(told.said),
        summary=[_said(told, names)],
    )


def _note(told: Relation, names: _Names) -> Entity:
    """A denial, on both of whom it speaks."""
    author = names(told.asserted_by)
    days = "".join(f", {w} {d.isoformat()}" for w, d in (("from", told.start), ("to", told.end)) if d)
    said = f" Said on {told.said.isoformat()}." if told.said else ""
    return _entity(
        _key("relation", told.id),
        "Note",
        name=[f"Denial: {names.sentence(told)}"],
        entity=[actor_key(told.subject), actor_key(told.object)],
        description=[f"{author or WITHHELD} denies: {names.sentence(told)}{days}.{said}"],
        publisher=_some(author),
        notes=_some(told.source),
        sourceUrl=_addresses(told.source),
    )


def _sanction(told: Designation, names: _Names) -> Entity:
    authority = names(told.authority)
    return _entity(
        _key("designation", told.id),
        "Sanction",
        entity=[actor_key(told.actor)],
        authority=_some(authority),
        program=_some(told.list),
        reason=_some(told.act),
        **_interval(told.id, told.start, told.end, told.source, authority),
        summary=[f"{names(told.actor)}, listed as terrorist by {authority or WITHHELD}"],
    )


def _said(told: Relation, names: _Names) -> str:
    return f"{names(told.asserted_by) or WITHHELD} says: {names.sentence(told)}."


def _interval(
    key: str, start: date | None, end: date | None, source: str, author: str
) -> Mapping[str, Sequence[str]]:
    return {
        "startDate": _day(start),
        "endDate": _day(end),
        "publisher": _some(author),
        "recordId": [key],
        **_source(source),
    }


def _source(source: str) -> Mapping[str, Sequence[str]]:
    return {"description": _some(source), "sourceUrl": _addresses(source)}


def _addresses(source: str) -> list[str]:
    return list(dict.fromkeys(found.rstrip(".,;)") for found in _ADDRESS.findall(source)))


def _overlap(one: Relation, other: Relation) -> bool:
    """Whether both are told for some day; a bound that is not known is taken as open."""
    return not (
        (one.end and other.start and one.end < other.start)
        or (other.end and one.start and other.end < one.start)
    )


def _day(day: date | None) -> list[str]:
    return [day.isoformat()] if day else []


def _some(text: str) -> list[str]:
    return [text] if text else []


def _entity(key: str, schema: str, /, **properties: Sequence[str]) -> Entity:
    """An entity with the properties that hold something."""
    return {"id": key, "schema": schema, "properties": {k: list(v) for k, v in properties.items() if v}}
