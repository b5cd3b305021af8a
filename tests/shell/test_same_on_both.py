"""The demo on SQLite and on PostgreSQL: tables, internal and public, and pages are the same byte for byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cairn.publish.tables.specification import TABLES
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
import shutil
shutil.copytree(ws.site, Path(sys.argv[2]) / "site")
shutil.copytree(ws.preview, Path(sys.argv[2]) / "preview")
print(connection.vendor)
"""


def exported(folder: Path, database: str) -> tuple[str, dict[str, bytes]]:
    """Which database it was, and every table and page of a demo built on it."""
    out = folder / "tables"
    out.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-c", TOLD, folder / "demo", out, *TABLES], capture_output=True, text=True, timeout=900,
        env={**os.environ, "CAIRN_DATABASE": database, "CAIRN_KEY": str(folder / "key")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    files = {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    return done.stdout.strip(), files


@pytest.mark.postgres
def test_every_table_and_page_of_the_demo_is_the_same_on_both_databases(tmp_path):
    with new_database() as address:
        vendor, there = exported(tmp_path / "postgresql", address)
    own, here = exported(tmp_path / "sqlite", "")
    assert (own, vendor) == ("sqlite", "postgresql")
    assert len([name for name in here if "/" not in name]) == 2 * len(TABLES)
    assert len([name for name in here if name.endswith(".html")]) > 100
    assert here.keys() == there.keys()
    assert here["claims False"].count(b"\n") > 100
    assert {name for name in here if here[name] != there[name]} == set()
