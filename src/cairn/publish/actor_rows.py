"""Actors, relations and designations as rows of their exported tables: values enter, plain rows leave.

The columns are those of `tables_actors`. A denial is a row like any other, with the relation it denies in `denied`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from cairn.vocab.actors import Actor
from cairn.vocab.relations import Designation, Relation

Row = dict[str, Any]


def actor_row(actor: Actor) -> Row:
    """An actor by its names. Other spellings are for reading texts; they are in no public form (rule 5)."""
    return {
        "id": actor.id,
        "kind": actor.kind,
        "names": dict(actor.names),
        "aliases": list(actor.aliases),
        "read_as": actor.read_as or None,
    }


def relation_row(told: Relation) -> Row:
    """One author's word on how two actors stand."""
    return {
        "id": told.id,
        "subject": told.subject,
        "relation": told.relation,
        "object": told.object,
        "from": _text(told.start),
        "to": _text(told.end),
        "asserted_by": told.asserted_by,
        "source": told.source or None,
        "countries": list(told.countries),
        "denied": told.denied or None,
        "said": _text(told.said),
        "one_side": told.one_side,
    }


def designation_row(told: Designation) -> Row:
    """One listing of an actor as terrorist."""
    return {
        "id": told.id,
        "actor": told.actor,
        "authority": told.authority,
        "list": told.list or None,
        "from": _text(told.start),
        "to": _text(told.end),
        "source": told.source or None,
        "act": told.act or None,
    }


def public_words(
    rows: Iterable[Mapping[str, Any]], author: str, shipped: Collection[str], authors: Collection[str]
) -> Iterator[Row]:
    """The rows that may be public: those that ship, by id, and those whose author, in the column `author`, is one of
    `authors`: an actor of the list. A name in words may be a person's, and is shown nowhere (rule 4)."""
    return (dict(row) for row in rows if row["id"] in shipped or row[author] in authors)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
