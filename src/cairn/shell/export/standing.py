"""Under whose word a workspace's relations are read: a viewpoint as it is asked for, and what counts under it.

The records are opened only by what asks for a workspace: the shipped cases are answered where there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from cairn.actors.viewpoint import NEUTRAL, Standing, Viewpoint, standing
from cairn.errors import NotFound
from cairn.shell.workspace import Workspace
from cairn.values import folded
from cairn.vocab.actors import Actor

from .asked import actor_names, named

if TYPE_CHECKING:
    from cairn.shell.records.moment import Moment

AS_NEUTRAL = "neutral"


def viewpoint_of(ws: Workspace, asked: str) -> Viewpoint:
    """The viewpoint of an actor or an author of this name; neutral where none is asked for.

    Raises `NotFound` (viewpoint-unknown) where nobody goes by the name.
    """
    from cairn.shell.records.actors import registry_of

    from .who import who

    told = who(ws)
    authors = {r.asserted_by for r in told.relations} | {d.authority for d in told.designations}
    return viewpoint_among(asked, registry_of(ws), authors)


def viewpoint_among(asked: str, actors: Mapping[str, Actor], authors: Iterable[str]) -> Viewpoint:
    """The same among these actors and authors. Raises `NotFound` (viewpoint-unknown)."""
    wanted = folded(asked)
    if wanted in ("", AS_NEUTRAL):
        return NEUTRAL
    names = {**{folded(author): author for author in authors}, **actor_names(actors)}
    if holder := named(asked, names):
        return Viewpoint(holder)
    near = dict.fromkeys(names[n] for n in get_close_matches(wanted, names, n=5, cutoff=0.6))
    listed = f"Near it: {', '.join(near)}. " if near else ""
    raise NotFound(
        "viewpoint-unknown",
        "no actor and no author of a relation goes by this name",
        field="as-held-by",
        value=asked,
        remedy=f"{listed}`cairn export relations` lists who says what; `{AS_NEUTRAL}` is nobody's view.",
    )


def standing_of(
    ws: Workspace,
    viewpoint: Viewpoint = NEUTRAL,
    day: date | None = None,
    then: Moment | None = None,
) -> Standing:
    """What counts in this workspace under a viewpoint: on a day or at any time, of what was told by `then`."""
    from .who import who

    return standing(who(ws, then).relations, viewpoint, day)
