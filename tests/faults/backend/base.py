"""Django's SQLite backend over APSW, so that the real acts run on files which a test can watch, fail or cut.

Tests only. The settings are those of the shell: its pragmas, its transaction mode, its timeout.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.sqlite3._functions import register
from django.db.backends.sqlite3.base import DatabaseWrapper as OnSqlite
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

from faults import dbapi

_convert = SQLiteCursorWrapper.convert_query


class Cursor(dbapi.Cursor):
    """Takes `%s` as Django writes it."""

    def execute(self, query: str, params: Any = None) -> Cursor:
        if params is not None:
            query = _convert(self, query, param_names=list(params) if isinstance(params, dict) else None)
        super().execute(query, params)
        return self

    def executemany(self, query: str, many: Any) -> Cursor:
        for params in many:
            self.execute(query, params)
        return self


class DatabaseWrapper(OnSqlite):
    """The same database, opened through APSW."""

    Database = dbapi

    def get_new_connection(self, conn_params: dict[str, Any]) -> dbapi.Connection:
        connection = dbapi.connect(conn_params["database"], timeout=conn_params["timeout"])
        register(connection)
        for command in ("PRAGMA legacy_alter_table = OFF", *self.init_commands):
            if command.strip():
                connection.execute(command)
        return connection

    def create_cursor(self, name: str | None = None) -> Cursor:
        return Cursor(self.connection)
