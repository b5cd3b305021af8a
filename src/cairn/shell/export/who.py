"""Who is who as it leaves a workspace: actors, relations and designations, all of them or what the public may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cairn.publish.allow import only, public
from cairn.publish.formats.ftm import Entity, entities
from cairn.publish.rows.actors import Row, Word, actor_row, designation_row, relation_row
from cairn.publish.rows.record import Record
from cairn.shell.records.actors import designations_of, registry_of, relations_of
from cairn.shell.records.load import withdrawn
from cairn.shell.records.moment import Moment
from cairn.shell.workspace import Workspace
from cairn.vocab.actors import Actor
from cairn.vocab.relations import Designation, Relation, slug

from .masking import NameMask

TABLES = ("actors", "relations", "designations")


@dataclass(frozen=True, slots=True)
class Who:
    """The actors of a workspace and what is said of them."""

    actors: Sequence[Actor]
    relations: Sequence[Relation]
    designations: Sequence[Designation]
    is_public: bool = False

    def table(self, name: str) -> list[Row]:
        """The rows of one of `TABLES`, by id; of a public one the fields of the allow-list alone."""
        if name == "actors":
            rows = [actor_row(a) for a in self.actors]
        elif name == "relations":
            rows = [relation_row(r) for r in self.relations]
        else:
            rows = [designation_row(d) for d in self.designations]
        return [only(name, row) for row in rows] if self.is_public else rows

    def followthemoney(self) -> list[Entity]:
        """All three as entities of FollowTheMoney."""
        return list(entities(self.actors, self.relations, self.designations))


def who(ws: Workspace, then: Moment | None = None) -> Who:
    """Everything but names that were withdrawn; what is said as it stood `then`, the actors as they are."""
    mask = NameMask(withdrawn("name"))
    return Who(
        list(registry_of(ws).values()),
        [masked(r, mask) for r in relations_of(ws, then)],
        [masked(d, mask) for d in designations_of(ws, then)],
    )


def public_who(record: Record) -> Who:
    """What the public may have of the site's `record`: the words, and of actors those of whom a word or a released grade
    tells, by name alone: other spellings are kept inside (rule 5)."""
    shown = public(record)
    said, listings = shown.who.relations, shown.who.designations
    told = {row.get("actor_id", "") for row in shown.attributions}
    told |= {key for r in said for key in (r.subject, r.object, r.asserted_by)}
    told |= {key for d in listings for key in (d.actor, d.authority)}
    return Who([a for a in shown.who.actors.values() if a.id in told], said, listings, is_public=True)


def masked(word: Word, mask: NameMask) -> Word:
    """The word without names that were withdrawn: an id that is made of such a name goes with it."""
    author = word.asserted_by if isinstance(word, Relation) else word.authority
    key = mask(word.id if mask(author) == author else word.id.replace(slug(author) or author, mask(author)))
    if isinstance(word, Relation):
        return replace(word, id=key, asserted_by=mask(author), source=mask(word.source))
    return replace(
        word,
        id=key,
        authority=mask(author),
        source=mask(word.source),
        list=mask(word.list),
        act=mask(word.act),
    )
