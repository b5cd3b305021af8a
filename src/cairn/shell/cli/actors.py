"""`cairn actors`: who somebody is, and how they stand to others, according to whom."""

from __future__ import annotations

from datetime import datetime

import click

from cairn.shell.workspace import Workspace

from .definition import DAY, day
from .frame import Answer, opened


@click.group()
def actors() -> None:
    """Who is who, according to whom: names, dated relations, and who lists whom as terrorist."""


@actors.command("show")
@click.argument("name")
@click.option(
    "--as-held-by",
    "held_by",
    default="",
    help="As this actor or author holds: its own word counts, what it denies does not, and of others' what nobody "
    "contests. Default neutral: only what nobody contests.",
)
@click.option(
    "--on", "on", type=DAY, help="As it stood on that day; default at any time, each word with its days."
)
@opened
def show(ws: Workspace, name: str, held_by: str, on: datetime | None) -> Answer:
    """Show who NAME is: an actor's id, name or alias.

    Relations that count under the viewpoint, those contested with who says and who denies, the listings that bear on it,
    and who counts for whom: each with its author, its days and its source.
    """
    from cairn.shell.export.actors import found, shown, text

    row, told = found(ws, name, held_by, day(on))
    return shown(ws, row, told), "\n".join(text(ws, row, told))


@actors.command("list")
@opened
def list_(ws: Workspace) -> Answer:
    """List every actor by id, with its kind and names. `cairn export relations` lists who stands how to whom."""
    from cairn.shell.export.actors import listed

    rows = listed(ws)
    lines = [f"{r['id']} ({r['kind']}): {r['names']['en']} · {r['names']['ar']}" for r in rows]
    return {"actors": rows}, "\n".join(lines)
