"""Who held the ground round a point on a day: areas and words enter, an honest answer leaves.

Where an incident is known to within a radius, whoever held any ground within it may have held the place. One holder of
all of it is an answer; else the answer is that it is not clear, with what lies within.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from cairn.control import plane
from cairn.control.layers import Drawings
from cairn.control.model import AreaState, Assertion, Layer, Status
from cairn.control.state import state_at, state_of
from cairn.control.words import Words

Answer = Literal["held", "not_clear", "no_word"]
_SLIVER = 0.001
"""Ground below this part of the circle is where two drawings of one line differ."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Ground within the radius in one state: `area` is empty for ground of no known area; `part` of the circle, 0 to 1,
    None where the area is not drawn."""

    area: str
    part: float | None
    status: Status
    holders: Mapping[str, tuple[float, float]]
    because: tuple[Assertion, ...] = ()
    last_word: date | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Who held the ground within `radius_m` of a point on a day. `holder` only where one held all of it ("A+B" never
    stands here: of several together it is not clear who). `because` are the words, `days_since` the days from the
    newest of them to the day, None where there is none; `layers` the drawings, where it rests on drawings."""

    day: date
    answer: Answer
    holder: str
    touched: tuple[Touched, ...]
    because: tuple[Assertion, ...]
    days_since: int | None
    layers: tuple[Layer, ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        """Whose words it rests on, A to Z."""
        return tuple(sorted({a.asserted_by for a in self.because} | {x.asserted_by for x in self.layers}))

    @property
    def may_have_held(self) -> tuple[str, ...]:
        """Every actor named that may have held some of it, A to Z."""
        return tuple(sorted({a for t in self.touched for a, (_, high) in t.holders.items() if high > 0}))


def held_within(lat: float, lon: float, radius_m: float, day: date, words: Words, place: str = "") -> Ground:
    """Who held the ground within a radius of a point. `place` is the area the incident is placed in, where one is told:
    it answers where it is not drawn, and no drawn area is touched."""
    areas = words.areas
    circle = plane.circle(lat, lon, radius_m)
    found = areas.within(lat, lon, radius_m)
    leaves = [area.id for area in found if areas.leaves(area.id) == (area.id,)]
    touched = [_touched(id, circle, words, day) for id in leaves]
    kept = [t for t in touched if t.part is None or t.part >= _SLIVER]
    covered = plane.union(areas.shape(t.area) for t in kept)
    blank = plane.difference(circle, covered).area / circle.area
    if blank >= _SLIVER:
        kept.extend(_beyond([a.id for a in found], covered, circle, words, day, blank))
    if not leaves and place in areas and areas.shape(place).is_empty:
        kept = [_of_state(state_of(place, words, day), None)]
    return answered(day, kept)


def held_in(area: str, day: date, words: Words) -> Ground:
    """Who held a whole area on a day, for what is placed by its name alone."""
    pieces = words.areas.pieces(area)
    states = [state_at(p.area, words.about(p.area), day, words.policy, words.side_of) for p in pieces]
    total = sum(p.km2 or 0.0 for p in pieces)
    parts = [p.km2 / total if p.km2 and total else None for p in pieces]
    return answered(day, [_of_state(s, part) for s, part in zip(states, parts, strict=True)])


def held_on_drawings(lat: float, lon: float, radius_m: float, day: date, drawings: Drawings) -> Ground:
    """Who held the ground within a radius of a point, as drawings show it."""
    circle = plane.circle(lat, lon, radius_m)
    layers = tuple(layer for drawn in drawings.standing(day).values() for layer in drawn)
    newest = max((layer.day for layer in layers), default=None)
    touched = [
        Touched("", part, p.telling.status, p.telling.holders, p.because, newest if p.is_told else None)
        for p in drawings.on(circle, day)
        if (part := p.ground.area / circle.area) >= _SLIVER
    ]
    return replace(answered(day, touched), layers=layers)


def answered(day: date, touched: Iterable[Touched]) -> Ground:
    """The answer that ground in these states gives; largest part first."""
    touched = tuple(sorted(touched, key=lambda t: (-(t.part or 0.0), t.area, t.status)))
    because = tuple({id(a): a for t in touched for a in t.because}.values())
    newest = max((t.last_word for t in touched if t.last_word), default=None)
    since = (day - newest).days if newest else None
    holders = {actor for t in touched for actor, (low, _) in t.holders.items() if low >= 1}
    if touched and len(holders) == 1 and all(t.status == "held" and len(t.holders) == 1 for t in touched):
        return Ground(day, "held", holders.pop(), touched, because, since)
    silent = all(t.status == "unknown" and not t.holders for t in touched)
    return Ground(day, "no_word" if silent else "not_clear", "", touched, because, since)


def _touched(id: str, circle: plane.Geometry, words: Words, day: date) -> Touched:
    part = plane.intersection(words.areas.shape(id), circle).area / circle.area
    return _of_state(state_at(id, words.about(id), day, words.policy, words.side_of), min(1.0, part))


def _beyond(
    found: Iterable[str],
    covered: plane.Geometry,
    circle: plane.Geometry,
    words: Words,
    day: date,
    blank: float,
) -> list[Touched]:
    """Ground of the circle in no leaf: in what is left of the smallest place drawn round it, else in no area at all."""
    areas, kept = words.areas, []
    left = plane.difference(circle, covered)
    for id in found:
        area = areas.get(id)
        if area is None or not area.polygons or areas.leaves(id) == (id,):
            continue
        part = plane.intersection(left, areas.shape(id)).area / circle.area
        if part >= _SLIVER:
            kept.append(_of_state(state_at(id, words.about(id), day, words.policy, words.side_of), part))
            left = plane.difference(left, areas.shape(id))
            blank = left.area / circle.area
    return [*kept, Touched("", blank, "unknown", {})] if blank >= _SLIVER else kept


def _of_state(state: AreaState, part: float | None) -> Touched:
    return Touched(state.area, part, state.status, state.holders, state.because, state.last_word)
