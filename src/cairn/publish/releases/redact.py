"""What a withdrawal takes out of a frozen release: rows go, names are blotted out, sums are counted again (rule 3).

Enters: a release as values, and what was withdrawn. Leaves: the same without it, with a tombstone for each withdrawal
that it held anything of. What was cut stays cut: nothing comes back when a withdrawal is taken back, for the bytes are
gone. The sums that were printed stay in `release.json` as printed, and say how many of their incidents are gone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from cairn.publish.allowed.names import address_without, masked, pattern_of
from cairn.publish.formats import Table
from cairn.publish.outside.recount import counted, graded
from cairn.vocab import closed

from .files import Content
from .model import Release, Row

CLOSED = frozenset(
    str(one.value)
    for kind in vars(closed).values()
    if isinstance(kind, type) and issubclass(kind, Enum)
    for one in kind
)
_TOLD_IDS = ("incident", "claim")
"""Kinds whose public id tells nothing: a tombstone may name it."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """One withdrawal: `ids` are those under which a release may hold it (none for a name), `name` the name itself, which
    no tombstone tells; `more` are reports that leave with it."""

    kind: str
    at: str
    note: str = ""
    ids: frozenset[str] = frozenset()
    name: str = ""
    more: frozenset[str] = frozenset()


def redacted(content: Content, gone: Sequence[Withdrawn]) -> Content:
    """The release without what was withdrawn; itself where it holds nothing of it."""
    touched = [one for one in gone if _holds(content, one)]
    if not touched:
        return content
    cut = _without_rows(content.tables, touched)
    sums = _counted_again(content, cut)
    release = _told(content, touched)
    return _without_names(Content(release, cut, sums), [one.name for one in touched if one.kind == "name"])


_OF_KIND = {"incident": "incidents", "report": "reports", "claim": "claims", "document": "official_documents",
            "entry": "official_entries"}  # fmt: skip
"""Kind of thing -> the table that has it by its id."""
_TIES = (
    ("claims", "incident_id", "incident"), ("attributions", "incident_id", "incident"),
    ("entry_links", "incident_id", "incident"), ("claims", "report_id", "report"),
    ("official_documents", "id", "report"), ("official_entries", "document_id", "report"),
    ("official_outcomes", "document_id", "report"), ("official_entries", "document_id", "document"),
    ("official_outcomes", "document_id", "document"), ("official_outcomes", "entry_id", "entry"),
    ("entry_links", "entry_id", "entry"),
)  # fmt: skip
"""Table, column, kind: rows whose column names what was withdrawn go with it."""


def _holds(content: Content, one: Withdrawn) -> bool:
    if one.kind == "name":
        return _without_names(content, [one.name]) != content
    columns = [(_OF_KIND[one.kind], "id")] if one.kind in _OF_KIND else []
    columns += [(table, column) for table, column, kind in _TIES if kind == one.kind]
    held = any(row.get(c) in one.ids for t, c in columns for row in _rows(content.tables, t))
    return held or any(row["id"] in one.more for row in _rows(content.tables, "reports"))


def _rows(tables: Mapping[str, Table], name: str) -> Sequence[Row]:
    return tables[name].rows if name in tables else ()


def _without_rows(tables: Mapping[str, Table], gone: Sequence[Withdrawn]) -> dict[str, Table]:
    ids: dict[str, set[str]] = {kind: set() for kind in _OF_KIND}
    for one in gone:
        ids.setdefault(one.kind, set()).update(one.ids)
        ids["report"] |= one.more
    told = {c["report_id"] for c in _rows(tables, "claims")}
    kept = _cut(tables, ids)
    still = {c["report_id"] for c in _rows(kept, "claims")}
    ids["report"] |= told - still  # what told of nothing else leaves with it
    linked = {x["entry_id"] for x in _rows(tables, "entry_links")}
    ids["entry"] |= linked - {x["entry_id"] for x in _rows(kept, "entry_links")}
    kept = _cut(kept, ids)
    used = {
        row["document_id"] for name in ("official_entries", "official_outcomes") for row in _rows(kept, name)
    }
    had = {
        row["document_id"]
        for name in ("official_entries", "official_outcomes")
        for row in _rows(tables, name)
    }
    ids["document"] |= had - used
    kept = _cut(kept, ids)
    claims = {c["id"] for c in _rows(tables, "claims")} - {c["id"] for c in _rows(kept, "claims")}
    return {name: _unlinked(table, ids["incident"], claims | ids["claim"]) for name, table in kept.items()}


def _cut(tables: Mapping[str, Table], ids: Mapping[str, Set[str]]) -> dict[str, Table]:
    """Without the rows of these ids. An entry that goes takes what hangs on it along."""
    entries = {r["id"] for r in _rows(tables, "official_entries")
               if r["document_id"] in ids["document"] | ids["report"]}  # fmt: skip
    ids = {**ids, "entry": ids["entry"] | entries}
    named = [(table, "id", kind) for kind, table in _OF_KIND.items()] + list(_TIES)
    drop: dict[str, list[tuple[str, Set[str]]]] = {}
    for table, column, kind in named:
        drop.setdefault(table, []).append((column, ids[kind]))
    return {
        name: replace(table, rows=[
            row for row in table.rows if not any(row.get(c) in some for c, some in drop.get(name, ()))
        ])
        for name, table in tables.items()
    }  # fmt: skip


def _unlinked(table: Table, incidents: Set[str], claims: Set[str]) -> Table:
    """What is left names nothing that is gone."""
    if table.name == "incidents":
        return replace(table, rows=[
            {**row, "parent_id": None} if row.get("parent_id") in incidents else row for row in table.rows
        ])  # fmt: skip
    if table.name == "attributions":
        return replace(table, rows=[
            {**row, "basis_claims": [c for c in row.get("basis_claims") or () if c not in claims]} for row in table.rows
        ])  # fmt: skip
    return table


def _counted_again(content: Content, cut: dict[str, Table]) -> list[Row]:
    """The sums over the incidents that are left. A changed one loses its sentences: they would tell the old sum. The
    table of sums is changed the same way."""
    incidents = [dict(row) for row in _rows(cut, "incidents")]
    by_id, grades = (
        {r["id"]: r for r in incidents},
        graded(incidents, [dict(r) for r in _rows(cut, "attributions")]),
    )
    sums: list[Row] = []
    for one in content.tallies:
        now = counted(by_id, grades, dict(one["definition"]))
        if now["members"] == sorted(one["members"]):
            sums.append(one)
        else:
            sums.append({**one, **now, "lines": {}, "rolled_up": None})
    if "tallies" in cut:
        new = {(s["actor_id"], s["bucket"]): s for s in sums}
        cut["tallies"] = replace(
            cut["tallies"],
            rows=[_sum_row(row, new[row["actor_id"], row["bucket"]]) for row in cut["tallies"].rows],
        )
    return sums


def _sum_row(row: Row, now: Row) -> Row:
    ends = {
        f"{what}_{end}": now[what][end] for what in ("killed", "injured") for end in ("min", "max_of_known")
    }
    return {name: ends.get(name, now.get(name, value)) for name, value in row.items()}


def _told(content: Content, touched: Sequence[Withdrawn]) -> Release:
    """The facts, with a tombstone for each withdrawal and the printed sums marked."""
    release = content.release
    gone = {key for one in touched if one.kind == "incident" for key in one.ids}
    members = {(s["actor_id"], s["bucket"]): set(s["members"]) & gone for s in content.tallies}
    marked = []
    for row in release.headline:
        n = len(members.get((row["actor_id"], row["bucket"]), ())) + int(row.get("counts_withdrawn") or 0)
        marked.append({**row, "counts_withdrawn": n} if n else row)
    stones = [
        {"kind": one.kind, "id": key, "at": one.at, "note": one.note}
        for one in touched
        for key in (sorted(one.ids) if one.kind in _TOLD_IDS else [None])
    ]
    return replace(release, headline=marked, withdrawn=[*release.withdrawn, *stones])


def _without_names(content: Content, names: Sequence[str]) -> Content:
    pattern = pattern_of(names)
    if pattern is None:
        return content
    known = CLOSED | {row["id"] for row in _rows(content.tables, "actors")}
    known |= {row["actor_id"] for row in _rows(content.tables, "attributions")}
    found = {str(row["id"]) for table in content.tables.values() for row in table.rows if "id" in row}
    salt = content.release.log_key
    ids = {key: _renamed(key, salt) for key in sorted(found - known) if masked(key, pattern) != key}

    def of(value: Any, column: str = "") -> Any:
        if isinstance(value, str):
            if value in known:
                return value
            return ids.get(value) or (
                address_without(value, pattern) if column == "url" else masked(value, pattern)
            )
        if isinstance(value, Mapping):
            return {ids.get(k, k): of(v, k) for k, v in value.items()}
        return [of(v) for v in value] if isinstance(value, list | tuple) else value

    tables = {
        name: replace(table, rows=[of(row) for row in table.rows]) for name, table in content.tables.items()
    }
    release = replace(
        content.release, note=of(content.release.note), headline=of(content.release.headline),
        withdrawn=of(content.release.withdrawn),
    )  # fmt: skip
    return Content(release, tables, of(content.tallies))


def _renamed(key: str, salt: str) -> str:
    """An id that spells a name becomes another wherever it stands, so that what it leads to still answers."""
    told = f"{salt}\x1fn\x1f{key}".encode("utf-8", "surrogatepass")
    return f"n{hashlib.sha256(told).hexdigest()[:12]}"
