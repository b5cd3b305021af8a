"""The same tests once more on PostgreSQL, on a cluster of their own that is gone when they end."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from support import needed

ROOT = Path(__file__).resolve().parents[2]
DEBIAN = Path("/usr/lib/postgresql")
LEAST = 40
WITHOUT_ROWS = ("test_postgres.py", "test_convert.py", "test_objects.py", "test_workspace.py")
"""Files of this folder that touch no rows, or are about SQLite's own file; and this one."""


def binaries() -> Path | None:
    """The folder of the newest server's programs; Debian keeps them off the PATH."""
    found = [p.parent for p in DEBIAN.glob("*/bin/initdb") if (p.parent / "pg_ctl").exists()]
    if not found and (on_path := shutil.which("initdb")):
        found = [Path(on_path).resolve().parent]
    return max(found, key=lambda p: [int(n) for n in re.findall(r"\d+", str(p))], default=None)


def as_server_user() -> tuple[list[str], str]:
    """What to put before a command, and whose the files are: a server does not run as root."""
    if os.getuid() != 0:
        return [], ""
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = "postgres" if "postgres" in names else "nobody"
    return ["runuser", "-u", user, "--"], user


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """A fresh cluster on loopback; yields its address. It alone is stopped, and its files are removed."""
    before, user = as_server_user()
    folder = Path(tempfile.mkdtemp(prefix="cairn-pg-"))
    data, port = folder / "data", free_port()

    def call(*args: str) -> None:
        done = subprocess.run([*before, *args], cwd=folder, capture_output=True, text=True, timeout=60)
        log = folder / "log"
        assert done.returncode == 0, done.stdout + done.stderr + (log.read_text() if log.exists() else "")

    try:
        if user:
            shutil.chown(folder, user)
        call(
            str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        options = f"-h 127.0.0.1 -p {port} -k {folder} -F"  # -F: nothing here outlives a crash
        pg_ctl = (str(programs / "pg_ctl"), "-D", str(data), "-w")
        # Its output goes to a file: the server would hold a pipe open for as long as it runs.
        call(
            "sh",
            "-c",
            'exec "$@" >/dev/null 2>&1',
            "sh",
            *pg_ctl,
            "-l",
            str(folder / "log"),
            "-o",
            options,
            "start",
        )
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            call(*pg_ctl, "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.mark.postgres
def test_the_shell_does_the_same_on_postgresql(tmp_path: Path) -> None:
    programs = binaries()
    needed("postgres", programs is not None, "PostgreSQL's server programs are not installed")
    needed("postgres", find_spec("psycopg") is not None, "psycopg is not installed: the extra `postgres`")
    assert programs is not None
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "CAIRN_", "COV_"))}
    command = [
        sys.executable, "-m", "pytest", "tests/shell", "-m", "not postgres and not browser and not data",
        "-q", "-p", "no:xdist", "-p", "no:cacheprovider", f"--basetemp={tmp_path / 'inner'}",
        *(f"--ignore=tests/shell/{name}" for name in WITHOUT_ROWS),
    ]  # fmt: skip
    with cluster(programs) as address:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**env, "CAIRN_DATABASE": address},
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed is not None
    assert int(passed[1]) >= LEAST
