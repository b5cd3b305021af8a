"""Build the shipped gazetteer from the GeoNames subset and the OCHA Syria boundary files.

    python scripts/build_places.py ../shared/data/places src/cairn/places/data

Reads `places_cities500_subset.csv`, `syr_admin1..3.geojson` and `city_neighbourhoods.geojson`; writes
`places.csv.gz`, the same bytes on every run. Run by hand when a source is renewed; never at install.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cairn.places.geometry import centroid, contains
from cairn.places.model import Place
from cairn.places.names import key
from cairn.places.table import COLUMNS, row_of
from cairn.values import Precision

Ring = list[tuple[float, float]]
Polygons = list[list[Ring]]

TERRITORIES = {"GZ": ("Gaza Strip", "قطاع غزة", "Gaza", "غزة"), "WE": ("West Bank", "الضفة الغربية")}
PALESTINE = {code: names[0] for code, names in TERRITORIES.items()}
ADMIN1_ALIASES = {
    "SY01": ("Dimashq", "Damascus City"),
    "SY02": ("Halab",),
    "SY03": ("Rif Dimashq", "Damascus Countryside", "Reef Dimashq", "Rif Damascus"),
    "SY06": ("Latakia", "Ladhiqiyah"),
    "SY07": ("Idlib", "Edlib"),
    "SY08": ("Hasakah", "Hassakah", "Hasaka", "الحسكه"),
    "SY09": ("Deir Ezzor", "Deir al-Zor", "Der Ezzor", "ديرالزور", "دير الزّور"),
    "SY10": ("Tartus",),
    "SY11": ("Raqqa", "Raqqah"),
    "SY12": ("Daraa", "Deraa"),
    "SY13": ("Suwayda", "Sweida", "Suweida"),
}
UNIT_FIELDS = (("NAME_EN", "NAME_AR"), ("ADM2_EN", "ADM2_AR"), ("ADM1_EN", "ADM1_AR"))
UNIT_ALIASES = {
    "عين العرب": ("Kobani", "Kobane", "كوباني"),
    "رأس العين": ("Serekaniye", "Sere Kaniye", "سري كانيه"),
    "تل أبيض": ("Gire Spi", "Tal Abyad", "كري سبي"),
    "المالكية": ("Derik", "Derek", "ديريك", "ديرك"),
    "تل رفعت": ("Tal Rifaat", "Til Rifat", "Tel Rifaat"),
    "معرة النعمان": ("Maarat al-Numan", "Maaret al-Numan"),
    "القامشلي": ("Qamishlo", "Qamishli"),
    "عفرين": ("Efrin",),
    "جسر الشغور": ("Jisr al-Shughour",),
    "اعزاز": ("أعزاز", "إعزاز", "عزاز", "Azaz"),
}
"""Names in common use beside the official ones, by the official Arabic name."""
_LATIN = re.compile(r"^['‘’ʿʾ`]?[A-ZÀ-ÖØ-ÞĀ-ſḀ-ỿ][^\u0370-\uFFFF]*$")
_LATIN_MARKED = re.compile(r"[\u0370-\u1DFF\u3000-\uFFFF]")
_ARABIC = re.compile(r"^[\u0600-\u06FF\s\u200c'()-]+$")
_SEAT = re.compile(r"^مركز\s+")


@dataclass(frozen=True)
class Unit:
    """One administrative unit: its properties, its polygons and the box around them."""

    properties: dict[str, str]
    polygons: Polygons
    box: tuple[float, float, float, float]

    def holds(self, lat: float, lon: float) -> bool:
        """Whether the point lies inside."""
        west, south, east, north = self.box
        return west <= lon <= east and south <= lat <= north and contains(self.polygons, lat, lon)


def main(source: Path, target: Path) -> None:
    """Read everything, write one table."""
    levels = [read_units(source / f"syr_admin{n}.geojson") for n in (1, 2, 3)]
    places = [p for n, units in enumerate(levels, 1) for p in admin_places(units, n)]
    places += neighbourhoods(read_units(source / "city_neighbourhoods.geojson"))
    seats = {key(p.name_ar) for p in places if p.kind is Precision.SUBDISTRICT}
    with (source / "places_cities500_subset.csv").open(encoding="utf-8", newline="") as file:
        places += [geonames_place(row, levels[2], seats) for row in csv.DictReader(file)]
    places += territories(places)
    write(places, target / "places.csv.gz")
    print(f"{len(places)} places, {(target / 'places.csv.gz').stat().st_size:,} bytes")


def read_units(path: Path) -> list[Unit]:
    """The features of a GeoJSON file with their boxes."""
    units = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        shape = feature["geometry"]
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        xs = [x for rings in polygons for x, _ in rings[0]]
        ys = [y for rings in polygons for _, y in rings[0]]
        units.append(Unit(feature["properties"], polygons, (min(xs), min(ys), max(xs), max(ys))))
    return units


def admin_places(units: Iterable[Unit], level: int) -> Iterator[Place]:
    """The units of one level as places; their point is the centroid of the largest polygon."""
    kind = (Precision.PROVINCE, Precision.DISTRICT, Precision.SUBDISTRICT)[level - 1]
    for unit in units:
        p = unit.properties
        lat, lon = centroid(unit.polygons)
        arabic = p["NAME_AR"].strip()
        names = ADMIN1_ALIASES.get(p["PCODE"], ()) + ((_SEAT.sub("", arabic),) if _SEAT.match(arabic) else ())
        names += UNIT_ALIASES.get(_SEAT.sub("", arabic), ())
        yield Place(
            id=p["PCODE"],
            name_en=p["NAME_EN"].strip(),
            name_ar=arabic,
            lat=round(lat, 5),
            lon=round(lon, 5),
            kind=kind,
            country="SY",
            admin1=p["NAME_EN"] if level == 1 else p["ADM1_EN"],
            admin1_pcode=p["PCODE"] if level == 1 else p["ADM1_PCODE"],
            admin2="" if level == 1 else p["NAME_EN"] if level == 2 else p["ADM2_EN"],
            admin2_pcode="" if level == 1 else p["PCODE"] if level == 2 else p["ADM2_PCODE"],
            admin3=p["NAME_EN"] if level == 3 else "",
            admin3_pcode=p["PCODE"] if level == 3 else "",
            names=distinct(names, (p["NAME_EN"], arabic)),
            source="ocha",
        )


def neighbourhoods(units: Iterable[Unit]) -> Iterator[Place]:
    """City neighbourhoods; a name that holds two (`A_ B`) gives both spellings."""
    for unit in units:
        p = unit.properties
        english, arabic = (re.split(r"\s*[_/]\s*", p[f].strip()) for f in ("NAME_EN", "NAME_AR"))
        yield Place(
            id=p["PCODE"],
            name_en=english[0],
            name_ar=arabic[0],
            lat=round(float(p["LATITUDE"]), 5),
            lon=round(float(p["LONGITUDE"]), 5),
            kind=Precision.NEIGHBOURHOOD,
            country="SY",
            admin1=p["ADM1_EN"],
            admin1_pcode=p["ADM1_PCODE"],
            admin2=p["ADM2_EN"],
            admin2_pcode=p["ADM2_PCODE"],
            admin3=p["ADM3_EN"],
            admin3_pcode=p["ADM3_PCODE"],
            names=distinct((*english[1:], *arabic[1:]), (english[0], arabic[0])),
            source="ocha",
        )


def geonames_place(row: dict[str, str], subdistricts: list[Unit], seats: set[str]) -> Place:
    """One GeoNames row; Syrian ones get the OCHA units they lie in, the others keep their admin1 code."""
    lat, lon, population = float(row["lat"]), float(row["lon"]), int(row["population"] or 0)
    arabic = [n for n in row["names_arabic"].split("|") if _ARABIC.match(n)]
    latin = [plain(n) for n in row["names_other"].split("|") if is_latin_spelling(n)]
    name_en, name_ar = plain(row["name"]), arabic_first(arabic, row["country"])
    unit = next((u for u in subdistricts if u.holds(lat, lon)), None) if row["country"] == "SY" else None
    p = unit.properties if unit else {}
    official = {key(_SEAT.sub("", p[a])) for _, a in UNIT_FIELDS if a in p}
    name_ar = next((n for n in arabic if key(n) in official), name_ar)
    seat_of = [p[e] for e, a in UNIT_FIELDS if a in p and key(_SEAT.sub("", p[a])) == key(name_ar)]
    is_seat = row["country"] == "SY" and key(name_ar) in seats
    return Place(
        id=f"geonames:{row['geonameid']}",
        name_en=name_en,
        name_ar=name_ar,
        lat=round(lat, 5),
        lon=round(lon, 5),
        kind=kind_of(population, is_seat),
        country=row["country"],
        admin1=p.get("ADM1_EN", "") or (PALESTINE.get(row["admin1"], "") if row["country"] == "PS" else ""),
        admin1_pcode=p.get("ADM1_PCODE", "") or f"geonames:{row['country']}.{row['admin1']}",
        admin2=p.get("ADM2_EN", ""),
        admin2_pcode=p.get("ADM2_PCODE", ""),
        admin3=p.get("NAME_EN", ""),
        admin3_pcode=p.get("PCODE", ""),
        population=population,
        names=distinct((*seat_of, *latin, *arabic, *aliases_of(arabic, row["country"])), (name_en, name_ar)),
        source="geonames",
    )


def aliases_of(arabic: Iterable[str], country: str) -> tuple[str, ...]:
    """The names in common use of a Syrian place, found by any of its Arabic names."""
    known = {key(official): names for official, names in UNIT_ALIASES.items()}
    return next((known[key(n)] for n in arabic if country == "SY" and key(n) in known), ())


def territories(places: list[Place]) -> Iterator[Place]:
    """The Palestinian territories as units, which the list lacks: the middle of the places in each."""
    for code, (english, *others) in TERRITORIES.items():
        inside = [p for p in places if p.admin1_pcode == f"geonames:PS.{code}"]
        yield Place(
            id=f"geonames:PS.{code}",
            name_en=english,
            name_ar=others[0],
            lat=round(sum(p.lat for p in inside) / len(inside), 5),
            lon=round(sum(p.lon for p in inside) / len(inside), 5),
            kind=Precision.PROVINCE,
            country="PS",
            admin1=english,
            admin1_pcode=f"geonames:PS.{code}",
            names=tuple(others[1:]),
            source="geonames",
        )


def kind_of(population: int, is_seat: bool) -> Precision:
    """City from 50,000 people, town from 5,000 or where a subdistrict has its seat; else village."""
    if population >= 50_000:
        return Precision.CITY
    return Precision.TOWN if population >= 5_000 or is_seat else Precision.VILLAGE


def arabic_first(names: list[str], country: str) -> str:
    """The spelling to show: the first without letters of Persian, Urdu or Kurdish, elsewhere."""
    if country in ("IR", "PK", "AF"):
        return names[0] if names else ""
    return next((n for n in names if not re.search(r"[\u0671-\u06D3\u200c]", n)), names[0] if names else "")


def is_latin_spelling(name: str) -> bool:
    """Drops machine transliterations (no capital: `dmshq`), airport codes and other scripts."""
    return bool(_LATIN.match(name)) and not _LATIN_MARKED.search(name) and not re.fullmatch(r"[A-Z]{3}", name)


def plain(name: str) -> str:
    """The Latin name without diacritics and with plain apostrophes: `Ţūbās` as `Tubas`."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[‘’ʿʾ`]", "'", bare).strip()


def distinct(names: Iterable[str], taken: Iterable[str]) -> tuple[str, ...]:
    """The names that are compared differently from those before them, in order."""
    seen = {key(n) for n in taken}
    kept = []
    for name in names:
        if key(name) and key(name) not in seen:
            seen.add(key(name))
            kept.append(name)
    return tuple(kept)


def write(places: Iterable[Place], path: Path) -> None:
    """One gzipped CSV, sorted by id, without a time stamp."""
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(row_of(p) for p in sorted(places, key=lambda p: p.id))
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), compresslevel=9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
