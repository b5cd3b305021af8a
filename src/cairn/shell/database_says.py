"""What a database refused, as a coded error: full, read-only, broken, damaged, busy, of another version.

SQLite is known by its words, which are English everywhere; a PostgreSQL server says its own in its own language, so
there the SQLSTATE counts. The step at work was one transaction: nothing of it was saved, unless the disk or the line
failed in the very commit. Then nobody can know, so it is not told as saved, and running it again shows it.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.db.utils import DatabaseError

from cairn.errors import WorkspaceFault

NOTHING = "and nothing of this step was saved"
UNSURE = "so this step does not count as saved"
_SQLITE = (
    ("locked", "busy"),
    ("readonly", "read-only"),
    ("is full", "full"),
    ("disk I/O error", "broken"),
    ("malformed", "damaged"),
    ("not a database", "damaged"),
    ("unable to open database file", "closed"),
    ("no such", "version"),
)
_POSTGRESQL = (
    ("53100", "full"),
    ("25006", "read-only"),
    ("58030", "broken"),
    ("XX001", "damaged"),
    ("XX002", "damaged"),
    ("55P03", "busy"),
    ("40", "busy"),
    ("53", "busy"),
    ("08", "closed"),
    ("57P", "closed"),
    ("42501", "read-only"),
    ("42", "version"),
    ("3F", "version"),
)
"""SQLSTATE classes; the first that fits is meant. 40: the transaction was rolled back for another; 53: the server
has not enough of something; 42 and 3F: a table or column is not there."""


def said(error: DatabaseError, where: object) -> WorkspaceFault:
    """The coded error for what the database said; `where` names the workspace."""
    match _kind(error, where):
        case "full":
            return WorkspaceFault(
                "disk-full",
                f"the disk of the records is full, {NOTHING} ({error})",
                field="workspace",
                value=where,
                remedy="Make room on it, then run the same command again.",
            )
        case "read-only":
            return WorkspaceFault(
                "disk-read-only",
                f"the records may not be written here, {NOTHING} ({error})",
                field="workspace",
                value=where,
                remedy="Make the folder and its disk writable for you, or work in a copy on one that is.",
            )
        case "broken":
            return WorkspaceFault(
                "disk-fault",
                f"the disk of the records failed, {UNSURE} ({error})",
                field="workspace",
                value=where,
                remedy="Copy the workspace to a sound disk, check it with `cairn verify`, and run the command there.",
            )
        case "damaged":
            return WorkspaceFault(
                "database-damaged",
                f"the database does not fit together any more, {NOTHING} ({error})",
                field="workspace",
                value=where,
                remedy="Keep the folder as it is, and restore the newest backup into another.",
            )
        case "version":
            return WorkspaceFault(
                "database-refuses",
                f"the records are not of this version: {error}",
                field="workspace",
                value=where,
                remedy="Use the version of Cairn that made this workspace, or make a new one and add the files again.",
            )
        case "closed":
            return WorkspaceFault(
                "database-refuses",
                f"the records cannot be reached, {UNSURE} ({error})",
                field="workspace",
                value=where,
                remedy="Check that the folder is writable, or that the database named in cairn.toml runs.",
            )
    return WorkspaceFault(
        "workspace-busy",
        f"the records could not be written, {NOTHING} ({error})",
        field="workspace",
        value=where,
        remedy="Another command may be at work here: wait for it, then run the same command again.",
    )


def _kind(error: DatabaseError, where: object) -> str:
    kind = _told_kind(error)
    if (
        kind == "closed"
        and where
        and Path(str(where)).parent.is_dir()
        and not _may_be_written(Path(str(where)))
    ):
        return "read-only"  # SQLite needs to write beside its file even to read it
    return kind


def _may_be_written(path: Path) -> bool:
    return os.access(path if path.is_dir() else path.parent, os.W_OK)


def _told_kind(error: DatabaseError) -> str:
    state = getattr(error.__cause__, "sqlstate", None)
    if state:
        return next((kind for start, kind in _POSTGRESQL if state.startswith(start)), "busy")
    return next((kind for words, kind in _SQLITE if words in str(error)), "busy")
