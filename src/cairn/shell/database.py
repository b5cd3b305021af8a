"""Open the database of the settings: reach it, see that it keeps text as the record needs it, make its tables.

Two databases must give one answer. SQLite keeps UTF-8 and sorts by code point, so a PostgreSQL database that does
neither is refused, rather than found out later by a list in another order.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError, OperationalError

from cairn.errors import CairnError, MissingExtra, WorkspaceFault

from .database_says import said

MIGRATORS_LOCK = 0x6361_6972_6D  # any number that every process agrees on which brings tables up to date
MAKE_ANOTHER = "CREATE DATABASE cairn TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
WHERE = "`database` of cairn.toml, or in CAIRN_DATABASE"
OUT_OF_ORDER = ("a", "B", "a-1", "a1", "Ab", "é", "z", "ا", "أ", "ب", "بَ", "ى", "ي", "1", "١")
"""Which languages sort otherwise than by code point: case, signs, vowel marks, hamza, digits."""


def open_database() -> None:
    """Reach the database and bring its tables up to date.

    Raises `MissingExtra` without the driver; `WorkspaceFault` where it cannot be reached, or used as it is.
    """
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        _demand_driver()
    if not apps.ready:
        django.setup()
    if connection.vendor == "postgresql":
        _reach()
        _check_text()
    try:
        with _one_at_a_time():
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                call_command("migrate", verbosity=0)
    except DatabaseError as e:
        raise said(e, _name()) from e


def _demand_driver() -> None:
    try:
        from django.db.backends.postgresql import base  # noqa: F401
    except ImproperlyConfigured as e:
        raise MissingExtra(
            "extra-missing",
            "records in PostgreSQL need its driver, which is not installed",
            field="extra",
            value="postgres",
            remedy="Install it with its extra: cairn-record[postgres].",
        ) from e


def _reach() -> None:
    try:
        connection.ensure_connection()
    except OperationalError as e:
        raise _unreached(e) from e


def _unreached(error: OperationalError) -> CairnError:
    """Why there is no connection. A server's words come in its own language, so they are not searched."""
    if _lets_us_into("postgres"):
        return WorkspaceFault(
            "database-missing",
            "the server has no such database, or does not open it to this user",
            field="database",
            value=_name(),
            remedy=f"Have it made: {MAKE_ANOTHER}; or mend its name in {WHERE}.",
        )
    tried = getattr(error.__cause__, "pgconn", None)
    if tried is not None and (tried.used_password or tried.needs_password):
        return WorkspaceFault(
            "database-login",
            "the server does not accept this user with this password",
            field="user",
            value=connection.settings_dict["USER"],
            remedy=f"Mend user and password in {WHERE}.",
        )
    return WorkspaceFault(
        "database-unreachable",
        f"the database server cannot be reached: {error}",
        field="database",
        value=f"{connection.settings_dict['HOST']}:{connection.settings_dict['PORT'] or 5432}",
        remedy=f"See that it runs, and that host and port are right in {WHERE}.",
    )


def _lets_us_into(database: str) -> bool:
    """Whether the same login opens another database of the server."""
    import psycopg

    try:
        psycopg.connect(**{**connection.get_connection_params(), "dbname": database}).close()
    except psycopg.Error:
        return False
    return True


def _check_text() -> None:
    """Raises `WorkspaceFault` for an encoding other than UTF-8, or an order other than by code point."""
    encoding = _asked(
        "SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()"
    )
    if encoding != ["UTF8"]:
        raise WorkspaceFault(
            "database-encoding",
            "the database does not keep text as UTF-8, so it cannot hold every letter",
            field="encoding",
            value=encoding[0],
            remedy=f"Use one made so: {MAKE_ANOTHER}",
        )
    if _asked("SELECT v FROM unnest(%s::text[]) v ORDER BY v", list(OUT_OF_ORDER)) != sorted(OUT_OF_ORDER):
        raise WorkspaceFault(
            "database-locale",
            "the database sorts text by the rules of a language, so lists would stand in another order than elsewhere",
            field="locale",
            value=_asked("SELECT datcollate FROM pg_database WHERE datname = current_database()")[0],
            remedy=f"Use one made so: {MAKE_ANOTHER}",
        )


def _asked(query: str, *values: str | int | list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return [v.decode("ascii") if isinstance(v, bytes) else str(v) for (v,) in cursor.fetchall()]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """One process at a time brings the tables up to date; SQLite's own lock holds the others back."""
    if connection.vendor != "postgresql":
        yield
        return
    _asked("SELECT pg_advisory_lock(%s::bigint)", MIGRATORS_LOCK)
    try:
        yield
    finally:
        _asked("SELECT pg_advisory_unlock(%s::bigint)", MIGRATORS_LOCK)


def _name() -> str:
    return str(connection.settings_dict["NAME"])
