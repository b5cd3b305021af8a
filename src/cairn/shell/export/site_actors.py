"""What the site shows of who is who: the actors, every relation and designation, and which a team's own tables name."""

from __future__ import annotations

from typing import Any

from cairn.publish.rows.who_is_who import WhoIsWho
from cairn.shell.records.actors import OURS, designations_of, registry_of, relations_of
from cairn.shell.workspace import Workspace
from cairn.vocab.relations import designations, relations

from .masking import NameMask
from .site_control import shipped_words
from .who import masked


def site_actors(ws: Workspace, mask: NameMask) -> dict[str, Any]:
    """The fields `who` and `public_authors` of the site's record; names that were withdrawn are masked."""
    told = tuple(masked(r, mask) for r in relations_of(ws))
    listings = tuple(masked(d, mask) for d in designations_of(ws))
    shipped = {r.id for r in relations()} | {d.id for d in designations()}
    own = {key for r in told if r.id not in shipped for key in (r.subject, r.object)}
    own |= {d.actor for d in listings if d.id not in shipped}
    return {
        "who": WhoIsWho(registry_of(ws), told, listings, frozenset(own)),
        "public_authors": _reviewed(),
    }


def _reviewed() -> frozenset[str]:
    """The authors of the files that ship: each was looked at, and none is a private person; and the team's own list."""
    said = {r.asserted_by for r in relations()} | {d.authority for d in designations()}
    return frozenset({OURS} | said | set(shipped_words().values()))
