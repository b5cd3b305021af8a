"""The options that say what is summed, the same for every command that sums, and the definition they make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cairn.errors import NotAllowed
from cairn.vocab.closed import Grade

if TYPE_CHECKING:
    from cairn.actors.viewpoint import Standing
    from cairn.shell.records.moment import Moment
    from cairn.shell.workspace import Workspace
    from cairn.tally.model import Definition

DAY = click.DateTime(["%Y-%m-%d"])
_Command = TypeVar("_Command", bound=Callable[..., Any])

_AFTER_ACTOR = (
    click.option("--country", default="", help="ISO code."),
    click.option("--place", default="", help="Name or P-code of a place or a province."),
    click.option("--from", "first", type=DAY, help="First day."),
    click.option("--to", "last", type=DAY, help="Last day."),
    click.option(
        "--grades", default="confirmed,fair", show_default=True, help="Grades that count, or `all`."
    ),
    click.option(
        "--grade-of",
        type=click.Choice(["attribution", "incident"]),
        default="attribution",
        show_default=True,
        help="Our grade per actor, or another recorder's per incident: then of their registers.",
    ),
    click.option("--register", default="", help="Which register; goes with --grade-of incident."),
    click.option(
        "--basis",
        type=click.Choice(["best", "released", "set", "suggested"]),
        default="best",
        show_default=True,
    ),
    click.option(
        "--roll-up/--no-roll-up",
        "roll_up",
        default=None,
        help="Count for a coalition what its members did on a day of their membership; default yes for our own record, "
        "no for a register, which says itself whom it files an incident under.",
    ),
    click.option(
        "--as-held-by",
        "held_by",
        default="",
        help="Roll up as this actor or author holds: its own word on who is whose part, not what it denies. Default "
        "neutral: only what nobody contests.",
    ),
)


def defining(command: _Command) -> _Command:
    """A command with these options; it takes them as `**asked` and hands them to `definition_of`."""
    for option in reversed(_AFTER_ACTOR):
        command = option(command)
    return command


def definition_of(actors: tuple[str, ...], asked: Mapping[str, Any], **more: Any) -> Definition:
    """What is to be summed. Raises `click.BadParameter` for a grade that is none."""
    from cairn.tally.model import Definition

    return Definition(
        actors=actors,
        country=asked["country"],
        place=asked["place"],
        from_day=day(asked["first"]),
        to_day=day(asked["last"]),
        grades=_grades(asked["grades"]),
        grade_of=asked["grade_of"],
        basis=asked["basis"],
        **more,
    )


def of_a_register(asked: Mapping[str, Any]) -> bool:
    """Whether another recorder's incidents are asked for, and not ours."""
    return asked["grade_of"] == "incident" or bool(asked["register"])


def standing_asked(
    ws: Workspace, asked: Mapping[str, Any], *, by_default: bool, then: Moment | None = None
) -> Standing | None:
    """Which relations the sum is rolled up by; None where it is not. Raises `NotFound` (viewpoint-unknown), and
    `NotAllowed` where a viewpoint is asked for and no roll-up."""
    from cairn.shell.export.standing import standing_of, viewpoint_of

    held_by, roll_up = asked["held_by"], asked["roll_up"]
    if held_by and roll_up is False:
        raise NotAllowed(
            "viewpoint-without-roll-up",
            "without a roll-up nothing is grouped, so it is nobody's grouping",
            field="as-held-by",
            value=held_by,
            remedy="Leave out --no-roll-up, or --as-held-by.",
        )
    if held_by or (by_default if roll_up is None else roll_up):
        return standing_of(ws, viewpoint_of(ws, held_by), then=then)
    return None


def day(moment: datetime | None) -> date | None:
    """The day of an option."""
    return moment.date() if moment else None


def _grades(text: str) -> tuple[Grade, ...]:
    if text == "all":
        return tuple(Grade)
    try:
        return tuple(Grade(part.strip()) for part in text.split(","))
    except ValueError as e:
        raise click.BadParameter(f"{text!r}: some of {', '.join(Grade)}, or all") from e
