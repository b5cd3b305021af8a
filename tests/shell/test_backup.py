"""A workspace backed up and restored: the same to the byte, of one moment, and honest about what it lacks."""

from __future__ import annotations

import json
import shutil
import sqlite3

import pytest

from conftest import jsonl, report
from shell.backups import COMMAND, Machine, invented

LATER = report("later", "Shelling killed 3 civilians in Kafr Nabl on 9 May 2025.")
SIGN = ("--as", "Noor Example", "--why", "the server burnt")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A machine with one workspace and its backup. Tests that change anything take a copy."""
    machine = Machine(tmp_path_factory.mktemp("backup"))
    machine.filled("ws")
    machine.backup(machine.folder / "ws", "good.age")
    return machine


@pytest.fixture
def machine(made, tmp_path):
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True, symlinks=True)
    return Machine(tmp_path)


def test_a_restored_workspace_is_the_same_to_the_byte(machine):
    told = machine.restore(machine.folder / "good.age", "back")
    assert machine.exported("back") == machine.exported("ws")
    assert machine.cairn("verify", "--workspace", "back")["clean"]
    assert told["can_extend"]
    assert "findings" not in told
    config = (machine.folder / "ws/cairn.toml").read_text()
    assert (machine.folder / "back/cairn.toml").read_text() == config
    names = {"cairn.toml", "log", "objects", "records.sqlite3"}
    assert {p.name for p in (machine.folder / "back").iterdir()} == names
    assert (machine.folder / "back").stat().st_mode & 0o77 == 0
    (machine.folder / "later.jsonl").write_bytes(jsonl(LATER))
    machine.cairn("add", "later.jsonl", "--workspace", "back")
    assert machine.cairn("verify", "--workspace", "back")["clean"]


def test_words_on_who_is_who_come_back_with_what_they_told_before_and_what_was_taken_back(machine):
    head, row = "subject,relation,object,asserted_by,to,withdrawn,source", "ypg,partner of,pkk,A Paper"
    for told in (f"{row},,,x", f"{row},2031-01-01,,x", f"{row},2031-01-01,yes,x"):
        (machine.folder / "said.csv").write_text(f"{head}\n{told}\n")
        machine.cairn("add", "said.csv", "--as", "actors", "--workspace", "ws")
    (machine.folder / "listed.csv").write_text("actor,authority,source\nypg,A Ministry,its gazette\n")
    machine.cairn("add", "listed.csv", "--as", "actors", "--workspace", "ws")
    machine.restore(machine.backup(machine.folder / "ws", "said.age"), "back")
    assert machine.exported("back") == machine.exported("ws")
    assert "A Ministry" in machine.exported("back")
    verified = machine.cairn("verify", "--workspace", "back")
    assert verified["clean"]
    ends, last = [], verified["records"]
    for act in (last - 3, last - 2, last - 1):
        asked = machine.cairn("export", "relations", "--as-of", f"act {act}", "--workspace", "back")["rows"]
        ends.append([r["to"] for r in asked if r["id"] == "ypg:partner_of:pkk:a_paper"])
    assert ends == [[None], ["2031-01-01"], []]


def test_a_backup_of_a_backup_holds_the_same(machine):
    machine.restore(machine.folder / "good.age", "one")
    again = machine.backup(machine.folder / "one", "again.age")
    machine.restore(again, "two")
    assert machine.exported("two") == machine.exported("ws")


@pytest.mark.parametrize("seed", [1, 2])
def test_odd_letters_and_figures_come_back_as_they_were(tmp_path, seed):
    machine = Machine(tmp_path)
    ws = machine.filled("ws", *invented(seed))
    machine.restore(machine.backup(ws, "a.age"), "back")
    assert machine.exported("back") == machine.exported(ws)
    assert machine.cairn("verify", "--workspace", "back")["clean"]


def test_the_root_is_told_as_a_checkpoint_spells_it_so_that_the_two_can_be_compared(tmp_path):
    machine = Machine(tmp_path)
    machine.cairn("init", "ws")
    (tmp_path / "later.jsonl").write_bytes(jsonl(LATER))
    machine.cairn("add", "later.jsonl", "--workspace", "ws")
    machine.backup(tmp_path / "ws", "a.age")
    root = (tmp_path / "ws" / "log" / "checkpoint").read_text("utf-8").splitlines()[2]
    said = machine.python(COMMAND, "restore", "a.age", "--check", "--key", "backup.key").stdout
    assert f", root {root}\n" in said


def test_an_empty_workspace_comes_back_and_can_go_on(tmp_path):
    machine = Machine(tmp_path)
    machine.cairn("init", "ws")
    machine.restore(machine.backup(tmp_path / "ws", "a.age"), "back")
    (tmp_path / "later.jsonl").write_bytes(jsonl(LATER))
    assert machine.cairn("add", "later.jsonl", "--workspace", "back")["files"][0]["new"] == 1


MEANWHILE = """
import subprocess, sys
from pathlib import Path
from cairn.shell.workspace import open_workspace
ws = open_workspace(Path("ws"))
from cairn.shell.backup import keys, tables
from cairn.shell.backup.take import backup
real, before = tables.chunks, []
def chunks(table):
    if not before:
        before.append(1)
        done = subprocess.run([sys.executable, "-c", sys.argv[2], "add", "later.jsonl", "--workspace", "ws"])
        assert done.returncode == 0
    yield from real(table)
