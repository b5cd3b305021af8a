"""Towns to find one's way by on an incident's map: the record's own, else the gazetteer that ships."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from cairn.places.gazetteer import shipped_towns
from cairn.places.model import Place
from cairn.publish.drawings.maps import Spot, Town
from cairn.publish.rows.record import Record

LEAST_POPULATION = 3_000


class Towns:
    """Towns by cells of one degree, in one language."""

    def __init__(self, record: Record, lang: str) -> None:
        self._cells: dict[tuple[int, int], list[Town]] = defaultdict(list)
        for town in _given(record, lang) if record.places else _shipped(lang):
            self._cells[_cell(town.lat, town.lon)].append(town)

    def near(self, spot: Spot) -> Sequence[Town]:
        """Every town within a degree or so."""
        row, column = _cell(spot.lat, spot.lon)
        cells = [(row + r, column + c) for r in (-1, 0, 1) for c in (-1, 0, 1)]
        return [town for cell in cells for town in self._cells.get(cell, ())]

    def all(self) -> Sequence[Town]:
        """Every town, in the same order in each language."""
        return [town for cell in sorted(self._cells) for town in self._cells[cell]]


@cache
def _towns() -> list[Place]:
    return shipped_towns(LEAST_POPULATION)


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat), math.floor(lon)


def _given(record: Record, lang: str) -> list[Town]:
    return [
        Town(
            row["lat"],
            row["lon"],
            (row.get("name_ar") if lang == "ar" else "") or row["name_en"],
            row.get("population", 0),
        )
        for row in record.places
    ]


def _shipped(lang: str) -> list[Town]:
    return [
        Town(p.lat, p.lon, (p.name_ar if lang == "ar" else p.name_en) or p.name_en, p.population)
        for p in _towns()
    ]
