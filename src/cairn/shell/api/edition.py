"""One publication, read out of the SQLite file of its data: its rows, and what is asked of all of them.

The file is opened read only and as one that no one changes: publishing puts another in its place.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from queue import LifoQueue
from typing import Any
from urllib.parse import quote

from cairn.publish.api.days import umbrellas, years
from cairn.publish.api.envelope import Head
from cairn.publish.api.names import Names, names_of
from cairn.publish.api.rows import Found, by
from cairn.publish.formats.model import Kind, kind_of
from cairn.publish.formats.public import ORDER, public_fields

Rows = list[dict[str, Any]]
_READ: Mapping[Kind, Callable[[Any], Any]] = {
    Kind.LIST: json.loads, Kind.OBJECTS: json.loads, Kind.OBJECT: json.loads, Kind.FLAG: bool,
}  # fmt: skip
AT_ONCE = 4
"""Questions to the file at one time."""
_OF_DAYS = (
    "id", "parent_id", "harm_reported", "date_start", "date_end", "killed_min", "killed_max", "injured_min",
    "injured_max", "last_changed",
)  # fmt: skip
"""What days ask of an incident."""


def _opened(path: Path) -> sqlite3.Connection:
    address = f"file:{quote(str(path))}?mode=ro&immutable=1"
    db = sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)
    db.execute("PRAGMA schema_version").fetchone()  # SQLite opens the file with the first question
    return db


class Edition:
    """The file that stood at `path` when this was made, for as long as this is kept; threads may share it.

    Raises `sqlite3.Error` where it cannot be read or lacks a table.
    """

    def __init__(self, path: Path) -> None:
        self._free: LifoQueue[sqlite3.Connection] = LifoQueue()
        for _ in range(AT_ONCE):  # now, while the file stands at its path: later another may
            self._free.put(_opened(path))
        with self.reading() as db:
            self.about: Mapping[str, str] = dict(db.execute('SELECT "name", "value" FROM "about"'))
            self.counts: Mapping[str, int] = {
                name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  # names of our own
                for name in ORDER
            }
        self.head = Head.of(self.about)

    def __del__(self) -> None:
        while not self._free.empty():
            self._free.get_nowait().close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection for one thread at a time; it waits for one."""
        db = self._free.get()
        try:
            yield db
        finally:
            self._free.put(db)

    def made_ready(self) -> Edition:
        """The same, with all at hand that is asked of every incident at once."""
        _ = self.names, self.years, self.umbrellas
        return self

    def rows(
        self, name: str, which: str = "", given: Sequence[object] = (), columns: Sequence[str] = ()
    ) -> Rows:
        """Rows of a public table in its order, whole or these `columns`; `which` is SQL that follows its name and may
        name another order."""
        fields = [f for f in public_fields(name) if not columns or f.name.lstrip("_") in columns]
        names = [f.name.lstrip("_") for f in fields]
        read = [(n, _READ[kind_of(f)]) for n, f in zip(names, fields, strict=True) if kind_of(f) in _READ]
        wanted = ", ".join(f't."{column}"' for column in names)
        order = "" if "ORDER BY" in which else " ORDER BY t.rowid"
        with self.reading() as db:
            cells = db.execute(f'SELECT {wanted} FROM "{name}" t {which}{order}', given).fetchall()  # noqa: S608
        found = [dict(zip(names, row, strict=True)) for row in cells]
        for column, reader in read:
            for row in found:
                if row[column] is not None:
                    row[column] = reader(row[column])
        return found

    def of(self, name: str, column: str, keys: Sequence[object]) -> Rows:
        """Rows of a table whose `column` holds one of these keys: one question, however many there are."""
        which = f'WHERE t."{column}" IN (SELECT value FROM json_each(?))'  # noqa: S608
        return self.rows(name, which, [json.dumps(list(keys))]) if keys else []

    def with_attributions(self, incidents: Rows) -> list[Found]:
        """These incidents, each with its attributions."""
        said = by(self.of("attributions", "incident_id", [row["id"] for row in incidents]), "incident_id")
        return [(row, said.get(row["id"], ())) for row in incidents]

    @cached_property
    def names(self) -> Names:
        """Under which names incidents are asked for."""
        return names_of(self.rows("incidents", columns=("id", "code", "codes")), self.rows("deletions"))

    @cached_property
    def days(self) -> list[Found]:
        """Every incident with its attributions, as much of both as days count."""
        said = by(self.rows("attributions", columns=("incident_id", "grade")), "incident_id")
        return [(row, said.get(row["id"], ())) for row in self.rows("incidents", columns=_OF_DAYS)]

    @cached_property
    def umbrellas(self) -> set[str]:
        """Ids of the records of which a part is counted."""
        return umbrellas(self.days)

    @cached_property
    def coverage(self) -> Rows:
        """What was monitored, when."""
        return self.rows("coverage")

    @cached_property
    def years(self) -> list[str]:
        """Years of which there is something to tell."""
        return years((row["date_start"] for row, _ in self.days), self.coverage, self.head.as_of)
