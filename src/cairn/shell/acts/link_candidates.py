"""The incidents that entries of parties may speak of, ready to be compared: ours, and those of each register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from cairn.incident.model import Projection
from cairn.official import Candidate
from cairn.official.link_shares import OURS
from cairn.shell.records import load, registers
from cairn.shell.records.models import AssignmentRow, Incident
from cairn.shell.records.projected import projected_at
from cairn.shell.workspace import Workspace
from cairn.sources.register_model import Entry
from cairn.values import Point, Precision

_AFTER_MIDNIGHT = ("night", "dawn")


def candidates(ws: Workspace) -> dict[str, list[Candidate]]:
    """By register, and under `OURS`, every incident with a day."""
    found = {OURS: ours()}
    against = registers.against(ws)
    for register in registers.registers():
        rows = (_of_register(key, entry) for key, entry in registers.counted(register, against))
        found[register] = [row for row in rows if row is not None]
    return found


def ours() -> list[Candidate]:
    """Our own incidents that stand by themselves and were not withdrawn."""
    gone = load.withdrawn("incident")
    merged = {str(i) for i in Incident.objects.exclude(merged_into=None).values_list("id", flat=True)}
    sources = _sources()
    rows = projected_at(None).items()
    found = (_of_ours(key, row.projection, sources.get(key, ())) for key, row in sorted(rows))
    return [c for c in found if c is not None and c.id not in gone and c.id not in merged]


def _of_ours(key: str, projection: Projection, sources: tuple[str, ...]) -> Candidate | None:
    place, days = projection.place, projection.date
    if days is None:
        return None
    names = (place.name_en, place.name, place.name_ar) if place else ()
    small_hours = projection.time in _AFTER_MIDNIGHT and days.days == 1
    return Candidate(
        id=key,
        days=days,
        places=tuple(dict.fromkeys(filter(None, names))),
        areas=tuple(filter(None, (place.admin1,))) if place else (),
        point=place.point if place else None,
        actors=frozenset(projection.actors),
        killed=projection.figures.killed,
        injured=projection.figures.injured,
        elsewhere=days.start - timedelta(days=1) if small_hours and days.start > date.min else None,
        sources=sources,
        targets=projection.infrastructure,
    )


def _sources() -> Mapping[str, tuple[str, ...]]:
    """Incident id -> the names of those whose reports joined it."""
    rows = AssignmentRow.objects.filter(live=True, decision="joined", account__live=True)
    found: dict[str, set[str]] = defaultdict(set)
    for incident, name in rows.values_list("incident_id", "account__report__source__name"):
        found[str(incident)].add(name)
    return {key: tuple(sorted(names)) for key, names in found.items()}


def _of_register(key: str, entry: Entry) -> Candidate | None:
    if entry.days is None:
        return None
    parties = {party.key for party in (*entry.filed, *entry.attributed)}
    place = (entry.spot.name_en, entry.spot.name_ar)
    return Candidate(
        id=key,
        days=entry.days,
        places=tuple(filter(None, place)),
        areas=entry.spot.province_names or tuple(filter(None, (entry.spot.province,))),
        point=_point(entry),
        actors=frozenset(parties),
        killed=entry.figure("killed"),
        injured=entry.figure("injured"),
        targets=_texts(entry.cells.get("infrastructure")),
    )


def _point(entry: Entry) -> Point | None:
    """Its degrees, within the radius of the precision it states; of a town, where it states none that we know."""
    lat, lon = entry.spot.lat, entry.spot.lon
    if lat is None or lon is None:
        return None
    precision = entry.spot.precision or Precision.TOWN
    return Point(lat, lon, precision.radius_m, precision)


def _texts(cell: Any) -> tuple[str, ...]:
    return tuple(map(str, cell)) if isinstance(cell, list) else tuple(filter(None, (str(cell or ""),)))
