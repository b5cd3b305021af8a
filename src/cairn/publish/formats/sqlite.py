"""All tables in one SQLite file, with their dictionary, their ties and two views, and back.

The file is made in memory and the same rows give the same bytes with the same version of SQLite, which writes its number
into the head of the file. Views join and never sum: a sum has to choose between an umbrella record and its parts.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

from cairn.publish.tables.fields import Field

from .model import About, Kind, Row, Table, kind_of

_TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "TEXT", Kind.WHOLE: "INTEGER", Kind.DECIMAL: "REAL", Kind.DAY: "TEXT", Kind.MOMENT: "TEXT",
    Kind.FLAG: "INTEGER", Kind.LIST: "TEXT", Kind.OBJECTS: "TEXT", Kind.OBJECT: "TEXT",
}  # fmt: skip
_JSON = (Kind.LIST, Kind.OBJECTS, Kind.OBJECT)
TIES: Mapping[tuple[str, str], str] = {
    ("incidents", "parent_id"): "incidents",
    ("attributions", "incident_id"): "incidents",
    ("claims", "incident_id"): "incidents",
    ("claims", "report_id"): "reports",
    ("entry_links", "entry_id"): "official_entries",
    ("official_outcomes", "entry_id"): "official_entries",
}
"""Column -> the table whose id it holds, among the public tables; declared where both tables are in the file."""
SHARED_IDS = frozenset({"claims"})
"""Tables in which several rows may have one id: a claim's is made of the text, which several reports may carry."""
VIEWS: Mapping[str, tuple[frozenset[str], str]] = {
    "incidents_by_actor": (
        frozenset({"incidents", "attributions"}),
        'SELECT a."actor_id", a."actor", a."grade", a."strike_status", i.* FROM "attributions" a '
        'JOIN "incidents" i ON i."id" = a."incident_id" ORDER BY a."actor_id", i."date_start", i."id"',
    ),
    "claims_with_reports": (
        frozenset({"claims", "reports"}),
        'SELECT c.*, r."source_kind", r."published", r."language" FROM "claims" c '
        'LEFT JOIN "reports" r ON r."id" = c."report_id"',
    ),
}
"""View -> the tables that it needs, and what it selects."""
MOMENT = "rtrim(coalesce({0}last_changed, ''), 'Z')"
"""When an incident last changed, in order as text; the braces take an alias and a full stop."""
INDEXES: Mapping[str, str] = {"incidents": f"{MOMENT.format('')}, id"}
"""Table -> what else than ids its rows are looked for by: incidents in the order in which the API lists them."""


def sqlite(tables: Mapping[str, Table], about: About) -> bytes:
    """One database file. Raises `FileRefused` (value-of-type) for a number of more than 64 bits."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        db.execute("PRAGMA page_size = 4096")
        db.execute("PRAGMA encoding = 'UTF-8'")
        db.execute("BEGIN")
        for table in tables.values():
            _fill(db, table, tables)
        _beside(db, tables, about)
        for name, (needed, select) in VIEWS.items():
            if needed <= tables.keys():
                db.execute(f'CREATE VIEW "{name}" AS {select}')
        db.execute("COMMIT")
        return db.serialize()


def from_sqlite(data: bytes, fields: Mapping[str, Sequence[Field]]) -> dict[str, list[Row]]:
    """The rows of the named tables of a file that `sqlite` wrote, by the types of their fields."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(data)
        return {name: list(_rows(db, name, of)) for name, of in fields.items()}


def _fill(db: sqlite3.Connection, table: Table, among: Mapping[str, Table]) -> None:
    columns = [
        f'"{name}" {_TYPES[kind]}{_tie(table, name, among)}'
        for name, kind in zip(table.columns, table.kinds, strict=True)
    ]
    db.execute(f'CREATE TABLE "{table.name}" ({", ".join(columns)})')
    cells = [_given(kind, c) for kind, c in zip(table.kinds, table.cells, strict=True)]
    marks = ", ".join("?" * len(columns))
    for name, kind, column in zip(table.columns, table.kinds, cells, strict=True):
        if kind is Kind.WHOLE and (
            wide := next((c for c in column if c and not -(2**63) <= c < 2**63), None)
        ):
            raise table.refused(name, wide)
    db.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', zip(*cells, strict=True))  # noqa: S608
    for name in table.columns:
        if name.endswith("_id") or (name == "id" and table.name in SHARED_IDS):
            db.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')
    if (by := INDEXES.get(table.name)) and {"id", "last_changed"} <= set(table.columns):
        db.execute(f'CREATE INDEX "{table.name}_in_order" ON "{table.name}" ({by})')


def _tie(table: Table, name: str, among: Mapping[str, Table]) -> str:
    if name == "id":
        alone = table.name not in SHARED_IDS and table.kinds[table.columns.index("id")] is Kind.TEXT
        return " PRIMARY KEY" if alone else ""
    other = TIES.get((table.name, name))
    return f' REFERENCES "{other}"("id")' if other in among else ""


def _given(kind: Kind, cells: list[Any]) -> list[Any]:
    if kind in _JSON:
        return [None if c is None else json.dumps(c, ensure_ascii=False, allow_nan=False) for c in cells]
    return [None if c is None else int(c) for c in cells] if kind is Kind.FLAG else cells


def _beside(db: sqlite3.Connection, tables: Mapping[str, Table], about: About) -> None:
    db.execute('CREATE TABLE "dictionary" ("table" TEXT, "field" TEXT, "type" TEXT, "meaning" TEXT)')
    db.executemany(
        'INSERT INTO "dictionary" VALUES (?, ?, ?, ?)',
        [(t.name, f.name.lstrip("_"), f.type, f.meaning) for t in tables.values() for f in t.fields],
    )
    db.execute('CREATE TABLE "about" ("name" TEXT, "value" TEXT)')
    db.executemany('INSERT INTO "about" VALUES (?, ?)', about.lines())


def _rows(db: sqlite3.Connection, name: str, fields: Sequence[Field]) -> list[Row]:
    kinds = {f.name.lstrip("_"): kind_of(f) for f in fields}
    wanted = ", ".join(f'"{column}"' for column in kinds)
    found = db.execute(f'SELECT {wanted} FROM "{name}" ORDER BY rowid')  # noqa: S608  # names of our own fields
    return [
        {
            column: None if cell is None else _back(kind, cell)
            for (column, kind), cell in zip(kinds.items(), row, strict=True)
        }
        for row in found
    ]


def _back(kind: Kind, cell: Any) -> Any:
    if kind in _JSON:
        return json.loads(cell)
    return bool(cell) if kind is Kind.FLAG else cell