tables.chunks = chunks
made = backup(ws, Path("meanwhile.age"), keys.recipients([sys.argv[1]]), lambda *said: None)
assert not made.faults, made.faults
"""


def test_what_others_write_meanwhile_waits_for_the_next_backup(machine):

    (machine.folder / "later.jsonl").write_bytes(jsonl(LATER))
    before = machine.exported("ws")
    done = machine.python(MEANWHILE, machine.new_key(), COMMAND)
    assert done.returncode == 0, done.stderr
    assert "later" in machine.exported("ws")
    told = machine.restore(machine.folder / "meanwhile.age", "back")
    assert machine.exported("back") == before
    assert not told["can_extend"]


def test_checking_reads_all_of_it_and_writes_nothing(machine):
    before = machine.names()
    told = machine.cairn("restore", "good.age", "--check", "--key", "backup.key")
    assert (told["workspace"], told["objects"] > 3, told["log"]["size"] > 3) == (None, True, True)
    assert machine.names() == before


def test_it_is_never_written_without_a_key_nor_over_another(machine):
    before = machine.names()
    assert machine.refused("backup", "b.age", "--workspace", "ws") == "backup-key-missing"
    to = ("--to", machine.new_key(), "--workspace", "ws")
    assert machine.refused("backup", "good.age", *to) == "backup-exists"
    assert machine.refused("backup", "no/such/folder/b.age", *to) == "disk-refuses"
    assert machine.names() == before


def test_it_is_never_restored_over_anything(machine):
    before = machine.exported("ws")
    key = ("--key", "backup.key")
    assert machine.refused("restore", "good.age", "ws", *key) == "folder-not-empty"
    assert machine.refused("restore", "good.age", "good.age", *key) == "not-a-folder"
    assert machine.exported("ws") == before


def test_a_faulty_file_leaves_nothing_behind(machine):
    good = (machine.folder / "good.age").read_bytes()
    flipped = bytearray(good)
    flipped[len(good) // 2] ^= 1
    for name, data in {"cut.age": good[:-5000], "flipped.age": flipped, "letter.age": b"Dear Noor"}.items():
        (machine.folder / name).write_bytes(data)
    machine.cairn("backup", "--new-key", "other.key")
    before = machine.names()
    for name, key, code in (
        ("cut.age", "backup.key", "backup-damaged"),
        ("flipped.age", "backup.key", "backup-damaged"),
        ("letter.age", "backup.key", "backup-not-one"),
        ("good.age", "other.key", "backup-key-wrong"),
        ("good.age", "cut.age", "backup-key-unusable"),
        ("none.age", "backup.key", "backup-unreadable"),
    ):
        assert machine.refused("restore", name, "back", "--key", key) == code
    assert machine.refused("restore", "cut.age", "--check", "--key", "backup.key") == "backup-damaged"
    assert machine.names() == before


FULL = """
import errno, sys
from cairn.shell.store import files
left, real = [int(sys.argv.pop(1))], files.disk.write
def write(handle, data):
    left[0] -= 1
    if left[0] < 0:
        raise OSError(errno.ENOSPC, "No space left on device")
    return real(handle, data)
