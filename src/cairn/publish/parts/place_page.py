"""Provinces and the towns in them, as the record names them: which incidents are of each, and where its page stands.

Enters: an index. Leaves: places in the order of their names, each with its incidents, its scope and its address, which
does not change when another place comes in. An event known only by its province stands with the province (rule 6).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cairn.publish.rows.index import Index, slugs
from cairn.publish.rows.record import IncidentRow
from cairn.values import Precision, folded

from .front_page import by_area
from .scope import Scope

NO_PROVINCE = "no-province"
_PLAIN = re.compile(r"[A-Za-z0-9 '._-]+")
_TOWNS = frozenset(p.value for p in Precision if p not in (Precision.PROVINCE, Precision.COUNTRY))


@dataclass(frozen=True, slots=True)
class Named:
    """A place of the record. `path` is its page within a language, without `.html`; `area` the path of its province."""

    name: str
    name_ar: str
    path: str
    rows: Sequence[IncidentRow]
    scope: Scope
    area: str = ""

    def called(self, lang: str) -> str:
        """Its name in a language, else in the other."""
        return (self.name_ar if lang == "ar" else "") or self.name

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its incidents."""
        return tuple(row["id"] for row in self.rows)


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a record: provinces, the towns by the path of their province, and by folded name."""

    provinces: tuple[Named, ...]
    towns: Mapping[str, tuple[Named, ...]]
    alike: Mapping[str, tuple[Named, ...]]

    def namesakes(self, place: Named) -> tuple[Named, ...]:
        """Other towns of the same name in either language."""
        found = [*self.alike.get(folded(place.name), ()), *self.alike.get(folded(place.name_ar), ())]
        return tuple({other.path: other for other in found if other.path != place.path}.values())

    @property
    def all(self) -> tuple[Named, ...]:
        """Every place that has a page."""
        return (*self.provinces, *(town for some in self.towns.values() for town in some))


def places(found: Index) -> Places:
    """Every place of which an incident is on record."""
    areas = by_area(found)
    names = slugs({area: area for area in areas})
    provinces = tuple(_province(area, rows, f"places/{names[area]}") for area, rows in areas.items())
    rest = [row for row in found.incidents.values() if not row.get("admin1")]
    towns = {p.path: tuple(_towns(p.rows, p.path, p.scope.place)) for p in provinces}
    if found_there := tuple(_towns(rest, f"places/{NO_PROVINCE}", "")):
        towns[f"places/{NO_PROVINCE}"] = found_there
    alike: dict[str, list[Named]] = {}
    for town in (town for some in towns.values() for town in some):
        for name in {folded(town.name), folded(town.name_ar)} - {""}:
            alike.setdefault(name, []).append(town)
    return Places(provinces, towns, {key: tuple(some) for key, some in alike.items()})


def known_by_town(row: IncidentRow) -> bool:
    """Whether the incident is known by a place within a province."""
    name = row.get("place_name") or ""
    return (
        bool(name)
        and row.get("place_precision") in _TOWNS
        and folded(name) != folded(row.get("admin1") or "")
    )


def _province(area: str, rows: Sequence[IncidentRow], path: str) -> Named:
    code = _only({row.get("admin1_pcode") or "" for row in rows})
    country = _only({row.get("country") or "" for row in rows})
    scope = Scope(country=country, place=code or area, within="" if code else area)
    return Named(area, next((a for row in rows if (a := row.get("admin1_ar"))), ""), path, rows, scope)


def _towns(rows: Sequence[IncidentRow], area: str, within: str) -> list[Named]:
    groups: dict[str, list[IncidentRow]] = {}
    for row in rows:
        if known_by_town(row):
            groups.setdefault(row.get("place_name") or "", []).append(row)
    files = slugs({name: _file(name) for name in groups})
    found = []
    for name in sorted(groups, key=lambda name: (name.casefold(), name)):
        some = groups[name]
        arabic = next((a for row in some if (a := row.get("place_name_ar"))), "")
        scope = Scope(country=_only({row.get("country") or "" for row in some}), place=name, within=within)
        found.append(Named(name, arabic, f"{area}/{files[name]}", some, scope, area))
    return found


def _file(name: str) -> str:
    """A name for an address; one that loses letters on the way carries a mark, so that it is the same for ever."""
    plain = name if _PLAIN.fullmatch(name) else f"{name}-{_mark(name)}"
    return plain.replace("'", "")


def _only(values: set[str]) -> str:
    return next(iter(values)) if len(values) == 1 else ""


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
