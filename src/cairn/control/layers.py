"""Who held ground that authors draw and nobody names: dated drawings enter, one at a time, pieces and shares leave.

On a day the last drawing of each author counts, unless it is older than the policy allows; drawings of one author and
day are one. Ground on which all who draw it agree is held; on which they differ it is disputed; on which one author
draws several holders, or a fight, it is contested. What nobody draws is unknown: nobody's in particular, or within the
frame of a complete drawing anybody's but its holders'.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import fsum

from cairn.control import plane
from cairn.control.areas import Areas
from cairn.control.model import Assertion, Layer, Policy, Share
from cairn.control.share import kind_of, not_drawn
from cairn.control.sheets import Cell, Cut, Sheet, cells
from cairn.control.telling import Side, Telling, grouped, itself, together

Load = Callable[[Layer], Iterable[Assertion]]
_KEPT_SHEETS = 4
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class DrawnPiece:
    """Ground that all drawings of a day leave in one state; `because` are the assertions that draw it."""

    ground: plane.Geometry
    telling: Telling
    because: tuple[Assertion, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether any drawing says anything of it."""
        return bool(self.because or self.telling.holders)

    @property
    def km2(self) -> float:
        """Its area in square kilometres."""
        return plane.area_km2(self.ground)


class Drawings:
    """Dated drawings under a policy. `load` gives what one of them draws; few of them are in memory at once."""

    def __init__(
        self,
        layers: Iterable[Layer],
        load: Load,
        areas: Areas,
        policy: Policy,
        side_of: Side | None = None,
    ) -> None:
        self.areas, self.policy = areas, policy
        self.side_of = side_of or itself
        self._load = load
        taken = (layer for layer in layers if not policy.authors or layer.asserted_by in policy.authors)
        self._layers = sorted(taken, key=lambda layer: (layer.asserted_by, layer.day, layer.id))
        self._sheets: OrderedDict[str, Sheet] = OrderedDict()

    def seen_by(self, side_of: Side) -> Drawings:
        """The same drawings with the actors grouped otherwise."""
        seen = Drawings((), self._load, self.areas, self.policy, side_of)
        seen._layers, seen._sheets = self._layers, self._sheets
        return seen

    def standing(self, day: date) -> Mapping[str, tuple[Layer, ...]]:
        """By author, the drawings that count on a day."""
        found: dict[str, tuple[Layer, ...]] = {}
        for author, drawn in groupby(self._layers, key=lambda layer: layer.asserted_by):
            past = [layer for layer in drawn if layer.day <= day]
            if past and not self._is_stale(past[-1].day, day):
                found[author] = tuple(layer for layer in past if layer.day == past[-1].day)
        return found

    def days_of_change(self, first: date | None = None, last: date | None = None) -> tuple[date, ...]:
        """The days on which a drawing begins to count or grows too old, with the first and the last asked for."""
        found = {layer.day for layer in self._layers} | {d for d in (first, last) if d}
        stale = self.policy.stale_after_days
        if stale is not None:
            found |= {layer.day + timedelta(days=stale + 1) for layer in self._layers}
        return tuple(
            sorted(d for d in found if (first is None or d >= first) and (last is None or d <= last))
        )

    def on(self, ground: plane.Geometry, day: date) -> tuple[DrawnPiece, ...]:
        """The ground by its states on a day; the pieces fill it and do not overlap."""
        standing = self.standing(day)
        cuts = [[self._sheet(x).cut(ground) for x in drawn] for drawn in standing.values()]
        return _pieces(ground, cuts, self.side_of)

    def share(self, place: str, day: date, actor: str) -> Share:
        """The share of a place on a day. Raises as `series` does."""
        return next(self.series(place, actor, days=(day,)))

    def series(
        self,
        place: str,
        actor: str,
        *,
        days: Iterable[date] | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> Iterator[Share]:
        """The share of the place's land area on each of the days, by default on those of change, in order.

        Each drawing is loaded once and only its part in the place is kept, while it counts. Raises `NotFound` as
        `Areas.one`, and `CairnError` (denominator-not-known) for a place that is not drawn.
        """
        for found in self.shares(place, days=days, first=first, last=last):
            yield found.of(self.side_of(actor))

    def shares(
        self,
        place: str,
        *,
        days: Iterable[date] | None = None,
        first: date | None = None,
        last: date | None = None,
    ) -> Iterator[DrawnDay]:
        """The pieces of a place on each of the days, from which the share of any actor is read."""
        place = self.areas.one(place, "place").id
        ground = self.areas.shape(place)
        if ground.is_empty:
            raise not_drawn(place, "land_area", (place,))
        wanted = self.days_of_change(first, last) if days is None else sorted(set(days))
        kept: dict[str, Cut] = {}
        pieces: tuple[DrawnPiece, ...] = ()
        before: Mapping[str, tuple[Layer, ...]] | None = None
        for day in wanted:
            standing = self.standing(day)
            if standing != before:
                drawn = [layer for layers in standing.values() for layer in layers]
                kept = {x.id: kept[x.id] if x.id in kept else self._cut(x, ground) for x in drawn}
                cuts = [[kept[x.id] for x in layers] for layers in standing.values()]
                pieces = _pieces(ground, cuts, self.side_of)
                before = standing
            yield DrawnDay(place, day, pieces, tuple(x for xs in standing.values() for x in xs), self.policy)

    def _cut(self, layer: Layer, ground: plane.Geometry) -> Cut:
        return Sheet(layer, self._load(layer), self.areas).cut(ground)

    def _sheet(self, layer: Layer) -> Sheet:
        """A layer's sheet, kept for the next who asks while few others were asked for."""
        if layer.id not in self._sheets:
            self._sheets[layer.id] = Sheet(layer, self._load(layer), self.areas)
        self._sheets.move_to_end(layer.id)
        while len(self._sheets) > _KEPT_SHEETS:
            self._sheets.popitem(last=False)
        return self._sheets[layer.id]

    def _is_stale(self, drawn: date, day: date) -> bool:
        stale = self.policy.stale_after_days
        return stale is not None and (day - drawn).days > stale


@dataclass(frozen=True, slots=True)
class DrawnDay:
    """A place on a day as the drawings that count show it."""

    place: str
    day: date
    pieces: tuple[DrawnPiece, ...]
    layers: tuple[Layer, ...]
    policy: Policy

    @property
    def actors(self) -> tuple[str, ...]:
        """Everybody named as one who may hold ground here, A to Z."""
        return tuple(sorted({actor for piece in self.pieces for actor in piece.telling.holders}))

    def of(self, side: str) -> Share:
        """The share of one side."""
        weighed = [(piece.km2, piece.telling) for piece in self.pieces]
        total = fsum(km2 for km2, _ in weighed)
        low = fsum(km2 * telling.of(side)[0] for km2, telling in weighed) / total
        high = fsum(km2 * telling.of(side)[1] for km2, telling in weighed) / total
        amounts: dict[str, float] = {}
        for km2, telling in weighed:
            kind = kind_of(telling)
            amounts[kind] = amounts.get(kind, 0.0) + km2
        low, high = min(low, 1.0), min(max(low, high), 1.0)
        return Share(
            self.place,
            self.day,
            side,
            "land_area",
            low,
            high,
            total,
            dict(sorted(amounts.items())),
            self.policy,
        )


def _pieces(
    ground: plane.Geometry, authors: Sequence[Sequence[Cut]], side_of: Side
) -> tuple[DrawnPiece, ...]:
    """Ground by what all authors together say of it. Pieces that do not add up are computed anew on a grid."""
    split = _split(ground, authors, side_of)
    if abs(fsum(shape.area for shape, _ in split) / ground.area - 1) > _ROUNDING:
        snapped = [[cut.on_grid() for cut in cuts] for cuts in authors]
        split = _split(plane.on_grid(ground), snapped, side_of)
    return tuple(
        DrawnPiece(
            shape,
            grouped(together([c.telling for c in said], side_of), side_of),
            tuple(a for c in said for a in c.because),
        )
        for shape, said in split
    )


def _split(
    ground: plane.Geometry, authors: Sequence[Sequence[Cut]], side_of: Side
) -> list[tuple[plane.Geometry, tuple[Cell, ...]]]:
    """Ground by what each author says of it."""
    split: list[tuple[plane.Geometry, tuple[Cell, ...]]] = [(ground, ())]
    for n, cuts in enumerate(authors):
        drawn = cells(ground, cuts, side_of)
        if n == 0:
            split = [(cell.ground, (cell,)) for cell in drawn]
        else:
            split = [
                (both, (*said, cell))
                for shape, said in split
                for cell in drawn
                if shape.intersects(cell.ground) and (both := plane.intersection(shape, cell.ground)).area > 0
            ]
    return split
