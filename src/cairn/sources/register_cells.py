"""Cells of a register as values: pairs of figures, days, degrees, lists. Each reader gives flags for what it
cannot take, and never raises: what another recorder wrote is kept, and counted as unknown where it must be.
"""

from __future__ import annotations

import contextlib
import json
import math
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from cairn.values import UNKNOWN, Range

from .register_model import Flag
from .register_words import tables

Cells = Mapping[str, Any]
_SHOWN = 200
_LIST_SIGNS = re.compile(r"[;|؛]")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.DOTALL)
_SPAN = re.compile(r"(\d{1,9})?\s*(?:[-–—]|to)\s*(\d{1,9})?|(\d{1,9})(\+?)")


def shown(value: object) -> str:
    """A value as it stands in a flag: text as it is, all else as JSON; long ones cut."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def text_of(cells: Cells, column: str) -> str:
    """A cell as text without its margins; numbers as their digits, nothing for null and for what is no text."""
    value = cells.get(column)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return str(value).lower() if isinstance(value, bool) else ""
    return str(value).strip()


def figure_of(cells: Cells, name: str, flags: list[Flag]) -> Range:
    """The range a pair stands for; a reversed pair from its lower number to its higher."""
    value, field = cells.get(name), name
    if value in (None, "") and not cells.keys().isdisjoint((f"{name}_min", f"{name}_max")):
        value = [cells.get(f"{name}_min"), cells.get(f"{name}_max")]
        if all(end in (None, "") for end in value):
            return UNKNOWN
    if value is None or (isinstance(value, str) and not value.strip()):
        return UNKNOWN
    try:
        low, high = _ends(value)
    except ValueError:
        flags.append(Flag("figure-unusable", field, shown(value)))
        return UNKNOWN
    if low is None and high is None:
        flags.append(Flag("figure-null-pair", field, shown(value)))
    elif low is None or high is None:
        flags.append(Flag("figure-half-open", field, shown(value)))
    elif low > high:
        flags.append(Flag("figure-reversed", field, shown(value)))
        low, high = high, low
    return Range(low, high)


def _ends(value: object) -> tuple[int | None, int | None]:
    """Lowest and highest as written. Raises `ValueError` for what is no figure."""
    if isinstance(value, str):
        bare = value.strip()
        if bare.startswith("["):
            return _ends(json.loads(bare))
        found = _SPAN.fullmatch(bare)
        if found is None:
            raise ValueError(value)
        low, high, only, more = found.groups()
        if only:
            return int(only), None if more else int(only)
        return (int(low) if low else None), (int(high) if high else None)
    if isinstance(value, list):
        if len(value) != 2:
            raise ValueError(value)
        return _people(value[0]), _people(value[1])
    number = _people(value)
    return number, number


def _people(value: object) -> int | None:
    """One end: a whole number of people, or none. Raises `ValueError`."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 10:
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**9:
        raise ValueError(value)
    return value


def day_of(cells: Cells, column: str, flags: list[Flag]) -> date | None:
    """The day, where there is such a day and it stands for one."""
    told = text_of(cells, column)
    if not told and cells.get(column) in (None, ""):
        return None
    found = _DAY.fullmatch(told)
    if found is None:
        flags.append(Flag("date-unreadable", column, shown(cells[column])))
        return None
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        flags.append(Flag("date-impossible", column, told))
        return None
    if day.isoformat() in tables()["days"]["placeholders"]:
        flags.append(Flag("date-placeholder", column, told))
        return None
    return day


def degrees_of(cells: Cells, flags: list[Flag]) -> tuple[float, float] | None:
    """Latitude and longitude, where both are numbers on the globe."""
    told = {column: cells.get(column) for column in ("lat", "lon")}
    given = [column for column, value in told.items() if value not in (None, "")]
    if len(given) < 2:
        code, field = ("point-half", given[0]) if given else ("point-missing", "lat")
        flags.append(Flag(code, field, shown(told[field]) if given else ""))
        return None
    found: list[float] = []
    for column, limit in (("lat", 90.0), ("lon", 180.0)):
        try:
            degrees = float(told[column] if not isinstance(told[column], bool) else "")  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            flags.append(Flag("point-unusable", column, shown(told[column])))
            continue
        if math.isfinite(degrees) and abs(degrees) <= limit:
            found.append(degrees)
        else:
            flags.append(Flag("point-off-globe", column, shown(told[column])))
    return (found[0], found[1]) if len(found) == 2 else None


def list_of(cells: Cells, column: str, flags: list[Flag]) -> list[Any]:
    """The items of a list cell: a JSON list, or text with `;` or `|` between the items."""
    value = cells.get(column)
    if value is None or value == "":
        return []
    if isinstance(value, str):
        if not value.strip().startswith("["):
            return [item.strip() for item in _LIST_SIGNS.split(value) if item.strip()]
        with contextlib.suppress(ValueError, RecursionError):
            value = json.loads(value)
    if isinstance(value, list):
        return value
    flags.append(Flag("cell-unusable", column, shown(value)))
    return []
