"""`cairn verify` at the keyboard: what it says, what it writes nowhere, and on whose machine it works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from cairn.shell.acts.act import recorded
from cairn.shell.acts.log import catch_up
from cairn.shell.acts.set_assessment import Decision, set_assessment
from cairn.shell.records.models import Act, Seal
from cairn.shell.verify import history, rows
from cairn.shell.verify.verify import verify
from conftest import STRIKE_AR, STRIKE_EN, jsonl, silent
from shell.answers import error_of, told
from shell.desk import NOOR


@pytest.fixture
def logged(three):
    """A workspace that has run, its acts in the log."""
    catch_up()
    return three


def sql(query, *values):
    with connection.cursor() as cursor:
        cursor.execute(query, values)


def test_a_sound_workspace_is_clean_and_says_how_much_was_checked(logged, cli):
    result = cli("verify")
    assert result.exit_code == 0
    count = Act.objects.count()
    assert f"Checked {count} records of acts" in result.stdout
    assert f"Vouches for records 0 to {count - 1} of {count}." in result.stdout
    assert "Hashing objects" in result.stderr


def test_as_json_it_is_one_object_with_counts_and_speeds(logged, cli):
    value = told(cli("verify", "--json"))
    assert value["clean"] is True
    assert value["vouched_to"] == value["records"] - 1 == value["logged"] - 1
    assert value["findings"] == []
    assert value["objects"]["count"] == value["objects"]["named"] == 4
    assert value["rows"] == sum(Seal.objects.values_list("rows", flat=True)) - superseded()
    assert value["speeds"]["records_per_second"] > 0
    assert value["log"]["checkpoint"].split("\n")[1] == str(value["records"])


def superseded():
    """Lines of seals whose rows a later act wrote anew."""
    lines = [
        (s.table, line.split(" ", 2)[2]) for s in Seal.objects.all() for line in s.lines.split("\n")[:-1]
    ]
    return len(lines) - len(set(lines))


def test_a_finding_is_told_with_its_reports_and_its_remedy_and_the_exit_is_1(logged, cli):
    sha = logged.objects.path("0" * 64)
    sha = next(
        p for p in sha.parents[2].rglob("*") if p.is_file() and b"local reporter" in p.read_bytes()[:200]
    )
    sha.chmod(0o644)
    sha.write_bytes(
        b"other words, and longer than those which stood here, so that nothing seems to be cut off" * 9
    )
    result = cli("verify")
    assert result.exit_code == 1
    assert "object-changed (1)" in result.stdout
    assert "On it rest: wire-1." in result.stdout
    assert "What to do: Restore it" in result.stdout
    assert "Not vouched for: 1 finding above" in result.stdout


def test_a_finding_names_the_act_that_wrote_the_row_and_its_moment(logged, cli):
    sql("UPDATE records_claimrow SET max = 99 WHERE kind = 'killed' AND account_id = 'wire-1#1'")
    (found,) = told(cli("verify", "--json"), 1)["findings"]
    act = Act.objects.get(kind="read-reports")
    assert (found["code"], found["act"], found["at"]) == ("row-edited", act.seq, act.at.isoformat())
    assert found["key"].startswith("claimrow ")
    assert "as it was written" in found["what"]
    assert found["remedy"]


def test_it_vouches_for_what_stands_before_the_first_finding(logged, cli):
    act = Act.objects.get(kind="read-reports")
    sql("UPDATE records_readingrow SET harm = NOT harm WHERE account_id = 'wire-1#1'")
    value = told(cli("verify", "--json"), 1)
    assert value["vouched_to"] == act.seq - 1


def test_records_that_wait_for_the_log_are_a_note_and_no_fault(three, cli):
    catch_up()
    for _ in range(3):
        with recorded("note"):
            pass
    value = told(cli("verify", "--json"))
    assert value["clean"] is True
    assert value["waiting"] == 3
    assert value["vouched_to"] == value["records"] - 3 - 1
    assert "3 records wait for the log" in value["notes"][0]


def test_what_a_column_cannot_hold_is_named_and_the_rest_is_checked(logged):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL takes no such value")
    sql("PRAGMA ignore_check_constraints = ON")
    sql("UPDATE records_act SET detail = '{' WHERE kind = 'read-reports'")
    sql("UPDATE records_readingrow SET value = 'x' WHERE account_id = 'wire-1#1'")
    sql("UPDATE records_claimrow SET max = 99 WHERE kind = 'killed' AND account_id = 'wire-1#1'")
    counts = verify(logged, silent).findings.counts
    assert counts.pop("records-unreadable", 1) == 1
    assert counts == {"act-edited": 1, "act-missing": 1, "row-edited": 2}


def test_a_file_that_is_no_checkpoint_is_refused(logged, cli, tmp_path):
    path = tmp_path / "note"
    for text in ("nothing\n", "a\nb\nc\n\n\u2014 x y\n"):
        path.write_text(text, "utf-8")
        assert error_of(cli("verify", "--checkpoint", path, "--json"))["code"] == "checkpoint-unreadable"
    assert (
        error_of(cli("verify", "--checkpoint", tmp_path / "none", "--json"))["code"]
        == "checkpoint-unreadable"
    )


def test_a_checkpoint_of_another_log_is_told_as_such(logged, cli, tmp_path):
    path = tmp_path / "note"
    path.write_text((logged.root / "log/checkpoint").read_text().replace("cairn-record/", "other/"))
    (found,) = told(cli("verify", "--checkpoint", path, "--json"), 1)["findings"]
    assert found["code"] == "checkpoint-origin"


def test_a_checkpoint_that_somebody_changed_is_told_as_such(logged, cli, tmp_path):
    path = tmp_path / "note"
    lines = (logged.root / "log/checkpoint").read_text().split("\n")
    path.write_text("\n".join([*lines[:-2], lines[-2][:-6] + "AAAA" + lines[-2][-2:], ""]))
    value = told(cli("verify", "--checkpoint", path, "--json"), 1)
    assert [f["code"] for f in value["findings"]] == ["checkpoint-signature"]


def test_an_earlier_checkpoint_fits_a_log_that_grew(logged, cli, tmp_path):
    path = tmp_path / "note"
    path.write_text((logged.root / "log/checkpoint").read_text())
    set_assessment(Decision("wire-1", NOOR, "three origins", grades={"russia": "fair"}))
    catch_up()
    result = cli("verify", "--checkpoint", path)
    assert result.exit_code == 0
    assert "records of the checkpoint handed in" in result.stdout


def test_on_a_machine_without_the_key_it_verifies_and_makes_none(logged, cli, tmp_path, monkeypatch):
    monkeypatch.setenv("CAIRN_KEY", str(tmp_path / "nokey"))
    value = told(cli("verify", "--json"))
    assert value["clean"] is True
    assert "signed nothing for this log" in value["notes"][0]
    assert not (tmp_path / "nokey").exists()


def test_nothing_is_written(logged, cli):
    before = snapshot(logged.root)
    cli("verify")
    assert snapshot(logged.root) == before


def snapshot(root: Path) -> dict[str, tuple[int, int]]:
    return {str(p): (p.stat().st_mtime_ns, p.stat().st_size) for p in root.rglob("*") if p.is_file()}


def test_the_work_divided_finds_what_the_whole_finds(logged, monkeypatch):
    monkeypatch.setattr(rows, "AT_ONCE", 3)
    monkeypatch.setattr(history, "READ_AT_ONCE", 2)
    for _ in range(20):
        with recorded("note"):
            pass
    catch_up()
    assert len(rows.parts()) > len({p.table for p in rows.parts()})
    assert not verify(logged, silent).findings
    sql("UPDATE records_claimrow SET max = 99 WHERE kind = 'killed'")
    sql("DELETE FROM records_readingrow WHERE account_id = 'wire-1#1'")
    assert set(verify(logged, silent).findings.counts) == {"row-edited", "row-deleted"}


def test_processes_of_their_own_check_what_one_checks(own_database, tmp_path):
    """The command as it is typed, over a database of its own, with two workers."""
    env = {**os.environ, "CAIRN_WORKSPACE": str(tmp_path / "w"), "CAIRN_KEY": str(tmp_path / "key")}
    env["DJANGO_SETTINGS_MODULE"] = "cairn.shell.settings"
    (tmp_path / "r.jsonl").write_bytes(jsonl(STRIKE_EN, STRIKE_AR))
    plain = "from cairn.shell.cli import main; main()"
    forked = (
        f"import django; django.setup(); import cairn.shell.verify.verify as v; v.WORTH_FORKING = -1; {plain}"
    )
    for code, *line in (
        (plain, "init", str(tmp_path / "w")),
        (plain, "run", "--no-preview", str(tmp_path / "r.jsonl")),
        (forked, "verify", "--json"),
    ):
        done = subprocess.run([sys.executable, "-c", code, *line], env=env, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
    value = json.loads(done.stdout)
    assert value["clean"] is True
    assert value["rows"] > 20


@pytest.mark.sqlite
def test_a_word_where_a_number_belongs_is_a_finding_and_no_crash(logged):
    sql("UPDATE records_act SET seq = 'abc' WHERE seq = 2")
    assert "act-missing" in {f.code for f in verify(logged, silent).findings.kept}
