"""Who is who as tables: actors, relations and designations of a workspace, all of them or what the public may see."""

from __future__ import annotations

from collections.abc import Collection

from cairn.publish.actor_rows import Row, actor_row, designation_row, public_words, relation_row
from cairn.publish.allow import only
from cairn.shell.records.actors import OURS, designations_of, registry_of, relations_of
from cairn.shell.records.moment import Moment
from cairn.shell.workspace import Workspace
from cairn.vocab.relations import designations, relations

TABLES = ("actors", "relations", "designations")


def who_table(ws: Workspace, table: str, then: Moment | None = None) -> list[Row]:
    """The rows of one of `TABLES`, by id; what is said as it stood `then`, the actors as they are."""
    if table == "actors":
        return [actor_row(a) for a in registry_of(ws).values()]
    if table == "relations":
        return [relation_row(r) for r in relations_of(ws, then)]
    return [designation_row(d) for d in designations_of(ws, then)]


def public_who(ws: Workspace, concerned: Collection[str] = ()) -> dict[str, list[Row]]:
    """The public form of all three: words that ship or whose author is an actor; the actors of whom these tell, and
    those `concerned`, by name alone."""
    listed = registry_of(ws)
    said = {
        "relations": _public(ws, "relations", "asserted_by", [*listed, OURS]),
        "designations": _public(ws, "designations", "authority", listed),
    }
    names = ("subject", "object", "asserted_by", "actor", "authority")
    told = {row[name] for rows in said.values() for row in rows for name in names if name in row}
    shown = [actor_row(a) for key, a in listed.items() if key in told or key in concerned]
    return {"actors": [only("actors", row) for row in shown], **said}


def _public(ws: Workspace, table: str, author: str, authors: Collection[str]) -> list[Row]:
    if table == "relations":
        ships = {r.id for r in set(relations()) & set(relations_of(ws))}
    else:
        ships = {d.id for d in set(designations()) & set(designations_of(ws))}
    return [only(table, row) for row in public_words(who_table(ws, table), author, ships, authors)]
