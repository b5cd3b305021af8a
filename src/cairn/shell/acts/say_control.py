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
from cairn.shell.records.stated import bare
from cairn.shell.workspace import Workspace
from cairn.sources.control_cells import told_of_cells
from cairn.sources.control_model import Read

from .act import person
from .keep_control import Change, Told, keeping, row_change, write

_COLUMNS = {"actors": "actors", "first": "from", "last": "to", "key": "id", "withdraw": "withdrawn"}
BY_HAND = "typed into `cairn control say`"
Answer = tuple[dict[str, Any], str]


def say_control(ws: Workspace, who: str, told: Mapping[str, Any], *, dry_run: bool = False) -> Answer:
    """Record a statement; said twice it is there once. Raises `RowRejected` with the codes of a row, and `NotAllowed`
    (person-missing, person-unusable, control-none-to-withdraw)."""
    signed = person(who)
    cells = {_COLUMNS.get(name, name): value for name, value in told.items() if value not in ("", (), False)}
    if told.get("withdraw"):
        key = str(told["key"]) or told_of_cells(cells, known_here(ws)).id
        done, change = "withdrawn", _taken_back(key)
    else:
        statement = told_of_cells(cells, known_here(ws))
        key, change = statement.id, row_change(Read(told={1: statement}))
        done = "unchanged" if not change else "changed" if change.told else "recorded"
    if change and not dry_run:
        data = json.dumps({**cells, "recorded_by": signed.name}, ensure_ascii=False, default=str).encode()
        with keeping(ws, f"statement {key}", data, change, who=signed, how=BY_HAND) as (capture, act):
            write(change, capture, act)
    return _answer(key, done, change, dry_run)


def _taken_back(key: str) -> Change:
    """The statement of this id as it was told, and that it stands no more."""
    row = ControlAssertion.objects.filter(id=key, live=True).first()
    if row is None:
        raise NotAllowed(
            "control-none-to-withdraw",
            "no statement of this id stands here",
            field="id",
            value=key,
            remedy="`cairn export control` lists the ids of those that do.",
        )
    rows = [Told(ControlAssertion, key, bare(row.value), 1, live=False, was=row)]
    return Change(rows, ids=[key], told={key: ["taken back"]})


def _answer(key: str, done: str, change: Change, dry_run: bool) -> Answer:
    value = {"id": key, "dry_run": dry_run, "done": done, "changed": change.told}
    words = [f"{key}: {'would be ' if dry_run and change else ''}{done}"]
    words += [f"  {difference}" for told in change.told.values() for difference in told]
    return value, "\n".join(words)
