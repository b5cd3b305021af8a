"""`cairn tally`: a sum with what it is of, over our own record or over another recorder's register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import click

from cairn.errors import NotAllowed
from cairn.shell.workspace import Workspace
from cairn.vocab.closed import Grade

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
@click.option("--country", default="", help="ISO code.")
@click.option("--place", default="", help="Name or P-code of a place or a province.")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="First day.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Last day.")
@click.option("--grades", default="confirmed,fair", show_default=True, help="Grades that count, or `all`.")
@click.option(
    "--grade-of",
    type=click.Choice(["attribution", "incident"]),
    default="attribution",
    show_default=True,
    help="Our grade per actor, or another recorder's per incident: sums their registers, each by itself.",
)
@click.option("--register", default="", help="The register to sum; goes with --grade-of incident.")
@click.option(
    "--basis", type=click.Choice(["best", "released", "set", "suggested"]), default="best", show_default=True
)
@click.option(
    "--count", type=click.Choice(["killed", "injured"]), multiple=True, help="What is counted; default both."
)
@click.option("--parents", is_flag=True, help="Umbrella records instead of their parts.")
@click.option(
    "--roll-up/--no-roll-up",
    "roll_up",
    default=None,
    help="Count for a coalition what its members did on a day of their membership; default yes for our own record, "
    "no for a register, which says itself whom it files an incident under.",
)
@AS_OF
@opened
def tally(
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
    count: tuple[str, ...],
    parents: bool,
    roll_up: bool | None,
    as_of: str,
) -> Answer:
    """Sum distinct incidents, with the definition, what is left out, and the coverage first."""
    from cairn.shell.records.moment import moment
    from cairn.tally.model import OUTCOMES, Definition

    then = moment(as_of) if as_of else None
    definition = Definition(
        actors=actors,
        country=country,
        place=place,
        from_day=_day(first),
        to_day=_day(last),
        grades=_grades(grades),
        grade_of=grade_of,
        basis=basis,
        as_of=then.at if then else "",
        parents=parents,
        count=tuple(o for o in OUTCOMES if not count or o in count),
    )
    if grade_of == "incident" or register:
        return _of_registers(ws, definition, register, as_of, roll_up=roll_up is True)
    return _of_ours(ws, definition, then, roll_up=roll_up is not False)


def _of_ours(ws: Workspace, definition: Any, then: Any, *, roll_up: bool) -> Answer:
    """The sum over our own record, as it stood `then`."""
    from cairn.shell.export.asked import checked
    from cairn.shell.export.incidents import Incidents
    from cairn.shell.export.names import actors_of, names_of
    from cairn.shell.export.tallies import coverage, tally_json, tally_rows
    from cairn.shell.records.load import gazetteer
    from cairn.tally import beside
    from cairn.tally import tally as add_up
    from cairn.tally.rollup import members_of

    rows, actors = tally_rows(Incidents(definition.basis, then)), actors_of(ws)
    definition = checked(definition, rows, actors, gazetteer)
    if roll_up:
        definition = replace(definition, members=members_of(definition.actors, actors))
    done = add_up(rows, definition, coverage())
    value = tally_json(done, names_of(ws), beside(rows, definition))
    return value, "\n".join(value["lines"]["en"])


def _of_registers(ws: Workspace, definition: Any, register: str, as_of: str, *, roll_up: bool) -> Answer:
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
    found = register_tallies(ws, definition, register, roll_up=roll_up)
    words = "\n\n".join("\n".join(value["lines"]["en"]) for value in found)
    if len(found) == 1:
        return found[0], words
    return {"registers": found}, f"{words}\n\n{APART}"


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _grades(text: str) -> tuple[Grade, ...]:
    if text == "all":
        return tuple(Grade)
    try:
        return tuple(Grade(part.strip()) for part in text.split(","))
    except ValueError as e:
        raise click.BadParameter(f"{text!r}: some of {', '.join(Grade)}, or all") from e
