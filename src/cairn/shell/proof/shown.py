"""What is shown of an act: its opened parts, the lines it sealed, and the rows among them that matter.

Only what is needed is opened. Everything is held against the act's record first: a proof that a stranger's check
would refuse is never handed out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cairn.archive import canonical, commitment, part_salt
from cairn.archive.canonical import Plain
from cairn.archive.seal import read_lines, row_bytes, row_hash, rows_part
from cairn.errors import NotFound, WorkspaceFault
from cairn.shell.records.models import Act, Seal
from cairn.shell.records.models.recorded import Recorded
from cairn.shell.records.seals import columns, key_text

OPENABLE = ("person", "why", "detail")


@dataclass(slots=True)
class ShownAct:
    """One act of the log: its row, what is opened of it, and the rows shown."""

    act: Act
    parts: set[str] = field(default_factory=set)
    rows: list[Recorded] = field(default_factory=list)

    @property
    def number(self) -> int:
        """Its place in the log."""
        if self.act.seq is None:
            raise self.not_logged()
        return self.act.seq

    def opened(self) -> dict[str, Any]:
        """The contents of `opened-N.json`: salts and values of parts, lines of seals, rows as they were hashed.

        Raises `WorkspaceFault` (`proof-does-not-hold`) where something does not fit the record, and `NotFound`
        (`proof-erased`) where what was recorded was lawfully erased.
        """
        parts = self.parts | ({"rows"} if self.rows else set())
        seals = {seal.table: seal.lines for seal in self.act.seals.filter(table__in=map(_table, self.rows))}
        return {
            "parts": {part: self._part(part) for part in sorted(parts)},
            "seals": seals,
            "rows": [_row(row, self.act, seals.get(_table(row), "")) for row in self.rows],
        }

    def not_logged(self) -> WorkspaceFault:
        """The error where the log does not hold it under a signed checkpoint."""
        return WorkspaceFault(
            "proof-not-logged",
            "this act does not stand under a signed checkpoint yet",
            field="act",
            value=self.act.id,
            remedy="Run a command that writes, such as `cairn run`, where the log's key is: that completes the log.",
        )

    def _part(self, part: str) -> tuple[str, str]:
        salt = bytes(self.act.salt)
        if not salt:
            raise NotFound(
                "proof-erased",
                "what this act recorded was erased, and cannot be opened any more",
                field="act",
                value=self.act.id,
                remedy="Its place in the log can still be shown: ask for the act's number without --open.",
            )
        own, value = part_salt(salt, part), part_value(self.act, part)
        if json.loads(bytes(self.act.record)).get(part) != commitment(own, value):
            raise does_not_hold(f"{part} of act {self.act.id} is not what was sealed")
        return own.hex(), canonical(value).decode()


def part_value(act: Act, part: str) -> Plain:
    """What an act's record commits to under this name, from its columns."""
    match part:
        case "person":
            return act.person.name if act.person else ""
        case "why":
            return act.why
        case "detail":
            return act.detail
    seals: Iterable[Seal] = act.seals.all()
    return rows_part([(seal.table, seal.rows, seal.lines) for seal in seals])


def _row(row: Recorded, act: Act, lines: str) -> tuple[str, str, str | None]:
    """The table, the bytes of the fixed columns as text, and those of the changing ones where they still stand as
    this act wrote them."""
    model = type(row)
    fixed, changing = columns(model)
    values = model.objects.values_list(*fixed, *changing).get(pk=row.pk)
    first, moving = (_table(row), *values[: len(fixed)]), values[len(fixed) :]
    line = read_lines(lines).get(key_text(row.pk))
    if line is None or line.fixed != row_hash(first):
        raise does_not_hold(f"row {row.pk} of {_table(row)} is not as act {act.id} sealed it")
    stands = bool(changing) and line.changing == row_hash(moving)
    return _table(row), row_bytes(first).decode(), row_bytes(moving).decode() if stands else None


def _table(row: Recorded) -> str:
    return str(row._meta.model_name)


def does_not_hold(what: str) -> WorkspaceFault:
    """The error for a proof that would not stand."""
    return WorkspaceFault(
        "proof-does-not-hold",
        f"there is no proof to give: {what}",
        remedy="Nothing was written. `cairn verify` says what was changed; restore it from a backup.",
    )
