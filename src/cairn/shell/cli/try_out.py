"""`cairn demo`: the bundled, invented case through every stage, then served."""

from __future__ import annotations

from pathlib import Path

import click

from .frame import Answer, Progress, answered


@click.command()
@click.option("--port", default=8017, show_default=True, help="Where to serve, on loopback.")
@click.option("--no-serve", is_flag=True, help="Build everything and stop.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    default="demo-workspace",
    show_default=True,
    help="Where the demo is built; an earlier demo there is built anew.",
)
@answered
def demo(port: int, no_serve: bool, workspace: Path) -> Answer:
    """Build the invented demo case, some of it released, and show preview and public site."""
    from cairn.shell.demo import build_demo
    from cairn.shell.site.serve import serve_folders

    built = build_demo(workspace, Progress())
    if no_serve:
        return built.value, built.words("")

    def ready(address: str) -> None:
        click.echo(built.words(address))
        click.echo("Ctrl-C ends it.", err=True)

    serve_folders(built.ws, "127.0.0.1", port, ready=ready)
    return built.value, ""
