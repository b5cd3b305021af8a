"""A workspace is one folder: find it, make it, open its database."""

from __future__ import annotations

import os
import secrets
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cairn.archive import sha256_hex
from cairn.errors import WorkspaceFault
from cairn.shell.store.files import PASSING, fault, make_folder, write_whole
from cairn.shell.store.lock import held
from cairn.shell.store.log import Log
from cairn.shell.store.objects import Objects
from cairn.vocab.actors import Actor, own_actors

FORMAT = 2
"""2: every row of evidence is sealed by an act. A workspace of format 1 has no such history to stand on."""
_TOML = """# A Cairn workspace. Copy this folder and you have copied everything but the key that signs its log.
format = {format}
name = "{name}"
log = "{log}"   # the name of this workspace's log: every checkpoint carries it
salt = "{salt}"   # secret: public ids of withheld reports are made with it; never publish this file
# database = "postgresql://user@localhost/cairn"   # the default is records.sqlite3 in this folder
# name_deciders = true   # show in public who set and released an assessment, and why
"""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The open folder."""

    root: Path

    @property
    def objects(self) -> Objects:
        """Bytes by hash."""
        return Objects(self.root / "objects")

    @property
    def site(self) -> Path:
        """Where the public site is written."""
        return self.root / "site"

    @property
    def preview(self) -> Path:
        """Where the marked preview is written."""
        return self.root / "preview"

    @property
    def actors_toml(self) -> str:
        """The text of the team's own actors; empty where there are none."""
        return _actors_toml(self.root)

    @property
    def own_actors(self) -> tuple[Actor, ...]:
        """The team's own actors."""
        return _parsed(self.actors_toml)

    @property
    def origin(self) -> str:
        """The name of its log."""
        config = self.config
        return str(config.get("log") or log_name(str(config.get("salt", ""))))

    @property
    def log(self) -> Log:
        """The log of its acts."""
        return Log(self.root / "log", self.origin)

    @property
    def config(self) -> dict[str, object]:
        """`cairn.toml`, read."""
        return tomllib.loads((self.root / "cairn.toml").read_text("utf-8"))


def log_name(seed: str) -> str:
    """A name no other log has, from a seed nobody else has; it says nothing of the team."""
    return f"cairn-record/{sha256_hex(f'log {seed}'.encode())[:16]}"


def here() -> Workspace | None:
    """The workspace whose records are open; None where they are kept in memory."""
    root = Path(os.environ.get("CAIRN_WORKSPACE", ".")).resolve()
    return Workspace(root) if (root / "cairn.toml").exists() else None


@contextmanager
def alone(ws: Workspace) -> Iterator[None]:
    """Hold the workspace for one run. Raises `WorkspaceFault` at once where another run holds it.

    The lock is the process's own: it ends with it, however it ends, and leaves nothing to clear away.
    """
    with held(ws.root / ".run.lock") as mine:
        if not mine and sys.platform != "win32":  # there, the database's own locks remain
            raise WorkspaceFault(
                "workspace-busy",
                "another run is at work in this workspace",
                field="workspace",
                value=ws.root,
                remedy="Wait until it is done, then run the same command again.",
            )
        yield


@lru_cache(maxsize=4)
def _parsed(toml: str) -> tuple[Actor, ...]:
    return own_actors(toml) if toml else ()


def _actors_toml(root: Path) -> str:
    """A team's own actors, as `cairn add --as actors` keeps them; empty where there are none."""
    try:
        return (root / "actors.toml").read_text("utf-8")
    except FileNotFoundError:
        return ""


def init(root: Path) -> Workspace:
    """Make a workspace, or open the one that is there already. Raises `WorkspaceFault`."""
    root = root.resolve()
    if not (root / "cairn.toml").exists():
        if root.exists() and not root.is_dir():
            raise WorkspaceFault(
                "not-a-folder",
                "a workspace is a folder",
                field="workspace",
                value=root,
                remedy="Name another path.",
            )
        if root.exists() and any(not p.name.startswith(PASSING) for p in root.iterdir()):
            raise WorkspaceFault(
                "folder-not-empty",
                "the folder holds something else already",
                field="workspace",
                value=root,
                remedy="Name a new or an empty folder.",
            )
        try:
            make_folder(root)
            name = root.name.replace("\\", "").replace('"', "")
            salt = secrets.token_hex(16)
            text = _TOML.format(format=FORMAT, name=name, log=log_name(salt), salt=salt)
            write_whole(root / "cairn.toml", text.encode())
        except OSError as e:
            raise fault(e, root) from e
    return open_workspace(root)


def open_workspace(root: Path) -> Workspace:
    """Open a workspace and bring its tables up to date.

    Raises `WorkspaceFault` where the folder is none or of a later format.
    """
    root = root.resolve()
    try:
        config = tomllib.loads((root / "cairn.toml").read_text("utf-8"))
    except FileNotFoundError as e:
        raise WorkspaceFault(
            "no-workspace",
            "there is no workspace here",
            field="workspace",
            value=root,
            remedy="Make one with `cairn init DIR`, or name one with --workspace or CAIRN_WORKSPACE.",
        ) from e
    except (tomllib.TOMLDecodeError, OSError) as e:
        raise WorkspaceFault(
            "workspace-unreadable",
            f"cairn.toml cannot be read: {e}",
            field="workspace",
            value=root,
            remedy="Mend or restore cairn.toml.",
        ) from e
    if config.get("format") != FORMAT:
        raise WorkspaceFault(
            "workspace-format",
            "this workspace was made by another version of Cairn",
            field="format",
            value=config.get("format"),
            remedy=f"This version reads format {FORMAT}.",
        )
    _open_database(root)
    return Workspace(root)


def _open_database(root: Path) -> None:
    os.environ["CAIRN_WORKSPACE"] = str(root)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.shell.settings")
    from cairn.shell.database import open_database

    open_database()
