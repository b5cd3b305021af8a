"""`cairn compare`: what a party concedes beside what is alleged of it, and every step between the two totals."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from cairn.shell.workspace import Workspace
from cairn.tally.declared import BREAKDOWNS

from .definition import DAY, day, defining, definition_of, of_a_register, standing_asked
from .frame import Answer, opened


@click.command()
@click.option("--actor", "actors", multiple=True, required=True, help="Id, name or alias of a party.")
@defining
@click.option(
    "--by", multiple=True, type=click.Choice(sorted(BREAKDOWNS)), help="Break it down; several may."
)
@click.option(
    "--known-on", type=DAY, help="What the party had said by the end of that day; default up to now."
)
@click.option(
    "--draws", type=click.IntRange(0, 100_000), default=1000, show_default=True, help="For the spread."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same spread.")
@opened
def compare(
    ws: Workspace,
    actors: tuple[str, ...],
    by: tuple[str, ...],
    known_on: datetime | None,
    draws: int,
    seed: int,
    **asked: Any,
) -> Answer:
    """Declared against alleged: both totals, one outcome for every incident, and the steps from one to the other.

    Incidents come from our record, or from a register with --grade-of incident; what the party says from files added
    --as official. Only links that a rule made or a person accepted count, and each row tells which.
    """
    from cairn.shell.export.compare import compared, compared_register, provinces, spread
    from cairn.shell.export.compare_json import comparison_json, comparison_text
    from cairn.shell.export.names import names_of

    definition = definition_of(actors, asked)
    known, names = day(known_on), names_of(ws)
    if of_a_register(asked):
        standing = standing_asked(ws, asked, by_default=False)
        done = compared_register(ws, definition, asked["register"], known, standing)
    else:
        done = compared(ws, definition, known, standing_asked(ws, asked, by_default=True))
    cuts = tuple(dict.fromkeys(by))
    value = comparison_json(done, spread(done, draws, seed), names, cuts, draws, seed)
    return value, comparison_text(done, value, {**names, **provinces()}, cuts)
