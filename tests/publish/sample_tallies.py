"""The parties of the invented record, and the sums of its incidents, added up by the core."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cairn.publish.allow import only
from cairn.publish.rows.scope import coverage_of, tally_row
from cairn.publish.rows.tally import BUCKETS, tally_json
from cairn.tally import tally
from cairn.tally.model import Definition

ACTORS = {
    "northern-pact": {"en": "Northern Pact", "ar": "الحلف الشمالي"},
    "river-guard": {"en": "River Guard", "ar": "حرس النهر"},
    "azure-command": {"en": "Azure Command", "ar": "القيادة الزرقاء"},
}


def tallies(rows: dict[str, list[Any]], basis: str, coverage: list[Any]) -> list[Any]:
    """Per party and bucket of grades that an incident of it has, the sum of its incidents."""
    told = [c for c in map(coverage_of, coverage) if c is not None]
    attributed: dict[str, list[Any]] = {}
    for row in rows["attributions"]:
        attributed.setdefault(row["incident_id"], []).append(row)
    taken = [tally_row(row, attributed.get(row["id"], ())) for row in rows["incidents"]]
    found = []
    for actor in sorted(ACTORS):
        for bucket, grades in BUCKETS.items():
            done = tally(taken, replace(Definition(actors=(actor,), basis=basis), grades=grades), told)
            if done.incidents:
                row: Any = {"actor_id": actor, "bucket": bucket, **tally_json(done, ACTORS)}
                found.append(only("tallies", row))
    return found
