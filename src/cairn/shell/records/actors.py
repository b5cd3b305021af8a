"""Who is who in a workspace: the actors, and what is said of them, by whom: what ships and what a team added.

A row of the team's with the id of one that ships stands in its place. What was taken back stands no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from cairn.shell.workspace import Workspace
from cairn.vocab.actors import Actor, Membership, named_apart, registry
from cairn.vocab.relations import Designation, Relation, designations, relations

from .models import DesignationRow, RelationRow
from .moment import Moment
from .stated import Json, state_at

OURS = "this workspace's list of actors"
"""Who says what a team's file of actors says of them."""
Said = TypeVar("Said", Relation, Designation)


def registry_of(ws: Workspace) -> dict[str, Actor]:
    """Everyone a register may name, by id. A name of a body within a larger one is its own alone here."""
    return registry_with(ws.own_actors)


def registry_with(own: Iterable[Actor]) -> dict[str, Actor]:
    """The actors that ship with these beside them, as `registry_of` gives those of a workspace."""
    return named_apart({**registry(), **{a.id: a for a in own}})


def relations_of(ws: Workspace, then: Moment | None = None) -> tuple[Relation, ...]:
    """Every relation that is told in this workspace, by id: those that ship, those of the team's list of actors (as
    it is now), and those of its tables, as they stood `then` where a moment is given."""
    ours = (r for actor in ws.own_actors for r in _of_list(actor))
    told = {r.id: r for r in (*relations(), *ours)}
    return _standing(told, RelationRow.objects.order_by("id").iterator(chunk_size=2000), relation_of, then)


def designations_of(ws: Workspace, then: Moment | None = None) -> tuple[Designation, ...]:
    """Every designation that is told in this workspace, by id: those that ship and those of the team's tables."""
    rows = DesignationRow.objects.order_by("id").iterator(chunk_size=2000)
    return _standing({d.id: d for d in designations()}, rows, designation_of, then)


def _standing(
    told: Mapping[str, Said],
    rows: Iterable[RelationRow | DesignationRow],
    read: Callable[[str, Mapping[str, Any]], Said],
    then: Moment | None,
) -> tuple[Said, ...]:
    found = dict(told)
    for row in rows:
        state = state_at(row, then)
        if state is not None and state.live:
            found[row.id] = read(row.id, state.value)
        elif state is not None:
            found.pop(row.id, None)  # taken back, also where it ships
    return tuple(found[key] for key in sorted(found))


def _of_list(actor: Actor) -> Iterator[Relation]:
    for kind, told in (("member_of", actor.member_of), ("partner_of", actor.partner_of)):
        for n, one in enumerate(told, 1):
            yield _membership(actor.id, kind, one, n)


def _membership(subject: str, kind: str, told: Membership, n: int) -> Relation:
    return Relation(
        id=f"{subject}:{kind}:{told.actor}:list:{n}",
        subject=subject,
        relation=kind,
        object=told.actor,
        asserted_by=OURS,
        source=told.source,
        start=told.start,
        end=told.end,
        countries=told.countries,
        one_side=told.one_side,
    )


def relation_json(told: Relation) -> Json:
    """What a relation tells, without its id, as JSON."""
    return {
        "subject": told.subject,
        "relation": told.relation,
        "denied": told.denied,
        "object": told.object,
        "from": _text(told.start),
        "to": _text(told.end),
        "asserted_by": told.asserted_by,
        "said": _text(told.said),
        "countries": list(told.countries),
        "one_side": told.one_side,
        "source": told.source,
    }


def relation_of(key: str, value: Mapping[str, Any]) -> Relation:
    """A relation of its id and what its row tells."""
    return Relation(
        id=key,
        subject=value["subject"],
        relation=value["relation"],
        object=value["object"],
        asserted_by=value["asserted_by"],
        source=value["source"],
        start=_day(value["from"]),
        end=_day(value["to"]),
        said=_day(value["said"]),
        countries=tuple(value["countries"]),
        denied=value["denied"],
        one_side=value["one_side"],
    )


def designation_json(told: Designation) -> Json:
    """What a designation tells, without its id, as JSON."""
    return {
        "actor": told.actor,
        "authority": told.authority,
        "list": told.list,
        "legal_act": told.act,
        "from": _text(told.start),
        "to": _text(told.end),
        "source": told.source,
    }


def designation_of(key: str, value: Mapping[str, Any]) -> Designation:
    """A designation of its id and what its row tells."""
    return Designation(
        id=key,
        actor=value["actor"],
        authority=value["authority"],
        list=value["list"],
        act=value["legal_act"],
        source=value["source"],
        start=_day(value["from"]),
        end=_day(value["to"]),
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
