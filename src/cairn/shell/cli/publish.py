"""Commands that show the record: publish, serve."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import click

from cairn.shell.workspace import Workspace

from .frame import Answer, Progress, opened


@click.command()
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="A folder; default site/ or preview/."
)
@click.option("--preview", is_flag=True, help="Everything, marked as machine reading, noindex.")
@opened
def publish(ws: Workspace, out: Path | None, preview: bool) -> Answer:
    """Write the public site: released and allow-listed only."""
    from cairn.shell.site.refresh import write

    summary, target = write(ws, out, preview=preview, progress=Progress())
    return {"out": str(target), "pages": summary.pages, "incidents": summary.incidents}, (
        f"{target}: {summary.pages:,} pages, {summary.incidents:,} incidents"
    )


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8017, show_default=True)
@click.option("--api", is_flag=True, help="Answer questions under /site/api/v1 too; needs the extra api.")
@opened
def serve(ws: Workspace, host: str, port: int, api: bool) -> Answer:
    """Serve the preview and the public site of the workspace, on loopback unless told otherwise."""
    from cairn.shell.site.serve import SiteHandler, serve_folders

    handler: Callable[..., SiteHandler] = SiteHandler
    if api:
        from cairn.shell.api.application import Application
        from cairn.shell.api.serve import LiveHandler

        handler = partial(LiveHandler, application=Application(ws.site))

    def ready(address: str) -> None:
        live = f"API          {address}/site/api/v1/index.json\n" if api else ""
        click.echo(
            f"Preview      {address}/preview/\nPublic site  {address}/site/\n{live}Ctrl-C ends it.", err=True
        )

    serve_folders(ws, host, port, ready=ready, handler=handler)
    return {"served": True}, ""
