"""The land under the moving map as GeoJSON: the borders that ship with Cairn, and names to find one's way by.

Enters: the points of a map, borders and towns. Leaves: one object for both languages. There are no tiles: what is
drawn is our own, and nobody else's server learns who looks at which place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cairn.vocab.labels import LANGUAGES, sections

from .maps import Town
from .projection import Bbox, Borders, Frame, shapes

PAD_DEG = 4.0
"""Land is drawn so far beyond the outermost point; the map ends there."""
MOST_TOWNS = 150
_NOWHERE: Bbox = (25.0, 12.0, 60.0, 45.0)


def box_of(points: Sequence[tuple[float, float]]) -> Bbox:
    """West, south, east, north of all (latitude, longitude) points."""
    if not points:
        return _NOWHERE
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    return (min(lons), min(lats), max(lons), max(lats))


def map_land(borders: Borders, box: Bbox, towns: Mapping[str, Sequence[Town]]) -> dict[str, object]:
    """A collection of the outlines that reach into the box and its surroundings.

    `box` (of what is drawn) and `bounds` (where the map ends) are west, south, east, north. `labels` are the names of
    countries and provinces, then of towns by size; `towns` gives the same towns in the same order in each language.
    """
    bounds = (
        max(-180.0, box[0] - PAD_DEG),
        max(-80.0, box[1] - PAD_DEG),
        min(180.0, box[2] + PAD_DEG),
        min(80.0, box[3] + PAD_DEG),
    )
    return {
        "type": "FeatureCollection",
        "box": [round(n, 2) for n in box],
        "bounds": [round(n, 2) for n in bounds],
        "labels": [*_names(borders, bounds), *_towns(bounds, towns)],
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Polygon", "coordinates": [[[lon, lat] for lon, lat in ring.points]]},
                "properties": {"kind": ring.kind},
            }
            for ring in borders(bounds)
        ],
    }


def _names(borders: Borders, bounds: Bbox) -> list[dict[str, object]]:
    """Countries and provinces with a name in both languages, each once, in the middle of its part that is drawn."""
    frame = Frame(*bounds, width=1000.0)
    largest: dict[tuple[str, str], tuple[float, dict[str, object]]] = {}
    for shape in shapes(borders, frame):
        if any(shape.name not in sections(lang)["border"] for lang in LANGUAGES):
            continue
        x, y = shape.middle
        named: dict[str, object] = {
            "lon": round(frame.west + x / frame.scale, 2),
            "lat": round(frame.north - y / (frame.scale * frame.stretch), 2),
            "kind": shape.kind,
            "names": {lang: sections(lang)["border"][shape.name] for lang in LANGUAGES},
        }
        size, key = shape.size[0] * shape.size[1], (shape.kind, shape.name)
        if key not in largest or largest[key][0] < size:
            largest[key] = (size, named)
    return [named for _, named in sorted(largest.values(), key=lambda n: (-n[0], str(n[1]["names"])))]


def _towns(bounds: Bbox, towns: Mapping[str, Sequence[Town]]) -> list[dict[str, object]]:
    west, south, east, north = bounds
    found = [
        (town, [towns[lang][n].name for lang in LANGUAGES])
        for n, town in enumerate(towns[LANGUAGES[0]])
        if west <= town.lon <= east and south <= town.lat <= north
    ]
    found.sort(key=lambda t: (-t[0].population, t[1]))
    return [
        {
            "lon": round(town.lon, 3),
            "lat": round(town.lat, 3),
            "kind": "town",
            "names": dict(zip(LANGUAGES, names, strict=True)),
        }
        for town, names in found[:MOST_TOWNS]
    ]
