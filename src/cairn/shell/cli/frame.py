"""What every command shares: the workspace, `--json`, progress on stderr, coded errors, exit codes."""

from __future__ import annotations

import functools
import json
import re
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from django.db.utils import DatabaseError

from cairn.errors import CairnError, WorkspaceFault
from cairn.publish.wording.controls import NEVER, TURNING, shown
from cairn.shell.database_says import said
from cairn.shell.store.files import fault
from cairn.shell.workspace import Workspace, open_workspace

Answer = tuple[Mapping[str, Any], str]
"""What a command gives back: the object for `--json`, and the words for a person. Exit 1 where it holds
rows under `rejected`, or `findings`."""

_ACTING = re.compile(f"[{NEVER}{TURNING}]")
_WEIGHT = re.compile("(\x1b\\[[014]m)")


class Data(str):
    """Rows that are read by another program: set down as they are, unless a person's terminal shows them."""

    __slots__ = ()


def workspace_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--workspace DIR`, default here or CAIRN_WORKSPACE."""
    return click.option(
        "--workspace",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="CAIRN_WORKSPACE",
        default=".",
        help="The workspace folder; default here, or CAIRN_WORKSPACE.",
    )(function)


def as_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--as NAME`, who decides."""
    return click.option("--as", "who", envvar="CAIRN_AS", default="", help="Your name: a person decides.")(
        function
    )


def why_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--why`, the reason of a decision."""
    return click.option("--why", default="", help="The reason, in your words.")(function)


def answered(function: Callable[..., Answer]) -> Callable[..., None]:
    """Give a command `--json`, and print its answer or its coded error."""

    @click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout; all else on stderr.")
    @functools.wraps(function)
    def command(as_json: bool, **options: Any) -> None:
        try:
            value, words = _undisturbed(function, options)
        except CairnError as error:
            if as_json:
                click.echo(as_line({"error": error.as_dict()}))
            click.echo(for_terminal(str(error)), err=True)
            sys.exit(1)
        is_data = isinstance(words, Data) and not sys.stdout.isatty()
        click.echo(as_line(value) if as_json else words if is_data else for_terminal(words))
        if value.get("rejected") or value.get("findings"):
            sys.exit(1)

    return command


def as_line(value: object) -> str:
    """One line of JSON in which no character acts on the terminal that shows it; read back, it is the same value."""
    return _ACTING.sub(lambda m: json.dumps(m.group())[1:-1], json.dumps(value, ensure_ascii=False))


def for_terminal(words: str) -> str:
    """Words of which only weight and underlining act on a terminal: no source's words move it, hide or forge a line."""
    lines = (_WEIGHT.split(line.replace("\r", "\ufffd")) for line in words.split("\n"))
    return "\n".join("".join(p if _WEIGHT.fullmatch(p) else shown(p) for p in parts) for parts in lines)


def _undisturbed(function: Callable[..., Answer], options: dict[str, Any]) -> Answer:
    """Run the command. Raises `WorkspaceFault` where the database or the disk refuses, or a person stops it."""
    try:
        return function(**options)
    except DatabaseError as e:
        raise said(e, options.get("workspace", "")) from e
    except OSError as e:
        raise fault(e, e.filename or "") from e
    except KeyboardInterrupt:
        raise WorkspaceFault(
            "stopped",
            "stopped by you; what was saved before stands whole, the step at work was not saved",
            remedy="Run the same command again: it goes on from there.",
        ) from None


def opened(function: Callable[..., Answer]) -> Callable[..., None]:
    """A command that works in a workspace: it gets it, open, as its first argument."""

    @workspace_option
    @answered
    @functools.wraps(function)
    def command(workspace: Path, **options: Any) -> Answer:
        return function(open_workspace(workspace), **options)

    return command


Opened = Workspace


class Progress:
    """Says on stderr what is going on: a line that moves on a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        self.is_terminal = sys.stderr.isatty()
        self.said_at = 0.0
        self.stage = ""
        self.began = time.monotonic()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` in this stage."""
        now = time.monotonic()
        ended = done >= total
        if stage == self.stage and not ended and now - self.said_at < (0.1 if self.is_terminal else 5.0):
            return
        self.stage, self.said_at = stage, now
        share = f"{100 * done // total:3d} %" if total else ""
        line = f"[{now - self.began:5.1f} s] {stage} {done:,} of {total:,} {share}"
        if self.is_terminal:
            click.echo(f"\r\x1b[2K{line}", err=True, nl=ended)
        else:
            click.echo(line, err=True)


def parse_range(text: str) -> tuple[int | None, int | None]:
    """`10`, `10-12`, `10-` (no maximum known), `-12`, `unknown`. Raises `click.BadParameter`."""
    bare = text.strip().replace("–", "-")
    if bare in ("unknown", "-", ""):
        return None, None
    low, dash, high = bare.partition("-")
    try:
        return (int(low) if low else None, int(high) if high else None if dash else int(low))
    except ValueError as e:
        raise click.BadParameter(f"{text!r} is no range: write 10, 10-12, 10- or unknown") from e


def parse_pairs(items: tuple[str, ...], what: str) -> dict[str, str]:
    """`NAME=VALUE` options as a dict. Raises `click.BadParameter`."""
    found = {}
    for item in items:
        name, equals, value = item.partition("=")
        if not (equals and name.strip() and value.strip()):
            raise click.BadParameter(f"{item!r}: write {what}")
        found[name.strip()] = value.strip()
    return found
