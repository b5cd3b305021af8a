"""A backup goes from either database into either, and the record is the same."""

from __future__ import annotations

import pytest

from conftest import PRIVATE, STRIKE_AR, STRIKE_EN, jsonl, report
from shell.backups import Machine, invented
from support import new_database

LATER = report("later", "Shelling killed 3 civilians in Kafr Nabl on 9 May 2025.")
ROWS = (STRIKE_EN, STRIKE_AR, PRIVATE, *invented(5))


@pytest.mark.postgres
def test_from_postgresql_to_sqlite_and_back_it_is_the_same_record(tmp_path):
    machine = Machine(tmp_path)
    with new_database() as there, new_database() as elsewhere:
        ws = machine.filled("ws", *ROWS, database=there)
        (ws / "cairn.toml").write_text(f'database = "{there}"\n' + (ws / "cairn.toml").read_text())
        before = machine.exported(ws)  # by its own cairn.toml
        path = machine.backup(ws, "from-postgresql.age")
        machine.restore(path, "here")
        assert there not in (tmp_path / "here/cairn.toml").read_text()
        assert (tmp_path / "here/records.sqlite3").exists()
        assert machine.exported("here") == before
        assert machine.cairn("verify", "--workspace", "here")["clean"]
        again = machine.backup(tmp_path / "here", "from-sqlite.age")
        machine.restore(again, "back", "--database", elsewhere)
        assert not (tmp_path / "back/records.sqlite3").exists()
        assert machine.exported("back") == before
        assert machine.cairn("verify", "--workspace", "back")["clean"]
        (tmp_path / "later.jsonl").write_bytes(jsonl(LATER))
        machine.cairn("add", "later.jsonl", "--workspace", "back")  # new keys come after those restored
        assert machine.cairn("verify", "--workspace", "back")["clean"]


@pytest.mark.postgres
def test_it_never_goes_into_a_database_that_holds_records(tmp_path):
    machine = Machine(tmp_path)
    with new_database() as there, new_database() as empty:
        ws = machine.filled("ws", database=there)
        path = machine.backup(ws, "a.age", database=there)
        before = machine.exported(ws, database=there)
        args = ("restore", path, "back", "--key", "backup.key")
        assert machine.refused(*args, "--database", there) == "database-not-empty"
        assert machine.refused(*args, database=there) == "database-not-empty"
        assert "back" not in machine.names()
        assert machine.exported(ws, database=there) == before
        cut = tmp_path / "cut.age"
        cut.write_bytes(path.read_bytes()[:-2000])
        args = ("restore", cut, "back", "--key", "backup.key", "--database", empty)
        assert machine.refused(*args) == "backup-damaged"
        machine.restore(path, "back", "--database", empty)  # nothing of the cut one stayed
        assert machine.exported("back") == before
