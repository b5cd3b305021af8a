"""Write one exported table as JSON Lines, CSV or GeoJSON: internal, or the public allow-listed form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cairn.errors import NotAllowed, NotFound
from cairn.publish.allow import public
from cairn.publish.record import Record
from cairn.publish.sheet import written
from cairn.publish.tables import TABLES, columns
from cairn.shell.records.moment import Moment
from cairn.shell.workspace import Workspace

from .control_table import control_features, control_rows, public_features
from .control_table import public_rows as public_control
from .incidents import Incidents
from .links import link_table, unlinked_entries, unlinked_incidents
from .official import document_table, entry_table, outcome_table
from .record import names_of, site_record
from .referrals import referral_rows, reply_rows
from .registers import register_table
from .reported import reported_rows
from .sources import Said, rejected
from .tallies import coverage
from .who import TABLES as OF_ACTORS
from .who import public_who, who

Row = Mapping[str, Any]
CONTROL = "control"
FORMATS = ("jsonl", "csv", "geojson", "ftm")


AT_A_MOMENT = (
    "incidents", "attributions", "official_entries", "official_outcomes", "entry_links", "relations", "designations",
    "control",
)  # fmt: skip
"""Tables that can be shown as they stood at an earlier moment."""


def table_rows(ws: Workspace, table: str, *, is_public: bool, then: Moment | None = None) -> Iterator[Row]:
    """The rows of a table, with just its columns; of `AT_A_MOMENT` as they stood `then`.

    Raises `NotFound` for another table, `NotAllowed` for a moment of another or of the public form.
    """
    if table not in TABLES:
        raise NotFound(
            "table-unknown",
            "there is no such table",
            field="table",
            value=table,
            remedy=f"One of {', '.join(TABLES)}.",
        )
    _refuse_moment(table, is_public, then)
    wanted = columns(table)
    if is_public:
        record = site_record(ws, basis="released")
        rows: Iterable[Row] = _public_rows(record, table)
        return ({k: row[k] for k in wanted if k in row} for row in rows)
    return ({k: row.get(k) for k in wanted} for row in _internal(ws, table, then))


def _refuse_moment(table: str, is_public: bool, then: Moment | None) -> None:
    if then is not None and (is_public or table not in AT_A_MOMENT):
        raise NotAllowed(
            "as-of-of-table",
            "this table is not kept moment by moment",
            field="as-of",
            value=table,
            remedy=f"Ask for {' or '.join(AT_A_MOMENT)}, without --public; other tables carry their versions.",
        )


def _public_rows(whole: Record, table: str) -> Iterable[Row]:
    if table in OF_ACTORS:
        return public_who(whole).table(table)
    record = public(whole)
    if table == "coverage":
        return [{**c, "from": c["from_day"], "to": c["to_day"]} for c in record.coverage]
    if table == CONTROL:
        return public_control(record)
    if table == "official_outcomes":
        return [
            {"entry_id": entry["id"], "n": n, "actor": entry["actor"], **said}
            for entry in record.official_entries
            for n, said in enumerate(entry["history"], 1)
        ]
    return getattr(record, table, ())


def followthemoney(ws: Workspace, table: str, *, is_public: bool, then: Moment | None = None) -> list[Row]:
    """Who is who, whole, as entities of FollowTheMoney: asked for by any of its tables.

    Raises `NotFound` for another table, `NotAllowed` for a moment of the public form.
    """
    if table not in OF_ACTORS:
        raise _no_format(table, "ftm")
    _refuse_moment(table, is_public, then)
    if is_public:
        return list(public_who(site_record(ws, basis="released")).followthemoney())
    return list(who(ws, then).followthemoney())


def ground(ws: Workspace, table: str, *, is_public: bool, then: Moment | None = None) -> list[Row]:
    """Who held what as features with their ground. Raises `NotFound` for another table, `NotAllowed` for a moment of
    the public form."""
    _refuse_moment(table, is_public, then)
    if is_public:
        return list(public_features(public(site_record(ws, basis="released"))))
    return list(control_features(ws, then))


def _internal(ws: Workspace, table: str, then: Moment | None) -> Iterable[Row]:
    if table in ("reports", "accounts", "claims", "readings", "assignments"):
        return getattr(Said(ws), table)()  # type: ignore[no-any-return]
    if table == "incidents":
        return Incidents(then=then).incidents()
    if table == "attributions":
        return Incidents(then=then).attributions(names_of(ws))
    if table in OF_ACTORS:
        return who(ws, then).table(table)
    if table == CONTROL:
        return control_rows(ws, then)
    if table == "official_documents":
        return document_table(ws)
    if table == "official_entries":
        return entry_table(ws, then)
    if table == "official_outcomes":
        return outcome_table(ws, then)
    if table == "entry_links":
        return link_table(then)
    if table == "unlinked_entries":
        return unlinked_entries()
    if table == "unlinked_incidents":
        return unlinked_incidents(ws)
    if table == "reported_figures":
        return reported_rows(ws)
    if table == "coverage":
        return [
            {
                "actor": c.actor,
                "country": c.country,
                "from": str(c.from_day),
                "to": str(c.to_day),
                "level": c.level,
            }
            for c in coverage()
        ]
    if table == "register":
        return Said(ws).mask.throughout(list(register_table(ws)))  # type: ignore[no-any-return]
    if table == "referrals":
        return referral_rows()
    if table == "referral_replies":
        return reply_rows(ws)
    return rejected()


def as_text(rows: Iterable[Row], table: str, form: str) -> str:
    """The rows in one of `FORMATS`. Raises `NotFound` for another, or for GeoJSON of what has no place."""
    if form in ("jsonl", "ftm"):
        return "".join(json.dumps(row, ensure_ascii=False, sort_keys=False) + "\n" for row in rows)
    if form == "csv":
        return _csv(rows, columns(table))
    if form == "geojson" and table == CONTROL:
        return json.dumps(
            {"type": "FeatureCollection", "features": [dict(r) for r in rows]}, ensure_ascii=False
        )
    if form == "geojson" and "lat" in columns(table):
        return json.dumps(_geojson(rows), ensure_ascii=False)
    raise _no_format(table, form)


def _no_format(table: str, form: str) -> NotFound:
    return NotFound(
        "format-unknown",
        f"{table} cannot be written as {form}",
        field="format",
        value=form,
        remedy="jsonl or csv; geojson for tables that hold a place; ftm for actors, relations and designations.",
    )


def _csv(rows: Iterable[Row], names: tuple[str, ...]) -> str:
    return written(names, ([_cell(row.get(name)) for name in names] for row in rows))


def _cell(value: object) -> str:
    """Unknown is an empty cell; lists and objects are JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | tuple | dict) else str(value)


def _geojson(rows: Iterable[Row]) -> dict[str, Any]:
    """RFC 7946; what is not placed keeps a null geometry; radius and precision are properties."""
    features = []
    for row in rows:
        lat, lon = row.get("lat"), row.get("lon")
        point = None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}
        properties = {k: v for k, v in row.items() if k not in ("lat", "lon")}
        features.append({"type": "Feature", "id": row.get("id"), "geometry": point, "properties": properties})
    return {"type": "FeatureCollection", "features": features}
