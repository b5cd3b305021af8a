"""One statement on who held what, recorded by hand: options enter, one row and its act leave.

The person signs for having recorded it, the author said it; the two are never the same field. What was typed is kept as
the bytes it rests on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cairn.errors import NotAllowed
from cairn.shell.records.control import known_here
from cairn.shell.records.models import ControlAssertion
from cairn.shell.workspace import Workspace
from cairn.sources.control_cells import told_of_cells
from cairn.sources.control_model import Read, Told

from .act import person
from .keep_control import Change, keeping, row_change, write

_COLUMNS = {"actors": "actors", "first": "from", "last": "to", "key": "id", "withdraw": "withdrawn"}
BY_HAND = "typed into `cairn control say`"
Answer = tuple[dict[str, Any], str]


def say_control(ws: Workspace, who: str, told: Mapping[str, Any], *, dry_run: bool = False) -> Answer:
    """Record a statement; said twice it is there once. Raises `RowRejected` with the codes of a row, and `NotAllowed`
    (person-missing, person-unusable, control-none-to-withdraw)."""
    signed = person(who)
    cells = {_COLUMNS.get(name, name): value for name, value in told.items() if value not in ("", (), False)}
    statement = told_of_cells({**cells, "withdrawn": "yes" if told.get("withdraw") else ""}, known_here(ws))
    if statement.withdrawn:
        _refuse_unknown(statement)
    change = row_change(Read(told={1: statement}))
    if change and not dry_run:
        data = json.dumps({**cells, "recorded_by": signed.name}, ensure_ascii=False, default=str).encode()
        with keeping(ws, f"statement {statement.id}", data, change, who=signed, how=BY_HAND) as (
            capture,
            act,
        ):
            write(change, capture, act)
    return _answer(statement, change, dry_run)


def _refuse_unknown(statement: Told) -> None:
    if not ControlAssertion.objects.filter(id=statement.id, live=True).exists():
        raise NotAllowed(
            "control-none-to-withdraw",
            "no statement of this id stands here",
            field="id",
            value=statement.id,
            remedy="`cairn export control` lists the ids of those that do.",
        )


def _answer(statement: Told, change: Change, dry_run: bool) -> Answer:
    done = "unchanged" if not change else "changed" if change.told else "recorded"
    if change and statement.withdrawn:
        done = "withdrawn"
    value = {"id": statement.id, "dry_run": dry_run, "done": done, "changed": change.told}
    words = [f"{statement.id}: {'would be ' if dry_run and change else ''}{done}"]
    words += [f"  {difference}" for told in change.told.values() for difference in told]
    return value, "\n".join(words)
