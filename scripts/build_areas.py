"""Build the shipped areas of control from the OCHA Syria boundary files.

    python scripts/build_areas.py ../shared/data/places src/cairn/control/data

Reads `syr_admin1..3.geojson` and `city_neighbourhoods.geojson`, and `raqqa-quarters.toml` in the target folder
for names that are an area's own; writes `areas.jsonl.gz`, the same bytes on every run. Run by hand when a
source is renewed; never at install.
"""

from __future__ import annotations

import gzip
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.geometry.base import BaseGeometry

from build_places import ADMIN1_ALIASES, Unit, admin_places, neighbourhoods, read_units
from cairn.places.model import Place

DIGITS = 6
"""Decimals of a degree that are kept of outlines: OCHA's own; with five, small neighbourhoods change by 1 in 500."""
CITY_ALIASES = {
    "C1001": ("Dimashq", "Damascus City"),
    "C1002": ("Yarmouk", "Yarmouk Camp", "مخيم اليرموك"),
    "C1007": ("Halab",),
    "C2528": ("Hims",),
    "C2987": ("Hamah",),
    "C3480": ("Latakia", "al-Ladhiqiyah"),
    "C3871": ("Idlib",),
    "C4360": ("Hasakah", "Hassakah", "Hasaka"),
    "C5086": ("Deir Ezzor", "Deir al-Zor", "Deir ez-Zour"),
    "C5221": ("Tartus",),
    "C5710": ("Raqqa", "ar-Raqqah", "Raqqah", "al-Raqqa", "Raqa", "Rakka", "Raqqa city", "مدينة الرقة"),
    "C5993": ("Daraa", "Deraa"),
    "C6147": ("Suwayda", "Sweida", "as-Suwayda"),
}
"""Names in common use of the cities, beside OCHA's own."""
Row = dict[str, Any]


def main(source: Path, target: Path) -> None:
    """Read everything, write one file."""
    levels = [read_units(source / f"syr_admin{n}.geojson") for n in (1, 2, 3)]
    quarters = read_units(source / "city_neighbourhoods.geojson")
    own_names = names_of_quarters(target / "raqqa-quarters.toml")
    rows = [row for n, units in enumerate(levels, 1) for row in admin_rows(units, n)]
    rows += city_rows(quarters)
    rows += neighbourhood_rows(quarters, own_names)
    lines = (json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in by_id(rows))
    path = target / "areas.jsonl.gz"
    path.write_bytes(gzip.compress("".join(lines).encode(), compresslevel=9, mtime=0))
    print(f"{len(rows)} areas, {path.stat().st_size:,} bytes")


def by_id(rows: Iterable[Row]) -> list[Row]:
    """The rows in the order of their ids, each id once."""
    ordered = sorted(rows, key=lambda r: r["id"])
    assert len({r["id"] for r in ordered}) == len(ordered), "an id stands twice"  # noqa: S101
    return ordered


def admin_rows(units: list[Unit], level: int) -> Iterator[Row]:
    """Provinces, districts and subdistricts, without their outlines: no city's parts tile them."""
    above = ("", "admin1_pcode", "admin2_pcode")[level - 1]
    for place in admin_places(units, level):
        also = written((*ADMIN1_ALIASES.get(place.id, ()), *place.names), place)
        yield row(place, getattr(place, above) if above else "", also, [])


def city_rows(quarters: list[Unit]) -> Iterator[Row]:
    """The cities that the neighbourhoods are parts of; the point is the middle of all of them together."""
    for code in sorted({q.properties["ADM4_PCODE"] for q in quarters}):
        parts = [q for q in quarters if q.properties["ADM4_PCODE"] == code]
        p = parts[0].properties
        middle = shapely.union_all([outline(q) for q in parts]).centroid
        yield {
            "id": code,
            "names": {"en": p["ADM4_EN"].strip(), "ar": p["ADM4_AR"].strip()},
            "kind": "city",
            "parent": p["ADM3_PCODE"],
            "aliases": list(CITY_ALIASES.get(code, ())),
            "polygons": [],
            "lat": round(middle.y, 5),
            "lon": round(middle.x, 5),
        }


def neighbourhood_rows(quarters: list[Unit], own_names: dict[str, list[str]]) -> Iterator[Row]:
    """The neighbourhoods with their outlines."""
    for unit, place in zip(quarters, neighbourhoods(quarters), strict=True):
        also = written((*place.names, *own_names.get(place.id, ())), place)
        yield row(place, unit.properties["ADM4_PCODE"], also, rings(rounded(outline(unit), place.id)))


def written(names: Iterable[str], place: Place) -> list[str]:
    """The names that are written otherwise than the place's own two, each once."""
    return [n for n in dict.fromkeys(names) if n not in (place.name_en, place.name_ar)]


def row(place: Place, parent: str, aliases: Iterable[str], polygons: list[Any]) -> Row:
    """One line of the file."""
    return {
        "id": place.id,
        "names": {"en": place.name_en.replace("- ", "-"), "ar": place.name_ar},
        "kind": place.kind.value,
        "parent": parent,
        "aliases": list(aliases),
        "polygons": polygons,
        "lat": place.lat,
        "lon": place.lon,
    }


def outline(unit: Unit) -> BaseGeometry:
    """The unit's polygons as one shape."""
    return shape({"type": "MultiPolygon", "coordinates": unit.polygons})


def rounded(geometry: BaseGeometry, code: str) -> list[Polygon]:
    """Its polygons, every point rounded alike so that neighbours stay joined.

    Where a ring crosses itself, what is whole of it is kept. Raises `ValueError` where the area
    changed by more than 1 in 1,000.
    """
    done = shapely.transform(geometry, lambda points: points.round(DIGITS))
    if not done.is_valid:
        done = shapely.transform(shapely.make_valid(done), lambda points: points.round(DIGITS))
    parts = list(done.geoms) if hasattr(done, "geoms") else [done]
    whole = [p for p in parts if isinstance(p, Polygon) and p.area > 0]
    kept = MultiPolygon(whole)
    if not kept.is_valid or abs(kept.area - geometry.area) > geometry.area / 1000:
        raise ValueError(f"{code} does not survive rounding")
    return whole


def rings(polygons: Iterable[Polygon]) -> list[Any]:
    """Each polygon as its rings, outer first and counter-clockwise, of (lon, lat)."""
    return [mapping(shapely.geometry.polygon.orient(p))["coordinates"] for p in polygons]


def names_of_quarters(path: Path) -> dict[str, list[str]]:
    """By P-code, the spellings of the quarters that are this one area and no other."""
    found: dict[str, list[str]] = {}
    for quarter in tomllib.loads(path.read_text("utf-8"))["quarter"]:
        if quarter["ground"] == "is":
            for code in quarter["areas"] if len(quarter["areas"]) == 1 else ():
                found.setdefault(code, []).extend(quarter["names"])
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
