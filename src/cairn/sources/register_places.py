"""Where a register's incident lies, as told: names and degrees enter, a `Spot` leaves, with what does not fit.

Sums go by the province the recorder names. Coordinates are only held against it, with the shipped outlines.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

from cairn.places.borders import borders
from cairn.places.gazetteer import Gazetteer
from cairn.places.geometry import contains
from cairn.places.model import Place
from cairn.values import Precision, folded

from .register_cells import Cells, degrees_of, text_of
from .register_model import Flag, Spot
from .register_words import district_words, province_words, tables

_UNITS = (Precision.PROVINCE, Precision.DISTRICT, Precision.SUBDISTRICT)
_COLUMNS = (("admin_en", "admin_ar"), ("governorate_en", "governorate_ar"))
_METRES_PER_DEGREE = 111_195.0
Points = tuple[tuple[float, float], ...]


class Provinces:
    """The provinces of a gazetteer: found by a name of theirs, or by that of a district within them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._by_code = {p.admin1_pcode: p for p in gazetteer if p.kind is Precision.PROVINCE}
        self._found: dict[str, Place | None] = {}

    def named(self, told: str) -> Place | None:
        """The province of this name; that of the district where only a district has it; else none."""
        if told not in self._found:
            self._found[told] = self._look_up(told)
        return self._found[told]

    def _look_up(self, told: str) -> Place | None:
        words = [w for w in told.split() if folded(w) not in province_words() | district_words()]
        units = [p for p in self._gazetteer.candidates(" ".join(words)) if p.kind in _UNITS]
        codes = {p.admin1_pcode for p in units if p.kind is Precision.PROVINCE} or {
            p.admin1_pcode for p in units
        }
        return self._by_code.get(codes.pop()) if len(codes) == 1 else None


def spot_of(cells: Cells, provinces: Provinces, flags: list[Flag], *, checked: bool = True) -> Spot:
    """The place of an entry, as told; held against the outlines of its province where it is to be `checked`."""
    name_en, name_ar = text_of(cells, "place_en"), text_of(cells, "place_ar")
    if not name_en and not name_ar:
        flags.append(Flag("place-missing", "place_en"))
    told, unit = _province(cells, provinces, flags)
    point = degrees_of(cells, flags)
    if checked and point and unit:
        _hold_against(point, unit, told, flags)
    country = text_of(cells, "country").upper()
    return Spot(
        name_en=name_en,
        name_ar=name_ar,
        province=told[0] if told else "",
        province_names=(*told, *(unit.spellings if unit else ())),
        pcode=unit.admin1_pcode if unit else "",
        country=country if len(country) == 2 else unit.country if unit else "",
        lat=point[0] if point else None,
        lon=point[1] if point else None,
    )


def _province(cells: Cells, provinces: Provinces, flags: list[Flag]) -> tuple[tuple[str, ...], Place | None]:
    """The province as told, in each language, and as we know it: the first column that can be one."""
    told = [(pair, tuple(t for c in pair if (t := text_of(cells, c)))) for pair in _COLUMNS]
    given = [(pair[0], names) for pair, names in told if names]
    if not given:
        flags.append(Flag("province-missing", "admin_en"))
        return (), None
    known = [(column, names, unit) for column, names in given if (unit := _first(provinces, names))]
    flags += [
        Flag("province-unknown", column, names[0])
        for column, names in given
        if not any(column == k for k, _, _ in known)
    ]
    if not known:
        return given[0][1], None
    _, names, unit = known[0]
    if len({u.admin1_pcode for _, _, u in known}) > 1:
        flags.append(Flag("provinces-differ", known[1][0], f"{names[0]}; {known[1][1][0]}"))
    return names, unit


def _first(provinces: Provinces, names: Iterable[str]) -> Place | None:
    return next((unit for n in names if (unit := provinces.named(n))), None)


def _hold_against(point: tuple[float, float], unit: Place, told: tuple[str, ...], flags: list[Flag]) -> None:
    rings = _outlines().get(unit.name_en, ())
    if not rings or _is_near(rings, *point):
        return
    lies_in = next(
        (name for name, others in _outlines().items() if contains([[r] for r in others], *point)), ""
    )
    flags.append(
        Flag(
            "province-mismatch",
            "lat",
            f"{told[0]}; {point[0]}, {point[1]} lies in {lies_in or 'none of them'}",
        )
    )


@cache
def _outlines() -> Mapping[str, tuple[Points, ...]]:
    """The shipped outlines of provinces by name."""
    found: dict[str, tuple[Points, ...]] = {}
    for ring in borders((-180.0, -90.0, 180.0, 90.0)):
        if ring.kind == "admin1":
            found[ring.name] = (*found.get(ring.name, ()), ring.points)
    return found


def _is_near(rings: Iterable[Points], lat: float, lon: float) -> bool:
    """Whether the point lies within the outlines, or no further out than they are drawn roughly."""
    rings = tuple(rings)
    if contains([[ring] for ring in rings], lat, lon):
        return True
    slack = tables()["border"]["slack_m"] / _METRES_PER_DEGREE
    across = math.cos(math.radians(lat))
    return any(
        _distance(lat, lon, across, a, b) <= slack
        for ring in rings
        for a, b in pairwise(ring)
        if min(a[1], b[1]) - slack <= lat <= max(a[1], b[1]) + slack
    )


def _distance(lat: float, lon: float, across: float, a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance of the point to the stretch from a to b, in degrees of latitude, on a plane that is flat here."""
    ax, ay, bx, by = (a[0] - lon) * across, a[1] - lat, (b[0] - lon) * across, b[1] - lat
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = 0.0 if not length else max(0.0, min(1.0, -(ax * (bx - ax) + ay * (by - ay)) / length))
    return math.hypot(ax + share * (bx - ax), ay + share * (by - ay))
