"""Files of places as users have them: bytes in, places and rows set aside out.

Three forms are told apart by their content, never by their name: a GeoNames table (CSV with `geonameid`),
OCHA boundaries (GeoJSON with `PCODE`), and a register of incidents (JSON Lines with `place_en` or
`place_ar`), whose coordinates are a recorder's own history of where places lie. Used by
`cairn add --as places`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from cairn.errors import FileRefused, RowRejected
from cairn.places.geometry import centroid
from cairn.places.model import Place
from cairn.sources.places_register import read_register
from cairn.sources.places_rows import FORMS, Read, degrees_of, each_row, json_object, text_of, whole_number
from cairn.values import Precision, is_arabic

LARGEST_BYTES = 200_000_000


def read_places(name: str, data: bytes) -> Read:
    """The places of a file and the rows that hold none, each with code, field, value and remedy.

    `name` is used in messages only. Raises `FileRefused` (places-not-text, places-unknown-form,
    places-too-large, places-empty) where the file is none of the three forms.
    """
    if len(data) > LARGEST_BYTES:
        raise FileRefused(
            "places-too-large",
            f"{name} is larger than {LARGEST_BYTES:,} bytes",
            field="file",
            value=len(data),
            remedy="Split the file.",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FileRefused(
            "places-not-text",
            f"{name} is not UTF-8 text",
            field="file",
            value=fault.start,
            remedy="Save it as UTF-8.",
        ) from fault
    head = text.lstrip()[:4000]
    if not head:
        raise FileRefused(
            "places-empty", f"{name} is empty", field="file", value=name, remedy=f"Give {FORMS}."
        )
    if not head.startswith("{"):
        return _geonames(name, text)
    whole = json_object(text) if '"FeatureCollection"' in head else None
    return _ocha(name, whole) if whole is not None else read_register(name, text)


def _geonames(name: str, text: str) -> Read:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    columns = {"geonameid", "name", "lat", "lon", "country"}
    if not columns <= set(rows.fieldnames or ()):
        missing = ", ".join(sorted(columns - set(rows.fieldnames or ())))
        raise FileRefused(
            "places-unknown-form",
            f"{name} is not a table of places this reader knows",
            field="columns",
            value=missing,
            remedy=f"Give {FORMS}; a GeoNames CSV has {', '.join(sorted(columns))}.",
        )
    return each_row(enumerate(rows, 2), _geonames_place)


def _geonames_place(row: Mapping[str, Any]) -> Place:
    lat, lon = degrees_of(row)
    population = whole_number(row.get("population"), "population")
    arabic = [n for n in (row.get("names_arabic") or "").split("|") if is_arabic(n)]
    other = [n for n in (row.get("names_other") or "").split("|") if n[:1].isupper()]
    country = (row.get("country") or "").strip().upper()
    return Place(
        id=f"geonames:{text_of(row, 'geonameid')}",
        name_en=text_of(row, "name"),
        name_ar=arabic[0] if arabic else "",
        lat=lat,
        lon=lon,
        kind=settlement(population),
        country=country,
        admin1_pcode=f"geonames:{country}.{row['admin1']}" if row.get("admin1") else "",
        population=population,
        names=tuple(dict.fromkeys([*arabic[1:], *other])),
        source="geonames",
    )


def settlement(population: int) -> Precision:
    """City from 50,000 people, town from 5,000, else village."""
    if population >= 50_000:
        return Precision.CITY
    return Precision.TOWN if population >= 5_000 else Precision.VILLAGE


def _ocha(name: str, whole: Mapping[str, Any]) -> Read:
    features = whole.get("features")
    if not isinstance(features, list) or not features:
        raise FileRefused(
            "places-empty",
            f"{name} holds no feature",
            field="features",
            value=features,
            remedy=f"Give {FORMS}.",
        )
    if not any(isinstance(f, dict) and "PCODE" in (f.get("properties") or {}) for f in features[:20]):
        raise FileRefused(
            "places-unknown-form",
            f"{name} has no P-codes",
            field="properties.PCODE",
            value=None,
            remedy="OCHA boundary files name each unit in NAME_EN, NAME_AR and PCODE.",
        )
    return each_row(enumerate(features, 1), _ocha_place)


def _ocha_place(feature: Mapping[str, Any]) -> Place:
    """One unit. Country names are not read: in one released file ADM0_EN and ADM0_AR are swapped."""
    p = feature.get("properties") or {}
    level = 4 if "ADM4_PCODE" in p else 3 if "ADM2_PCODE" in p else 2 if "ADM1_PCODE" in p else 1
    kind = (Precision.PROVINCE, Precision.DISTRICT, Precision.SUBDISTRICT, Precision.NEIGHBOURHOOD)[level - 1]
    code, english, arabic = text_of(p, "PCODE"), text_of(p, "NAME_EN"), str(p.get("NAME_AR") or "").strip()
    unit = {n: (str(p.get(f"ADM{n}_EN") or ""), str(p.get(f"ADM{n}_PCODE") or "")) for n in (1, 2, 3)}
    if level < 4:
        unit[level] = (english, code)
    lat, lon = _middle(feature, p)
    return Place(
        id=code,
        name_en=english,
        name_ar=arabic,
        lat=lat,
        lon=lon,
        kind=kind,
        country=str(p.get("ADM0_PCODE") or "")[:2].upper(),
        admin1=unit[1][0],
        admin1_pcode=unit[1][1],
        admin2=unit[2][0],
        admin2_pcode=unit[2][1],
        admin3=unit[3][0],
        admin3_pcode=unit[3][1],
        source="ocha",
    )


def _middle(feature: Mapping[str, Any], properties: Mapping[str, Any]) -> tuple[float, float]:
    if properties.get("LATITUDE") is not None:
        return degrees_of({"lat": properties["LATITUDE"], "lon": properties.get("LONGITUDE")})
    shape = feature.get("geometry") or {}
    rings = shape.get("coordinates")
    if shape.get("type") not in ("Polygon", "MultiPolygon") or not rings:
        raise RowRejected(
            "places-no-shape",
            "the unit has no polygon",
            field="geometry.type",
            value=shape.get("type"),
            remedy="Give polygons, or LATITUDE and LONGITUDE.",
        )
    try:
        lat, lon = centroid([rings] if shape["type"] == "Polygon" else rings)
    except (TypeError, ValueError, IndexError, ZeroDivisionError) as fault:
        raise RowRejected(
            "places-no-shape",
            "the polygon cannot be read",
            field="geometry.coordinates",
            remedy="Give closed rings of [lon, lat].",
        ) from fault
    return round(lat, 5), round(lon, 5)
