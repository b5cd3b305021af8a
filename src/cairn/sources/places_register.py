"""A register's places: the rows of a recorder's history in, one place for each name and spot out.

Rows of JSON Lines with `place_en` or `place_ar`, `lat`, `lon`, and if known `location_precision` and a
governorate. Rows of one name that lie together become one place at their median.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from statistics import median
from typing import Any

from cairn.errors import FileRefused, RowRejected
from cairn.places.model import Place
from cairn.places.names import key
from cairn.places.words import place_words
from cairn.sources.places_rows import FORMS, Read, degrees_of, each_row, json_object, numbered
from cairn.values import Precision, distance_m, is_arabic

ONE_PLACE_M = 4_000.0
"""Rows of one name this near to each other speak of one place."""
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
    r"\b(?:between|road|several|various|multiple|unknown|and|or|areas?|vicinity|near|countryside|outskirts|villages|route|highway|km)\b"
    r"|(?<!\w)(?:بين|عدة|طريق|الطريق|محيط|قرب|ريف|بادية|مناطق|قرى|بلدات|غير معروف|أطراف|و|أو)(?!\w)",
    re.IGNORECASE,
)


def read_register(name: str, text: str) -> Read:
    """The register's places and the rows without one. Raises `FileRefused` (places-unknown-form)."""
    rows: list[tuple[int, Mapping[str, Any]]] = []
    aside: list[RowRejected] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row = json_object(line)
        if row is None:
            aside.append(
                numbered(
                    number,
                    RowRejected(
                        "places-not-json",
                        "the line is not a JSON object",
                        field="line",
                        value=line[:80],
                        remedy="One JSON object a line.",
                    ),
                )
            )
        else:
            rows.append((number, row))
    if not any("place_en" in row or "place_ar" in row for _, row in rows[:200]):
        raise FileRefused(
            "places-unknown-form",
            f"{name} is no register of places",
            field="place_en",
            value=None,
            remedy=f"Give {FORMS}; a register row has place_en or place_ar, lat and lon.",
        )
    spots, more = each_row(rows, _register_place)
    return _merged(spots), [*aside, *more]


def _register_place(row: Mapping[str, Any]) -> Place:
    lat, lon = degrees_of(row)
    english, arabic = _clean(row.get("place_en")), _clean(row.get("place_ar"))
    if not english and not arabic:
        raise RowRejected(
            "places-no-name",
            "the row names no single place",
            field="place_en",
            value=row.get("place_en"),
            remedy="Nothing to do: it says nothing of where a name lies.",
        )
    precision = _PRECISIONS.get(str(row.get("location_precision") or ""), Precision.VILLAGE)
    unit = str(row.get("admin_en") or row.get("governorate_en") or row.get("admin1") or "").strip()
    if precision is Precision.PROVINCE and not _is_unit(unit, english, arabic):
        raise RowRejected(
            "places-no-point",
            "the row's point is its province's, and the name is not",
            field="location_precision",
            value=row.get("location_precision"),
            remedy="Nothing to do: it says nothing of where in the province the name lies.",
        )
    country = str(row.get("country_code") or "").upper()
    return Place(
        id=f"register:{row.get('id') or row.get('code') or ''}",
        name_en=english,
        name_ar=arabic,
        lat=lat,
        lon=lon,
        kind=precision,
        country=country if len(country) == 2 else "",
        admin1=unit,
        source="register",
    )


def _is_unit(unit: str, english: str, arabic: str) -> bool:
    """Whether the name is that of the unit the row lies in; a row that names no unit may be one itself."""
    return not unit or key(english) == key(unit) or key(arabic) == key(unit)


def _clean(name: object) -> str:
    """The bare name: no brackets, no feature word, the first of a list; empty where it names several."""
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
    """One place for all rows of one name that lie together: the median point, every spelling."""
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