files.disk.write = write
from cairn.shell.cli import main
main(sys.argv[1:])
"""


@pytest.mark.parametrize("writes", [0, 1, 3, 9])
def test_a_full_disk_leaves_nothing_behind(machine, writes):
    before = machine.names()
    for args in (
        ("restore", "good.age", "back", "--key", "backup.key"),
        ("backup", "b.age", "--to", machine.new_key(), "--workspace", "ws"),
    ):
        done = machine.python(FULL, writes, *args, "--json")
        if done.returncode == 0:
            assert (args[0], writes > 2) == ("backup", True)
            (machine.folder / "b.age").unlink()
            continue
        assert json.loads(done.stdout)["error"]["code"] == "disk-full", done.stderr
        assert machine.names() == before


def test_a_damaged_workspace_is_backed_up_as_it_is_and_says_so(machine):
    ws = machine.folder / "ws"
    damaged = max(
        (p for p in (ws / "objects/sha256").rglob("*") if p.is_file()), key=lambda p: p.stat().st_size
    )
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes()[:-3])
    with sqlite3.connect(ws / "records.sqlite3") as records:
        records.execute("UPDATE records_claimrow SET max = 90 WHERE max = 9")
    found = machine.cairn("verify", "--workspace", "ws", exit_code=1)["counts"]
    assert found.keys() == {"object-truncated", "row-edited"}
    path = machine.backup(ws, "damaged.age", exit_code=1)
    checked = machine.cairn("restore", path, "--check", "--key", "backup.key", exit_code=1)
    told = machine.restore(path, "back", exit_code=1)
    for findings in (checked["findings"], told["findings"]):
        assert {line.split(":")[0] for line in findings} >= {"object-truncated", "row-edited"}
    assert machine.cairn("verify", "--workspace", "back", exit_code=1)["counts"] == found
    assert machine.exported("back") == machine.exported("ws")


def test_a_missing_log_stops_no_backup(machine):
    shutil.rmtree(machine.folder / "ws/log")
    path = machine.backup(machine.folder / "ws", "b.age", exit_code=1)
    told = machine.restore(path, "back", exit_code=1)
    assert {line.split(":")[0] for line in told["findings"]} >= {"log-missing"}


# going on


def test_an_older_copy_goes_on_under_a_new_name_and_says_what_is_missing(machine):
    (machine.folder / "later.jsonl").write_bytes(jsonl(LATER))
    machine.cairn("add", "later.jsonl", "--workspace", "ws")
    assert not machine.restore(machine.folder / "good.age", "old")["can_extend"]
    assert machine.refused("add", "later.jsonl", "--workspace", "old") == "log-rolled-back"
    args = ("good.age", "new", "--key", "backup.key", "--new-log")
    assert machine.refused("restore", *args) == "person-missing"
    assert machine.refused("restore", *args, "--as", "Noor Example") == "why-missing"
    assert "new" not in machine.names()
    told = machine.cairn("restore", *args, *SIGN)
    assert told["new_log"]["acts_missing"] == 1
    assert machine.cairn("verify", "--workspace", "new")["clean"]
    act = _last_act(machine, "new")
    old = told["log"]
    assert (act["kind"], act["why"], act["person"]) == ("log-continued", "the server burnt", "Noor Example")
    fact = act["detail"]
    assert (fact["old"], fact["size"], fact["root"]) == (old["name"], old["size"], old["root"])
    assert (fact["checkpoint"], fact["known_size"]) == (old["checkpoint"], old["size"] + 1)
    assert fact["known_checkpoint"] == (machine.folder / "ws/log/checkpoint").read_text()
    assert fact["new"] == told["new_log"]["name"] != old["name"]
    assert act["root_before"] == old["root"]
    machine.cairn("add", "later.jsonl", "--workspace", "new")
    assert machine.cairn("verify", "--workspace", "new")["clean"]


LAST_ACT = """
import json, sys
from pathlib import Path
from cairn.shell.workspace import open_workspace
ws = open_workspace(Path(sys.argv[1]))
from cairn.shell.records.models import Act
act = Act.objects.order_by("-seq")[0]
print(json.dumps({"kind": act.kind, "why": act.why, "person": act.person.name, "detail": act.detail,
                  "root_before": ws.log.root(act.seq).hex()}))
