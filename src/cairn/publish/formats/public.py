"""The public set of tables: the allow-list applied, the columns that the public may have, in one order.

An export, the downloads of a site, a release and the API all take their rows from here, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cairn.publish.allow import NAMED_REPORT_FIELDS, PUBLIC_FIELDS, WORD_FIELDS, public
from cairn.publish.ground.control_twin import share_rows, word_rows
from cairn.publish.parts.twins import flat
from cairn.publish.rows.index import Index, index
from cairn.publish.rows.record import Record
from cairn.publish.rows.who_is_who import who_rows
from cairn.publish.tables.fields import Field
from cairn.publish.tables.site import SITE
from cairn.publish.tables.specification import TABLES

from .model import Row, Table

SPECIFIED: Mapping[str, tuple[Field, ...]] = {**TABLES, **SITE}
"""Every table -> its columns, those that only a site has among them."""
ORDER = (
    "incidents", "attributions", "claims", "reports", "official_documents", "official_entries", "official_outcomes",
    "entry_links", "coverage", "tallies", "control", "control_shares", "actors", "relations", "designations",
    "deletions",
)  # fmt: skip
"""The tables that are public, in the order in which they stand everywhere."""
_MORE: Mapping[str, Sequence[str]] = {
    "reports": (*NAMED_REPORT_FIELDS, "author"),
    "claims": WORD_FIELDS,
    "official_outcomes": ("entry_id", "n", "actor"),
    "coverage": ("from", "to"),
}
_SAID_OTHERWISE = {
    ("reports", "published"): Field("published", "day or null", "the day it was published, UTC")
}


def public_tables(record: Record) -> dict[str, Table]:
    """The tables that the public may have of the whole `record`, in order; one without rows stands there empty."""
    return tables_of(index(public(record)), is_public=True)


def tables_of(found: Index, *, is_public: bool, names: Sequence[str] = ORDER) -> dict[str, Table]:
    """The same of a record, or a cut of one, that is arranged already: `is_public` says that the allow-list was applied
    to it; of a preview every column stands there. `names` are those that are asked for."""
    rows = _rows(found)
    return {
        name: Table(name, public_fields(name) if is_public else SPECIFIED[name], list(rows[name]))
        for name in names
    }


def public_fields(name: str) -> tuple[Field, ...]:
    """The columns that a public table may have. Raises `KeyError` for a table that is not public."""
    if name in SITE:
        return SITE[name]
    allowed = {*PUBLIC_FIELDS[name], *_MORE.get(name, ())}
    return tuple(
        _SAID_OTHERWISE.get((name, f.name), f) for f in TABLES[name] if f.name.lstrip("_") in allowed
    )


def _rows(found: Index) -> Mapping[str, Iterable[Row]]:
    record, order = found.record, list(found.incidents)
    return {
        "incidents": found.incidents.values(),
        "attributions": (a for i in order for a in found.attributions.get(i, ())),
        "claims": (c for i in order for c in found.claims.get(i, ())),
        "reports": (found.reports[key] for key in sorted(found.reports)),
        "official_documents": (found.documents[key] for key in sorted(found.documents)),
        "official_entries": (found.entries[key] for key in sorted(found.entries)),
        "official_outcomes": _outcomes(found),
        "entry_links": (x for i in order for x in found.links.get(i, ())),
        "coverage": ({**c, "from": c["from_day"], "to": c["to_day"]} for c in record.coverage),
        "tallies": flat(found.tallies[key] for key in sorted(found.tallies)),
        "control": _words(record),
        "control_shares": (row for key in sorted(record.control) for row in share_rows(record.control[key])),
        **who_rows(record),
        "deletions": _deletions(record),
    }


def _words(record: Record) -> Iterator[Row]:
    words: dict[str, Row] = {r["id"]: r for held in record.control.values() for r in word_rows(held)}  # type: ignore[misc]
    yield from (words[key] for key in sorted(words, key=str))


def _deletions(record: Record) -> Iterator[dict[str, Any]]:
    """Whoever keeps a copy deletes by this. Of a withdrawn name or report nothing is told but that there is one more."""
    for stone in sorted(record.tombstones, key=lambda s: s["id"]):
        day = (stone.get("at") or "")[:10]
        yield {
            "kind": "incident",
            "id": stone["id"],
            "codes": list(stone.get("codes") or ()),
            "day": day,
            "count": 1,
        }
    for row in sorted(record.taken_out, key=lambda r: r["kind"]):
        yield {"kind": row["kind"], "codes": [], "count": row["count"]}


def _outcomes(found: Index) -> Iterator[dict[str, Any]]:
    for key in sorted(found.entries):
        entry = found.entries[key]
        for n, said in enumerate(entry.get("history", ()), 1):
            yield {"entry_id": entry["id"], "n": n, "actor": entry["actor"], **said}
