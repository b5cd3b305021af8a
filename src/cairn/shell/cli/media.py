"""The command by which pictures of reports are looked at, told in words, and let be seen by a second person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from cairn.shell.workspace import Workspace
from cairn.vocab.closed import Warn

from .frame import Answer, as_option, opened, why_option

TELLING = ("tell_en", "tell_ar", "warning", "incident")


@click.command()
@click.argument("name", metavar="[ID]", default="")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the copy that would go out."
)
@click.option("--tell-en", default="", help="What is to be seen, in English.")
@click.option("--tell-ar", default="", help="What is to be seen, in Arabic.")
@click.option("--warning", default="", help=f"What to warn of: {', '.join(Warn)}.")
@click.option("--incident", default="", help="Which one is to be seen, where the report belongs to several.")
@click.option("--release", is_flag=True, help="Let it be seen under the words another person gave it.")
@as_option
@why_option
@opened
def media(ws: Workspace, name: str, who: str, why: str, **given: Any) -> Answer:
    """List pictures and films of reports; tell in words what ID shows; release it as a second person.

    Look at it first with --out. `cairn withdraw ID --kind media` takes it out of view, `cairn undo ACT` takes words or a
    release back: either leaves the sites that stand at once.
    """
    telling = any(given[option] for option in TELLING)
    if not name and (telling or given["release"] or given["out"]):
        raise click.UsageError("name the ID of a picture or film: `cairn media` lists them")
    if sum(map(bool, (telling, given["release"], given["out"]))) > 1:
        raise click.UsageError("one thing at a time: --out, or the words, or --release")
    if given["out"]:
        return _look(ws, name, given["out"])
    if telling:
        return _tell(name, who, why, given)
    if given["release"]:
        return _release(ws, name, who, why)
    return _list(name)


def _look(ws: Workspace, name: str, out: Path) -> Answer:
    from cairn.shell.acts.show_media import cleared, media_named
    from cairn.shell.store.files import write_whole

    data, form = cleared(ws, media_named(name))
    write_whole(out, data)
    return {"out": str(out), "form": form, "bytes": len(data)}, (
        f"{out}: the copy that would go out ({form}, {len(data):,} bytes). Delete it when you have looked."
    )


def _tell(name: str, who: str, why: str, given: dict[str, Any]) -> Answer:
    from cairn.shell.acts.show_media import Words, tell

    words = Words(given["tell_en"], given["tell_ar"], given["warning"], given["incident"])
    row, _ = tell(name, words, who=who, why=why)
    value = {"media": row.media_id, "n": row.n, "incident": str(row.incident_id), "act": row.act_id}
    return value, f"{row.media_id} is told in words (act {row.act_id}). A second person may release it."


def _release(ws: Workspace, name: str, who: str, why: str) -> Answer:
    from cairn.shell.acts.show_media import release_media
    from cairn.shell.export.media import file_name

    row = release_media(ws, name, who=who, why=why)
    file = file_name(row.copy_sha256, row.form)
    return {"media": row.telling.media_id, "file": file, "act": row.act_id}, (
        f"{row.telling.media_id}, told by {row.proposer.name}, is released (act {row.act_id}). `cairn publish` shows it "
        "where its incident is released."
    )


def _list(name: str) -> Answer:
    from cairn.shell.acts.show_media import media_named
    from cairn.shell.export.media import kept

    wanted = media_named(name).id if name else ""
    rows = [row for row in kept() if wanted in ("", row["id"])]
    return {"media": rows}, "\n".join(_line(row) for row in rows) or "No pictures or films are here yet."


def _line(row: dict[str, Any]) -> str:
    told = row["told_en"] or row["told_ar"]
    size = f"{row['width']} x {row['height']}, " if row["width"] else ""
    words = (
        f": {told} (warning: {row['warning']}; told by {row['told_by']}, act {row['told_act']})"
        if told
        else ""
    )
    if row["released_act"]:
        words += f"; released by {row['released_by']}, act {row['released_act']}"
    return f"{row['id']} of {row['report_id']}, {row['form']}, {size}{row['bytes']:,} bytes, {row['state']}{words}"
