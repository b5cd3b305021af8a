"""The app's name, so that Django finds it; and that a commit means the disk, on every connection."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class RecordsConfig(AppConfig):
    """The one app."""

    name = "cairn.shell.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every connection from here on waits for the disk when it commits."""
        connection_created.connect(_wait_for_the_disk, dispatch_uid="wait for the disk")


def _wait_for_the_disk(connection: Any, **_: Any) -> None:
    """A PostgreSQL server may be set to answer first and write later; SQLite is told in the settings."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
