"""Incidents under the column names of UCDP GED and of ACLED, for those whose programs read these.

Only the shape is theirs. What they decide and we do not (type of violence, conflict, dyad, event type, one best figure)
stays empty: a coder of theirs would have to. Both ends of a range are kept; nothing stands between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from math import floor
from typing import Any

from .model import Row, Table, instant
from .text import lines, quoted

UCDP = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
"""The columns of the UCDP Georeferenced Event Dataset, version 23.1."""
ACLED = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
"""The columns of an export of ACLED."""
UCDP_LOSS = (
    "best is empty, and deaths_civilians where lowest and highest differ: low and high hold the ends, belligerents "
    "killed added where they are told; incidents without a figure have none; grades, the injured, the words of claims "
    "and causes are left out."
)
ACLED_LOSS = (
    "fatalities is empty where lowest and highest differ: tags holds both ends; event types and codes of actors and "
    "regions are empty; grades stand in tags; the injured, the words of claims and causes are left out."
)

_WHERE: Mapping[str, int] = {"subdistrict": 3, "district": 3, "province": 4, "country": 6}


def ucdp(tables: Mapping[str, Table]) -> str:
    """Incidents in the shape of UCDP GED, umbrella records marked by event_clarity 2."""
    return _csv(UCDP, map(_ucdp, *_with_actors(tables), _umbrellas(tables)))


def acled(tables: Mapping[str, Table]) -> str:
    """Incidents in the shape of an export of ACLED."""
    return _csv(ACLED, map(_acled, *_with_actors(tables)))


def where_prec(row: Row) -> int | None:
    """UCDP: 1 known to 1 km, 2 to 25 km, 3 a district, 4 a province, 6 a country; None where no place is told."""
    known, radius = row.get("place_precision") or "", row.get("place_radius_m")
    if known in _WHERE:
        return _WHERE[known]
    if known and radius is not None:
        return 1 if radius <= 1_000 else 2 if radius <= 25_000 else 4
    return 4 if row.get("admin1") else 6 if row.get("country") else None


def date_prec(row: Row) -> int | None:
    """UCDP: 1 one day, 2 two to six, 3 a week, 4 up to a month, 5 longer; None where no day is known."""
    days = _days(row)
    if days is None:
        return None
    return 1 if days == 1 else 2 if days <= 6 else 3 if days == 7 else 4 if days <= 31 else 5


def geo_precision(row: Row) -> int | None:
    """ACLED: 1 a place known to 5 km, 2 part of a region, 3 a region; None where no place is told."""
    radius = row.get("place_radius_m")
    if row.get("lat") is not None and radius is not None:
        return 1 if radius <= 5_000 else 2
    return 3 if row.get("admin1") or row.get("country") else None


def time_precision(row: Row) -> int | None:
    """ACLED: 1 one day, 2 up to a week, 3 up to a month; None where it is known no nearer."""
    days = _days(row)
    if days is None or days > 31:
        return None
    return 1 if days == 1 else 2 if days <= 7 else 3


def _days(row: Row) -> int | None:
    first, last = row.get("date_start"), row.get("date_end")
    if not first:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1 if last else 1


def _ucdp(row: Row, actors: list[Row], umbrellas: frozenset[str]) -> dict[str, Any]:
    lat, lon = row.get("lat"), row.get("lon")
    placed = lat is not None and lon is not None
    return {
        "id": row["id"],
        "relid": row.get("code"),
        "year": (row.get("date_start") or "")[:4] or None,
        "side_a": "; ".join(_names(actors)) or None,
        "number_of_sources": row.get("origins"),
        "where_prec": where_prec(row),
        "where_coordinates": row.get("place_name"),
        "where_description": row.get("place_precision"),
        "adm_1": row.get("admin1"),
        "latitude": lat if placed else None,
        "longitude": lon if placed else None,
        "geom_wkt": f"POINT ({lon!r} {lat!r})" if placed else None,
        "priogrid_gid": _cell(lat, lon) if lat is not None and lon is not None else None,
        "country": row.get("country"),
        "event_clarity": 2 if row["id"] in umbrellas else 1,
        "date_prec": date_prec(row),
        "date_start": row.get("date_start"),
        "date_end": row.get("date_end") or row.get("date_start"),
        "deaths_civilians": _one(row.get("killed_min"), row.get("killed_max")),
        "low": _with_belligerents(row, "min"),
        "high": _with_belligerents(row, "max"),
    }


def _acled(row: Row, actors: list[Row]) -> dict[str, Any]:
    names = [*_names(actors), None, None]
    tags = [f"{end}={row[end]}" for end in ("killed_min", "killed_max") if row.get(end) is not None]
    tags += [f"grade:{a['actor_id']}={a['grade']}" for a in actors if a.get("grade")]
    changed = row.get("last_changed")
    placed = row.get("lat") is not None and row.get("lon") is not None
    return {
        "event_id_cnty": row.get("code") or row["id"],
        "event_date": row.get("date_start"),
        "year": (row.get("date_start") or "")[:4] or None,
        "time_precision": time_precision(row),
        "actor1": names[0],
        "assoc_actor_1": "; ".join(filter(None, names[1:])) or None,
        "country": row.get("country"),
        "admin1": row.get("admin1"),
        "location": row.get("place_name"),
        "latitude": row.get("lat") if placed else None,
        "longitude": row.get("lon") if placed else None,
        "geo_precision": geo_precision(row),
        "notes": row.get("summary_en") or None,
        "fatalities": _one(row.get("killed_min"), row.get("killed_max")),
        "tags": "; ".join(tags) or None,
        "timestamp": int(instant(changed).timestamp()) if changed else None,
    }


def _one(low: int | None, high: int | None) -> int | None:
    """The figure where there is one and no range: no middle is taken."""
    return low if low == high else None


def _with_belligerents(row: Row, end: str) -> int | None:
    """Known deaths of civilians and of belligerents at one end; None where neither is told."""
    told = [n for name in ("killed", "belligerents_killed") if (n := row.get(f"{name}_{end}")) is not None]
    return sum(told) if told else None


def _cell(lat: float, lon: float) -> int:
    """The cell of PRIO-GRID: half degrees, counted from the south-west, row by row."""
    return min(floor((lat + 90) * 2), 359) * 720 + min(floor((lon + 180) * 2), 719) + 1


def _names(actors: list[Row]) -> list[str]:
    """Those to whom harm is attributed, whose part is not discounted."""
    return [str(a.get("actor") or a["actor_id"]) for a in actors if a.get("grade") != "discounted"]


def _with_actors(tables: Mapping[str, Table]) -> tuple[list[Row], list[list[Row]]]:
    of: dict[str, list[Row]] = defaultdict(list)
    for row in tables["attributions"].rows if "attributions" in tables else ():
        of[row["incident_id"]].append(row)
    rows = list(tables["incidents"].rows)
    return rows, [sorted(of.get(row["id"], ()), key=lambda a: str(a["actor_id"])) for row in rows]


def _umbrellas(tables: Mapping[str, Table]) -> list[frozenset[str]]:
    rows = tables["incidents"].rows
    return [frozenset(row["parent_id"] for row in rows if row.get("parent_id"))] * len(rows)


def _csv(names: tuple[str, ...], rows: Iterator[dict[str, Any]]) -> str:
    cells = [["" if row.get(n) is None else quoted(str(row[n])) for n in names] for row in rows]
    return lines([names, *cells])
