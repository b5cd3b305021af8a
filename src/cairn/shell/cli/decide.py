"""Commands by which persons decide: queue, judge, merge, release, withdraw, undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import click

from cairn.shell.workspace import Workspace

from .frame import Answer, as_option, opened, parse_pairs, parse_range, why_option


@click.command()
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The sheet, FILE.xlsx."
)
@click.option(
    "--limit", default=500, show_default=True, help="At most so many incidents, the weightiest first."
)
@opened
def queue(ws: Workspace, out: Path, limit: int) -> Answer:
    """Write the work to do as a sheet; it comes back with `cairn add FILE.xlsx --as judgements`."""
    from cairn.shell.sheets.write import write_sheet

    counts = write_sheet(ws, out, limit=limit)
    return {"out": str(out), **counts}, (
        f"{out}: {counts['incidents']} incidents, {counts['accounts']} accounts, {counts['claims']} claims, "
        f"{counts['duplicates']} suspected duplicates and {counts['links']} links to look at. "
        f"Fill the yellow columns, then: cairn add {out} --as judgements"
    )


@click.command()
@click.argument("incident")
@click.option("--grade", "grades", multiple=True, metavar="ACTOR=GRADE", help="Set an actor's grade.")
@click.option(
    "--strike-status", "statuses", multiple=True, metavar="ACTOR=STATUS", help="Set a strike status."
)
@click.option("--killed", metavar="MIN-MAX", help="Civilians killed: 10, 10-12, 10-, unknown.")
@click.option("--injured", metavar="MIN-MAX", help="People injured.")
@click.option("--date", "day", metavar="DAY[/DAY]", help="ISO day, or first and last.")
@click.option("--place", help="Name of the place.")
@click.option("--lat", type=float, help="Degrees north.")
@click.option("--lon", type=float, help="Degrees east.")
@click.option("--precision", help="How finely the place is known.")
@click.option("--summary-en", help="Your summary, English.")
@click.option("--summary-ar", help="Your summary, Arabic.")
@click.option(
    "--join", "joins", multiple=True, metavar="ACCOUNT=yes|no|unsure", help="Does this account belong here?"
)
@click.option("--parent", help="The umbrella record that holds this incident.")
@click.option(
    "--different", metavar="OTHER", help="It is not the same event as OTHER: never offer the two again."
)
@click.option(
    "--unsure-same", metavar="OTHER", help="You looked, and cannot tell whether it is one event with OTHER."
)
@as_option
@why_option
@opened
def judge(ws: Workspace, incident: str, who: str, why: str, **given: Any) -> Answer:
    """Set what you hold of INCIDENT (its code, UUID, or a report that belongs to it)."""
    from cairn.shell.acts.join_by_hand import join_by_hand
    from cairn.shell.acts.merge_incidents import say_of_two, set_parent
    from cairn.shell.acts.policy import known_actors
    from cairn.shell.acts.set_assessment import Decision, set_assessment
    from cairn.shell.export.record import names_of

    grades = parse_pairs(given["grades"], "ACTOR=GRADE")
    statuses = parse_pairs(given["statuses"], "ACTOR=STATUS")
    known_actors({*grades, *statuses}, names_of(ws))
    said: list[str] = []
    for account, answer in parse_pairs(given["joins"], "ACCOUNT=yes, no or unsure").items():
        row = join_by_hand(account, incident, answer, who=who, why=why)
        said.append(f"{account} {answer} to {incident} (act {row.act_id})")
    if given["parent"]:
        set_parent(incident, given["parent"], who=who, why=why)
        said.append(f"{incident} belongs to {given['parent']}")
    for option, answer in (("different", "different"), ("unsure_same", "unsure")):
        if other := given[option]:
            act = say_of_two(incident, other, answer, who=who, why=why).act_id
            said.append(f"{incident} and {other}: {answer} (act {act}). They are not offered as one again.")
    fields = _fields(given)
    value: dict[str, Any] = {"incident": incident}
    if fields or grades or statuses or given["summary_en"] is not None or given["summary_ar"] is not None:
        made = set_assessment(
            Decision(incident, who, why, fields, grades, statuses, given["summary_en"], given["summary_ar"])
        )
        value |= {"version": made.n, "act": made.act_id}
        said.append(
            f"Version {made.n} of the assessment is set (act {made.act_id}). A second person may release it."
        )
    if not said:
        raise click.UsageError("nothing to judge: give --grade, --killed, --join or another option")
    return value, "\n".join(said)


def _fields(given: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name in ("killed", "injured"):
        if given[name] is not None:
            fields[f"{name}_min"], fields[f"{name}_max"] = parse_range(given[name])
    if given["day"]:
        first, _, last = given["day"].partition("/")
        fields["date_start"], fields["date_end"] = first, last or first
    renamed = {"place": "place_name", "lat": "lat", "lon": "lon", "precision": "place_precision"}
    fields.update({field: given[option] for option, field in renamed.items() if given[option] is not None})
    return fields


@click.command()
@click.argument("incident")
@click.argument("into")
@as_option
@why_option
@opened
def merge(ws: Workspace, incident: str, into: str, who: str, why: str) -> Answer:
    """INCIDENT and INTO are one: its accounts move, and its codes go on resolving."""
    from cairn.shell.acts.merge_incidents import merge as merge_incidents
    from cairn.shell.records import find

    kept = merge_incidents(incident, into, who=who, why=why)
    code, act = find.code(kept.id), _act_of("merge", kept.id)
    return {
        "incident": str(kept.id),
        "code": code,
        "act": act,
    }, f"{incident} is now part of {code} (act {act})."


@click.command()
@click.argument("incident")
@click.argument("accounts", nargs=-1, required=True, metavar="ACCOUNT...")
@as_option
@why_option
@opened
def split(ws: Workspace, incident: str, accounts: tuple[str, ...], who: str, why: str) -> Answer:
    """These ACCOUNTs (or reports) of INCIDENT tell of another event: they become one of their own."""
    from cairn.shell.acts.join_by_hand import split as part
    from cairn.shell.records import find

    made = part(incident, accounts, who=who, why=why)
    code, act = find.code(made.id), _act_of("join", made.id)
    return {"incident": str(made.id), "code": code, "act": act}, (
        f"{', '.join(accounts)} moved to {code} (act {act})."
    )


def _act_of(kind: str, incident: UUID) -> int | None:
    """The act of the latest such word on an incident: what `cairn undo` takes."""
    from cairn.shell.records.models import Judgement

    said = Judgement.objects.filter(kind=kind, live=True, other=str(incident)).order_by("-id")
    return said.values_list("act_id", flat=True).first()


@click.command()
@click.argument("account")
@click.argument("other")
@click.argument("answer", type=click.Choice(["same", "apart", "unsure"]))
@as_option
@why_option
@opened
def origin(ws: Workspace, account: str, other: str, answer: str, who: str, why: str) -> Answer:
    """Say that two accounts go back to one first-hand source (same), or to two (apart)."""
    from cairn.shell.acts.origin_by_hand import origin_by_hand

    made = origin_by_hand(ws, account, other, answer, who=who, why=why)
    value = {"account": made.subject, "other": made.other, "answer": answer, "act": made.act_id}
    return value, f"act {made.act_id}: the origin of {made.subject} and {made.other} is said to be {answer}"


@click.command()
@click.argument("incident")
@as_option
@why_option
@opened
def release(ws: Workspace, incident: str, who: str, why: str) -> Answer:
    """Release the assessment of INCIDENT that another person set."""
    from cairn.shell.acts.release import release as let_out

    row = let_out(incident, who=who, why=why)
    words = (
        f"Version {row.assessment.n}, set by {row.proposer.name}, is released. `cairn publish` puts it out."
    )
    return {"incident": incident, "version": row.assessment.n, "act": row.act_id}, words


@click.command()
@click.argument("subject", metavar="ID")
@click.option(
    "--kind",
    type=click.Choice(["incident", "report", "claim", "document", "entry", "media", "name", "release"]),
    default="incident",
    help="What ID names.",
)
@click.option("--note", default="", help="What the public tombstone may say.")
@as_option
@why_option
@opened
def withdraw(ws: Workspace, subject: str, kind: str, note: str, who: str, why: str) -> Answer:
    """Take an incident, a report, a claim, a document or entry, a picture or a name out of every view and every frozen
    release at once; or a whole release."""
    from cairn.shell.acts.freeze import settle, withdraw_release
    from cairn.shell.acts.release import withdraw as take_out
    from cairn.shell.site.refresh import refresh

    if kind == "release":
        gone = withdraw_release(ws, subject, who=who, why=why, note=note)
        written = refresh(ws)
        return {"kind": kind, "version": subject, "withdrawn_at": gone.withdrawn_at, "rewritten": written}, (
            f"Release {subject} is withdrawn. Rewritten: {', '.join(written) or 'no site stood yet'}."
        )
    row = take_out(kind, subject, who=who, why=why, note=note)
    out_of = settle(ws)
    written = refresh(ws)
    told = f" Taken out of the releases {', '.join(out_of)}." if out_of else ""
    return {"kind": kind, "act": row.act_id, "releases": out_of, "rewritten": written}, (
        f"Withdrawn (act {row.act_id}).{told} Rewritten: {', '.join(written) or 'no site stood yet'}."
    )


@click.command()
@click.argument("act", type=int)
@as_option
@why_option
@opened
def undo(ws: Workspace, act: int, who: str, why: str) -> Answer:
    """Take back what one act decided; that it was decided stays in the record."""
    from cairn.shell.acts.undo import undo as take_back
    from cairn.shell.site.refresh import refresh

    row = take_back(ws, act, who=who, why=why)
    written = refresh(ws)
    return {"act": row.id, "undoes": act, "rewritten": written}, (
        f"Act {act} is taken back (act {row.id}). Rewritten: {', '.join(written) or 'no site stood yet'}."
    )
