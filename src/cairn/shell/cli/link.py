"""Commands on what parties say and the incidents it is about: link, unlinked."""

from __future__ import annotations

from typing import Any

import click

from cairn.shell.workspace import Workspace

from .frame import Answer, as_option, opened, parse_range, why_option


@click.command()
@click.argument("entry")
@click.argument("incident")
@click.option(
    "--answer",
    type=click.Choice(["accept", "reject", "unsure"]),
    required=True,
    help="Does ENTRY speak of INCIDENT?",
)
@click.option(
    "--killed", default="unknown", metavar="MIN[-MAX]", help="So many of the entry's dead belong there."
)
@as_option
@why_option
@opened
def link(ws: Workspace, entry: str, incident: str, answer: str, killed: str, who: str, why: str) -> Answer:
    """Say whether a party's ENTRY speaks of INCIDENT, ours or another recorder's, and how its dead are divided.

    One accepted link takes all the dead of its entry. Over several, shares are allotted with --killed, and what nobody
    allotted is unknown. `cairn undo` takes the answer back.
    """
    from cairn.shell.acts.link_by_hand import decide_link
    from cairn.shell.site.refresh import refresh
    from cairn.values import Range

    try:
        share = Range(*parse_range(killed))
    except ValueError as e:
        raise click.BadParameter(str(e), param_hint="--killed") from e
    row = decide_link(entry, incident, answer, who=who, why=why, killed=share)
    written = refresh(ws)
    value: dict[str, Any] = {
        "entry": row.entry_id,
        "incident": str(row.incident_id or row.register_entry_id),
        "decision": row.decision,
        "killed_min": row.killed_min,
        "killed_max": row.killed_max,
        "act": row.act_id,
        "rewritten": written,
    }
    return value, f"{entry} and {incident}: {row.decision} (act {row.act_id})."


@click.command()
@click.option("--actor", default="", help="One party, by its id.")
@click.option(
    "--register", default="", help="Against another recorder's register; default our own incidents."
)
@click.option(
    "--limit", default=20, show_default=True, help="At most so many lines a list; --json gives all."
)
@opened
def unlinked(ws: Workspace, actor: str, register: str, limit: int) -> Answer:
    """What stands alone on either side: entries of parties without an incident, incidents without an entry.

    Each with the best that is offered for it. A link made by machine counts here; a person still decides it.
    """
    from cairn.shell.export.links import unlinked_entries, unlinked_incidents
    from cairn.shell.records.registers import asked_register

    universe = asked_register(register) if register else ""
    entries = unlinked_entries(actor, universe)
    incidents = unlinked_incidents(ws, actor, universe)
    lines = [f"{len(entries):,} entries without an incident:"]
    lines += [
        f"  {e['entry_id']}  {e['date'] or 'no day told'}  {e['place_text'] or 'no place told'}"
        + (f"  best: {e['offered_code'] or e['offered_incident_id']} ({e['score']})" if e["score"] else "")
        for e in entries[:limit]
    ]
    lines += [f"{len(incidents):,} incidents without an entry of the party they are alleged against:"]
    lines += [
        f"  {i['code'] or i['incident_id']}  {i['date']}  {i['place'] or 'no place told'}  {i['actor']}"
        + (f"  best: {i['offered_entry_id']} ({i['score']})" if i["score"] else "")
        for i in incidents[:limit]
    ]
    return {"entries": entries, "incidents": incidents}, "\n".join(lines)
