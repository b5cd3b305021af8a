"""Commands on our record beside another recorder's: crosswalk, pair."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from cairn.shell.workspace import Workspace

from .definition import DAY, day
from .frame import Answer, as_option, opened, why_option


@click.command()
@click.argument("register")
@click.option(
    "--actor", "actors", multiple=True, help="Id, name or alias of a party; several are taken together."
)
@click.option("--country", default="", help="ISO code.")
@click.option("--from", "first", type=DAY, help="First day.")
@click.option("--to", "last", type=DAY, help="Last day.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="A file .csv, .xlsx or .json with all."
)
@click.option(
    "--limit", default=20, show_default=True, help="At most so many lines a list; --json gives all."
)
@opened
def crosswalk(
    ws: Workspace,
    register: str,
    actors: tuple[str, ...],
    country: str,
    first: datetime | None,
    last: datetime | None,
    out: Path | None,
    limit: int,
) -> Answer:
    """Our record beside another recorder's REGISTER: which incidents each lacks, and why figures differ.

    Every incident of either side is in both, on one side only, open, or outside of what is compared, so that sums
    close. Pairs are suggested by a machine until a person sets them with `cairn pair`. Nothing of a register is ever
    public.
    """
    from cairn.shell.export import crosswalk_sheet, crosswalk_told
    from cairn.shell.export.crosswalk import crossed
    from cairn.shell.export.masking import NameMask
    from cairn.shell.records import load

    told = crosswalk_told.Told(*crossed(ws, register, actors, day(first), day(last), country))
    mask = NameMask(load.withdrawn("name"))
    value = mask.throughout(crosswalk_told.as_json(told))
    if out is None:
        return value, mask(crosswalk_told.as_text(told, limit))
    crosswalk_sheet.write(out, (mask.throughout(row) for row in crosswalk_told.rows(told)), value)
    return {
        "out": str(out),
        "summary": value["summary"],
    }, f"{out}: {len(told.done.pairs):,} pairs, and all the rest"


@click.command()
@click.argument("entry")
@click.argument("incident")
@click.option(
    "--answer",
    type=click.Choice(["same", "different", "unsure"]),
    required=True,
    help="Is ENTRY of a register our INCIDENT?",
)
@as_option
@why_option
@opened
def pair(ws: Workspace, entry: str, incident: str, answer: str, who: str, why: str) -> Answer:
    """Say whether ENTRY of another recorder's register and our INCIDENT are the same.

    Several of ours may be one of theirs, and the other way round. It changes no figure of either. `cairn undo` takes it
    back.
    """
    from cairn.shell.acts.pair_by_hand import decide_pair

    row = decide_pair(entry, incident, answer, who=who, why=why)
    value = {"entry": row.subject, "incident": row.other, "answer": row.value["answer"], "act": row.act_id}
    return value, f"{row.subject} and {row.other}: {row.value['answer']} (act {row.act_id})."
