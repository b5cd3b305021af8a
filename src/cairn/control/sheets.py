"""One author's drawing of one day in the plane: its polygons enter, cells of ground leave, each with what it says.

Cells do not overlap and fill the ground that was asked for; where the author's own polygons overlap, the cell carries
what each of them says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from typing import NamedTuple

import numpy as np
import shapely

from cairn.control import plane
from cairn.control.areas import Areas
from cairn.control.model import Assertion, Layer, Rings
from cairn.control.telling import NO_WORD, Saying, Side, Telling, told

Drawn = Mapping[Saying, plane.Geometry]
Split = tuple[frozenset[Saying], plane.Geometry]
_OVERLAP = 1e-9
"""Sums of areas differ by less than this from rounding alone."""


class Cell(NamedTuple):
    """Ground with what one author says of it, and the assertions that say so."""

    ground: plane.Geometry
    telling: Telling
    because: tuple[Assertion, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """What a drawing says of one piece of ground: the ground of each saying, the assertions that draw it, and the
    ground within which what is left blank is not its holders' (None: blank says nothing)."""

    drawn: Drawn
    because: Mapping[Saying, tuple[Assertion, ...]]
    frame: plane.Geometry | None
    holders: tuple[str, ...]

    def on_grid(self) -> Cut:
        """The same on a grid of millimetres."""
        drawn = {saying: plane.on_grid(shape) for saying, shape in self.drawn.items()}
        return replace(self, drawn=drawn, frame=plane.on_grid(self.frame) if self.frame else None)


class Sheet:
    """A layer with its polygons in the plane, ready to be cut. An assertion on a named area draws that area."""

    def __init__(self, layer: Layer, assertions: Iterable[Assertion], areas: Areas) -> None:
        self._sayings: list[Saying] = []
        self._said: list[Assertion] = []
        self._frame = areas.shape(layer.frame) if layer.complete and layer.frame else None
        polygons: list[Rings] = []
        owner: list[int] = []
        for assertion in assertions:
            drawn = assertion.polygons or _of_area(assertion.area, areas)
            owner += [len(self._said)] * len(drawn)
            polygons += drawn
            self._sayings.append(Saying(assertion.holding, assertion.actors, assertion.share))
            self._said.append(replace(assertion, polygons=()))
        self._owner = np.array(owner, dtype=np.int64)
        self._shapes = plane.shapes(polygons)
        self._tree = shapely.STRtree(self._shapes)

    @property
    def holders(self) -> tuple[str, ...]:
        """Everybody whom the layer draws as holding ground, A to Z."""
        return tuple(sorted({a for s in self._sayings if s.holding in ("held", "share") for a in s.actors}))

    def cut(self, ground: plane.Geometry) -> Cut:
        """What the layer says of the ground. Only polygons that touch it are looked at, only those on its edge cut."""
        shapely.prepare(ground)
        touched = np.sort(self._tree.query(ground, predicate="intersects"))
        pieces = self._shapes[touched]
        on_edge = ~shapely.contains_properly(ground, pieces)
        pieces[on_edge] = shapely.intersection(pieces[on_edge], ground)
        drawn: dict[Saying, plane.Geometry] = {}
        because: dict[Saying, tuple[Assertion, ...]] = {}
        owners = self._owner[touched]
        of_saying: dict[Saying, list[int]] = {}
        for n, owner in enumerate(owners):
            of_saying.setdefault(self._sayings[owner], []).append(n)
        for saying, places in of_saying.items():
            united = plane.union(pieces[places])
            if united.area > 0:
                drawn[saying] = united
                because[saying] = tuple(
                    self._said[o] for o in dict.fromkeys(owners[n] for n in places if pieces[n].area > 0)
                )
        return Cut(drawn, because, self._frame, self.holders)


def cells(ground: plane.Geometry, cuts: Sequence[Cut], side_of: Side) -> list[Cell]:
    """The ground by what one author says of it in the drawings of one day, what is left blank last."""
    drawn = _merged(cuts)
    because: dict[Saying, list[Assertion]] = {}
    for cut in cuts:
        for saying, assertions in cut.because.items():
            because.setdefault(saying, []).extend(assertions)
    everything = plane.union(drawn.values())
    split = _split(drawn, everything)
    said = [
        Cell(shape, told(sayings, side_of), tuple(a for s in sorted(sayings, key=repr) for a in because[s]))
        for sayings, shape in split
    ]
    return [*said, *_blank(plane.difference(ground, everything), cuts)]


def _merged(cuts: Sequence[Cut]) -> Drawn:
    drawn: dict[Saying, plane.Geometry] = {}
    for cut in cuts:
        for saying, shape in cut.drawn.items():
            drawn[saying] = plane.union((drawn[saying], shape)) if saying in drawn else shape
    return drawn


def _split(drawn: Drawn, everything: plane.Geometry) -> list[Split]:
    """The drawn ground by which sayings are drawn on it. Where nothing overlaps, the areas tell so at once."""
    ordered = sorted(drawn, key=repr)
    if fsum(shape.area for shape in drawn.values()) <= everything.area * (1 + _OVERLAP):
        return [(frozenset({saying}), drawn[saying]) for saying in ordered]
    split: list[Split] = []
    for saying in ordered:
        split = _overlaid(split, saying, drawn[saying])
    return split


def _overlaid(split: Sequence[Split], saying: Saying, shape: plane.Geometry) -> list[Split]:
    """The cells with one more saying drawn over them."""
    found: list[Split] = []
    left = shape
    for sayings, cell in split:
        both = plane.intersection(cell, shape) if cell.intersects(shape) else plane.NO_GROUND
        if both.area == 0:
            found.append((sayings, cell))
            continue
        found.append((sayings | {saying}, both))
        alone = plane.difference(cell, shape)
        found += [(sayings, alone)] if alone.area > 0 else []
        left = plane.difference(left, cell)
    return [*found, (frozenset({saying}), left)] if left.area > 0 else found


def _blank(blank: plane.Geometry, cuts: Sequence[Cut]) -> list[Cell]:
    """What is drawn on by nothing: not its holders' within the frame of a complete drawing, else without a word."""
    pieces: list[tuple[plane.Geometry, frozenset[str]]] = [(blank, frozenset())]
    for cut in cuts:
        if cut.frame is not None:
            pieces = [piece for old in pieces for piece in _framed(*old, cut.frame, cut.holders)]
    return [
        Cell(piece, told([Saying("not_held", tuple(sorted(absent)))]) if absent else NO_WORD, ())
        for piece, absent in pieces
        if piece.area > 0
    ]


def _framed(
    blank: plane.Geometry, absent: frozenset[str], frame: plane.Geometry, holders: tuple[str, ...]
) -> list[tuple[plane.Geometry, frozenset[str]]]:
    shapely.prepare(frame)
    if frame.covers(blank):
        return [(blank, absent | set(holders))]
    inside, outside = plane.intersection(blank, frame), plane.difference(blank, frame)
    return [(inside, absent | set(holders)), (outside, absent)]


def _of_area(area: str, areas: Areas) -> tuple[Rings, ...]:
    found = [one for id in (area, *areas.leaves(area)) if (one := areas.get(id)) and one.polygons]
    if found and found[0].id == area:
        return found[0].polygons
    return tuple(polygon for one in found for polygon in one.polygons)
