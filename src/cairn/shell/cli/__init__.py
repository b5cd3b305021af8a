"""The command line: a thin face of the acts. `cairn --help` lists it in the order of the work."""

from __future__ import annotations

import click

from cairn import __version__

from . import (
    actors,
    ask_model,
    backup,
    collect,
    compare,
    control,
    crosswalk,
    decide,
    evaluate,
    evidence,
    link,
    media,
    official,
    publish,
    refer,
    releases,
    report,
    search,
    show,
    tally,
    try_out,
    verify,
)

COMMANDS = (
    try_out.demo,
    collect.init,
    collect.add,
    collect.run,
    ask_model.ask_model,
    show.today,
    decide.queue,
    decide.judge,
    decide.merge,
    decide.split,
    decide.origin,
    link.link,
    link.unlinked,
    decide.release,
    media.media,
    decide.withdraw,
    decide.undo,
    search.search,
    official.bulletins,
    official.reported,
    show.explain,
    tally.tally,
    compare.compare,
    crosswalk.crosswalk,
    crosswalk.pair,
    actors.actors,
    control.control,
    show.export,
    releases.freeze,
    releases.diff_release,
    publish.publish,
    publish.serve,
    report.report,
    refer.refer,
    verify.verify,
    evidence.proof,
    backup.backup,
    backup.restore,
    evaluate.evaluate,
)


class InOrder(click.Group):
    """Lists commands in the order of the work, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names as they were added."""
        return list(self.commands)


@click.group(cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="cairn")
def main() -> None:
    """Casualty recording, from report to record: every number opens down to the words it came from."""


for _command in COMMANDS:
    main.add_command(_command)
