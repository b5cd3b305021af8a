"""As much of DB-API 2 over APSW as Django asks of it: tests only."""

from __future__ import annotations

import datetime
import decimal
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import apsw

sqlite_version_info = tuple(map(int, apsw.sqlite_lib_version().split(".")))
Binary = memoryview
VFS: str | None = None
"""The file system that connections are opened on; none for the usual one."""


class Error(Exception):
    """Anything the database refuses."""


class Warning(Exception):
    """Never raised."""


class InterfaceError(Error):
    """Never raised."""


class DatabaseError(Error):
    """The file is damaged, or no database."""


class OperationalError(DatabaseError):
    """The disk, or another process."""


class IntegrityError(DatabaseError):
    """A constraint."""


class DataError(DatabaseError):
    """Never raised."""


class InternalError(DatabaseError):
    """Never raised."""


class ProgrammingError(DatabaseError):
    """Never raised."""


class NotSupportedError(DatabaseError):
    """Never raised."""


def translated(error: apsw.Error) -> Error:
    """What Django knows it by, in SQLite's own words."""
    words = str(error)
    if isinstance(error, apsw.FullError):
        words = "database or disk is full"
    elif isinstance(error, apsw.IOError):
        words = "disk I/O error"
    if isinstance(error, apsw.ConstraintError):
        return IntegrityError(words)
    if isinstance(error, apsw.CorruptError | apsw.NotADBError):
        return DatabaseError(words)
    return OperationalError(words)


def connect(database: str, *, timeout: float) -> Connection:
    """Open a database on `VFS`."""
    return Connection(database, timeout)


class Connection:
    """One connection in autocommit, as Django uses it."""

    isolation_level: str | None = None

    def __init__(self, database: str, timeout: float) -> None:
        self.apsw = _told(lambda: apsw.Connection(database, vfs=VFS))
        self.apsw.set_busy_timeout(int(timeout * 1000))

    def execute(self, sql: str) -> Cursor:
        return Cursor(self).execute(sql)

    def create_function(self, name: str, narg: int, function: Any, *, deterministic: bool = False) -> None:
        self.apsw.create_scalar_function(name, function, narg, deterministic=deterministic)

    def create_aggregate(self, name: str, narg: int, made: Any) -> None:
        def begin() -> Any:
            state = made()
            return state, lambda s, *values: s.step(*values), lambda s: s.finalize()

        self.apsw.create_aggregate_function(name, begin, narg)

    def commit(self) -> None:
        if self.apsw.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.apsw.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        _told(self.apsw.close)


class Cursor:
    """All rows of a statement are taken at once: no statement is left half-way when a transaction ends."""

    arraysize = 100

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.description: Sequence[Any] | None = None
        self.rowcount = -1
        self.lastrowid = 0
        self._rows: Iterator[Any] = iter(())

    def execute(self, sql: str, params: Any = None) -> Cursor:
        database = self.connection.apsw
        values = params if isinstance(params, dict) else [_adapted(v) for v in params or ()]
        self._rows = iter(_told(lambda: self._all(database.cursor(), sql, values)))
        changes = sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE")
        self.rowcount = database.changes() if changes else -1
        self.lastrowid = database.last_insert_rowid()
        return self

    def _all(self, cursor: apsw.Cursor, sql: str, values: Any) -> list[Any]:
        rows = cursor.execute(sql, values)
        try:
            self.description = cursor.description
        except apsw.ExecutionCompleteError:
            self.description = None
        return list(rows)

    def executemany(self, sql: str, many: Any) -> Cursor:
        for params in many:
            self.execute(sql, params)
        return self

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchmany(self, size: int = arraysize) -> list[Any]:
        return [row for _, row in zip(range(size), self._rows, strict=False)]

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def close(self) -> None:
        self._rows = iter(())


def _told(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except apsw.Error as e:
        raise translated(e) from e


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime.date | datetime.time | decimal.Decimal):
        return str(value)
    return value
