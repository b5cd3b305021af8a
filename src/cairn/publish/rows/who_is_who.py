"""Who is who on a site: the actors with their relations and designations, and which of them the site speaks of.

A list of actors ships with Cairn; a site shows those that its incidents, parties and words of control name, or its own
tables of relations, with those one step away: whom a relation binds to them, and who says so or lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cairn.vocab.actors import Actor
from cairn.vocab.relations import Designation, Relation

from .actors import Row, actor_row, designation_row, public_word, relation_row

if TYPE_CHECKING:
    from .record import Record


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """The actors by id, and every word on them. `own` are those named in the team's own tables of relations."""

    actors: Mapping[str, Actor] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    designations: tuple[Designation, ...] = ()
    own: frozenset[str] = frozenset()

    def shown(self, concerned: frozenset[str], speakers: frozenset[str] = frozenset()) -> frozenset[str]:
        """The ids of the actors with a page: those concerned, those one step away, and those whose word is told."""
        near = [r for r in self.relations if {r.subject, r.object} & concerned]
        found = {key for r in near for key in (r.subject, r.object, r.asserted_by)}
        found |= {d.authority for d in self.designations if d.actor in concerned}
        return frozenset((found | concerned | speakers) & set(self.actors))


def concerned(record: Record) -> frozenset[str]:
    """The actors that a site's incidents, parties, words of control and own relations name."""
    found = {row.get("actor_id", "") for row in record.attributions} | {t["actor_id"] for t in record.tallies}
    found |= {d.get("actor", "") for d in record.official_documents}
    found |= {e.get("actor", "") for e in record.official_entries}
    found |= {actor for held in record.control.values() for actor in held.holders}
    return frozenset((found | record.who.own) - {"", "unknown"})


def speakers(record: Record) -> frozenset[str]:
    """Everybody whose word on any ground is on record."""
    return frozenset(w.asserted_by for held in record.control.values() for w in held.words) - {""}


def who_rows(record: Record) -> dict[str, list[Row]]:
    """The rows of the three tables: the actors with a page, by their names alone, and every word that is about one of
    them."""
    shown = record.who.shown(concerned(record), speakers(record))
    said = [r for r in record.who.relations if {r.subject, r.object} & shown]
    listings = [d for d in record.who.designations if d.actor in shown]
    return {
        "actors": [actor_row(record.who.actors[key]) | {"aliases": []} for key in sorted(shown)],
        "relations": [relation_row(r) for r in said],
        "designations": [designation_row(d) for d in listings],
    }


def public_who(who: WhoIsWho, may_name: Callable[[str], bool], sealed: Callable[[str], str]) -> WhoIsWho:
    """The same as the public may have it: authors who may not be named are blank; no spelling but the names (rule 5)."""
    return replace(
        who,
        actors={key: replace(a, aliases=(), adjectives=()) for key, a in who.actors.items()},
        relations=tuple(public_word(r, may_name, sealed) for r in who.relations),
        designations=tuple(public_word(d, may_name, sealed) for d in who.designations),
    )
