"""`cairn control`: the share of a place somebody held, who said what of it and when, and a statement by hand."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cairn.errors import WorkspaceFault
from cairn.shell.store.files import write_whole
from cairn.shell.workspace import Workspace, open_workspace

from .collect_control import DAY, day
from .frame import Answer, answered, as_option, opened, workspace_option
from .show import AS_OF

_NEVER = "never"
_SPAN = (
    click.option("--from", "first", type=DAY, help="First day of a series."),
    click.option("--to", "last", type=DAY, help="Last day of a series."),
    click.option(
        "--chart",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write the series as a drawing (.svg).",
    ),
    click.option(
        "--lang", type=click.Choice(["en", "ar"]), default="en", help="The language of the drawing."
    ),
)
_ASKING = (
    click.option("--place", required=True, help="Name or P-code of an area."),
    click.option(
        "--actor", default="", help="Whose share; default whom claims speak of, else who held the most."
    ),
    click.option(
        "--denominator",
        type=click.Choice(["land_area", "neighbourhoods", "built_up"]),
        default="land_area",
        show_default=True,
        help="Of what the share is one.",
    ),
    click.option(
        "--author", "authors", multiple=True, help="Take this author's word alone; several go together."
    ),
    click.option(
        "--stale-after",
        default="365",
        show_default=True,
        metavar="DAYS|never",
        help="A word older than this says nothing of the day.",
    ),
    click.option(
        "--as-held-by",
        "held_by",
        default="",
        help="Group actors as this actor or author holds; default neutral: only what nobody contests.",
    ),
    click.option(
        "--basis",
        type=click.Choice(["words", "drawings"]),
        help="Words on named areas, or drawings; default words where there are any.",
    ),
    AS_OF,
)


def _with(*options: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def give(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return give


def _perhaps_opened(function: Callable[..., Answer]) -> Callable[..., None]:
    """A command that the shipped cases answer where there is no workspace."""

    @workspace_option
    @answered
    @functools.wraps(function)
    def command(workspace: Path, **options: Any) -> Answer:
        try:
            ws: Workspace | None = open_workspace(workspace)
        except WorkspaceFault as e:
            if e.code != "no-workspace":
                raise
            ws = None
        return function(ws, **options)

    return command


@click.group()
def control() -> None:
    """Who held what, according to whom: shares, the words they rest on, and a statement by hand.

    Files of words and drawings come in with `cairn add FILE --as control`.
    """


@control.command()
@_with(*_ASKING)
@click.option("--on", type=DAY, help="The day.")
@_with(*_SPAN)
@click.option(
    "--window", default=14, show_default=True, help="Days to either side in which claims are shown."
)
@_perhaps_opened
def share(ws: Workspace | None, first: Any, last: Any, chart: Path | None, lang: str, **asked: Any) -> Answer:
    """Which part of a place an actor held: a range, for what is unknown or fought over may go either way.

    With --on the share of a day, else the series. A claimed share stands beside the computed one and never enters it.
    """
    from cairn.shell.export.control_share import series_json, share_json

    if asked["on"] and (first or last or chart):
        raise click.UsageError("--on asks for one day; --from, --to and --chart for a series")
    what = _asked(first=day(first), last=day(last), **asked)
    if what.on:
        value = share_json(ws, what)
        return value, value["words"]
    value, drawable = series_json(ws, what)
    words = value["words"]
    if chart:
        words += _write_chart(drawable, chart, lang)
    return value, words


@control.command()
@_with(*_ASKING)
@_with(*_SPAN)
@_perhaps_opened
def show(ws: Workspace | None, first: Any, last: Any, chart: Path | None, lang: str, **asked: Any) -> Answer:
    """Every word on a place by day, each with author and source, and the state of its areas on each day it changed."""
    from cairn.shell.export.control_share import series_json
    from cairn.shell.export.control_show import show_json

    what = _asked(first=day(first), last=day(last), on=None, window=0, **asked)
    value = show_json(ws, what)
    words = value["words"]
    if chart:
        words += _write_chart(series_json(ws, what)[1], chart, lang)
    return value, words


@control.command()
@click.argument("name")
@_perhaps_opened
def areas(ws: Workspace | None, name: str) -> Answer:
    """The areas of this name or P-code, in any script, each with what it is a part of."""
    from cairn.shell.export.control_show import areas_json

    value = areas_json(ws, name)
    return value, value["words"]


@control.command()
@click.option("--area", default="", help="Name or P-code of the area.")
@click.option("--holding", default="", help="held, contested, not_held or share.")
@click.option("--actor", "actors", multiple=True, help="Who; several for who fought over it.")
@click.option("--from", "first", metavar="DAY", default="", help="The first day it holds.")
@click.option("--from-latest", metavar="DAY", default="", help="`By` this day: the latest first day.")
@click.option("--to", "last", metavar="DAY", default="", help="The last day, where told.")
@click.option("--share", default="", help='Which share: "45 %", 0.45, or "40-50 %".')
@click.option("--denominator", default="", help="land_area, neighbourhoods or built_up.")
@click.option("--asserted-by", default="", help="Who says so: an actor, or a name.")
@click.option("--said", default="", metavar="DAY", help="When it was said.")
@click.option("--source", default="", help="Where it stands: an address, a page.")
@click.option("--note", default="", help="What else there is to say.")
@click.option("--id", "key", default="", help="An id, to mend or withdraw the statement by later.")
@click.option(
    "--withdraw", is_flag=True, help="Take the statement of this --id back; nothing else need be said."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@as_option
@opened
def say(ws: Workspace, who: str, dry_run: bool, **told: Any) -> Answer:
    """Record one statement by hand, signed by who records it: --as NAME. The author is who said it."""
    from cairn.shell.acts.say_control import say_control

    return say_control(ws, who, told, dry_run=dry_run)


def _asked(**told: Any) -> Any:
    from cairn.shell.export.control_share import Asked

    stale = told.pop("stale_after").strip().lower()
    if stale != _NEVER and not stale.isdigit():
        raise click.BadParameter(f"{stale!r}: a number of days, or never", param_hint="--stale-after")
    told["on"] = day(told["on"])
    told["basis"] = told["basis"] or ""
    return Asked(stale_after_days=None if stale == _NEVER else int(stale), **told)


def _write_chart(drawable: Any, path: Path, lang: str) -> str:
    from cairn.shell.export.control_chart import chart_svg

    write_whole(path, chart_svg(drawable, lang).encode())
    return f"\n{path}: the share over time"
