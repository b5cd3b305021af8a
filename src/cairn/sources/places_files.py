"""Files of places as users have them: bytes in, places and rows set aside out.

Three forms are told apart by their content, never by their name: a GeoNames table (CSV with `geonameid`),
OCHA boundaries (GeoJSON with `PCODE`), and a register of incidents (JSON Lines with `place_en` or
`place_ar`), whose coordinates are a recorder's own history of where places lie. Used by
`cairn add --as places`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from statistics import median
from typing import Any

from cairn.errors import FileRefused, RowRejected
from cairn.places.geometry import centroid
from cairn.places.model import Place
from cairn.places.names import key
from cairn.places.words import place_words
from cairn.values import Precision, distance_m, is_arabic

Read = tuple[list[Place], list[RowRejected]]

FORMS = "a GeoNames CSV, an OCHA GeoJSON or a register as JSON Lines"
ONE_PLACE_M = 4_000.0
"""Rows of one name this near to each other speak of one place."""
LARGEST_BYTES = 200_000_000

_PRECISIONS = {
    "province_governorate": Precision.PROVINCE,
    "neighbourhood_area": Precision.NEIGHBOURHOOD,
    "exact_location": Precision.EXACT,
    "exact_location_other": Precision.EXACT,
    "exact_location_coalition": Precision.EXACT,
} | {str(p): p for p in Precision}
_ASIDE = re.compile(r"\([^()]{0,80}\)|\[[^\[\]]{0,80}\]")
_PARTS = re.compile(r"\s*[,،/;؛]\s*")
_SEVERAL = re.compile(
    r"\b(?:between|road|several|various|multiple|unknown|and|or|areas?|vicinity|near|route|highway|km)\b"
    r"|(?<!\w)(?:بين|عدة|طريق|الطريق|محيط|قرب|مناطق|قرى|بلدات|غير معروف|أطراف|و|أو)(?!\w)",
    re.IGNORECASE,
)


def read_places(name: str, data: bytes) -> Read:
    """The places of a file and the rows that hold none, each with code, field, value and remedy.

    `name` is used in messages only. Raises `FileRefused` (places-not-text, places-unknown-form,
    places-too-large, places-empty) where the file is none of the three forms.
    """
    if len(data) > LARGEST_BYTES:
        raise FileRefused("places-too-large", f"{name} is larger than {LARGEST_BYTES:,} bytes", field="file",
                          value=len(data), remedy="Split the file.")  # fmt: skip
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise FileRefused("places-not-text", f"{name} is not UTF-8 text", field="file", value=fault.start,
                          remedy="Save it as UTF-8.") from fault  # fmt: skip
    head = text.lstrip()[:4000]
    if not head:
        raise FileRefused(
            "places-empty", f"{name} is empty", field="file", value=name, remedy=f"Give {FORMS}."
        )
    if not head.startswith("{"):
        return _geonames(name, text)
    whole = _json_or_none(text) if '"FeatureCollection"' in head else None
    return _ocha(name, whole) if whole is not None else _register(name, text)


def _geonames(name: str, text: str) -> Read:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    columns = {"geonameid", "name", "lat", "lon", "country"}
    if not columns <= set(rows.fieldnames or ()):
        missing = ", ".join(sorted(columns - set(rows.fieldnames or ())))
        raise FileRefused("places-unknown-form", f"{name} is not a table of places this reader knows", field="columns",
                          value=missing, remedy=f"Give {FORMS}; a GeoNames CSV has {', '.join(sorted(columns))}.")  # fmt: skip
    return _each(enumerate(rows, 2), _geonames_place)


def _geonames_place(row: Mapping[str, Any]) -> Place:
    lat, lon = _degrees(row)
    population = _whole(row.get("population"), "population")
    arabic = [n for n in (row.get("names_arabic") or "").split("|") if is_arabic(n)]
    other = [n for n in (row.get("names_other") or "").split("|") if n[:1].isupper()]
    country = (row.get("country") or "").strip().upper()
    return Place(
        id=f"geonames:{_text(row, 'geonameid')}",
        name_en=_text(row, "name"),
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
        raise FileRefused("places-empty", f"{name} holds no feature", field="features", value=features,
                          remedy=f"Give {FORMS}.")  # fmt: skip
    if not any(isinstance(f, dict) and "PCODE" in (f.get("properties") or {}) for f in features[:20]):
        raise FileRefused("places-unknown-form", f"{name} has no P-codes", field="properties.PCODE", value=None,
                          remedy="OCHA boundary files name each unit in NAME_EN, NAME_AR and PCODE.")  # fmt: skip
    return _each(enumerate(features, 1), _ocha_place)


def _ocha_place(feature: Mapping[str, Any]) -> Place:
    """One unit. Country names are not read: in one released file ADM0_EN and ADM0_AR are swapped."""
    p = feature.get("properties") or {}
    level = 4 if "ADM4_PCODE" in p else 3 if "ADM2_PCODE" in p else 2 if "ADM1_PCODE" in p else 1
    kind = (Precision.PROVINCE, Precision.DISTRICT, Precision.SUBDISTRICT, Precision.NEIGHBOURHOOD)[level - 1]
    code, english, arabic = _text(p, "PCODE"), _text(p, "NAME_EN"), str(p.get("NAME_AR") or "").strip()
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
        return _degrees({"lat": properties["LATITUDE"], "lon": properties.get("LONGITUDE")})
    shape = feature.get("geometry") or {}
    rings = shape.get("coordinates")
    if shape.get("type") not in ("Polygon", "MultiPolygon") or not rings:
        raise RowRejected("places-no-shape", "the unit has no polygon", field="geometry.type", value=shape.get("type"),
                          remedy="Give polygons, or LATITUDE and LONGITUDE.")  # fmt: skip
    try:
        lat, lon = centroid([rings] if shape["type"] == "Polygon" else rings)
    except (TypeError, ValueError, IndexError, ZeroDivisionError) as fault:
        raise RowRejected("places-no-shape", "the polygon cannot be read", field="geometry.coordinates",
                          remedy="Give closed rings of [lon, lat].") from fault  # fmt: skip
    return round(lat, 5), round(lon, 5)


def _register(name: str, text: str) -> Read:
    rows: list[tuple[int, Mapping[str, Any]]] = []
    aside: list[RowRejected] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        row = _json_or_none(line)
        if row is None:
            aside.append(_at(number, RowRejected("places-not-json", "the line is not a JSON object", field="line",
                                                 value=line[:80], remedy="One JSON object a line.")))  # fmt: skip
        else:
            rows.append((number, row))
    if not any("place_en" in row or "place_ar" in row for _, row in rows[:200]):
        raise FileRefused("places-unknown-form", f"{name} is no register of places", field="place_en", value=None,
                          remedy=f"Give {FORMS}; a register row has place_en or place_ar, lat and lon.")  # fmt: skip
    spots, more = _each(rows, _register_place)
    return _merged(spots), [*aside, *more]


def _register_place(row: Mapping[str, Any]) -> Place:
    lat, lon = _degrees(row)
    english, arabic = _clean(row.get("place_en")), _clean(row.get("place_ar"))
    if not english and not arabic:
        raise RowRejected("places-no-name", "the row names no single place", field="place_en",
                          value=row.get("place_en"), remedy="Nothing to do: it says nothing of where a name lies.")  # fmt: skip
    precision = _PRECISIONS.get(str(row.get("location_precision") or ""), Precision.VILLAGE)
    country = str(row.get("country_code") or "").upper()
    return Place(
        id=f"register:{row.get('id') or row.get('code') or ''}",
        name_en=english,
        name_ar=arabic,
        lat=lat,
        lon=lon,
        kind=precision,
        country=country if len(country) == 2 else "",
        admin1=str(row.get("admin_en") or row.get("governorate_en") or row.get("admin1") or "").strip(),
        source="register",
    )


def _clean(name: object) -> str:
    """The bare name: no brackets, no feature word before or behind, first part of a list; empty where several."""
    bare = _PARTS.split(_ASIDE.sub(" ", str(name or "")).strip())[0]
    bare = re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", bare)
    if not bare or _SEVERAL.search(bare):
        return ""
    features = place_words().features
    parts = bare.split()
    while len(parts) > 1 and features.get(key(parts[0]), "area") not in ("area", "landmark"):
        parts = parts[1:]
    while (
        len(parts) > 1
        and not is_arabic(parts[-1])
        and features.get(key(parts[-1]), "area") not in ("area", "landmark")
    ):
        parts = parts[:-1]
    if parts and parts[0].lower() in ("of", "the"):
        parts = parts[1:]
    return " ".join(parts) if 0 < len(parts) <= 4 else ""


def _merged(spots: Iterable[Place]) -> list[Place]:
    """One place for all rows of one name that lie together: the median point, every spelling, the coarsest kind."""
    by_name: dict[str, list[list[Place]]] = {}
    for spot in spots:
        groups = by_name.setdefault(key(spot.name_ar) or key(spot.name_en), [])
        for group in groups:
            if distance_m(spot.lat, spot.lon, group[0].lat, group[0].lon) <= ONE_PLACE_M:
                group.append(spot)
                break
        else:
            groups.append([spot])
    return [_one(group) for groups in by_name.values() for group in groups]


def _one(group: list[Place]) -> Place:
    first = group[0]
    order = list(Precision)
    kinds = [p.kind for p in group if order.index(p.kind) <= order.index(Precision.NEIGHBOURHOOD)]
    names = dict.fromkeys(n for p in group for n in (p.name_en, p.name_ar) if n)
    seen = {key(first.name_en), key(first.name_ar)}
    more = []
    for name in names:
        if key(name) not in seen:
            seen.add(key(name))
            more.append(name)
    return Place(
        id=first.id,
        name_en=first.name_en,
        name_ar=first.name_ar,
        lat=round(median(p.lat for p in group), 5),
        lon=round(median(p.lon for p in group), 5),
        kind=max(set(kinds), key=lambda k: (kinds.count(k), -order.index(k))) if kinds else Precision.VILLAGE,
        country=first.country,
        admin1=first.admin1,
        names=tuple(more),
        source="register",
    )


def _each(rows: Iterable[tuple[int, Mapping[str, Any]]], reader: Any) -> Read:
    """Read row by row; what a row lacks sets that row aside."""
    places: list[Place] = []
    aside: list[RowRejected] = []
    for number, row in rows:
        try:
            places.append(reader(row))
        except RowRejected as fault:
            aside.append(_at(number, fault))
    return places, aside


def _at(number: int, fault: RowRejected) -> RowRejected:
    return RowRejected(fault.code, f"row {number}: {fault.message}", field=fault.field, value=fault.value,
                       remedy=fault.remedy)  # fmt: skip


def _degrees(row: Mapping[str, Any]) -> tuple[float, float]:
    found = []
    for field, limit in (("lat", 90.0), ("lon", 180.0)):
        value = row.get(field)
        try:
            degrees = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            raise RowRejected("places-no-point", "the row has no coordinates", field=field, value=value,
                              remedy="Give degrees north and east (WGS 84).") from None  # fmt: skip
        if not -limit <= degrees <= limit:
            raise RowRejected("places-off-the-globe", f"{degrees} is not a {field}", field=field, value=value,
                              remedy="Are lat and lon swapped?")  # fmt: skip
        found.append(degrees)
    return found[0], found[1]


def _whole(value: object, field: str) -> int:
    text = str(value or "0").strip()
    if not text.isdigit():
        raise RowRejected("places-not-a-number", "not a whole number", field=field, value=value,
                          remedy="Give digits only.")  # fmt: skip
    return int(text)


def _text(row: Mapping[str, Any], field: str) -> str:
    value = str(row.get(field) or "").strip()
    if not value:
        raise RowRejected("places-no-name", "a needed cell is empty", field=field, value=row.get(field),
                          remedy=f"Fill {field}.")  # fmt: skip
    return value


def _json_or_none(text: str) -> Mapping[str, Any] | None:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
