"""What a crash left is cleared away, and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from django.apps import apps

from cairn.archive import sha256_hex
from cairn.shell.acts.add_reports import add_reports
from cairn.shell.records.models import Capture
from cairn.shell.records.named import NAMING, named_objects
from cairn.shell.store import files, lock
from cairn.shell.store.objects import Objects
from cairn.shell.store.sweep import Swept, sweep
from conftest import STRIKE_AR, STRIKE_EN, jsonl

HASHES_OF_SOMETHING_ELSE = {
    "comparedtext.text_sha256",  # of a report's text, made again from it whenever it is missing
    "act.sha256",  # a record of the log
    "reportrow.row_sha256",  # a row as it stood
    "reportversion.row_sha256",
    "incidentprojection.value_sha256",  # a suggestion
    "pastprojection.value_sha256",  # the same, at an earlier moment
}


class Killed(BaseException):
    """Stands for a process that ends here: nothing of ours runs after it."""


@pytest.fixture
def killed_at(monkeypatch):
    """Die at the n-th call of one step, so hard that not even the clearing up runs."""

    def arm(step: str, n: int) -> None:
        real, calls = getattr(files.disk, step), [0]

        def call(*args):
            calls[0] += 1
            if calls[0] == n:
                raise Killed
            return real(*args)

        monkeypatch.setattr(files.disk, step, call)
        monkeypatch.setattr(files, "_clear", lambda batch, passing: None)

    return arm


def left(ws, pattern):
    return [p for p in ws.root.rglob(pattern) if p.is_file()]


def objects_left(ws):
    return [p for p in left(ws, "*") if "sha256" in p.parts and files.PASSING not in p.name]


def interrupted(ws, data):
    with pytest.raises(Killed):
        add_reports(ws, "reports.jsonl", data)


@pytest.mark.parametrize(("step", "n"), [("write", 3), ("fsync", 4), ("replace", 3), ("fsync_folder", 5)])
def test_what_a_killed_command_left_is_cleared_away_and_the_same_command_goes_through(
    ws, killed_at, monkeypatch, step, n
):
    with monkeypatch.context():
        killed_at(step, n)
        interrupted(ws, jsonl(STRIKE_EN, STRIKE_AR))
    monkeypatch.undo()
    assert left(ws, f"{files.PASSING}*") or objects_left(ws)
    assert sweep(ws.root, named_objects) != Swept()
    assert left(ws, f"{files.PASSING}*") + objects_left(ws) + list(ws.objects.notes.iterdir()) == []
    assert add_reports(ws, "reports.jsonl", jsonl(STRIKE_EN, STRIKE_AR)).new == 2
    assert sweep(ws.root, named_objects) == Swept()
    assert ws.objects.text(sha256_hex(STRIKE_AR["text"].encode())) == STRIKE_AR["text"]


def test_a_command_killed_between_its_commit_and_its_answer_loses_no_object(ws, monkeypatch):
    data = jsonl(STRIKE_EN, STRIKE_AR)
    monkeypatch.setattr("cairn.shell.store.objects.Keeping.done", lambda self: None)
    add_reports(ws, "reports.jsonl", data)
    assert list(ws.objects.notes.iterdir()) != []
    before = objects_left(ws)
    assert sweep(ws.root, named_objects) == Swept()
    assert (objects_left(ws), list(ws.objects.notes.iterdir())) == (before, [])
    assert ws.objects.get(sha256_hex(data)) == data


def test_an_object_that_no_note_names_stays_though_no_row_names_it(ws):
    sha = ws.objects.put(b"from another database")
    assert sweep(ws.root, named_objects) == Swept()
    assert ws.objects.get(sha) == b"from another database"


def test_it_keeps_away_from_a_writer_at_work(ws):
    with ws.objects.keeping() as kept:
        sha = kept.put(b"on its way in")
        assert sweep(ws.root, named_objects) == Swept()
    assert ws.objects.get(sha) == b"on its way in"


def test_it_takes_only_what_was_noted_and_is_named_by_nobody(ws):
    add_reports(ws, "reports.jsonl", jsonl(STRIKE_EN))
    known = Capture.objects.get().sha256
    other = ws.objects.put(b"unclaimed")
    files.write_whole(ws.objects.notes / "00", f"{known}\n{other}\n{'0' * 64}\nno hash\n".encode())
    assert sweep(ws.root, named_objects) == Swept(orphans=1)
    assert ws.objects.path(known).exists()
    assert not ws.objects.path(other).exists()


def test_beside_the_records_only_what_was_left_long_ago_is_cleared(ws):
    ws.objects.put(b"x")
    young, old, folder = (ws.root / f"{files.PASSING}{name}" for name in ("young", "old", "folder"))
    young.write_bytes(b"")
    old.write_bytes(b"")
    folder.mkdir()
    for path in (old, folder):
        os.utime(path, (0, 0))
    assert sweep(ws.root, named_objects) == Swept(passing=1)
    assert (young.exists(), old.exists(), folder.exists()) == (True, False, True)


def test_it_clears_the_log_of_files_that_never_got_their_name(ws):
    for name in ("checkpoint", f"{files.PASSING}1", f"tile/0/{files.PASSING}2"):
        path = ws.root / "log" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    assert sweep(ws.root, named_objects) == Swept(passing=2)
    assert (ws.root / "log" / "checkpoint").exists()


def test_every_hash_in_the_tables_is_known_to_name_an_object_or_not():
    naming = {f"{model._meta.model_name}.{column.split('__')[-1]}" for model, column in NAMING.items()}
    columns = {
        f"{model._meta.model_name}.{field.name}"
        for model in apps.get_app_config("records").get_models()
        for field in model._meta.concrete_fields
        if field.name.endswith("sha256")
    }
    assert columns - HASHES_OF_SOMETHING_ELSE - naming == set()
    assert HASHES_OF_SOMETHING_ELSE - columns == set()


def test_a_lock_ends_with_its_process_though_a_worker_of_it_lives_on(tmp_path):
    program = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom cairn.shell.store import lock\n"
        "with lock.held(Path(sys.argv[1])) as mine:\n"
        "    if os.fork() == 0:\n        print(mine, os.getpid(), flush=True)\n"
        "    signal.pause()\n"
    )
    path = tmp_path / "lock"
    holder = subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    mine, worker = holder.stdout.readline().split()
    try:
        with lock.held(path) as ours:
            assert (mine, ours) == ("True", False)
        holder.kill()
        holder.wait()
        with lock.held(path) as ours:
            assert ours
    finally:
        holder.stdout.close()
        os.kill(int(worker), signal.SIGKILL)


def test_two_may_share_a_lock_and_one_alone_may_not_join_them(tmp_path):
    path = tmp_path / "lock"
    with lock.held(path, shared=True) as one, lock.held(path, shared=True) as two, lock.held(path) as third:
        assert (one, two, third) == (True, True, False)


def test_keeping_waits_for_nobody_where_nobody_sweeps(tmp_path):
    objects = Objects(tmp_path / "objects")
    with objects.keeping() as one, objects.keeping() as two:
        assert one.put(b"x") == two.put(b"x")
    assert list(objects.notes.iterdir()) == []


@pytest.mark.parametrize("command", ["run --no-preview", "add"])
def test_the_next_command_clears_away_what_a_killed_one_left(
    ws, cli, killed_at, monkeypatch, tmp_path, command
):
    file = tmp_path / "reports.jsonl"
    file.write_bytes(jsonl(STRIKE_EN))
    with monkeypatch.context():
        killed_at("fsync_folder", 9)
        interrupted(ws, jsonl(STRIKE_AR))
    monkeypatch.undo()
    monkeypatch.setenv("CAIRN_WORKSPACE", str(ws.root))
    assert objects_left(ws)
    assert cli(*command.split(), file).exit_code == 0
    assert {p.name for p in objects_left(ws)} == {
        sha256_hex(data) for data in (file.read_bytes(), STRIKE_EN["text"].encode())
    }
    assert list(ws.objects.notes.iterdir()) == []


def test_a_command_that_is_stopped_by_hand_takes_away_what_it_brought_in(ws, cli, monkeypatch, tmp_path):
    file = tmp_path / "reports.jsonl"
    file.write_bytes(jsonl(STRIKE_EN))

    def stopped(*args, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr("cairn.shell.acts.take_in.keep_capture", stopped)
    assert "stopped" in cli("add", file).stderr
    assert objects_left(ws) + list(ws.objects.notes.iterdir()) == []
