"""Maps as SVG: real borders, a circle as wide as the place is uncertain, and never a false point (rule 6)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from cairn.publish.wording.figures import distance_words
from cairn.publish.wording.markup import Html, element, joined
from cairn.vocab.labels import say, sections

from .projection import Borders, Frame, around, holding, shapes

WINDOW_DEG = 1.2
GRID_DEG = 0.25
WIDTH = 420.0
FRONT_WIDTH = 600.0
SINGLE_UP_TO = 150
"""Up to this many places are drawn one by one; more are gathered in cells, each with its number."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One incident on a map: place, radius in metres, what it is called, where it leads, and its province."""

    lat: float
    lon: float
    radius_m: int
    title: str
    href: str
    area: str = ""
    area_href: str = ""


@dataclass(frozen=True, slots=True)
class Town:
    """A name to find one's way by; larger towns are named first."""

    lat: float
    lon: float
    name: str
    population: int = 0


def incident_map(lang: str, spot: Spot, borders: Borders, towns: Sequence[Town] = ()) -> Html:
    """The surroundings of one incident, with the circle within which it happened."""
    wide = max(WINDOW_DEG, spot.radius_m / 111_000 * 5)
    frame = around(spot.lat, spot.lon, wide, WIDTH, 0.72, GRID_DEG if wide == WINDOW_DEG else wide / 6)
    x, y = frame.xy(spot.lon, spot.lat)
    radius = spot.radius_m / frame.metres_per_unit
    circle = [
        element(
            "circle", {"class": "m-area", "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{max(radius, 1.5):.1f}"}
        )
    ]
    if radius < 5:  # too small to see at this scale: a dashed ring leads the eye and claims nothing
        circle.append(element("circle", {"class": "m-finder", "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "11"}))
    told = say(lang, "map_desc", place=spot.title, radius=distance_words(lang, spot.radius_m))
    land, taken = _base(lang, borders, frame, [(x, y)])
    inside = [land, _towns(frame, towns, taken), *circle, _scale(lang, frame)]
    return _svg(frame, say(lang, "map_title", place=spot.title), told, inside, role="img")


def front_map(lang: str, spots: Sequence[Spot], borders: Borders) -> Html:
    """Every incident that may be dotted, or nothing where there is none."""
    if not spots:
        return Html("")
    frame = holding([(s.lat, s.lon) for s in spots], FRONT_WIDTH)
    drawn = _singly(frame, spots) if len(spots) <= SINGLE_UP_TO else _gathered(lang, frame, spots)
    told = say(lang, "front_map_desc", n=len(spots))
    land, _ = _base(lang, borders, frame, [])
    inside = [land, *drawn, _scale(lang, frame)]
    return _svg(frame, say(lang, "front_map_title"), told, inside, role="group")


def _svg(frame: Frame, title: str, told: str, inside: Sequence[Html], *, role: str) -> Html:
    return element(
        "svg",
        {
            "class": "map",
            "viewBox": f"0 0 {frame.width:.0f} {frame.height:.0f}",
            "role": role,
            "aria-label": title,
        },
        element("title", None, title),
        element("desc", None, told),
        *inside,
    )


def _base(
    lang: str, borders: Borders, frame: Frame, taken: Sequence[tuple[float, float]]
) -> tuple[Html, list[tuple[float, float]]]:
    """The land with its lines and, where there is room, its names; and what room is taken then."""
    drawn, named, used = [], [], list(taken)
    names = sections(lang)["border"]
    for shape in shapes(borders, frame):
        drawn.append(element("path", {"class": f"m-{shape.kind}", "d": shape.path}))
        x, y = shape.middle
        big = shape.size[0] > 80 and shape.size[1] > 40
        if shape.name in names and big and _is_free(frame, x, y, used):
            used.append((x, y))
            spot = {"class": f"m-of-{shape.kind}", "x": f"{x:.0f}", "y": f"{y:.0f}"}
            named.append(element("text", spot, names[shape.name]))
    return element("g", {"class": "m-base"}, *drawn, *named), used


def _is_free(frame: Frame, x: float, y: float, used: Sequence[tuple[float, float]]) -> bool:
    """Whether a name fits there: inside the frame and over no other."""
    inside = 40 < x < frame.width - 40 and 16 < y < frame.height - 28
    return inside and not any(abs(x - a) < 74 and abs(y - b) < 20 for a, b in used)


def _singly(frame: Frame, spots: Sequence[Spot]) -> list[Html]:
    drawn = []
    for spot in sorted(spots, key=lambda s: (-s.radius_m, s.href)):  # small circles over large ones
        x, y = frame.xy(spot.lon, spot.lat)
        radius = max(3.5, spot.radius_m / frame.metres_per_unit)
        circle = element(
            "circle", {"class": "m-area", "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:.1f}"}
        )
        drawn.append(element("a", {"href": spot.href, "aria-label": spot.title}, circle))
    return drawn


def _gathered(lang: str, frame: Frame, spots: Sequence[Spot]) -> list[Html]:
    """Cells of one province each; a circle's area grows with the number of incidents in it."""
    side = 26.0
    cells: dict[tuple[str, int, int], list[Spot]] = {}
    for spot in spots:
        x, y = frame.xy(spot.lon, spot.lat)
        cells.setdefault((spot.area, int(x // side), int(y // side)), []).append(spot)
    drawn = []
    for (area, _, _), members in sorted(cells.items(), key=lambda item: (-len(item[1]), item[0])):
        at = [frame.xy(s.lon, s.lat) for s in members]
        x, y = sum(p[0] for p in at) / len(at), sum(p[1] for p in at) / len(at)
        told = say(lang, "cell_title", area=area or say(lang, "place_unknown"), n=len(members))
        radius = min(15.0, 2.6 + 1.25 * math.sqrt(len(members)))
        circle = element(
            "circle", {"class": "m-cell", "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:.1f}"}
        )
        number = element("text", {"class": "m-n", "x": f"{x:.1f}", "y": f"{y + 3:.1f}"}, str(len(members)))
        inside = [circle, number] if radius >= 8.5 else [circle]
        href = members[0].area_href or members[0].href
        drawn.append(element("a", {"href": href, "aria-label": told}, *inside))
    return drawn


def _towns(frame: Frame, towns: Sequence[Town], taken: Sequence[tuple[float, float]]) -> Html:
    """Up to six names, the largest first, none over another or over the circle."""
    used = list(taken)
    named: list[Html] = []
    for town in sorted(towns, key=lambda t: (-t.population, t.name)):
        x, y = frame.xy(town.lon, town.lat)
        if not _is_free(frame, x, y, used):
            continue
        used.append((x, y))
        named.append(element("circle", {"class": "m-town", "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "1.8"}))
        named.append(element("text", {"class": "m-name", "x": f"{x:.1f}", "y": f"{y - 5:.1f}"}, town.name))
        if len(named) >= 12:
            break
    return element("g", {"class": "m-towns"}, joined(named))


def _scale(lang: str, frame: Frame) -> Html:
    """A bar of a round length, about a fifth of the width."""
    wanted = frame.width / 5 * frame.metres_per_unit
    power = 10 ** math.floor(math.log10(wanted))
    length = max(n * power for n in (1, 2, 5) if n * power <= wanted)
    end = 14 + length / frame.metres_per_unit
    y = frame.height - 12
    bar = element("path", {"class": "m-scale", "d": f"M14 {y - 5:.1f}V{y:.1f}H{end:.1f}V{y - 5:.1f}"})
    name = element(
        "text",
        {"class": "m-scale-n", "x": f"{(14 + end) / 2:.1f}", "y": f"{y - 7:.1f}"},
        distance_words(lang, int(length)),
    )
    return joined([bar, name])
