"""Where to look: a point enters, its grid square, spellings in every script, units and neighbour leave."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mgrs import MGRS
from mgrs.core import MGRSError

from cairn.errors import NotAllowed
from cairn.places.model import Place
from cairn.publish.rows.record import ClaimRow, IncidentRow
from cairn.values import Point, Precision, distance_m, folded
from cairn.vocab.labels import label

from .model import MASK, Gazetted, Near, Spelling, Unit, Where

WIDEST_M = 25_000
"""The size of a district: the machine's circle about a town it is unsure of is 20 km (decision 0034)."""
EXTRA_M = 2_000
"""Beyond the radius: strikes were told to be a kilometre or two from where they were later proved (method 3.1)."""
WIDEST_CELL = 10_000
FINEST_M = 10
"""Below this radius a point keeps five decimals, about a metre."""
GAZETTEER, SOURCES = "gazetteer", "sources"
_SCRIPTS = {"ARABIC": "Arab", "LATIN": "Latn", "HEBREW": "Hebr", "CYRILLIC": "Cyrl"}
_POINTS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


def point_of(row: IncidentRow) -> Point:
    """The point, where it is known near enough to be looked up. Raises `NotAllowed` (referral-no-place)."""
    lat, lon, kind = row.get("lat"), row.get("lon"), row.get("place_precision") or ""
    stated = row.get("place_radius_m")
    if lat is None or lon is None or kind not in set(Precision):
        raise _no_place(row)
    radius = Precision(kind).radius_m if stated is None else stated
    if radius > WIDEST_M or kind in (Precision.COUNTRY, Precision.PROVINCE):
        raise _no_place(row)
    point = Point(lat, lon, radius, Precision(kind))
    if radius > FINEST_M:
        return point.snapped()
    return replace(point, lat=round(lat, 5), lon=round(lon, 5))


def _no_place(row: IncidentRow) -> NotAllowed:
    code, kind = row.get("code") or row["id"], row.get("place_precision") or "no coordinates"
    radius = row.get("place_radius_m")
    return NotAllowed(
        "referral-no-place",
        f"{code}: a party cannot look for a strike in a province, or farther about than {WIDEST_M // 1000} km",
        field="place_name",
        value=f"{row.get('place_name') or ''} ({kind}{f', {radius} m' if radius else ''})",
        remedy="Set the place: cairn judge INCIDENT --lat N --lon E --precision village.",
    )


def square(point: Point) -> tuple[str, int | None]:
    """The grid square of the centre and its side in metres: the smallest of 1 m to 10 km that is not below the
    radius. Empty and None where the grid has none (about the poles)."""
    side = next((10**n for n in range(5) if 10**n >= point.radius_m), WIDEST_CELL)
    try:
        return MGRS().toMGRS(point.lat, point.lon, MGRSPrecision=5 - round(math.log10(side))), side
    except MGRSError:
        return "", None


def where(row: IncidentRow, gazetted: Gazetted, told: Sequence[ClaimRow], words: Mapping[str, str]) -> Where:
    """The place with all that helps to find it. `told` are the claims of where this event was; `words` the spelling of
    each that may be repeated, by claim: of the others it is told how many spellings they would add."""
    point = point_of(row)
    mgrs, cell = square(point)
    known = known_names(row, gazetted.place)
    units = [name for unit in gazetted.units.values() for name in unit.spellings]
    own = [words[c["id"]] for c in told if c["id"] in gazetted.same and c["id"] in words]
    others = [words[c["id"]] for c in told if c["id"] not in gazetted.same and c["id"] in words]
    hidden = [c.get("value", "") for c in told if c["id"] in gazetted.same and c["id"] not in words]
    return Where(
        place_name=row.get("place_name") or "",
        place_name_ar=row.get("place_name_ar") or "",
        lat=point.lat,
        lon=point.lon,
        radius_m=point.radius_m,
        precision=point.precision.value,
        mgrs=mgrs,
        cell_m=cell,
        spellings=spellings(known, own),
        spellings_withheld=len(_unlike(hidden, [*known, *own])),
        units=_units(row, gazetted),
        landmarks=tuple(s.text for s in spellings((), _unlike(others, [*known, *units]))),
        near=_near(point, gazetted.near),
    )


def known_names(row: IncidentRow, place: Place | None) -> tuple[str, ...]:
    """The names the record and the gazetteer give the place."""
    own = (row.get("place_name") or "", row.get("place_name_ar") or "")
    return (*own, *(place.spellings if place else ()))


def spellings(known: Iterable[str], told: Iterable[str]) -> tuple[Spelling, ...]:
    """Every spelling once, in the order given, the gazetteer's first. Case and spacing make no second spelling; all
    else does, for a log may hold either."""
    found: dict[str, Spelling] = {}
    for basis, names in ((GAZETTEER, known), (SOURCES, told)):
        for name in names:
            text = " ".join(unicodedata.normalize("NFC", name).split())
            if text and MASK not in text:
                found.setdefault(text.casefold(), Spelling(text, script(text), basis))
    return tuple(found.values())


def _unlike(names: Iterable[str], known: Iterable[str]) -> list[str]:
    """The names that read as none of the known as compared, one of each that read alike."""
    seen = {folded(k) for k in known} | {""}
    found = {folded(name): name for name in reversed(list(names))}
    return [name for key, name in reversed(found.items()) if key not in seen]


def script(text: str) -> str:
    """ISO 15924 code of the first letter; `Zyyy` where it is of none of ours."""
    for sign in text:
        if sign.isalpha():
            return _SCRIPTS.get(unicodedata.name(sign, "").partition(" ")[0], "Zyyy")
    return "Zyyy"


def search_km(radius_m: int) -> int:
    """Whole kilometres within which strikes are to be looked for."""
    return math.ceil((radius_m + EXTRA_M) / 1_000)


def _units(row: IncidentRow, gazetted: Gazetted) -> tuple[Unit, ...]:
    place = gazetted.place
    country = (place.country if place else "") or row.get("country") or ""
    found = (
        [Unit(0, label("en", "country", country), label("ar", "country", country), country)]
        if country
        else []
    )
    admin = [(row.get("admin1") or "", row.get("admin1_pcode") or "")]
    if place is not None:
        admin = [
            (place.admin1, place.admin1_pcode),
            (place.admin2, place.admin2_pcode),
            (place.admin3, place.admin3_pcode),
        ]
    for level, (name, pcode) in enumerate(admin, start=1):
        if name or pcode:
            found.append(_unit(level, name, pcode, gazetted.units))
    return tuple(found)


def _unit(level: int, name: str, pcode: str, units: Mapping[str, Place]) -> Unit:
    unit = units.get(pcode)
    return Unit(level, name or (unit.name_en if unit else ""), unit.name_ar if unit else "", pcode)


def _near(point: Point, place: Place | None) -> Near | None:
    if place is None:
        return None
    metres = distance_m(place.lat, place.lon, point.lat, point.lon)
    return Near(place.name_en, place.name_ar, round(metres / 100) * 100, _direction(place, point))


def _direction(place: Place, point: Point) -> str:
    """Which of eight points of the compass the point lies at, seen from the place."""
    north = point.lat - place.lat
    east = (point.lon - place.lon) * math.cos(math.radians(place.lat))
    return _POINTS[round(math.degrees(math.atan2(east, north)) / 45) % 8]
