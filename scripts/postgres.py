"""Run a command with a PostgreSQL cluster of its own: `python scripts/postgres.py pytest -n auto`.

The cluster stands on loopback, in `C.UTF-8`, by Debian's binaries and not as root. The command finds its
address in CAIRN_DATABASE. It is stopped and its files are removed when the command ends, however it ends.
"""

from __future__ import annotations

import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
SECONDS_TO_START = 60
FAST = "-F -c full_page_writes=off -c synchronous_commit=off"  # nothing here outlives a crash


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
    """A fresh cluster; yields its address. It alone is stopped, and its files are removed."""
    before, user = as_server_user()
    folder, password = Path(tempfile.mkdtemp(prefix="cairn-pg-")), secrets.token_hex(8)
    data, log, port = folder / "data", folder / "log", free_port()
    (folder / "password").write_text(password)

    def call(program: str, *args: str) -> None:
        # Its output goes to a file: the server would hold a pipe open for as long as it runs.
        with (folder / "said").open("w+") as said:
            done = subprocess.run(  # noqa: S603
                [*before, str(programs / program), "-D", str(data), *args],
                cwd=folder, stdout=said, stderr=said, timeout=SECONDS_TO_START,
            )  # fmt: skip
        if done.returncode:
            told = [p.read_text() for p in (folder / "said", log) if p.exists()]
            raise SystemExit(f"{program} failed:\n" + "\n".join(told))

    try:
        if user:
            shutil.chown(folder, user)
            shutil.chown(folder / "password", user)
        call("initdb", "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={folder / 'password'}",
             "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        options = f"-h 127.0.0.1 -p {port} -k {folder} {FAST}"
        call("pg_ctl", "-w", "-l", str(log), "-o", options, "start")
        try:
            yield f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
        finally:
            call("pg_ctl", "-w", "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def main(command: Sequence[str]) -> int:
    """Run the command on a cluster of its own; its exit code."""
    programs = binaries()
    if programs is None:
        print("PostgreSQL's server programs are not installed: on Debian and Ubuntu, apt install postgresql.")
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the cluster is stopped then too
    with cluster(programs) as address:
        return subprocess.run(command, env={**os.environ, "CAIRN_DATABASE": address}).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
