"""Commands that hand evidence to others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cairn.shell.workspace import Workspace

from .frame import Answer, opened

if TYPE_CHECKING:
    from cairn.shell.proof.gather import Gathered


@click.command()
@click.argument("name", metavar="REPORT|INCIDENT|ACT")
@click.option("--out", type=click.Path(path_type=Path), help="The folder to write; default proof-NAME, here.")
@click.option(
    "--open",
    "opened_parts",
    multiple=True,
    type=click.Choice(["person", "why", "detail"]),
    help="Open this part of each act too; else it stays sealed.",
)
@click.option("--private", is_flag=True, help="Hand out what private persons wrote, names and all.")
@click.option(
    "--whole-files", is_flag=True, help="Hand out the files as they came, other reports in them too."
)
@click.option(
    "--checkpoint",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A checkpoint somebody holds: show that the log continues it.",
)
@opened
def proof(
    ws: Workspace,
    name: str,
    out: Path | None,
    opened_parts: tuple[str, ...],
    private: bool,
    whole_files: bool,
    checkpoint: Path | None,
) -> Answer:
    """Write a folder that shows a stranger what the record holds, with a program to check it."""
    from cairn.shell.proof.folder import write_folder
    from cairn.shell.proof.gather import Asked, gather

    found = gather(ws, name, Asked(opened_parts, private, whole_files))
    safe = re.sub(r"[^\w.-]+", "-", found.name).strip(".-") or "act"
    out = out or Path(f"proof-{safe}")
    files = write_folder(ws, found, out, held=checkpoint.read_bytes() if checkpoint else None)
    records = sorted(act.number for act in found.acts.values())
    value = {
        "proof": found.kind,
        "name": found.name,
        "folder": str(out),
        "records": records,
        "reports": [report.version.report_id for report in found.reports],
        "left_out": found.left_out,
        "files": files,
    }
    left_out = "".join(f"Left out, {why}: {n} reports.\n" for why, n in sorted(found.left_out.items()))
    words = (
        f"Proof of {found.kind} {found.name}: {out}\n"
        f"Records of the log: {', '.join(map(str, records))}. Reports: {len(found.reports)}.\n{left_out}"
        f"Check it: python3 {out / 'verify.py'}\n"
        f"{_held(found)}What is handed out cannot be called back."
    )
    return value, words


def _held(found: Gathered) -> str:
    """What a reader of the folder comes to know besides, told before it is handed over."""
    reports = "It holds texts and rows as they came, names and addresses included. " if found.reports else ""
    reasons = "It holds the reasons written for the assessment and its release. " if found.release else ""
    return reports + reasons
