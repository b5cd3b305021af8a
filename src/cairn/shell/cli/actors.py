"""`cairn actors show`: who somebody is, by what names, and whose member or partner on which days."""

from __future__ import annotations

import click

from cairn.shell.workspace import Workspace

from .frame import Answer, opened


@click.group()
def actors() -> None:
    """Who is who: names, and dated memberships and partnerships."""


@actors.command()
@click.argument("name")
@opened
def show(ws: Workspace, name: str) -> Answer:
    """The actor of this id, name or alias, with its relations and what says so."""
    from cairn.shell.export.actors import shown, words

    value = shown(ws, name)
    return value, "\n".join(words(value))