"""


def _last_act(machine, workspace):
    return json.loads(machine.python(LAST_ACT, workspace).stdout)


def test_where_the_signing_key_is_lost_the_log_goes_on_under_a_new_one(machine):
    shutil.rmtree(machine.folder / "signer")
    (machine.folder / "later.jsonl").write_bytes(jsonl(LATER))
    assert machine.refused("add", "later.jsonl", "--workspace", "ws") == "log-key-other"
    told = machine.cairn("restore", "good.age", "new", "--key", "backup.key", "--new-log", *SIGN)
    assert told["new_log"]["acts_missing"] == 0
    machine.cairn("add", "later.jsonl", "--workspace", "new")
    assert machine.cairn("verify", "--workspace", "new")["clean"]


def test_a_later_checkpoint_is_named_and_one_of_another_log_refused(machine):
    (machine.folder / "later.jsonl").write_bytes(jsonl(LATER))
    machine.cairn("add", "later.jsonl", "--workspace", "ws")
    later = machine.folder / "later.checkpoint"
    shutil.copy(machine.folder / "ws/log/checkpoint", later)
    shutil.rmtree(machine.folder / "signer")  # another machine: nothing is known here
    args = ("restore", "good.age", "new", "--key", "backup.key", "--new-log", *SIGN, "--checkpoint", later)
    assert machine.cairn(*args)["new_log"]["acts_missing"] == 1
    shutil.rmtree(machine.folder / "new")
    later.write_text(later.read_text().replace("\n— ", "\n— x", 1))
    assert machine.refused(*args) == "checkpoint-foreign"
    assert "new" not in machine.names()


def test_a_log_that_was_never_signed_cannot_go_on(tmp_path):
    machine = Machine(tmp_path)
    machine.cairn("init", "ws")
    path = machine.backup(tmp_path / "ws", "a.age")
    args = ("restore", path, "new", "--key", "backup.key", "--new-log", *SIGN)
    assert machine.refused(*args) == "log-not-begun"


def test_every_table_is_in_a_backup_but_for_those_made_from_others(db):
    from django.apps import apps

    from cairn.shell.backup import tables
    from cairn.shell.records.models.recorded import Recorded

    every = {str(m._meta.model_name): m for m in apps.get_app_config("records").get_models()}
    assert every.keys() - tables.tables().keys() == tables.CACHES
    assert not any(issubclass(every[name], Recorded) for name in tables.CACHES)


def test_a_frozen_release_comes_back_and_is_held_against_the_log(machine):
    (machine.folder / "said.jsonl").write_bytes(
        jsonl(report("one", "An air strike killed 3 civilians in Kafr Nabl on 9 May 2025."))
    )
    machine.cairn("run", "said.jsonl", "--no-preview", "--workspace", "ws")
    machine.cairn(
        "judge", "one", "--killed", "3", "--as", "Noor Example", "--why", "read", "--workspace", "ws"
    )
    machine.cairn("release", "one", "--as", "Sam Example", "--why", "checked", "--workspace", "ws")
    machine.cairn("freeze", "2026-03", "--as", "Sam Example", "--workspace", "ws")
    machine.restore(machine.backup(machine.folder / "ws", "frozen.age"), "back")
    old, new = (machine.folder / name / "releases/2026-03" for name in ("ws", "back"))
    files = {p.relative_to(old): p.read_bytes() for p in old.rglob("*") if p.is_file()}
    assert {p.relative_to(new): p.read_bytes() for p in new.rglob("*") if p.is_file()} == files
    told = machine.cairn("verify", "--workspace", "back")
    assert (told["clean"], told["releases"]) == (True, 1)
