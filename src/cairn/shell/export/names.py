"""Names of actors: those that ship, and those a workspace brings."""

from __future__ import annotations

from cairn.shell.workspace import Workspace
from cairn.vocab.actors import Actor, actors, registry


def actors_of(ws: Workspace) -> dict[str, Actor]:
    """The actors that ship, and those this workspace brings."""
    return {**actors(), **{a.id: a for a in ws.own_actors}}


def names_of(ws: Workspace) -> dict[str, dict[str, str]]:
    """Actor id -> language -> name."""
    found = {key: dict(actor.names) for key, actor in {**registry(), **actors_of(ws)}.items()}
    return {"unknown": {"en": "Party not known", "ar": "الطرف غير معروف"}} | found
