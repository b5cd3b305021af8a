"""Where a backup is restored: a new folder under a passing name, its database open and empty, that takes its place at
the end or is gone. To be opened before anything that touches the records is imported."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cairn.errors import WorkspaceFault
from cairn.shell.store import files
from cairn.shell.workspace import FORMAT, Workspace, open_workspace

from .folder import with_database


class Place:
    """The folder that is to be, and the passing one that holds it until then."""

    def __init__(self, folder: Path, ws: Workspace, database: str) -> None:
        self.folder = folder
        self.ws = ws
        self.database = database

    def take(self) -> None:
        """Everything to the disk, and the folder under its name. Nothing may be written afterwards."""
        _let_go()
        new = self.ws.root
        found = (Path(folder) / name for folder, _, names in os.walk(new) for name in names)
        files.flush_files(found, below=new)
        try:
            with suppress(FileNotFoundError):
                self.folder.rmdir()  # it is empty, or this fails
            files.disk.replace(new, self.folder)
            files.disk.fsync_folder(self.folder.parent)
        except OSError as e:
            raise files.fault(e, self.folder) from e


@contextmanager
def place(folder: Path, database: str = "") -> Iterator[Place]:
    """A place for a new workspace. Nothing stays of it unless `Place.take` was called.

    Raises `WorkspaceFault`: `folder-not-empty`, `not-a-folder`, `database-not-empty`, what the disk says, and what
    opening the database says.
    """
    folder = folder.resolve()
    _demand_empty_folder(folder)
    new = folder.with_name(f"{files.PASSING}{secrets.token_hex(8)}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new.mkdir(mode=0o700)
    except OSError as e:
        raise files.fault(e, folder) from e
    try:
        for_now = with_database(f"format = {FORMAT}\n", database)
        files.write_whole(new / "cairn.toml", for_now.encode())
        ws = open_workspace(new)
        _demand_empty_database(new)
        yield Place(folder, ws, database)
    finally:
        if new.exists():
            _let_go()
            shutil.rmtree(new, ignore_errors=True)


def know_tables() -> None:
    """Let the records be imported without opening any database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.shell.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def _demand_empty_folder(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise WorkspaceFault(
            "not-a-folder", "a workspace is a folder", field="dir", value=folder, remedy="Name another path."
        )
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceFault(
            "folder-not-empty",
            "the folder holds something already, and a backup is never restored over it",
            field="dir",
            value=folder,
            remedy="Name a new or an empty folder; compare, and move it into its place by hand.",
        )


def _demand_empty_database(new: Path) -> None:
    from django.db import connection

    from . import tables

    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and Path(name) != new / "records.sqlite3":
        raise RuntimeError(f"a process restores one backup, and has no other database open: {name}")
    if any(table._base_manager.exists() for table in tables.tables().values()):
        raise WorkspaceFault(
            "database-not-empty",
            "the database holds records already, and a backup is never restored over them",
            field="database",
            value=name,
            remedy="Name an empty one with --database or CAIRN_DATABASE, or none: the records then go into the folder.",
        )


def _let_go() -> None:
    """Close the database; SQLite's then stands in one file."""
    from django.db import connection
    from django.db.utils import DatabaseError

    if connection.connection is None:
        return
    with suppress(DatabaseError):
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
