"""The command that asks a party about incidents, and logs what it answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cairn.shell.workspace import Workspace

from .frame import Answer, as_option, opened, why_option

if TYPE_CHECKING:
    from cairn.shell.acts.refer import Batch, Made

FORMATS = ("json", "pdf", "mgrs")


@click.command()
@click.argument("incidents", nargs=-1, metavar="INCIDENT...")
@click.option("--to", "actor", help="The party asked: an id, a name or an alias.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder for the files.")
@click.option("--format", "forms", default="json,pdf,mgrs", show_default=True, help="Which files to write.")
@click.option(
    "--font", "fonts", multiple=True, type=click.Path(dir_okay=False, path_type=Path),
    help="A font for the PDF, TTF; may be repeated. Default: those of the system.",
)  # fmt: skip
@click.option("--send", is_flag=True, help="Record that it goes out; without it the files are drafts.")
@click.option(
    "--reply", nargs=2, metavar="REFERENCE FILE", help="Log what the party answered, a UTF-8 text, to CODE/ACTOR/N."
)  # fmt: skip
@click.option(
    "--on", metavar="DAY", type=click.DateTime(["%Y-%m-%d"]), help="The day on which the reply came."
)
@as_option
@why_option
@opened
def refer(ws: Workspace, incidents: tuple[str, ...], who: str, why: str, **given: Any) -> Answer:
    """Write the package by which a military's civilian-harm cell is asked about each INCIDENT; log its reply."""
    if given["reply"]:
        if incidents or not given["on"]:
            raise click.UsageError("a reply needs --on DAY, and no INCIDENT")
        return _reply(ws, *given["reply"], on=given["on"], who=who, why=why)
    if not incidents or not given["actor"] or not given["out"]:
        raise click.UsageError("name at least one INCIDENT, --to ACTOR and --out DIR")
    from cairn.shell.acts.refer import packages, send
    from cairn.shell.export.referral_files import writer

    forms = _forms(given["forms"])
    write = writer(forms, given["out"], given["fonts"])  # refused here, before anything is recorded
    batch = (
        send(ws, incidents, given["actor"], who=who, why=why)
        if given["send"]
        else packages(ws, incidents, given["actor"])
    )
    if len(batch.refused) == 1 and not batch.made:
        raise batch.refused[0]
    files = write(batch.made) if batch.made else []
    value = {"referrals": [_row(one) for one in batch.made], "files": files}
    return value | {"rejected": [e.as_dict() for e in batch.refused]}, _told(batch, files)


def _forms(text: str) -> tuple[str, ...]:
    forms = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not forms or set(forms) - set(FORMATS):
        raise click.BadParameter(f"{text!r}: one or more of {', '.join(FORMATS)}", param_hint="--format")
    return forms


def _reply(ws: Workspace, reference: str, file: str, *, on: datetime, who: str, why: str) -> Answer:
    from cairn.shell.acts.refer import log_reply
    from cairn.shell.export.referrals import reference as reference_of
    from cairn.shell.incoming import bytes_of

    row = log_reply(ws, reference, bytes_of(Path(file), "reply"), on=on.date(), who=who, why=why)
    named = reference_of(row.referral)
    value = {"reference": named, "reply": row.n, "text_sha256": row.text_sha256, "act": row.act_id}
    return value, f"Reply {row.n} to {named} of {row.day} is logged (act {row.act_id})."


def _row(made: Made) -> dict[str, Any]:
    return {
        "reference": made.package.reference,
        "state": _state(made),
        "act": made.row.act_id if made.row else None,
        "package_sha256": made.row.package_sha256 if made.row else None,
        "missing": list(made.package.missing),
    }


def _state(made: Made) -> str:
    return "sent" if made.anew else "sent_before" if made.row else "draft"


def _told(batch: Batch, files: Sequence[str]) -> str:
    from cairn.publish.referral.words import Say

    say, told = Say("en"), []
    how = {
        "sent": "recorded as sent",
        "sent_before": "was sent just so before",
        "draft": "draft, nothing recorded",
    }
    for one in batch.made:
        act = f" (act {one.row.act_id})" if one.row else ""
        told.append(f"{one.package.reference}: {how[_state(one)]}{act}.")
        told += [f"  lacks: {say(f'lacks.{code}')}" for code in one.package.missing]
    told += [f"Refused: {error}" for error in batch.refused]
    return "\n".join([*told, f"Written: {', '.join(files) or 'nothing'}"])
