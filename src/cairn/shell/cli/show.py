"""Commands that answer questions: explain, today, export."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from cairn.errors import NotAllowed, NotFound
from cairn.shell.store.files import write_whole
from cairn.shell.workspace import Workspace

from .frame import Answer, Data, opened

FORMATS = (
    "jsonl", "csv", "spreadsheet", "geojson", "parquet", "hxl", "xlsx", "sqlite", "frictionless", "jsonld", "ftm",
    "ucdp", "acled",
)  # fmt: skip
"""Named here and held by a test: the formats themselves are loaded where one is written."""
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
    another recorder's register: what is read from it, what is flagged, and how it came in. Of an entry of a party:
    what it said of it on which day, in its words.
    """
    from cairn.shell.export.explain import explain_assignment, explain_incident
    from cairn.shell.export.explain_entry import explain_entry
    from cairn.shell.export.explain_official import explain_official
    from cairn.shell.export.explain_report import explain_report
    from cairn.shell.records.moment import moment

    then = moment(as_of) if as_of else None
    if incident:
        return explain_assignment(what, incident)
    try:
        return explain_incident(ws, what, then)
    except NotFound as e:
        if e.code == "incident-of-register":
            return explain_entry(ws, what)
        try:
            return explain_report(ws, what)
        except NotFound:
            if found := explain_official(ws, what, then):
                return found
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
@click.argument("table")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="jsonl",
    show_default=True,
    help="What each loses: docs/tables.md.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="A file; default the terminal.")
@click.option("--public", "is_public", is_flag=True, help="The allow-listed form only.")
@AS_OF
@opened
def export(ws: Workspace, table: str, form: str, out: Path | None, is_public: bool, as_of: str) -> Answer:
    """Write one table of the record.

    TABLE is one of reports, accounts, claims, readings, assignments, incidents, attributions, actors, relations,
    designations, control, coverage, register, reported_figures, official_documents, official_entries, official_outcomes,
    rejected. Of actors, relations or designations, --format ftm gives all three as FollowTheMoney entities; ucdp and
    acled shape incidents as these datasets do. csv is for machines and alters nothing; spreadsheet and xlsx are safe to
    open. xlsx, sqlite and parquet need --out.
    """
    from cairn.shell.export.record import last_change
    from cairn.shell.export.write import (
        BINARY,
        CONTROL,
        as_bytes,
        beside,
        followthemoney,
        ground,
        table_rows,
    )
    from cairn.shell.records.moment import moment

    drawn = table == CONTROL and form == "geojson"
    work = followthemoney if form == "ftm" else ground if drawn else table_rows
    if form in BINARY and out is None:
        raise NotAllowed(
            "export-needs-file",
            "this format is no text and is not put on a terminal",
            field="format",
            value=form,
            remedy="Name a file: --out FILE.",
        )
    then = moment(as_of) if as_of else None
    found = {name: list(work(ws, name, is_public=is_public, then=then)) for name in beside(table, form)}
    rows = found[table]
    data = as_bytes(found, table, form, is_public=is_public, at=last_change())
    if out is None:
        return {"table": table, "rows": [dict(r) for r in rows]}, Data(data.decode().rstrip("\n"))
    if out.parent.is_dir() and (out.is_file() or not out.exists()):
        write_whole(out, data)
    else:  # a pipe or a terminal; or no folder to write in, which is told
        out.write_bytes(data)
    value: dict[str, Any] = {"table": table, "rows": len(rows), "out": str(out)}
    return value, f"{out}: {len(rows):,} row{'' if len(rows) == 1 else 's'} of {table}"
