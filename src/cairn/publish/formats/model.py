"""A table with its rows and the kinds of its cells; a format with what it loses; what a release says of itself."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from cairn.errors import FileRefused
from cairn.publish.tables.fields import Field
from cairn.publish.tables.fields import Kind as Kind
from cairn.publish.tables.fields import instant as instant
from cairn.publish.tables.fields import kind_of as kind_of

Row = Mapping[str, Any]
_HALVES = re.compile("[\ud800-\udfff]")
_HOLDS: Mapping[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,), Kind.WHOLE: (int,), Kind.DECIMAL: (float, int), Kind.DAY: (str,), Kind.MOMENT: (str,),
    Kind.FLAG: (bool,), Kind.LIST: (list, tuple), Kind.OBJECTS: (list, tuple), Kind.OBJECT: (dict,),
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A name, its columns in order, and its rows; what a row does not hold is unknown."""

    name: str
    fields: tuple[Field, ...]
    rows: Sequence[Row]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(f.name.lstrip("_") for f in self.fields)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kind of each column."""
        return tuple(map(kind_of, self.fields))

    @cached_property
    def cells(self) -> tuple[list[Any], ...]:
        """The cells column by column; a day that is empty is unknown.

        Raises `FileRefused` (value-of-type) where one is of another kind than its column.
        """
        return tuple(self._checked(name, kind) for name, kind in zip(self.columns, self.kinds, strict=True))

    def _checked(self, name: str, kind: Kind) -> list[Any]:
        cells = [row.get(name) for row in self.rows]
        held = set(map(type, cells)) - {type(None)}
        flags = {bool} if kind is not Kind.FLAG else set()
        if odd := {one for one in held if one in flags or not issubclass(one, _HOLDS[kind])}:
            raise self.refused(name, next(c for c in cells if type(c) in odd))
        if kind in (Kind.DAY, Kind.MOMENT):
            return [self._when(name, kind, c) if c else None for c in cells]
        if kind is Kind.DECIMAL:
            wrong = (c for c in cells if c is not None and not math.isfinite(c))
            if (one := next(wrong, None)) is not None:
                raise self.refused(name, one)
        return cells

    def _when(self, name: str, kind: Kind, cell: str) -> str:
        try:
            if kind is Kind.MOMENT:
                instant(cell)
            elif date.fromisoformat(cell).isoformat() != cell:
                raise ValueError(cell)
        except ValueError as e:
            raise self.refused(name, cell) from e
        return cell

    def refused(self, name: str, value: object) -> FileRefused:
        """The error that a value is not of its column's type."""
        return FileRefused(
            "value-of-type",
            f"a value of {self.name} is not of the type of its column",
            field=name,
            value=value,
            remedy="Nothing is written. It is a fault of Cairn or of a changed record: cairn verify, and report it.",
        )

    def sound(self) -> Table:
        """The same, each half of a broken surrogate pair replaced by U+FFFD: such a text cannot be UTF-8."""
        return replace(self, rows=[{k: _sound(v) for k, v in row.items()} for row in self.rows])


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        return _HALVES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_sound(k): _sound(v) for k, v in value.items()}
    return [_sound(v) for v in value] if isinstance(value, list | tuple) else value


@dataclass(frozen=True, slots=True)
class Format:
    """A form that tables are written in: of one table, or a bundle of several. `suffix` stands after the table's name;
    `loss` is one sentence on what does not come back."""

    name: str
    suffix: str
    media_type: str
    kind: Literal["table", "bundle"]
    loss: str
    returns: bool = True  # whether `decode` reads it


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file among the data: its name, media type, bytes and SHA-256; of one table, which, and in which form."""

    name: str
    media_type: str
    bytes: int
    sha256: str
    table: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """What a release says of itself. `generated_at` is an ISO moment handed in; what is not known is empty."""

    title: str = ""
    version: str = ""
    licence: str = ""
    citation: str = ""
    publisher: str = ""
    generated_at: str = ""
    method: str = ""
    address: str = ""
    description: str = ""
    files: Sequence[DataFile] = field(default=())

    def lines(self) -> list[tuple[str, str]]:
        """Name and value of everything but the files, in order."""
        names = (
            "title", "version", "licence", "citation", "publisher", "generated_at", "method", "address", "description",
        )  # fmt: skip
        return [(name, getattr(self, name)) for name in names if getattr(self, name)]

    def sound(self) -> About:
        """The same, as `Table.sound` has it."""
        return replace(self, **{name: _sound(value) for name, value in self.lines()})
