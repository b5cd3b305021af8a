"""Commands of releases: freeze the public record, and tell how two releases differ."""

from __future__ import annotations

from pathlib import Path

import click

from cairn.shell.workspace import Workspace

from .frame import Answer, answered, as_option, opened


@click.command()
@click.argument("version")
@click.option("--note", default="", help="What readers should know of this release.")
@as_option
@opened
def freeze(ws: Workspace, version: str, note: str, who: str) -> Answer:
    """Freeze the public record as release VERSION, signed; `cairn publish` puts it on the site."""
    from cairn.shell.acts.freeze import freeze as freeze_it
    from cairn.shell.releases.folder import home, names_in

    made = freeze_it(ws, version, who=who, note=note)
    there = home(ws, version)
    count = len(names_in(there))
    return {
        "version": version,
        "out": str(there),
        "files": count,
        "sha256": made.sums,
        "frozen_at": made.at,
    }, (f"{there}: {count} files; SHA-256 of SHA256SUMS is {made.sums}. `cairn publish` puts it on the site.")


@click.command("diff-release")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write it: FILE.json, FILE.csv, or text."
)
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="CAIRN_WORKSPACE",
    default=".",
    help="Where versions are looked for; default here, or CAIRN_WORKSPACE.",
)
@answered
def diff_release(before: str, after: str, out: Path | None, workspace: Path) -> Answer:
    """How release A became release B: incidents, grades, claims, and every sum with what explains its difference.
    A and B are versions, or folders or ZIP files of releases, which need no workspace."""
    from cairn.publish.releases.diff import difference
    from cairn.publish.releases.diff_words import as_object, as_rows, as_text
    from cairn.shell.cli.frame import as_line
    from cairn.shell.releases.given import given
    from cairn.shell.store.files import write_whole

    found = difference(given(before, workspace), given(after, workspace))
    told, words = as_object(found), as_text(found)
    if out is not None:
        forms = {".json": lambda: as_line(told) + "\n", ".csv": lambda: as_rows(found)}
        write_whole(out, forms.get(out.suffix, lambda: words + "\n")().encode())
        words = f"{out}: written"
    return told, words
