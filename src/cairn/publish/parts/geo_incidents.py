"""Incidents as GeoJSON for the moving map: where they may be drawn with their radius, else without a place, and listed.

Enters: an index of a record, already as the public may have it. Leaves: one object for both languages, and its rows. A
place is drawn as a circle of `radius_m` metres about a snapped point; a province is no point (rule 6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cairn.publish.allow import dotted
from cairn.publish.buckets import best_bucket, bucket_of, grade_of
from cairn.publish.incident.page import place_name
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow

from .front_page import area_slugs

COLUMNS = (
    "code", "date_start", "date_end", "place_name", "place_name_ar", "province", "lat", "lon", "radius_m", "killed_min",
    "killed_max", "injured_min", "injured_max",
)  # fmt: skip


def map_incidents(found: Index) -> dict[str, object]:
    """A collection of features in the order of the index. One without a geometry is listed, not dotted.

    `parties` of a feature are (slug or empty, grade, its bucket, whether a machine only suggests it); `actors` of the
    collection hold the names by slug. `drawn` and `listed` count both kinds.
    """
    provinces = area_slugs(found)
    features = [_feature(found, key, row, provinces) for key, row in found.incidents.items()]
    drawn = sum(1 for f in features if f["geometry"])
    names = {
        slug: {lang: found.name("actor", actor, lang) for lang in ("en", "ar")}
        for actor, slug in found.actor_slugs.items()
    }
    return {
        "type": "FeatureCollection",
        "drawn": drawn,
        "listed": len(features) - drawn,
        "actors": names,
        "features": features,
    }


def map_rows(found: Index) -> Iterator[dict[str, object]]:
    """The same, a row each; no coordinates where nothing may be dotted."""
    for row in found.incidents.values():
        point = dotted(row)
        shown = point.snapped() if point else None
        yield {
            **row,
            "code": found.title(row),
            "province": row.get("admin1"),
            "lat": shown and shown.lat,
            "lon": shown and shown.lon,
            "radius_m": shown and shown.radius_m,
        }


def _feature(found: Index, key: str, row: IncidentRow, provinces: Mapping[str, str]) -> dict[str, Any]:
    point = dotted(row)
    shown = point.snapped() if point else None
    english, arabic = place_name(row, "en"), place_name(row, "ar")
    told: dict[str, object] = {
        "slug": found.slugs[key],
        "code": found.title(row),
        "place": english,
        "place_ar": "" if arabic == english else arabic,
        "province": provinces.get(row.get("admin1") or "", ""),
        "from": (row.get("date_start") or "")[:10],
        "to": (row.get("date_end") or "")[:10],
        "killed": [row.get("killed_min"), row.get("killed_max")],
        "injured": [row.get("injured_min"), row.get("injured_max")],
        "bucket": best_bucket(found, key) or "none",
        "parties": _parties(found, key),
        "radius_m": shown.radius_m if shown else None,
    }
    place = {"type": "Point", "coordinates": [shown.lon, shown.lat]} if shown else None
    kept = {name: value for name, value in told.items() if value not in ("", None)}
    return {"type": "Feature", "geometry": place, "properties": kept}


def _parties(found: Index, key: str) -> list[tuple[str, str, str, bool]]:
    told = []
    for row in found.attributions.get(key, []):
        grade, suggested = grade_of(row)
        slug = found.actor_slugs.get(row.get("actor_id", ""), "")
        told.append((slug, grade or "none", bucket_of(grade) or "none", suggested))
    return told
