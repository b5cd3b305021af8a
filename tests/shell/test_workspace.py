"""A workspace is one folder, and says clearly when it cannot be one."""

import sqlite3
import subprocess
import sys

import pytest

from cairn.errors import WorkspaceFault
from cairn.shell import settings
from cairn.shell.store.files import PASSING
from cairn.shell.workspace import init, open_workspace

COMMAND = "import sys; from cairn.shell.cli import main; main(sys.argv[1:])"


def cairn(*args, **more):
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *map(str, args)], capture_output=True, text=True, timeout=120, **more
    )


@pytest.mark.sqlite
def test_sqlite_keeps_what_it_acknowledged():
    options = settings._database("")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]


@pytest.mark.sqlite
def test_a_new_workspace_writes_ahead(tmp_path):
    assert cairn("init", tmp_path / "w").returncode == 0
    with sqlite3.connect(tmp_path / "w" / "records.sqlite3") as records:
        assert records.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_postgresql_address_is_read_whole():
    found = settings._database("postgresql://noor:s%40lt@db.example:5433/cairn")
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "noor", "s@lt", "db.example", "5433", "cairn",
    )  # fmt: skip


def test_each_workspace_has_a_secret_of_its_own(db, tmp_path):
    first, second = init(tmp_path / "a"), init(tmp_path / "b")
    assert len(str(first.config["salt"])) >= 32
    assert first.config["salt"] != second.config["salt"]


def test_it_refuses_a_folder_that_holds_something_else(db, tmp_path):
    (tmp_path / "letter.txt").write_text("not ours")
    with pytest.raises(WorkspaceFault, match="folder-not-empty"):
        init(tmp_path)


def test_a_workspace_can_be_made_again_where_making_it_was_interrupted(db, tmp_path):
    (tmp_path / f"{PASSING}0123").write_bytes(b"format")
    assert init(tmp_path).config["format"]


def test_it_says_where_there_is_none(tmp_path):
    with pytest.raises(WorkspaceFault, match=r"no-workspace.*cairn init"):
        open_workspace(tmp_path)


@pytest.mark.parametrize(
    ("text", "code"), [("format = 99\n", "workspace-format"), ("format = = 1\n", "workspace-unreadable")]
)
def test_it_refuses_a_workspace_it_cannot_read(tmp_path, text, code):
    (tmp_path / "cairn.toml").write_text(text)
    with pytest.raises(WorkspaceFault, match=code):
        open_workspace(tmp_path)


def test_the_demo_never_replaces_a_teams_own_workspace(own_database, tmp_path):
    assert cairn("init", tmp_path / "demo").returncode == 0
    before = (tmp_path / "demo" / "cairn.toml").read_text()
    refused = cairn("demo", "--no-serve", "--workspace", tmp_path / "demo")
    assert refused.returncode == 1
    assert "not-a-demo" in refused.stderr
    assert (tmp_path / "demo" / "cairn.toml").read_text() == before


@pytest.mark.sqlite
def test_a_copied_workspace_is_whole(tmp_path):
    import shutil

    rows = '{"id": "r-1", "text": "Shelling killed 2 civilians in Kafr Nabl on 3 March 2021."}\n'
    (tmp_path / "r.jsonl").write_text(rows)
    assert cairn("init", tmp_path / "w").returncode == 0
    assert cairn("run", tmp_path / "r.jsonl", "--workspace", tmp_path / "w").returncode == 0
    shutil.copytree(tmp_path / "w", tmp_path / "copy")
    again = cairn("run", tmp_path / "r.jsonl", "--workspace", tmp_path / "copy")
    assert "Nothing changed" in again.stdout
