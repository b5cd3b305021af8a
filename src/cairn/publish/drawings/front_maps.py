"""The front line as small maps, one a day: which ground who held, in colour and pattern, with names on each piece.

Areas with their states, or the polygons that an author drew, enter; drawings leave. Outlines stand once in the page and
every map points at them, so that a dozen days of a city weigh little. Nothing here is read from colour alone: the same
is told in words in each piece's title and in the table beside the maps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cairn.control import plane
from cairn.control.model import Area, AreaState, Rings
from cairn.publish.rows.held_place import DrawnGround
from cairn.publish.wording.ground_words import Named, area_name, day_of, state_class, state_words
from cairn.publish.wording.markup import Html, element, joined
from cairn.vocab.labels import say

from .front_patterns import pattern_of, patterns
from .projection import Borders, Frame, shapes

SMALL = 220.0
LARGE = 640.0
MOST_FRAMES = 12
_STEP = 0.7
_WIDE_DEG = 1.0
_LETTER = 6.0


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the ground: the state of each area by its id, and the polygons drawn of it, the last of them on top."""

    day: date
    states: Mapping[str, AreaState]
    drawn: tuple[DrawnGround, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What all maps of a page share: the areas, who may hold them A to Z, the frame, and the outlines drawn once."""

    areas: tuple[Area, ...]
    holders: tuple[str, ...]
    frame: Frame | None
    outlines: Html
    base: Html
    mark: str = ""


def plan(
    areas: Sequence[Area],
    drawn: Iterable[DrawnGround],
    holders: Sequence[str],
    borders: Borders | None = None,
    *,
    width: float = SMALL,
    mark: str = "g",
) -> Plan:
    """The frame about the areas and everything drawn, and their outlines; `mark` begins the ids of the outlines.

    Without a polygon or a point there is no frame, and no map.
    """
    points = [p for a in areas for rings in a.polygons for p in rings[0]]
    points += [p for piece in drawn for rings in piece.polygons for p in rings[0]]
    points += [(a.lon, a.lat) for a in areas if not a.polygons and a.lon is not None and a.lat is not None]
    frame = _frame(points, width) if points else None
    if frame is None:
        return Plan(tuple(areas), tuple(holders), None, Html(""), Html(""), mark)
    paths = [
        element("path", {"id": _id(mark, a.id), "class": "f-line", "d": path})
        for a in areas
        if (path := _path(a.polygons, frame))
    ]
    defs = element("defs", None, *paths)
    hidden = {"class": "defs", "width": 0, "height": 0, "aria-hidden": "true", "focusable": "false"}
    base = _base(borders, frame, mark)
    outlines = element("svg", hidden, defs, patterns(len(holders)), element("defs", None, base))
    shown = element("use", {"href": f"#{mark}-base"}) if base else base
    return Plan(tuple(areas), tuple(holders), frame, outlines, shown, mark)


def front_map(
    lang: str,
    plan: Plan,
    day: Day,
    named: Named,
    *,
    links: Mapping[str, str] | None = None,
    told: str = "",
) -> Html:
    """One day. `links` lead from an area to its words; without them the map is a single picture with its words."""
    if plan.frame is None:
        return Html("")
    title = say(lang, "front_of_day", day=day_of(lang, day.day))
    pieces = [_piece(lang, plan, area, day.states.get(area.id), named, links) for area in plan.areas]
    pieces += [_drawn(lang, plan, piece, named) for piece in day.drawn]
    box = f"0 0 {plan.frame.width:.0f} {plan.frame.height:.0f}"
    head = {"class": "front", "viewBox": box, "role": "group" if links else "img", "aria-label": title}
    pieces += [_label(area_name(area, lang), area, plan.frame) for area in plan.areas] if links else []
    inside = [element("title", None, title)]
    inside += [element("desc", None, told)] if told else []
    return element("svg", head, *inside, plan.base, *[p for p in pieces if p])


def frame_days(days: Sequence[date], most: int = MOST_FRAMES) -> tuple[date, ...]:
    """Up to `most` of the days: the first, the last, and others spread evenly between."""
    all_days = sorted(set(days))
    if len(all_days) <= most:
        return tuple(all_days)
    step = (len(all_days) - 1) / (most - 1)
    return tuple(all_days[round(n * step)] for n in range(most))


def days_of_most_change(
    states: Mapping[date, Sequence[AreaState]], areas: Sequence[Area], most: int = MOST_FRAMES
) -> tuple[date, ...]:
    """Up to `most` of the days on which areas are in another state than before: the first, the last, and those on which
    most ground is (by its size, where all of it is drawn, else by the number of areas)."""
    sizes = {area.id: plane.area_km2(plane.shape(area.polygons)) for area in areas if area.polygons}
    drawn = len(sizes) == len(areas)
    before: dict[str, object] = {}
    changed: dict[date, float] = {}
    for day in sorted(states):
        now = {s.area: (s.status, dict(s.holders)) for s in states[day]}
        new = [area for area, state in now.items() if before.get(area) != state]
        if new:
            changed[day] = sum(sizes.get(area, 0.0) if drawn else 1.0 for area in new)
        before = dict(now)
    days = list(changed)
    if len(days) <= most:
        return tuple(days)
    between = sorted(days[1:-1], key=lambda day: (-changed[day], day))[: most - 2]
    return (days[0], *sorted(between), days[-1])


def thinned(polygons: Sequence[Rings], parts: int = 1500) -> tuple[Rings, ...]:
    """Polygons without corners nearer to the one before than so many parts of the whole's width: no map shows them.

    What is left of a ring is closed; a ring of which less than a triangle is left is gone."""
    points = [p for rings in polygons for p in rings[0]]
    if not points:
        return ()
    step = max(max(p[0] for p in points) - min(p[0] for p in points), 1e-9) / parts
    found = []
    for rings in polygons:
        kept = tuple(ring for ring in (_sparse(ring, step) for ring in rings) if len(ring) > 3)
        if kept and len(_sparse(rings[0], step)) > 3:
            found.append(kept)
    return tuple(found)


def _sparse(ring: Sequence[tuple[float, float]], step: float) -> tuple[tuple[float, float], ...]:
    kept = [ring[0]]
    for point in ring[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= step:
            kept.append(point)
    return (*kept, kept[0]) if kept[-1] != kept[0] else tuple(kept)


def swatch(kind: str) -> Html:
    """A small field with the pattern of a class, for a legend."""
    box = {"class": "swatch", "viewBox": "0 0 24 16", "width": 24, "height": 16, "aria-hidden": "true"}
    return element("svg", box, element("rect", {"width": 24, "height": 16, "fill": pattern_of(kind)}))


def _piece(
    lang: str,
    plan: Plan,
    area: Area,
    state: AreaState | None,
    named: Named,
    links: Mapping[str, str] | None,
) -> Html:
    """One area with its title; a dot where only a point of it is known; nothing where not even that."""
    frame = plan.frame
    shape: Html | None = None
    if frame and area.polygons and _path(area.polygons, frame):
        shape = element("use", {"href": f"#{_id(plan.mark, area.id)}"})
    elif frame and area.lon is not None and area.lat is not None:
        x, y = frame.xy(area.lon, area.lat)
        shape = element("circle", {"class": "f-line", "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "5"})
    if shape is None:
        return Html("")
    told = say(lang, "area_told", area=area_name(area, lang), state=state_words(lang, state, named))
    filled = {"fill": pattern_of(state_class(state, plan.holders))}
    drawn = element("g", filled, element("title", None, told), shape)
    door = (links or {}).get(area.id)
    return element("a", {"href": door, "aria-label": told}, drawn) if door else drawn


def _label(name: str, area: Area, frame: Frame) -> Html:
    """The area's name on a large map, where it fits within the ground; readers of the page have it in the titles."""
    ring = max((rings[0] for rings in area.polygons), key=len, default=())
    if not ring:
        return Html("")
    drawn = [frame.xy(lon, lat) for lon, lat in ring]
    xs, ys = [x for x, _ in drawn], [y for _, y in drawn]
    if len(name) * _LETTER > max(xs) - min(xs) or max(ys) - min(ys) < 2 * _LETTER:
        return Html("")
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    place = {"class": "f-name", "x": f"{x:.0f}", "y": f"{y + 4:.0f}", "aria-hidden": "true"}
    return element("text", place, name)


def _drawn(lang: str, plan: Plan, piece: DrawnGround, named: Named) -> Html:
    path = _path(piece.polygons, plan.frame) if plan.frame else ""
    if not path:
        return Html("")
    fill = pattern_of(state_class(piece.state, plan.holders))
    shape = {"class": "f-line", "fill": fill, "d": path, "fill-rule": "evenodd"}
    return element("path", shape, element("title", None, state_words(lang, piece.state, named)))


def _frame(points: Sequence[tuple[float, float]], width: float) -> Frame:
    """A frame about all points with a narrow margin; never flatter than a third of its width, nor a single spot."""
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    side = max(east - west, (north - south) * 0.6, 0.002)
    pad = 0.03 * side
    middle, height = (west + east) / 2, max(north - south, side / 3)
    centre = (south + north) / 2
    return Frame(
        middle - side / 2 - pad,
        centre - height / 2 - pad,
        middle + side / 2 + pad,
        centre + height / 2 + pad,
        width,
    )


def _path(polygons: Sequence[Rings], frame: Frame) -> str:
    """Path data of all rings in tenths of a unit, without corners nearer than `_STEP` units to the one before."""
    return "".join(_ring(ring, frame) for rings in polygons for ring in rings)


def _ring(ring: Sequence[tuple[float, float]], frame: Frame) -> str:
    steps: list[str] = []
    last = (-1e9, -1e9)
    for lon, lat in ring:
        x, y = frame.xy(lon, lat)
        if abs(x - last[0]) + abs(y - last[1]) >= _STEP:
            steps.append(f"{x:.1f} {y:.1f}")
            last = (x, y)
    return f"M{'L'.join(steps)}Z" if len(steps) > 2 else ""


def _base(borders: Borders | None, frame: Frame, mark: str) -> Html:
    """Borders behind a drawing of a whole country; a city is drawn without."""
    if borders is None or frame.east - frame.west < _WIDE_DEG:
        return Html("")
    return element(
        "g",
        {"class": "m-base", "id": f"{mark}-base"},
        joined([element("path", {"class": f"m-{s.kind}", "d": s.path}) for s in shapes(borders, frame)]),
    )


def _id(mark: str, area: str) -> str:
    return f"{mark}-{hashlib.sha256(area.encode()).hexdigest()[:8]}"
