"""What a database refuses is told with a code of its own, whoever says it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from django.db.utils import OperationalError

from cairn.shell.acts.add_reports import add_reports
from cairn.shell.database_says import said
from conftest import STRIKE_EN, jsonl


def locked(path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        sqlite3.connect(path, timeout=0).execute("INSERT INTO t VALUES (1)")


def read_only(path):
    sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute("INSERT INTO t VALUES (1)")


def full(path):
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA max_page_count = 2")
    connection.execute("INSERT INTO t VALUES (zeroblob(100000))")


def no_database(path):
    path.write_bytes(b"no database at all " * 100)
    sqlite3.connect(path).execute("SELECT * FROM t")


def damaged(path):
    data = bytearray(path.read_bytes())
    data[4096:4200] = b"\xff" * 104
    path.write_bytes(data)
    sqlite3.connect(path).execute("SELECT * FROM t")


def of_another_version(path):
    sqlite3.connect(path).execute("SELECT * FROM not_there")


def out_of_reach(path):
    sqlite3.connect(path / "not" / "there")


CASES = {
    locked: "workspace-busy",
    read_only: "disk-read-only",
    full: "disk-full",
    no_database: "database-damaged",
    damaged: "database-damaged",
    of_another_version: "database-refuses",
    out_of_reach: "database-refuses",
}


@pytest.mark.filterwarnings("ignore:unclosed database")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_each_refusal_of_sqlite_has_its_code(tmp_path, case):
    path = tmp_path / "t.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.executescript("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
    with pytest.raises(sqlite3.DatabaseError) as caught:
        case(path)
    fault = said(OperationalError(str(caught.value)), "here")
    assert (fault.code, fault.field, fault.value) == (CASES[case], "workspace", "here")
    assert fault.remedy


class Server(Exception):
    """As the driver of PostgreSQL raises it: the words are in the server's language, the state in none."""

    def __init__(self, sqlstate):
        super().__init__("kein Platz")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("53100", "disk-full"),
        ("25006", "disk-read-only"),
        ("42501", "disk-read-only"),
        ("58030", "disk-fault"),
        ("XX001", "database-damaged"),
        ("40001", "workspace-busy"),
        ("40P01", "workspace-busy"),
        ("55P03", "workspace-busy"),
        ("53300", "workspace-busy"),
        ("57P01", "database-refuses"),
        ("08006", "database-refuses"),
        ("42P01", "database-refuses"),
    ],
)
def test_each_refusal_of_postgresql_has_its_code(state, code):
    error = OperationalError("kein Platz")
    error.__cause__ = Server(state)
    assert said(error, "here").code == code


def test_a_folder_that_may_not_be_written_is_told_as_such_though_sqlite_only_cannot_open_its_file(
    tmp_path, monkeypatch
):
    error = OperationalError("unable to open database file")
    assert said(error, tmp_path / "records.sqlite3").code == "database-refuses"
    monkeypatch.setattr("os.access", lambda path, mode: False)
    assert said(error, tmp_path / "records.sqlite3").code == "disk-read-only"
    assert said(error, tmp_path).code == "disk-read-only"


def test_a_step_that_failed_in_its_commit_is_not_told_as_undone():
    assert "nothing of this step" not in said(OperationalError("disk I/O error"), "").message
    assert "nothing of this step" in said(OperationalError("database or disk is full"), "").message


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("database is locked", "workspace-busy"),
        ("attempt to write a readonly database", "disk-read-only"),
        ("database or disk is full", "disk-full"),
        ("disk I/O error", "disk-fault"),
        ("database disk image is malformed", "database-damaged"),
    ],
)
def test_the_command_line_tells_what_the_database_refused(ws, cli, monkeypatch, words, code):
    def refuse(*args, **more):
        raise OperationalError(words)

    add_reports(ws, "reports.jsonl", jsonl(STRIKE_EN))
    monkeypatch.setattr("cairn.shell.acts.run.read_reports", refuse)
    answer = cli("run", "--no-preview", "--json")
    error = json.loads(answer.stdout)["error"]
    assert (answer.exit_code, error["code"], error["field"]) == (1, code, "workspace")
    assert words in error["message"]
    assert error["remedy"]
