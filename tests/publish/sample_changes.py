"""An invented record with versions, withdrawals, counts and monitored days, for the pages about the record itself."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cairn.publish.rows.record import Record
from publish.sample import sample

SECRET_WHY = "WHYSECRET the reason names a neighbour"


def version(n: int, at: str, low: int | None, high: int | None, **more: Any) -> Any:
    """One released version of the first incident."""
    fields = {
        "killed_min": low,
        "killed_max": high,
        "injured_min": 7,
        "injured_max": 11,
        "date_start": "2016-01-03",
        "date_end": "2016-01-03",
        "place_name": "Tell Sarab",
        "place_name_ar": "تل سراب",
        "wording": more.pop("wording", 1),
        **more.pop("fields", {}),
    }
    row = {"incident_id": "incident-000", "version": n, "at": at, "fields": fields}
    return {"grades": {"river_guard": "fair"}, "why": SECRET_WHY, "who": "N. Setter", **row, **more}


def changed(
    count: int = 9, released: int = 6, *, public_why: bool = False, basis: str = "released"
) -> Record:
    """The sample, in which one incident was published, corrected twice, and others were withdrawn."""
    record = sample(count, released=released, basis=basis)
    versions = [
        version(1, "2026-01-05T10:00:00Z", 2, 4, public=public_why, grades={"river_guard": "weak"}),
        version(2, "2026-02-07T10:00:00Z", 2, 3, public=public_why),
        version(3, "2026-03-09T10:00:00Z", 2, 2, wording=2, public=public_why),
    ]
    return replace(
        record,
        versions=versions,
        tombstones=[
            {"id": "gone-1", "codes": ["GONE1"], "at": "2026-10-02T08:15:00Z", "was_public": True},
            {"id": "gone-2", "codes": ["NEVERSEEN"], "at": "2026-10-03T08:15:00Z", "was_public": False},
        ],
        taken_out=[{"kind": "name", "count": 3}, {"kind": "report", "count": 1}],
        backlog=[
            {"month": "2026-08", "arrived": 7, "released": 0, "waiting": 7, "suggested": 1, "set": 1},
            {"month": "2026-09", "arrived": 2, "released": 6, "waiting": 3, "suggested": 1, "set": 0},
        ],
    )
