"""`cairn verify`: is everything here as it was recorded?"""

from __future__ import annotations

from pathlib import Path

import click

from cairn.errors import FileRefused
from cairn.shell.workspace import Workspace

from .frame import Answer, Progress, opened


@click.command()
@click.option(
    "--checkpoint",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A signed checkpoint of this log that was kept elsewhere.",
)
@click.option(
    "--texts", "with_texts", is_flag=True, help="Make every stored text again from its bytes, and compare."
)
@opened
def verify(ws: Workspace, checkpoint: Path | None, with_texts: bool) -> Answer:
    """Check objects, rows, log, decisions and the two-person rule; name what was changed, and what stands."""
    from cairn.shell.verify.verify import verify as check
    from cairn.shell.verify.words import words

    done = check(ws, Progress(), checkpoint=_note(checkpoint) if checkpoint else None, with_texts=with_texts)
    return done.as_dict(), words(done)


def _note(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as e:
        raise FileRefused(
            "checkpoint-unreadable",
            f"the checkpoint cannot be read: {e}",
            field="checkpoint",
            value=path,
            remedy="Hand in the file log/checkpoint as it was copied, or the lines printed in a release.",
        ) from e
