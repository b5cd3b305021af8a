"""OCHA's units of administration (COD-AB) and places with P-codes: features or rows in, places out.

Boundaries come as GeoJSON, their tables as CSV. Three ways of naming the columns are read: `NAME_EN`, `NAME_AR`,
`PCODE`; `ADM2_EN`, `ADM2_AR`, `ADM2_PCODE`; and, since 2024, `adm2_name`, `adm2_name1`, `adm2_pcode`. The deepest
level that has a P-code is the unit itself; level 1 is the province, 4 a neighbourhood or a village.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from cairn.errors import FileRefused, RowRejected
from cairn.places.geometry import centroid
from cairn.places.model import Place
from cairn.sources.places_rows import FORMS, Read, degrees_of, each_row, text_of
from cairn.values import Precision, is_arabic

_LEVELS = (Precision.PROVINCE, Precision.DISTRICT, Precision.SUBDISTRICT, Precision.NEIGHBOURHOOD)
_LOCAL = re.compile(r"^ADM(\d)_(?:NAME)?([A-Z]{2}|\d)$")
_LAT = ("LATITUDE", "LAT", "CENTER_LAT", "Y", "Y_COORD")
_LON = ("LONGITUDE", "LON", "LONG", "CENTER_LON", "X", "X_COORD")


def has_pcodes(columns: Iterable[str]) -> bool:
    """Whether the names of the columns are those of a table with P-codes."""
    upper = {c.strip().upper() for c in columns}
    return "PCODE" in upper or any(re.fullmatch(r"ADM[1-4]_PCODE", c) for c in upper)


def read_features(name: str, whole: Mapping[str, Any]) -> Read:
    """The units of a GeoJSON. Raises `FileRefused` (places-empty, places-unknown-form)."""
    features = whole.get("features")
    if not isinstance(features, list) or not features:
        raise FileRefused(
            "places-empty",
            f"{name} holds no feature",
            field="features",
            value=features,
            remedy=f"Give {FORMS}.",
        )
    if not any(isinstance(f, dict) and has_pcodes(f.get("properties") or {}) for f in features[:20]):
        raise FileRefused(
            "places-unknown-form",
            f"{name} has no P-codes",
            field="properties.PCODE",
            value=None,
            remedy="OCHA boundary files name each unit in ADM1_EN, ADM1_PCODE and so on, or NAME_EN and PCODE.",
        )
    return each_row(enumerate(features, 1), _of_feature)


def read_table(text: str) -> Read:
    """The units or places of a CSV with P-codes and degrees; a row without degrees is set aside."""
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return each_row(enumerate(rows, 2), lambda row: _unit(_upper(row), None))


def _of_feature(feature: Mapping[str, Any]) -> Place:
    return _unit(_upper(feature.get("properties") or {}), feature.get("geometry") or {})


def _upper(row: Mapping[str, Any]) -> dict[str, Any]:
    """Column names alike: `adm1_name` is `ADM1_EN`, `adm1_name1` a spelling in a local language."""
    found = {}
    for column, value in row.items():
        name = str(column).strip().upper()
        found[re.sub(r"^(ADM\d)_NAME$", r"\1_EN", name)] = value
    return found


def _unit(p: Mapping[str, Any], geometry: Mapping[str, Any] | None) -> Place:
    """One unit. Country names are not read: in one released file ADM0_EN and ADM0_AR are swapped."""
    level = next((n for n in (4, 3, 2, 1) if _cell(p, f"ADM{n}_PCODE")), 1)
    own = "PCODE" in p  # its own name stands in NAME_EN; the ADM columns name the units above it
    if own:
        level = 4 if "ADM4_PCODE" in p else 3 if "ADM2_PCODE" in p else 2 if "ADM1_PCODE" in p else 1
    code = text_of(p, "PCODE" if own else f"ADM{level}_PCODE")
    english = text_of(p, "NAME_EN" if own else f"ADM{level}_EN")
    local = [_cell(p, "NAME_AR")] if own else _local_names(p, level)
    arabic = next((n for n in local if is_arabic(n)), "")
    unit = {n: (_cell(p, f"ADM{n}_EN"), _cell(p, f"ADM{n}_PCODE")) for n in (1, 2, 3)}
    if level < 4:
        unit[level] = (english, code)
    lat, lon = _middle(p, geometry)
    return Place(
        id=code,
        name_en=english,
        name_ar=arabic,
        lat=lat,
        lon=lon,
        kind=_LEVELS[level - 1],
        country=_cell(p, "ADM0_PCODE")[:2].upper() or code[:2].upper(),
        admin1=unit[1][0],
        admin1_pcode=unit[1][1],
        admin2=unit[2][0],
        admin2_pcode=unit[2][1],
        admin3=unit[3][0],
        admin3_pcode=unit[3][1],
        names=tuple(dict.fromkeys(n for n in local if n not in (english, arabic))),
        source="ocha",
    )


def _cell(row: Mapping[str, Any], column: str) -> str:
    return str(row.get(column) or "").strip()


def _local_names(row: Mapping[str, Any], level: int) -> list[str]:
    """The unit's names in every language the file has beside English."""
    found = []
    for column in row:
        named = _LOCAL.match(column)
        if named and named[1] == str(level) and named[2] != "EN" and (name := _cell(row, column)):
            found.append(name)
    return found


def _middle(properties: Mapping[str, Any], geometry: Mapping[str, Any] | None) -> tuple[float, float]:
    """The point stated, else that of the geometry, else the middle of its largest polygon."""
    lat = next((properties[c] for c in _LAT if properties.get(c) not in (None, "")), None)
    lon = next((properties[c] for c in _LON if properties.get(c) not in (None, "")), None)
    if lat is not None or geometry is None:
        return degrees_of({"lat": lat, "lon": lon})
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "Point" and isinstance(coordinates, list) and len(coordinates) >= 2:
        return degrees_of({"lat": coordinates[1], "lon": coordinates[0]})
    if kind not in ("Polygon", "MultiPolygon") or not coordinates:
        raise RowRejected(
            "places-no-shape",
            "the unit has no polygon",
            field="geometry.type",
            value=kind,
            remedy="Give polygons, or LATITUDE and LONGITUDE.",
        )
    try:
        found = centroid([coordinates] if kind == "Polygon" else coordinates)
    except (TypeError, ValueError, IndexError, ZeroDivisionError) as fault:
        raise RowRejected(
            "places-no-shape",
            "the polygon cannot be read",
            field="geometry.coordinates",
            remedy="Give closed rings of [lon, lat].",
        ) from fault
    return round(found[0], 5), round(found[1], 5)
