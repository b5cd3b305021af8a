"""A row that names a piece of ground of a team's own: cells enter, an area leaves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from cairn.errors import RowRejected

from .control_cells import LONGEST_AREA_ID, id_of, items, one_area, words_of
from .control_geometry import box_of, polygons_of, refuse_turned
from .control_model import Known, ToldArea

_LARGEST_KM2 = 1e8


def area_of_cells(cells: Mapping[str, Any], known: Known, own: Collection[str] = ()) -> ToldArea:
    """The area of a row; `own` are the ids of the other areas of the file.

    Raises `RowRejected` (control-id-missing, control-id-unusable, control-name-missing, control-area-unknown and
    control-area-ambiguous of its parent, control-degrees, control-built-up, and the codes of `polygons_of`).
    """
    key = id_of(cells, LONGEST_AREA_ID)
    if not key:
        raise RowRejected(
            "control-id-missing",
            "an area needs an id",
            field="id",
            value="",
            remedy="Its P-code, or a short id of the team's own, by which assertions name it.",
        )
    parent = words_of(cells, "parent")
    parent = parent if parent in own else one_area(parent, known, "parent") if parent else ""
    polygons = polygons_of(cells["geometry"]) if cells.get("geometry") else ()
    within = known.box(parent) if parent else known.box(key)
    if polygons:
        refuse_turned(box_of(polygons), within, "geometry", key)
    lat, lon = _degrees(cells, "lat", 90), _degrees(cells, "lon", 180)
    if (lat is None) != (lon is None):
        raise _no_point("lat" if lat is None else "lon", "")
    if lat is not None and lon is not None:
        refuse_turned((lon, lat, lon, lat), within, "lat", lat)
    return ToldArea(
        id=key,
        names=_names(cells, key),
        kind=words_of(cells, "kind"),
        parent=parent,
        aliases=tuple(items(cells.get("aliases"))),
        polygons=polygons,
        lat=lat,
        lon=lon,
        source=words_of(cells, "source"),
        built_up_km2=_km2(cells),
    )


def _names(cells: Mapping[str, Any], key: str) -> dict[str, str]:
    told = cells.get("names")
    names = {str(k): str(v).strip() for k, v in told.items()} if isinstance(told, Mapping) else {}
    names |= {language: word for language in ("en", "ar") if (word := words_of(cells, f"name_{language}"))}
    if not any(names.values()):
        raise RowRejected(
            "control-name-missing",
            "an area needs a name",
            field="name_en",
            value=key,
            remedy="Write name_en or name_ar.",
        )
    return {language: word for language, word in names.items() if word}


def _degrees(cells: Mapping[str, Any], column: str, most: int) -> float | None:
    told = words_of(cells, column)
    if not told:
        return None
    try:
        number = float(told)
    except ValueError:
        raise _no_point(column, told) from None
    if not abs(number) <= most:
        raise _no_point(column, told)
    return number


def _km2(cells: Mapping[str, Any]) -> float | None:
    told = words_of(cells, "built_up_km2")
    if not told:
        return None
    try:
        number = float(told)
    except ValueError:
        number = -1.0
    if not 0 <= number < _LARGEST_KM2:
        raise RowRejected(
            "control-built-up",
            "this is no area",
            field="built_up_km2",
            value=told,
            remedy="Write square kilometres, as 12.5; leave it empty where it was not measured.",
        )
    return number


def _no_point(column: str, value: str) -> RowRejected:
    return RowRejected(
        "control-degrees",
        "this is no latitude or longitude, or one stands without the other",
        field=column,
        value=value,
        remedy="Write lat (-90 to 90) and lon (-180 to 180) in degrees, as 35.95 and 39.01.",
    )
