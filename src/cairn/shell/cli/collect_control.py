"""What `cairn add --as control` is told beside its files: options enter, what the act asks for leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from .frame import Progress

if TYPE_CHECKING:
    from cairn.shell.acts.add_control import Asked

DAY = click.DateTime(["%Y-%m-%d"])
_OPTIONS = (
    click.option("--holder", default="", help="Who held what is drawn, where no property names the holder."),
    click.option(
        "--asserted-by", default="", help="Who says so, where the file does not: an actor, or a name."
    ),
    click.option("--source", default="", help="Where it stands, where the file does not say."),
    click.option("--on", type=DAY, help="The day of a drawing, where neither the file nor its name says it."),
    click.option("--frame", default="", help="The area that a drawing is of, by P-code or name."),
    click.option(
        "--complete",
        is_flag=True,
        help="Within --frame, what the drawing leaves blank its holders do not hold.",
    ),
)


def of_control(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command these options."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def asked_of(dry_run: bool, strict: bool, beside: Mapping[str, Any]) -> Asked:
    """The options as the act takes them."""
    from cairn.shell.acts.add_control import Asked
    from cairn.sources.control_model import Defaults

    told = Defaults(**{**beside, "on": day(beside["on"])})
    return Asked(told, dry_run, strict, Progress())


def day(told: datetime | None) -> date | None:
    """The day of an option."""
    return told.date() if told else None
