"""`cairn tally`: a sum with what it is of, over our own record or over another recorder's register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from cairn.errors import NotAllowed
from cairn.shell.workspace import Workspace

from .definition import defining, definition_of, of_a_register, standing_asked
from .frame import Answer, opened
from .show import AS_OF

APART = "Each register stands by itself: two may tell of the same incident, so their sums cannot be added up."


@click.command()
@click.option(
    "--actor",
    "actors",
    multiple=True,
    help="Id, name or alias of an actor; several are taken together, incidents once.",
)
@defining
@click.option(
    "--count", type=click.Choice(["killed", "injured"]), multiple=True, help="What is counted; default both."
)
@click.option("--parents", is_flag=True, help="Umbrella records instead of their parts.")
@AS_OF
@opened
def tally(
    ws: Workspace, actors: tuple[str, ...], count: tuple[str, ...], parents: bool, as_of: str, **asked: Any
) -> Answer:
    """Sum distinct incidents, with the definition, what is left out, and the coverage first."""
    from cairn.shell.records.moment import moment
    from cairn.tally.model import OUTCOMES

    then = moment(as_of) if as_of else None
    counted = tuple(o for o in OUTCOMES if not count or o in count)
    definition = definition_of(actors, asked, as_of=then.at if then else "", parents=parents, count=counted)
    if of_a_register(asked):
        return _of_registers(ws, definition, asked, as_of)
    return _of_ours(ws, definition, then, standing_asked(ws, asked, by_default=True, then=then))


def _of_ours(ws: Workspace, definition: Any, then: Any, standing: Any) -> Answer:
    """The sum over our own record, as it stood `then`."""
    from cairn.shell.export.asked import checked
    from cairn.shell.export.incidents import Incidents
    from cairn.shell.export.names import actors_of, names_of
    from cairn.shell.export.tallies import coverage, tally_json, tally_rows
    from cairn.shell.records.load import gazetteer
    from cairn.tally import beside
    from cairn.tally import tally as add_up
    from cairn.tally.rollup import grouped

    rows = tally_rows(Incidents(definition.basis, then))
    definition = checked(definition, rows, actors_of(ws), gazetteer)
    if standing is not None:
        definition = grouped(definition, standing)
    done = add_up(rows, definition, coverage())
    value = tally_json(done, names_of(ws), beside(rows, definition))
    return value, "\n".join(value["lines"]["en"])


def _of_registers(ws: Workspace, definition: Any, asked: Mapping[str, Any], as_of: str) -> Answer:
    """One register gives its tally as ours is given; several give a list, and no sum of them."""
    from cairn.shell.export.registers import register_tallies

    if as_of:
        raise NotAllowed(
            "as-of-of-register",
            "a register of another recorder is kept as it came, so it has no earlier moment here",
            field="as-of",
            value=as_of,
            remedy="Leave out --as-of; `cairn explain ENTRY` tells its versions.",
        )
    standing = standing_asked(ws, asked, by_default=False)
    found = register_tallies(ws, definition, asked["register"], standing)
    words = "\n\n".join("\n".join(value["lines"]["en"]) for value in found)
    if len(found) == 1:
        return found[0], words
    return {"registers": found}, f"{words}\n\n{APART}"
