"""GeoNames as it is given out: rows of text in, places and rows set aside out.

Three forms: the dump of a country (`SY.txt`: 19 columns parted by tabs, no header), its list of alternate names
(`alternateNames/SY.txt`: ids and spellings only, which join places known already), and a CSV with a header. Of a
dump the populated places, units of administration and a few landmarks are kept; streams and hills are left out.
https://download.geonames.org/export/dump/readme.txt tells the columns.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from cairn.errors import FileRefused, RowRejected
from cairn.places.model import Place
from cairn.sources.places_rows import FORMS, Read, degrees_of, each_row, numbered, text_of, whole_number
from cairn.values import Precision, is_arabic

Known = Callable[[str], Place | None]
"""The place of an id, where it is known already."""

DUMP = (
    "geonameid",
    "name",
    "asciiname",
    "alternatenames",
    "lat",
    "lon",
    "class",
    "code",
    "country",
    "cc2",
    "admin1",
    "admin2",
    "admin3",
    "admin4",
    "population",
    "elevation",
    "dem",
    "timezone",
    "modified",
)
_UNITS = {"ADM1": Precision.PROVINCE, "ADM2": Precision.DISTRICT, "ADM3": Precision.SUBDISTRICT}
_QUARTER = "PPLX"
_LANDMARKS = frozenset({"AIRB", "AIRP", "AIRF", "BDG", "CMPRF", "DAM", "HSP", "PSTB", "OILF", "OILR", "REFC"})
_GONE = frozenset({"PPLH", "PPLQ", "PPLW", "PPLCH"})
"""Populated places that are no more."""
_NO_NAMES = frozenset(
    {"link", "post", "iata", "icao", "faac", "abbr", "wkdt", "unlc", "phon", "piny", "fr_1793"}
)
"""What stands in the column of languages of an alternate name that is none."""
LONGEST = 60


def is_dump(line: str) -> bool:
    """Whether a first line is of a country's dump: 19 cells, a number first, degrees fifth and sixth."""
    cells = line.split("\t")
    return len(cells) == len(DUMP) and cells[0].isdigit() and _is_degrees(cells[4]) and _is_degrees(cells[5])


def is_names(line: str) -> bool:
    """Whether a first line is of a list of alternate names: two ids, a language or none, a spelling."""
    cells = line.split("\t")
    return 4 <= len(cells) <= 10 and cells[0].isdigit() and cells[1].isdigit() and not _is_degrees(cells[3])


def read_dump(text: str) -> Read:
    """The places of a country's dump. A row with too few cells or no degrees is set aside (places-short-row)."""
    rows = ((n, line.split("\t")) for n, line in enumerate(text.split("\n"), 1) if line.strip())
    wanted = ((n, dict(zip(DUMP, cells, strict=False))) for n, cells in rows if _is_wanted(cells))
    return each_row(wanted, _of_dump)


def read_names(text: str, known: Known) -> Read:
    """The known places with the spellings a list of alternate names gives them; others are left out."""
    more: dict[str, list[str]] = {}
    aside: list[RowRejected] = []
    for number, line in enumerate(text.split("\n"), 1):
        cells = line.rstrip("\r").split("\t")
        if not line.strip():
            continue
        if len(cells) < 4 or not cells[1].isdigit():
            aside.append(numbered(number, _short(cells, 4)))
        elif cells[2] not in _NO_NAMES and (spelling := _spelling(cells[3])):
            more.setdefault(f"geonames:{cells[1]}", []).append(spelling)
    places = [_named(place, names) for id, names in more.items() if (place := known(id))]
    return places, aside


def read_csv(name: str, text: str) -> Read:
    """The places of a CSV with a header. Raises `FileRefused` (places-unknown-form) where a column is missing."""
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
    return each_row(enumerate(rows, 2), _of_csv)


def settlement(population: int) -> Precision:
    """City from 50,000 people, town from 5,000, else village."""
    if population >= 50_000:
        return Precision.CITY
    return Precision.TOWN if population >= 5_000 else Precision.VILLAGE


def _is_degrees(cell: str) -> bool:
    try:
        return abs(float(cell)) <= 180 and "." in cell
    except ValueError:
        return False


def _is_wanted(cells: list[str]) -> bool:
    """Whether a row may be a place to read of; a row cut short is, so that it is told of."""
    if len(cells) < 8:
        return True
    code = cells[7]
    return (cells[6] == "P" and code not in _GONE) or code in _UNITS or code in _LANDMARKS


def _of_dump(row: Mapping[str, Any]) -> Place:
    if len(row) < len(DUMP):
        raise _short(list(row.values()), len(DUMP))
    lat, lon = degrees_of(row)
    population = whole_number(row["population"], "population")
    kind = _UNITS.get(row["code"]) or _kind(row["class"], row["code"], population)
    country = row["country"].strip().upper()
    place = Place(
        id=f"geonames:{text_of(row, 'geonameid')}",
        name_en=text_of(row, "name"),
        name_ar="",
        lat=lat,
        lon=lon,
        kind=kind,
        country=country,
        admin1=row["name"] if kind is Precision.PROVINCE else "",
        admin1_pcode=f"geonames:{country}.{row['admin1']}" if row["admin1"].strip("0") else "",
        population=population,
        source="geonames",
    )
    return _named(place, [s for n in row["alternatenames"].split(",") if (s := _spelling(n))])


def _kind(feature_class: str, code: str, population: int) -> Precision:
    if code == _QUARTER:
        return Precision.NEIGHBOURHOOD
    if feature_class != "P":
        return Precision.NEARBY_LANDMARK
    capital = code in ("PPLC", "PPLA")
    return max(settlement(population), Precision.CITY if capital else Precision.VILLAGE, key=_coarseness)


def _coarseness(kind: Precision) -> int:
    return -list(Precision).index(kind)


def _of_csv(row: Mapping[str, Any]) -> Place:
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


def _spelling(name: str) -> str:
    """A name to look up: in letters, with a capital where the script has them, not overlong; else nothing."""
    bare = name.strip()
    lettered = bool(bare) and len(bare) <= LONGEST and any(c.isalpha() for c in bare)
    return bare if lettered and (bare[0].isupper() or not bare[0].islower()) and "://" not in bare else ""


def _named(place: Place, more: list[str]) -> Place:
    """The place with further spellings, each once; the first Arabic one is its Arabic name if it has none."""
    arabic = place.name_ar or next((n for n in more if is_arabic(n)), "")
    known = {place.name_en, arabic}
    names = dict.fromkeys(n for n in (*place.names, *more) if n not in known)
    return replace(place, name_ar=arabic, names=tuple(names))


def _short(cells: list[str], wanted: int) -> RowRejected:
    return RowRejected(
        "places-short-row",
        f"the row has {len(cells)} cells, not {wanted}",
        field="columns",
        value=len(cells),
        remedy="Give the file as it was downloaded, its cells parted by tabs.",
    )
