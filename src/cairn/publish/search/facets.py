"""What the filters of the list of incidents go by: one line of values for each incident, in the order of the index.

Enters: an index of a record, already as the public may have it. Leaves: one object. A grade stands beside the actor it
belongs to (rule 18); the grades beside no actor are the highest that an incident has for any.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from cairn.publish.buckets import best_bucket, bucket_of, grade_of
from cairn.publish.parts.front_page import area_slugs
from cairn.publish.rows.index import Index

from .numbers import packed

EPOCH = date(1970, 1, 1).toordinal()


def facets(found: Index) -> dict[str, object]:
    """`days`: first days, each as days since the one before and the first since 1970, null unknown; `killed`: the lowest
    figure, null unknown; `grades` and `actors` (each by its slug): bucket of grades -> incidents; `places`: by the slug
    of the province. Incidents are numbers as `packed` gives them.
    """
    areas = area_slugs(found)
    grades: dict[str, list[int]] = defaultdict(list)
    places: dict[str, list[int]] = defaultdict(list)
    actors: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, (key, row) in enumerate(found.incidents.items()):
        grades[best_bucket(found, key) or "none"].append(n)
        if row.get("admin1"):
            places[areas[row["admin1"]]].append(n)
        held = {
            (found.actor_slugs[actor], bucket_of(grade_of(a)[0]) or "none")
            for a in found.attributions.get(key, [])
            if (actor := a.get("actor_id", "")) in found.actor_slugs
        }
        for actor, bucket in sorted(held):
            actors[actor][bucket].append(n)
    return {
        "days": _days(found),
        "killed": [row.get("killed_min") for row in found.incidents.values()],
        "grades": {k: packed(v) for k, v in sorted(grades.items())},
        "places": {k: packed(v) for k, v in sorted(places.items())},
        "actors": {k: {b: packed(v) for b, v in sorted(held.items())} for k, held in sorted(actors.items())},
    }


def _days(found: Index) -> list[int | None]:
    told: list[int | None] = []
    before = EPOCH
    for row in found.incidents.values():
        try:
            day = date.fromisoformat((row.get("date_start") or "")[:10]).toordinal()
        except ValueError:
            told.append(None)
        else:
            told.append(day - before)
            before = day
    return told
