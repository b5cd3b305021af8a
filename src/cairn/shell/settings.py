"""Django's settings, made from the workspace: one folder, one database, no secrets.

`CAIRN_WORKSPACE` names the folder (the command line sets it); `CAIRN_DATABASE` or `database` in its
`cairn.toml` names a PostgreSQL database as `postgresql://user@host:port/name`; without it the records are
`records.sqlite3` in the folder. Where the folder is no workspace they are kept in memory: nothing is left behind.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

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
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }


DATABASES = {"default": _database(_database_url())}
INSTALLED_APPS = ["cairn.shell.records"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
# Nothing is signed with it yet: no sessions, no cookies, no forms. A served desk will demand a real one.
SECRET_KEY = "not-used-by-a-static-record"  # noqa: S105
ROOT_URLCONF = "cairn.shell.no_urls"
