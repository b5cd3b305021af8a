"""Commands that answer questions: explain, tally, export."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from cairn.errors import NotAllowed, NotFound
from cairn.shell.store.files import write_whole
from cairn.shell.workspace import Workspace
from cairn.vocab.closed import Grade

from .frame import Answer, opened

AS_OF = click.option(
    "--as-of",
    default="",
    metavar="MOMENT",
    help="As it stood then: a day (its end, UTC), a moment, or `act N`.",
)


@click.command()
@click.argument("what", metavar="ACCOUNT|REPORT|INCIDENT|ENTRY")
@click.argument("incident", required=False)
@AS_OF
@opened
def explain(ws: Workspace, what: str, incident: str | None, as_of: str) -> Answer:
    """Why an account is (or is not) in an incident; or what made an incident what it is, act by act.

    Of a report that is in no incident: how it was read, what it says, and why it is in none. Of an entry of
    another recorder's register: what is read from it, what is flagged, and how it came in.
    """
    from cairn.shell.export.explain import explain_assignment, explain_incident
    from cairn.shell.export.explain_entry import explain_entry
    from cairn.shell.export.explain_report import explain_report
    from cairn.shell.records.moment import moment

    if incident:
        return explain_assignment(what, incident)
    try:
        return explain_incident(ws, what, moment(as_of) if as_of else None)
    except NotFound as e:
        if e.code == "incident-of-register":
            return explain_entry(ws, what)
        try:
            return explain_report(ws, what)
        except NotFound:
            raise e from None


@click.command()
@click.option(
    "--since",
    default="",
    metavar="MOMENT",
    help="A day (its end, UTC), a moment, or `act N`; default 24 hours ago.",
)
@opened
def today(ws: Workspace, since: str) -> Answer:
    """What is new: accounts, figures that rose or fell, sources gone silent; and what waits for a decision.

    Decisions stand in the order of what they would change in the totals.
    """
    from cairn.shell.export.today import last_day, lines
    from cairn.shell.export.today import today as told_today
    from cairn.shell.records.moment import moment

    then = moment(since or (datetime.now(UTC) - timedelta(days=1)).isoformat())
    value = told_today(ws, then, last_day() or datetime.now(UTC).date())
    return value, "\n".join(lines(value))


@click.command()
@click.option(
    "--actor", "actors", multiple=True, help="Actor id; several are taken together, incidents once."
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
    as_of: str,
) -> Answer:
    """Sum distinct incidents, with the definition, what is left out, and the coverage first."""
    from cairn.shell.export.asked import checked
    from cairn.shell.export.incidents import Incidents
    from cairn.shell.export.record import actors_of, names_of
    from cairn.shell.export.tallies import coverage, tally_json, tally_rows
    from cairn.shell.records.load import gazetteer
    from cairn.shell.records.moment import moment
    from cairn.tally import beside
    from cairn.tally import tally as add_up
    from cairn.tally.model import Definition

    then = moment(as_of) if as_of else None
    definition = Definition(
        actors=actors,
        country=country,
        place=place,
        from_day=first.date() if first else None,
        to_day=last.date() if last else None,
        grades=_grades(grades),
        grade_of=grade_of,
        basis=basis,
        as_of=then.at if then else "",
    )
    if grade_of == "incident" or register:
        if then:
            raise NotAllowed(
                "as-of-of-register",
                "a register of another recorder is kept as it came, so it has no earlier moment here",
                field="as-of",
                value=as_of,
                remedy="Leave out --as-of; `cairn explain ENTRY` tells its versions.",
            )
        return _of_registers(ws, definition, register)
    rows = tally_rows(Incidents(basis, then))
    definition = checked(definition, rows, actors_of(ws), gazetteer())
    done = add_up(rows, definition, coverage())
    value = tally_json(done, names_of(ws), beside(rows, definition))
    return value, "\n".join(value["lines"]["en"])


def _of_registers(ws: Workspace, definition: Any, register: str) -> Answer:
    """One register gives its tally as ours is given; several give a list, and no sum of them."""
    from cairn.shell.export.registers import register_tallies

    found = register_tallies(ws, definition, register)
    words = "\n\n".join("\n".join(value["lines"]["en"]) for value in found)
    if len(found) == 1:
        return found[0], words
    return {"registers": found}, f"{words}\n\n{APART}"


APART = "Each register stands by itself: two may tell of the same incident, so their sums cannot be added up."


def _grades(text: str) -> tuple[Grade, ...]:
    if text == "all":
        return tuple(Grade)
    try:
        return tuple(Grade(part.strip()) for part in text.split(","))
    except ValueError as e:
        raise click.BadParameter(f"{text!r}: some of {', '.join(Grade)}, or all") from e


@click.command()
@click.argument("table")
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv", "geojson"]), default="jsonl", show_default=True
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file; default the terminal.")
@click.option("--public", "is_public", is_flag=True, help="The allow-listed form only.")
@AS_OF
@opened
def export(ws: Workspace, table: str, form: str, out: Path | None, is_public: bool, as_of: str) -> Answer:
    """Write one table of the record.

    TABLE is one of reports, accounts, claims, readings, assignments, incidents, attributions, actors, coverage,
    register, reported_figures, rejected.
    """
    from cairn.shell.export.write import as_text, table_rows
    from cairn.shell.records.moment import moment

    rows = list(table_rows(ws, table, is_public=is_public, then=moment(as_of) if as_of else None))
    text = as_text(rows, table, form)
    if out is None:
        return {"table": table, "rows": [dict(r) for r in rows]}, text.rstrip("\n")
    if out.parent.is_dir() and (out.is_file() or not out.exists()):
        write_whole(out, text.encode())
    else:  # a pipe or a terminal; or no folder to write in, which is told
        out.write_text(text, "utf-8", newline="")
    value: dict[str, Any] = {"table": table, "rows": len(rows), "out": str(out)}
    return value, f"{out}: {len(rows):,} row{'' if len(rows) == 1 else 's'} of {table}"
