"""PostgreSQL: which databases are refused and why, and two commands at once. Each test has databases of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from cairn.errors import WorkspaceFault
from cairn.shell import settings
from conftest import STRIKE_AR, STRIKE_EN, jsonl
from support import LIKE_OURS, new_database

COMMAND = "import sys; from cairn.shell.cli import main; main(sys.argv[1:])"
WITHOUT_DRIVER = "import sys; sys.modules['psycopg'] = None; sys.modules['psycopg2'] = None; " + COMMAND


def started(folder: Path, address: str, *args: object, code: str = COMMAND) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args), "--workspace", str(folder), "--json"],
        env={**os.environ, "CAIRN_DATABASE": address}, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def cairn(folder: Path, address: str, *args: object, code: str = COMMAND) -> dict[str, Any]:
    out, err = started(folder, address, *args, code=code).communicate(timeout=120)
    assert "Traceback" not in err, err
    answer: dict[str, Any] = json.loads(out)
    return answer


def changed(address: str, **parts: str) -> str:
    return urlunsplit(urlsplit(address)._replace(**parts))


def folder(tmp_path: Path) -> Path:
    """A workspace of its own: its log is named by its salt."""
    (tmp_path / "cairn.toml").write_text(f'format = 2\nname = "test"\nsalt = "{uuid4().hex}"\n', "utf-8")
    return tmp_path


def refused(tmp_path: Path, address: str, code: str = COMMAND) -> dict[str, str]:
    error: dict[str, str] = cairn(folder(tmp_path), address, "export", "reports", code=code)["error"]
    return error


@pytest.mark.postgres
def test_these_tests_run_on_postgresql(db):
    from django.db import connection

    assert connection.vendor == "postgresql"


@pytest.mark.postgres
def test_a_commit_waits_for_the_disk_though_the_server_is_set_to_answer_first(db):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT reset_val, setting FROM pg_settings WHERE name = 'synchronous_commit'")
        assert cursor.fetchone() == ("off", "on")


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("made", "code", "value"),
    [
        ("ENCODING 'SQL_ASCII' LOCALE 'C'", "database-encoding", "SQL_ASCII"),
        ("ENCODING 'LATIN1' LOCALE 'C'", "database-encoding", "LATIN1"),
        (LIKE_OURS + " LOCALE_PROVIDER icu ICU_LOCALE 'ar'", "database-locale", "C.UTF-8"),
        (LIKE_OURS + " LOCALE_PROVIDER icu ICU_LOCALE 'en-US'", "database-locale", "C.UTF-8"),
    ],
)
def test_a_database_that_would_lose_or_reorder_text_is_refused(tmp_path, made, code, value):
    with new_database(made) as address:
        error = refused(tmp_path, address)
    assert (error["code"], error["value"]) == (code, value)
    assert "ENCODING 'UTF8' LOCALE 'C.UTF-8'" in error["remedy"]


@pytest.mark.postgres
@pytest.mark.parametrize("made", [LIKE_OURS, "ENCODING 'UTF8' LOCALE 'C'"])
def test_a_database_in_utf_8_that_sorts_by_code_point_is_taken(tmp_path, made):
    with new_database(made) as address:
        assert cairn(folder(tmp_path), address, "export", "reports") == {"table": "reports", "rows": []}


@pytest.mark.postgres
def test_a_server_that_cannot_be_reached_is_told(tmp_path):
    error = refused(tmp_path, "postgresql://noor@127.0.0.1:1/cairn")
    assert (error["code"], error["value"]) == ("database-unreachable", "127.0.0.1:1")


@pytest.mark.postgres
def test_a_wrong_password_is_told_and_not_shown(tmp_path):
    with new_database() as address:
        parts = urlsplit(address)
        error = refused(tmp_path, changed(address, netloc=f"postgres:not-this@{parts.hostname}:{parts.port}"))
    assert (error["code"], error["value"]) == ("database-login", "postgres")
    assert "not-this" not in json.dumps(error)


@pytest.mark.postgres
def test_a_database_that_is_not_there_is_told(tmp_path):
    with new_database() as address:
        error = refused(tmp_path, changed(address, path="/nowhere"))
    assert (error["code"], error["value"]) == ("database-missing", "nowhere")


@pytest.mark.postgres
def test_a_missing_driver_names_its_extra(tmp_path):
    error = refused(tmp_path, "postgresql://noor@127.0.0.1:1/cairn", code=WITHOUT_DRIVER)
    assert (error["code"], error["value"]) == ("extra-missing", "postgres")
    assert "cairn-record[postgres]" in error["remedy"]


@pytest.mark.parametrize(
    "address",
    [
        "mysql://noor:s3cret@db.example/cairn",
        "postgresql://noor:s3cret@db.example",
        "postgresql://noor:s3cret@db.example:x/cairn",
        "postgresql://noor:s3cret@db.example/cairn?sslmod=require",
        f"postgresql://noor:s3cret@db.example/{'c' * 64}",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_and_its_password_not_told(address):
    with pytest.raises(WorkspaceFault, match="database-address") as refusal:
        settings._database(address)
    assert "s3cret" not in str(refusal.value)


def test_how_the_line_is_kept_secret_goes_to_the_driver():
    found = settings._database("postgresql://noor@db.example/cairn?sslmode=verify-full&sslrootcert=/ca.pem")
    assert found["OPTIONS"]["sslmode"] == "verify-full"
    assert found["OPTIONS"]["sslrootcert"] == "/ca.pem"


@pytest.mark.postgres
def test_the_demo_never_goes_into_a_database_that_holds_records(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(jsonl(STRIKE_EN))
    with new_database() as address:
        assert cairn(folder(tmp_path), address, "add", tmp_path / "a.jsonl")["files"]
        error = cairn(tmp_path / "demo", address, "demo", "--no-serve")["error"]
    assert (error["code"], error["field"]) == ("not-a-demo", "database")


@pytest.mark.postgres
def test_two_commands_at_once_both_go_in_and_the_acts_stand_in_one_row(tmp_path):
    for name, row in (("a", STRIKE_EN), ("b", STRIKE_AR)):
        (tmp_path / f"{name}.jsonl").write_bytes(jsonl(*({**row, "id": f"{name}-{n}"} for n in range(150))))
    folder(tmp_path)
    with new_database() as address:
        work = [started(tmp_path, address, "add", tmp_path / f"{name}.jsonl") for name in "ab"]
        told = [process.communicate(timeout=120) for process in work]
        assert [process.returncode for process in work] == [0, 0], told
        rows = cairn(tmp_path, address, "export", "reports")["rows"]
        assert len(rows) == 300
        assert sequence(address) == list(range(len(sequence(address))))


def sequence(address: str) -> list[int]:
    import psycopg

    with psycopg.connect(address) as records:
        return [n for (n,) in records.execute("SELECT seq FROM records_act ORDER BY id")]
