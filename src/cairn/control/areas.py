"""The register of areas: pieces of ground with ids and names, found by id, by a name in any script, or by a point.

Areas enter, those that ship with Cairn and a team's own; lookups leave. Parts make up the place they are parts of:
a place is measured as its parts, and what of its own polygon no part covers counts as one more piece, under its own id;
so does the country round the towns of a subdistrict, of unknown size.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from importlib.resources import files
from math import fsum
from typing import Any, NamedTuple

import shapely

from cairn.control import plane
from cairn.control.model import Area, Rings
from cairn.errors import NotFound
from cairn.places.names import key

SLIVER = 0.001
"""What parts leave of their place's own polygon, or overlap, counts from this fraction of it; below are slivers between
drawings."""


LISTED_IN_PART = ("subdistrict",)
"""Kinds of areas of which the list has the towns and not the country round them: without an outline of their own they
are more than their parts, nobody knows by how much."""


class Piece(NamedTuple):
    """Ground that has one state: a leaf, or what parts leave of their place (`rest`). `km2` is None where not drawn."""

    area: str
    km2: float | None
    rest: bool = False


class Areas:
    """Areas by id, name, parent and position. Of two with one id the later stands, with the names of both."""

    def __init__(self, areas: Iterable[Area] = ()) -> None:
        self._by_id: dict[str, Area] = {}
        for area in areas:
            self._by_id[area.id] = _joined(self._by_id.get(area.id), area)
        self._ids = {id.casefold(): id for id in self._by_id}
        self._parts: dict[str, list[str]] = {}
        for area in self._by_id.values():
            if area.parent and area.parent != area.id:
                self._parts.setdefault(area.parent, []).append(area.id)
        self._shapes: dict[str, plane.Geometry] = {}
        self._pieces: dict[str, tuple[Piece, ...]] = {}
        self._overlaps: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Area]:
        return iter(self._by_id.values())

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def with_areas(self, more: Iterable[Area]) -> Areas:
        """These and more."""
        return Areas((*self, *more))

    def get(self, id: str) -> Area | None:
        """The area with this id, in capitals or not."""
        return self._by_id.get(self._ids.get(id.casefold(), id))

    def find(self, told: str) -> tuple[Area, ...]:
        """Every area with this id or with this name in any script; a name may be several areas'."""
        known = self.get(told.strip())
        if known:
            return (known,)
        return tuple(self._by_id[id] for id in sorted(self._by_name.get(key(told), ())))

    def one(self, told: str, field: str = "area") -> Area:
        """The one area of this id or name. Raises `NotFound`: `area-unknown`, or `area-ambiguous` with their ids."""
        found = self.find(told)
        if not found:
            remedy = "give an id (P-code) or a name of the list of areas, or add areas"
            raise NotFound("area-unknown", "No such area is known.", field=field, value=told, remedy=remedy)
        if len(found) > 1:
            listed = ", ".join(area.id for area in found[:8])
            raise NotFound(
                "area-ambiguous",
                f"{len(found)} areas have this name.",
                field=field,
                value=told,
                remedy=f"name one by its id: {listed}",
            )
        return found[0]

    def parts(self, id: str) -> tuple[str, ...]:
        """The ids of the areas directly in it, sorted."""
        return tuple(sorted(self._parts.get(id, ())))

    def above(self, id: str) -> tuple[str, ...]:
        """The ids of the areas it is in, the nearest first; ends where a chain of parents runs into itself."""
        found: list[str] = []
        area = self._by_id.get(id)
        while area and area.parent and area.parent not in (id, *found):
            found.append(area.parent)
            area = self._by_id.get(area.parent)
        return tuple(found)

    def leaves(self, id: str) -> tuple[str, ...]:
        """The ids of the areas in it that have no parts, sorted; itself where it has none."""
        below = [part for part in self.parts(id) if part not in self.above(id)]
        return tuple(sorted({leaf for part in below for leaf in self.leaves(part)})) if below else (id,)

    def shape(self, id: str) -> plane.Geometry:
        """Its ground in the plane: its own polygons, else those of its parts together, else none."""
        if id not in self._shapes:
            area = self._by_id.get(id)
            if area and area.polygons:
                self._shapes[id] = plane.shape(area.polygons)
            else:
                leaves = [leaf for leaf in self.leaves(id) if leaf != id]
                self._shapes[id] = plane.union(self.shape(leaf) for leaf in leaves)
        return self._shapes[id]

    def km2(self, id: str) -> float | None:
        """Its area in square kilometres; None where its ground is not drawn."""
        ground = self.shape(id)
        return None if ground.is_empty else plane.area_km2(ground)

    def pieces(self, id: str) -> tuple[Piece, ...]:
        """What a place is made of: its leaves, and what of places with their own polygon their parts leave over."""
        if id not in self._pieces:
            leaves = self.leaves(id)
            found = [Piece(leaf, self.km2(leaf)) for leaf in leaves]
            inner = {up for leaf in leaves for up in (leaf, *self.above(leaf))} - set(leaves)
            within = sorted(up for up in inner if up == id or id in self.above(up))
            self._pieces[id] = (*found, *(rest for up in within if (rest := self._rest(up))))
        return self._pieces[id]

    def _rest(self, id: str) -> Piece | None:
        area = self._by_id[id]
        if not area.polygons:
            return Piece(id, None, rest=True) if area.kind in LISTED_IN_PART else None
        covered = plane.union(self.shape(part) for part in self.parts(id))
        if covered.is_empty:
            return None
        left = plane.area_km2(plane.difference(self.shape(id), covered))
        return Piece(id, left, rest=True) if left > SLIVER * plane.area_km2(self.shape(id)) else None

    def overlap(self, id: str) -> float:
        """How much of a place's ground its leaves draw more than once, as a fraction of it."""
        if id not in self._overlaps:
            leaves = [ground for leaf in self.leaves(id) if not (ground := self.shape(leaf)).is_empty]
            whole = plane.union(leaves).area
            self._overlaps[id] = (
                max(0.0, fsum(ground.area for ground in leaves) / whole - 1) if whole else 0.0
            )
        return self._overlaps[id]

    def within(self, lat: float, lon: float, radius_m: float) -> tuple[Area, ...]:
        """The areas that come within so many metres of a point, the smallest first."""
        ids, tree = self._tree
        found = [ids[n] for n in tree.query(plane.circle(lat, lon, radius_m), predicate="intersects")]
        return tuple(self._by_id[id] for id in sorted(found, key=lambda id: (self.km2(id) or 0.0, id)))

    @cached_property
    def _tree(self) -> tuple[tuple[str, ...], shapely.STRtree]:
        drawn = tuple(id for id in self._by_id if not self.shape(id).is_empty)
        return drawn, shapely.STRtree([self.shape(id) for id in drawn])

    @cached_property
    def _by_name(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for area in self:
            for name in (*area.names.values(), *area.aliases):
                if key(name):
                    found.setdefault(key(name), set()).add(area.id)
        return found


def _joined(known: Area | None, new: Area) -> Area:
    """An area given anew: its own facts first, what it leaves blank from what was known."""
    if known is None:
        return new
    aliases = dict.fromkeys((*new.aliases, *known.aliases, *known.names.values()))
    return Area(
        id=new.id,
        names={**known.names, **new.names},
        kind=new.kind or known.kind,
        parent=new.parent or known.parent,
        aliases=tuple(aliases),
        polygons=new.polygons or known.polygons,
        lat=known.lat if new.lat is None else new.lat,
        lon=known.lon if new.lon is None else new.lon,
        source=new.source or known.source,
        built_up_km2=known.built_up_km2 if new.built_up_km2 is None else new.built_up_km2,
    )


def area_of(row: Mapping[str, Any]) -> Area:
    """An area of one JSON object of the shipped list: id, names, kind, parent, aliases, polygons (lists of rings of
    [lon, lat]), lat, lon, source, built_up_km2; only `id` and `names` must be there."""
    return Area(
        id=str(row["id"]),
        names=dict(sorted(row["names"].items(), key=_english_first)),
        kind=str(row.get("kind") or ""),
        parent=str(row.get("parent") or ""),
        aliases=tuple(row.get("aliases") or ()),
        polygons=tuple(_rings(polygon) for polygon in row.get("polygons") or ()),
        lat=row.get("lat"),
        lon=row.get("lon"),
        source=str(row.get("source") or ""),
        built_up_km2=row.get("built_up_km2"),
    )


def _english_first(name: tuple[str, str]) -> tuple[bool, str]:
    """One order of languages, in whatever order a file told them or a database kept them."""
    return (name[0] != "en", name[0])


def _rings(polygon: Iterable[Iterable[Iterable[float]]]) -> Rings:
    return tuple(tuple((float(lon), float(lat)) for lon, lat in ring) for ring in polygon)


@lru_cache(maxsize=1)
def shipped_areas() -> Areas:
    """The areas that ship with Cairn: every `areas*.gz` of `control/data`, one JSON object a line."""
    data = files("cairn.control").joinpath("data")
    lists = sorted(
        (f for f in data.iterdir() if f.name.startswith("areas") and f.name.endswith(".gz")), key=str
    )
    lines = (line for f in lists for line in gzip.decompress(f.read_bytes()).decode().splitlines())
    return Areas(area_of(json.loads(line)) for line in lines if line.strip())
