"""Write one exported table in one of the formats: internal, or the public allow-listed form."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cairn import __version__
from cairn.errors import NotAllowed, NotFound
from cairn.publish.allow import public
from cairn.publish.formats import FORMATS, About, Table, bundle, encode, public_fields, public_tables
from cairn.publish.formats.public import ORDER
from cairn.publish.formats.registry import NEEDS, no_format
from cairn.publish.tables.fields import Field
from cairn.publish.tables.specification import TABLES, columns
from cairn.shell.records.moment import Moment
from cairn.shell.workspace import Workspace

from .control_table import control_features, control_rows, public_features
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
BINARY = ("xlsx", "sqlite", "parquet")
"""Formats that no terminal shows."""

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
        public = public_tables(site_record(ws, basis="released"))
        names = public[table].columns if table in public else ()
        return ({k: row.get(k) for k in names} for row in (public[table].rows if names else ()))
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


def followthemoney(ws: Workspace, table: str, *, is_public: bool, then: Moment | None = None) -> list[Row]:
    """Who is who, whole, as entities of FollowTheMoney: asked for by any of its tables.

    Raises `NotFound` for another table, `NotAllowed` for a moment of the public form.
    """
    if table not in OF_ACTORS:
        raise no_format(table, "ftm")
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


def as_text(rows: Iterable[Row], table: str, form: str, *, is_public: bool = False) -> str:
    """The rows in a format that is text. Raises as `as_bytes`."""
    return as_bytes({table: list(rows)}, table, form, is_public=is_public).decode("utf-8")


def as_bytes(
    rows: Mapping[str, Sequence[Row]], table: str, form: str, *, is_public: bool = False, at: str = ""
) -> bytes:
    """The rows of `table`, with those of the tables that the format needs beside it, as of the moment `at`.

    Raises `NotFound` (format-unknown), `MissingExtra`, `FileRefused` (value-of-type).
    """
    if form == "ftm":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows[table]).encode()
    if form == "geojson" and table == CONTROL:
        return json.dumps(
            {"type": "FeatureCollection", "features": [dict(r) for r in rows[table]]}, ensure_ascii=False
        ).encode()
    tables = {name: Table(name, fields_of(name, is_public), found) for name, found in rows.items()}
    if FORMATS[form].kind == "table":
        return encode(tables[table], form)
    if table not in NEEDS.get(form, (table,)):
        raise no_format(table, form)
    return bundle(tables, form, About(title=table, generated_at=at, method=f"Cairn {__version__}"))


def beside(table: str, form: str) -> tuple[str, ...]:
    """The tables that a format needs with this one; this one alone where it cannot be written so."""
    needed = NEEDS.get(form, (table,))
    return needed if table in needed and form != "ftm" else (table,)


def fields_of(table: str, is_public: bool) -> tuple[Field, ...]:
    """The columns of a table, those of its public form where it has one."""
    return public_fields(table) if is_public and table in ORDER else TABLES[table]
