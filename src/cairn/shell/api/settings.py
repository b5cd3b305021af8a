"""Django's settings of the live API behind another server: no database, no workspace, no secrets."""

from __future__ import annotations

DATABASES: dict[str, object] = {}
INSTALLED_APPS: list[str] = []
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "cairn.shell.api.routes"
USE_I18N = False
USE_TZ = True
SECRET_KEY = "not-used-nothing-is-signed"  # noqa: S105
