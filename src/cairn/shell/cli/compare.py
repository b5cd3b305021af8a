"""`cairn compare`: what a party concedes beside what is alleged of it, and every step between the two totals."""

from __future__ import annotations

from datetime import datetime

import click

from cairn.shell.workspace import Workspace
from cairn.tally.declared import BREAKDOWNS

from .frame import Answer, opened
from .tally import _day, _grades

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--actor", "actors", multiple=True, required=True, help="Id, name or alias of a party.")
@click.option("--country", default="", help="ISO code.")
@click.option("--place", default="", help="Name or P-code of a place or a province.")
@click.option("--from", "first", type=DAY, help="First day.")
@click.option("--to", "last", type=DAY, help="Last day.")
@click.option("--grades", default="confirmed,fair", show_default=True, help="Grades that count, or `all`.")
@click.option(
    "--grade-of",
    type=click.Choice(["attribution", "incident"]),
    default="attribution",
    show_default=True,
    help="Our grade per actor, or another recorder's per incident: compares with their register.",
)
@click.option("--register", default="", help="The register to compare with; goes with --grade-of incident.")
@click.option(
    "--basis", type=click.Choice(["best", "released", "set", "suggested"]), default="best", show_default=True
)
@click.option(
    "--by", multiple=True, type=click.Choice(sorted(BREAKDOWNS)), help="Break it down; several may."
)
@click.option(
    "--known-on", type=DAY, help="What the party had said by the end of that day; default up to now."
)
@click.option(
    "--roll-up/--no-roll-up",
    "roll_up",
    default=None,
    help="Count for a coalition what its members did and say; default yes for our own record, no for a register.",
)
@click.option(
    "--draws", type=click.IntRange(0, 100_000), default=1000, show_default=True, help="For the spread."
)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same spread.")
@opened
def compare(
    ws: Workspace,
    actors: tuple[str, ...],
    country: str,
    place: str,
    first: datetime | None,
    last: datetime | None,
    grades: str,
    grade_of: str,
    register: str,
    basis: str,
    by: tuple[str, ...],
    known_on: datetime | None,
    roll_up: bool | None,
    draws: int,
    seed: int,
) -> Answer:
    """Declared against alleged: both totals, one outcome for every incident, and the steps from one to the other.

    Incidents come from our record, or from a register with --grade-of incident; what the party says from files added
    --as official. Only links that a rule made or a person accepted count, and each row tells which.
    """
    from cairn.shell.export.compare import compared, compared_register, provinces, spread
    from cairn.shell.export.compare_json import comparison_json, comparison_text
    from cairn.shell.export.names import names_of
    from cairn.tally.model import Definition

    definition = Definition(
        actors=actors,
        country=country,
        place=place,
        from_day=_day(first),
        to_day=_day(last),
        grades=_grades(grades),
        grade_of=grade_of,
        basis=basis,
    )
    known, names = _day(known_on), names_of(ws)
    if grade_of == "incident" or register:
        done = compared_register(ws, definition, register, known, roll_up=roll_up is True)
    else:
        done = compared(ws, definition, known, roll_up=roll_up is not False)
    cuts = tuple(dict.fromkeys(by))
    value = comparison_json(done, spread(done, draws, seed), names, cuts, draws, seed)
    return value, comparison_text(done, value, {**names, **provinces()}, cuts)
