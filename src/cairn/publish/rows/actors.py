"""Actors, relations and designations as rows of their exported tables: values enter, plain rows leave.

The columns are those of `tables_actors`. A denial is a row like any other, with the relation it denies in `denied`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from cairn.vocab.actors import Actor
from cairn.vocab.relations import Designation, Relation

Row = dict[str, Any]
Word = TypeVar("Word", Relation, Designation)


def actor_row(actor: Actor) -> Row:
    """An actor by its names. Other spellings are for reading texts; they are in no public form (rule 5)."""
    return {
        "id": actor.id,
        "kind": actor.kind,
        "names": dict(actor.names),
        "aliases": list(actor.aliases),
        "read_as": actor.read_as or None,
        "source": actor.source or None,
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


def public_word(told: Word, may_name: Callable[[str], bool], sealed: Callable[[str], str]) -> Word:
    """The word as the public may have it: without its author, its source and its telling id where the author may not be
    named, for a name may be a person's (rule 4)."""
    if isinstance(told, Relation):
        if may_name(told.asserted_by):
            return told
        return replace(told, id=sealed(told.id), asserted_by="", source="")
    return told if may_name(told.authority) else replace(told, id=sealed(told.id), authority="", source="")


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
