"""The columns of opened tables, by the dictionary that came with them, and the value that a cell of a kind holds."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from cairn.publish.tables.fields import Field, Kind, instant
from cairn.publish.tables.site import SITE
from cairn.publish.tables.specification import TABLES

from .row import Row
from .shelf import Shelf, unreadable

Columns = tuple[Field, ...]
_TYPES: Mapping[str, Kind] = {
    "string": Kind.TEXT, "integer": Kind.WHOLE, "number": Kind.DECIMAL, "date": Kind.DAY, "datetime": Kind.MOMENT,
    "boolean": Kind.FLAG, "array": Kind.OBJECTS, "object": Kind.OBJECT,
}  # fmt: skip
"""A type of Frictionless -> the kind; of an array that our own specification does not know any value is taken."""


def dictionary(shelf: Shelf, kind: str) -> dict[str, Columns]:
    """Table -> its columns, as what was published describes itself: a release's own dictionary, a site's data package.
    Raises `FileRefused` (opened-unreadable)."""
    name = "dictionary.json" if kind == "release" else "datapackage.json"
    told = shelf.json(name)
    try:
        return _of_release(told) if kind == "release" else _of_site(told)
    except (KeyError, TypeError, ValueError, AttributeError) as e:
        raise unreadable(name, f"{type(e).__name__}: {e}") from e


def _of_release(told: Mapping[str, Any]) -> dict[str, Columns]:
    found = {name: tuple(Field(*map(str, one)) for one in rows) for name, rows in told.items()}
    return {
        name: tuple(Field(f.name.lstrip("_"), f.type, f.meaning) for f in rows)
        for name, rows in found.items()
    }


def _of_site(told: Mapping[str, Any]) -> dict[str, Columns]:
    return {
        str(one["path"]).removesuffix(".csv"): tuple(
            _described(str(one["path"]).removesuffix(".csv"), f) for f in one["schema"]["fields"]
        )
        for one in told["resources"]
    }


def _described(table: str, told: Mapping[str, Any]) -> Field:
    """A column of a data package, which has fewer words for types than we: ours stand where both agree."""
    name, kind = str(told["name"]), _TYPES[told["type"]]
    ours = {f.name.lstrip("_"): f.type for f in {**TABLES, **SITE}.get(table, ())}.get(name, "")
    same = ours and _TYPES_OF[Kind(ours.removesuffix(" or null"))] == told["type"]
    return Field(name, ours if same else f"{kind.value} or null", str(told.get("description", "")))


_TYPES_OF = {kind: name for name, kind in _TYPES.items()} | {Kind.LIST: "array"}


def value(kind: Kind, cell: Any) -> Any:
    """What a cell holds, as nobody can change it; None is unknown. Raises `ValueError` for what is of another kind."""
    if cell is None or (cell == "" and kind in (Kind.DAY, Kind.MOMENT)):
        return None
    return _READ[kind](cell)


def frozen(cell: Any) -> Any:
    """A value of JSON with its lists as tuples and its objects as rows."""
    if isinstance(cell, dict):
        return Row({str(k): frozen(v) for k, v in cell.items()})
    return tuple(map(frozen, cell)) if isinstance(cell, list) else cell


def _text(cell: Any) -> str:
    if not isinstance(cell, str):
        raise ValueError("no text")
    return cell


def _whole(cell: Any) -> int:
    if not isinstance(cell, int) or isinstance(cell, bool):
        raise ValueError("no whole number")
    return cell


def _decimal(cell: Any) -> float:
    if not isinstance(cell, int | float) or isinstance(cell, bool) or not math.isfinite(cell):
        raise ValueError("no number")
    return float(cell)


def _flag(cell: Any) -> bool:
    if not isinstance(cell, bool):
        raise ValueError("neither yes nor no")
    return cell


def _day(cell: Any) -> date:
    day = date.fromisoformat(_text(cell))
    if day.isoformat() != cell:
        raise ValueError("no day")
    return day


def _list(cell: Any) -> tuple[str, ...]:
    if not isinstance(cell, list) or not all(isinstance(one, str) for one in cell):
        raise ValueError("no list of texts")
    return tuple(cell)


def _nested(cell: Any) -> Any:
    if not isinstance(cell, list | dict):
        raise ValueError("no list and no object")
    return frozen(cell)


_READ: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: _text, Kind.WHOLE: _whole, Kind.DECIMAL: _decimal, Kind.FLAG: _flag, Kind.DAY: _day,
    Kind.MOMENT: lambda cell: instant(_text(cell)), Kind.LIST: _list, Kind.OBJECTS: _nested, Kind.OBJECT: _nested,
}  # fmt: skip
