"""Commands about totals that others state: bulletins, reported."""

from __future__ import annotations

import click

from cairn.shell.workspace import Workspace

from .frame import Answer, opened


@click.command()
@click.option("--actor", default="", help="One party, by id, name or alias; default every party.")
@opened
def bulletins(ws: Workspace, actor: str) -> Answer:
    """A party's bulletins month by month: what does not add up, and what its own entries come to.

    Months whose sums hold are silent. Where two figures of the party contradict each other, both are shown and neither
    is corrected. Where bulletins are missing, a gap is told.
    """
    from cairn.official.months_words import lines
    from cairn.shell.export.bulletins import bulletins_json, told_of, words_of
    from cairn.shell.export.names import names_of

    told, names = told_of(ws, actor), names_of(ws)
    parts = []
    for one in told:
        name = names.get(one.actor, {}).get("en", one.actor)
        parts.append("\n".join([name, *words_of(one)]))
    return {"bulletins": bulletins_json(ws, told)}, "\n\n".join(parts) or lines(())[0]


@click.command()
@click.argument("report", default="")
@opened
def reported(ws: Workspace, report: str) -> Answer:
    """Totals that sources print: whose claim each is, what it leaves untold, what it may be made of.

    REPORT is the id of one report; default all. Each stands beside our tallies, those of each register, the totals that
    parties state, and the other totals printed. What is told is arithmetic; no such figure enters one of ours.
    """
    from cairn.shell.export.reported import reported_rows

    rows = reported_rows(ws, report)
    parts = [
        "\n".join([f"{row['report_id']}: “{' '.join(row['quote'].split())}”", *row["critique_en"]])
        for row in rows
    ]
    return {"reported": rows}, "\n\n".join(parts) or "No report here prints a total over a time."
