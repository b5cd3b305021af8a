"""Who is who as FollowTheMoney, made out of the rows of its three tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from cairn.vocab.actors import Actor
from cairn.vocab.relations import Designation, Relation

from .ftm import entities
from .model import Row, Table


def followthemoney(tables: Mapping[str, Table]) -> str:
    """Entities, one a line."""
    actors, relations, designations = (tables[n].rows for n in ("actors", "relations", "designations"))
    found = entities(map(_actor, actors), map(_relation, relations), map(_designation, designations))
    return "".join(json.dumps(entity, ensure_ascii=False) + "\n" for entity in found)


def _actor(row: Row) -> Actor:
    return Actor(
        id=row["id"],
        kind=row["kind"],
        names=row["names"],
        aliases=tuple(row.get("aliases") or ()),
        read_as=row.get("read_as") or "",
        source=row.get("source") or "",
    )


def _relation(row: Row) -> Relation:
    return Relation(
        id=row["id"],
        subject=row["subject"],
        relation=row["relation"],
        object=row["object"],
        asserted_by=row.get("asserted_by") or "",
        source=row.get("source") or "",
        start=_day(row.get("from")),
        end=_day(row.get("to")),
        said=_day(row.get("said")),
        countries=tuple(row.get("countries") or ()),
        denied=row.get("denied") or "",
        one_side=bool(row.get("one_side")),
    )


def _designation(row: Row) -> Designation:
    return Designation(
        id=row["id"],
        actor=row["actor"],
        authority=row.get("authority") or "",
        list=row.get("list") or "",
        act=row.get("act") or "",
        source=row.get("source") or "",
        start=_day(row.get("from")),
        end=_day(row.get("to")),
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
