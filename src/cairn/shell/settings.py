"""Django's settings, made from the workspace: one folder, one database, no secrets.

`CAIRN_WORKSPACE` names the folder (the command line sets it); `CAIRN_DATABASE` or `database` in its
`cairn.toml` names a PostgreSQL database as `postgresql://user@host:port/name?sslmode=verify-full`; without it
the records are `records.sqlite3` in the folder. Where the folder is no workspace they are kept in memory: nothing
is left behind.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from cairn.errors import WorkspaceFault

LONGEST_NAME = 63  # of anything in PostgreSQL
TAKEN = {
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "connect_timeout",
    "host",
    "passfile",
    "application_name",
}
"""Options of an address that go to the driver: how the line is kept secret, a socket's folder, where a password is."""
WORKSPACE = Path(os.environ.get("CAIRN_WORKSPACE", ".")).resolve()


def _database_url() -> str:
    if url := os.environ.get("CAIRN_DATABASE"):
        return url
    try:
        config = tomllib.loads((WORKSPACE / "cairn.toml").read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError):
        return ""
    return str(config.get("database", ""))


def _database(url: str) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(WORKSPACE / "records.sqlite3") if (WORKSPACE / "cairn.toml").exists() else ":memory:",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA fullfsync=ON; PRAGMA checkpoint_fullfsync=ON;",  # of Macs: past the drive's own cache
            },
        }
    parts, port, options = _read_address(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": {"connect_timeout": "10", **options},
    }


def _read_address(url: str) -> tuple[SplitResult, int | None, dict[str, str]]:
    """Its parts, port and options. Raises `WorkspaceFault`; the address itself is not told, it may hold a password."""
    try:
        parts = urlsplit(url)
        port, options = parts.port, dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError as e:
        raise _bad_address("no address, or its port is no number") from e
    if parts.scheme not in ("postgresql", "postgres"):
        raise _bad_address("records are kept in PostgreSQL, or in the workspace's own file")
    if not 1 <= len(unquote(parts.path[1:])) <= LONGEST_NAME:
        raise _bad_address(f"a database has a name of at most {LONGEST_NAME} letters")
    if unknown := sorted(options.keys() - TAKEN):
        raise _bad_address(f"an option that is not taken: {', '.join(unknown)}")
    return parts, port, options


def _bad_address(what: str) -> WorkspaceFault:
    return WorkspaceFault(
        "database-address",
        f"the address of the database cannot be used: {what}",
        field="database",
        remedy="Write postgresql://USER:PASSWORD@HOST:PORT/NAME in cairn.toml or in CAIRN_DATABASE, "
        "signs such as @ or / in a password as %40 or %2F.",
    )


DATABASES = {"default": _database(_database_url())}
INSTALLED_APPS = ["cairn.shell.records"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
# Nothing is signed with it yet: no sessions, no cookies, no forms. A served desk will demand a real one.
SECRET_KEY = "not-used-by-a-static-record"  # noqa: S105
ROOT_URLCONF = "cairn.shell.no_urls"
