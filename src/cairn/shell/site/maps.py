"""The page of the map, and what the moving map loads: our own GeoJSON, and MapLibre GL where the release bundled it.

The page is whole without a script: the map as SVG with its table, and what is listed and not dotted. MapLibre's files
are taken from npm by `make map-assets` and ship in the wheel; a site written without them has no moving map.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cairn.publish.buckets import BUCKETS
from cairn.publish.drawings.geo_land import box_of, map_land
from cairn.publish.drawings.maps import front_map
from cairn.publish.drawings.projection import Borders
from cairn.publish.ground.geo_ground import map_ground
from cairn.publish.incident.page import area_name, place_name, spot
from cairn.publish.parts import front_page as front
from cairn.publish.parts import twins
from cairn.publish.parts.geo_incidents import COLUMNS, map_incidents, map_rows
from cairn.publish.rows.held_place import HeldPlace
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow
from cairn.publish.wording.figures import distance_words, range_html, span_html
from cairn.publish.wording.ground_words import area_name as ground_name
from cairn.vocab.labels import label, say, sections

from .folder import SiteFolder
from .frame import Pages
from .lists import LONGEST_LIST
from .towns import Towns

ASSETS = Path(__file__).parent / "assets"
MAPLIBRE = ASSETS / "maplibre"
LIBRARY = ("maplibre-gl.mjs", "maplibre-gl-worker.mjs", "LICENCES.txt")
SCRIPTS = ("map.js", "map-view.js", "map-ground.js", "map-patterns.js")
TWIN = "data/map"


def has_moving_map() -> bool:
    """Whether MapLibre was bundled with this Cairn."""
    return all((MAPLIBRE / name).is_file() for name in LIBRARY)


def map_files(
    found: Index, folder: SiteFolder, borders: Borders, towns: Mapping[str, Towns], *, preview: bool
) -> None:
    """What the moving map loads, shared by both languages; incidents alone where there is no moving map."""
    shown = map_incidents(found)
    folder.add(f"{TWIN}.json", twins.as_json(found, shown, preview=preview))
    folder.add(f"{TWIN}.csv", twins.as_csv(COLUMNS, map_rows(found)))
    if not has_moving_map():
        return
    spots = [s for row in found.incidents.values() if (s := spot(found, row, "en"))]
    land = map_land(borders, box_of([(s.lat, s.lon) for s in spots]), {k: t.all() for k, t in towns.items()})
    folder.add("data/map-land.json", json.dumps(land, ensure_ascii=False, separators=(",", ":")) + "\n")
    if found.record.control:
        ground = twins.as_json(found, map_ground(found), preview=preview)
        folder.add("data/map-ground.json", ground)
    for name in SCRIPTS:
        folder.add(f"assets/{name}", (ASSETS / name).read_text(encoding="utf-8"))
    for name in LIBRARY:
        folder.add(f"assets/maplibre/{name}", (MAPLIBRE / name).read_text(encoding="utf-8"))


def map_pages(pages: Pages, borders: Borders) -> None:
    """The page of the map in one language."""
    found, lang = pages.found, pages.lang
    spots = front.spots(found, lang, "../")
    years, areas = front.doors(found, lang)
    moving = has_moving_map()
    grounds = [
        (ground_name(held.place, lang), found.control_slugs[key])
        for key, held in found.record.control.items()
    ]
    listed = [row for row in found.incidents.values() if spot(found, row, lang) is None]
    page: dict[str, object] = {
        "map": front_map(lang, spots, borders),
        "counted": say(lang, "map_counted", drawn=len(spots), listed=len(listed)),
        "rows": [_row(found, row, lang) for row in _shown(found)],
        "listed": [_row(found, row, lang) for row in listed[:LONGEST_LIST]],
        "cut": len(listed) > LONGEST_LIST,
        "years": years,
        "areas": areas,
        "grounds": sorted(grounds),
    }
    title = say(lang, "map_page")
    view = _moving(pages, areas) if moving else {}
    pages.add(
        "map/index.html", "map.html", title, TWIN, page=page, moving=view, script="map.js" if moving else ""
    )


def moving_view(held: HeldPlace) -> str:
    """What the address of the moving map holds where it shows this place on its last day; empty without an outline."""
    corners = [p for area in held.areas for rings in area.polygons for p in rings[0]]
    days = held.all_days
    if not corners or not days:
        return ""
    middle = [round((min(axis) + max(axis)) / 2, 3) for axis in zip(*corners, strict=True)]
    wide = max(max(axis) - min(axis) for axis in zip(*corners, strict=True))
    near = max(4.0, min(13.0, math.log2(360 / max(wide, 0.01))))
    return urlencode(
        {"to": days[-1].isoformat(), "ground": 1, "lat": middle[1], "lon": middle[0], "z": round(near, 1)}
    )


def _shown(found: Index) -> list[IncidentRow]:
    """The rows of the table beside the drawing: none where they are so many that lists by year do better."""
    rows = [row for row in found.incidents.values() if spot(found, row, "en")]
    return rows if len(rows) <= LONGEST_LIST else []


def _row(found: Index, row: IncidentRow, lang: str) -> dict[str, object]:
    here = spot(found, row, lang)
    return {
        "code": found.title(row),
        "slug": found.slugs[row["id"]],
        "when": span_html(lang, row.get("date_start"), row.get("date_end")),
        "place": place_name(row, lang),
        "area": area_name(row, lang),
        "radius": distance_words(lang, here.radius_m) if here else "",
        "killed": range_html(lang, row.get("killed_min"), row.get("killed_max")),
    }


def _moving(pages: Pages, areas: list[front.Door]) -> dict[str, object]:
    """What the form of the moving map offers, and the words that its script sets down."""
    found, lang = pages.found, pages.lang
    every = sections(lang)
    words: dict[str, Any] = dict(every["moving"])
    shared = (
        "no_figure",
        "at_least",
        "up_to",
        "a_to_b",
        "date_unknown",
        "killed",
        "injured",
        "actor_unknown",
        "control_real_here",
    )
    words |= {key: every["ui"][key] for key in shared}
    words |= {"grades": {b: label(lang, "bucket", b) for b in (*BUCKETS, "none")}}
    words |= {"grade_words": dict(every["grade"])}
    words |= {"months": [label(lang, "month", str(n)) for n in range(1, 13)]}
    words |= {"wrong": every["filter"]["wrong"], "between": every["filter"]["between"]}
    words |= {"ground": bool(found.record.control)}
    return {
        "words": json.dumps(words, ensure_ascii=False),
        "s": every["moving"],
        "f": every["filter"],
        "actors": [(found.actor_slugs[a], found.name("actor", a, lang)) for a in found.actors(lang)],
        "grades": list(words["grades"].items()),
        "areas": [(d.href.removeprefix("places/").removesuffix(".html"), d.name) for d in areas],
        "ground": bool(found.record.control),
    }
