"""The demo on SQLite and on PostgreSQL: every table, internal and public, is the same byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cairn.publish.tables import TABLES
from support import new_database

TOLD = """
import secrets, sys
from datetime import UTC, datetime
from pathlib import Path
by_chance = secrets.token_hex  # the salt of a workspace and the clock are all that a table depends on by chance
secrets.token_hex = lambda n: "5" * 32 if n == 16 else by_chance(n)
from cairn.shell.demo import _fresh, fill
ws = _fresh(Path(sys.argv[1]))
from cairn.shell.acts.act import at_moment
with at_moment(datetime(2026, 11, 1, tzinfo=UTC)):
    fill(ws, lambda *said: None)
from django.db import connection
from cairn.shell.export.write import as_text, table_rows
for table in sys.argv[3:]:
    for is_public in (False, True):
        rows = table_rows(ws, table, is_public=is_public)
        (Path(sys.argv[2]) / f"{table} {is_public}").write_text(as_text(rows, table, "jsonl"), "utf-8")
print(connection.vendor)
"""


def exported(folder: Path, database: str) -> tuple[str, dict[str, bytes]]:
    """Which database it was, and every table of a demo built on it."""
    out = folder / "tables"
    out.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-c", TOLD, folder / "demo", out, *TABLES], capture_output=True, text=True, timeout=900,
        env={**os.environ, "CAIRN_DATABASE": database, "CAIRN_KEY": str(folder / "key")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip(), {p.name: p.read_bytes() for p in out.iterdir()}


@pytest.mark.postgres
def test_every_table_of_the_demo_is_the_same_on_both_databases(tmp_path):
    with new_database() as address:
        vendor, there = exported(tmp_path / "postgresql", address)
    own, here = exported(tmp_path / "sqlite", "")
    assert (own, vendor) == ("sqlite", "postgresql")
    assert len(here) == 2 * len(TABLES)
    assert here["claims False"].count(b"\n") > 100
    assert {name for name in here if here[name] != there[name]} == set()
