"""What the readers of places share: row by row, with each faulty row set aside and told apart.

A mapping of cells enters; degrees, texts and whole numbers leave, or `RowRejected` with field, value, remedy.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cairn.errors import RowRejected
from cairn.places.model import Place

Read = tuple[list[Place], list[RowRejected]]
"""The places, and the rows that hold none."""

FORMS = "a GeoNames dump or CSV, OCHA units as GeoJSON or CSV, or a register as JSON Lines"


def each_row(
    rows: Iterable[tuple[int, Mapping[str, Any]]], reader: Callable[[Mapping[str, Any]], Place]
) -> Read:
    """Read row by row; what a row lacks sets that row aside."""
    places: list[Place] = []
    aside: list[RowRejected] = []
    for number, row in rows:
        try:
            places.append(reader(row))
        except RowRejected as fault:
            aside.append(numbered(number, fault))
    return places, aside


def numbered(number: int, fault: RowRejected) -> RowRejected:
    """The same fault with the number of its row in the message."""
    return RowRejected(
        fault.code,
        f"row {number}: {fault.message}",
        field=fault.field,
        value=fault.value,
        remedy=fault.remedy,
    )


def degrees_of(row: Mapping[str, Any]) -> tuple[float, float]:
    """`lat` and `lon` in degrees. Raises `RowRejected` (places-no-point, places-bad-point, places-off-the-globe)."""
    found = []
    for field, limit in (("lat", 90.0), ("lon", 180.0)):
        value = row.get(field)
        if value is None or not str(value).strip():
            raise RowRejected(
                "places-no-point",
                "the row has no coordinates",
                field=field,
                value=value,
                remedy="Give degrees north and east (WGS 84).",
            )
        try:
            degrees = float(value)
        except (TypeError, ValueError):
            raise RowRejected(
                "places-bad-point",
                "the coordinates are no decimal degrees",
                field=field,
                value=value,
                remedy="Write degrees with a point and no sign for them (36.21), north and east positive.",
            ) from None
        if not -limit <= degrees <= limit:
            raise RowRejected(
                "places-off-the-globe",
                f"{degrees:g} is no degree of {'latitude' if field == 'lat' else 'longitude'}",
                field=field,
                value=value,
                remedy=f"Write degrees from -{limit:g} to {limit:g}; see whether lat and lon are swapped.",
            )
        found.append(degrees)
    return found[0], found[1]


def whole_number(value: object, field: str) -> int:
    """A count; 0 where the cell is empty. Raises `RowRejected` (places-not-a-number)."""
    text = str(value or "0").strip()
    if not text.isdigit():
        raise RowRejected(
            "places-not-a-number", "not a whole number", field=field, value=value, remedy="Give digits only."
        )
    return int(text)


def text_of(row: Mapping[str, Any], field: str) -> str:
    """A cell that must hold something. Raises `RowRejected` (places-no-name)."""
    value = str(row.get(field) or "").strip()
    if not value:
        raise RowRejected(
            "places-no-name",
            "a needed cell is empty",
            field=field,
            value=row.get(field),
            remedy=f"Fill {field}.",
        )
    return value


def json_object(text: str) -> Mapping[str, Any] | None:
    """The JSON object, or None where the text is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
