"""Actors and their dated relations as they are shown and exported: who says so stands with each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cairn.shell.records.actors import registry_of
from cairn.shell.workspace import Workspace
from cairn.vocab.actors import Actor, Membership, registry

from .asked import actor_asked

RELATIONS = ("member_of", "partner_of")
SHIPPED, OURS = "Cairn's list of actors", "this workspace's list of actors"


def relations(listed: Mapping[str, Actor]) -> Iterator[dict[str, Any]]:
    """Every relation as a row of the table `relations`, by subject and day."""
    for actor in sorted(listed.values(), key=lambda a: a.id):
        for relation in RELATIONS:
            for n, told in enumerate(getattr(actor, relation), 1):
                yield _row(actor.id, relation, told, n)


def _row(subject: str, relation: str, told: Membership, n: int) -> dict[str, Any]:
    return {
        "id": f"{subject}:{relation}:{told.actor}:{n}",
        "subject": subject,
        "relation": relation,
        "object": told.actor,
        "from": told.start and told.start.isoformat(),
        "to": told.end and told.end.isoformat(),
        "asserted_by": SHIPPED if subject in registry() else OURS,
        "source": told.source or None,
        "countries": list(told.countries),
    }


def relations_of(ws: Workspace) -> Iterator[dict[str, Any]]:
    """The table `relations` of a workspace."""
    return relations(registry_of(ws))


def shown(ws: Workspace, name: str) -> dict[str, Any]:
    """One actor with its relations, both ways. Raises `NotFound` for a name nobody has."""
    listed = registry_of(ws)
    actor = listed[actor_asked(name, listed)]
    rows = list(relations(listed))
    return {
        "id": actor.id,
        "kind": actor.kind,
        "names": dict(actor.names),
        "aliases": list(actor.aliases),
        "read_as": actor.read_as or None,
        "relations": [r for r in rows if r["subject"] == actor.id],
        "related_to_it": [r for r in rows if r["object"] == actor.id],
    }


def words(value: Mapping[str, Any]) -> list[str]:
    """The same for a person: relations with their days and what says so."""
    told = [f"{value['names']['en']} · {value['names']['ar']} ({value['id']}, {value['kind']})"]
    if value["aliases"]:
        told.append(f"  also written: {'; '.join(value['aliases'])}")
    if value["read_as"]:
        told.append(
            f"  a text that names it is read for {value['read_as']}; registers are counted by its own name"
        )
    told += [f"  {_relation(r)} {r['object']}{_when(r)}" for r in value["relations"]]
    told += [
        f"  {r['subject']} is its {r['relation'].removesuffix('_of')}{_when(r)}"
        for r in value["related_to_it"]
    ]
    return told if len(told) > 1 else [*told, "  no relation is listed"]


def _relation(row: Mapping[str, Any]) -> str:
    return str(row["relation"]).replace("_", " ")


def _when(row: Mapping[str, Any]) -> str:
    days = " ".join(f"{end} {row[end]}" for end in ("from", "to") if row[end]) or "days not stated"
    where = f" in {', '.join(row['countries'])}" if row["countries"] else ""
    return f", {days}{where}: {row['source'] or 'source not stated'} ({row['asserted_by']})"
