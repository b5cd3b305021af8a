"""`cairn actors show`: who somebody is, by what names, and whose member or partner on which days."""

from __future__ import annotations

import click

from cairn.shell.workspace import Workspace

from .frame import Answer, opened


@click.command()
@click.argument("what", type=click.Choice(["show"]))
@click.argument("name")
@opened
def actors(ws: Workspace, what: str, name: str) -> Answer:
    """Show who NAME is: an actor's id, name or alias; its names, members and partners, with days and what says so.

    `cairn export relations` lists all relations.
    """
    from cairn.shell.export.actors import shown, words

    value = shown(ws, name)
    return value, "\n".join(words(value))
