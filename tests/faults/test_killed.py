"""A run that is killed at any moment loses nothing that was acknowledged, and the next one goes on from there."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from faults.cases import report, reports
from faults.examine import at_rest
from faults.torture import TORTURE, only_here, pressed, told

pytestmark = only_here
COMMAND = "import sys; from cairn.shell.cli import main; main(sys.argv[1:])"
KILLS, TEAMS, REAL_KILLS = pressed(6, 20), pressed(1, 5), pressed(1, 3)
MANY, WORDS = pressed(30, 330), pressed(0, 4)
"""Reports in a file; from 300 on they are read by several processes, which must end with the one that is killed."""
STAGE = re.compile(r"s\] (\w+)")


class Team:
    """A workspace and its command line, each command a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.ws = folder / "ws"
        self.folder = folder
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("CAIRN_", "DJANGO_"))}
        self.env = {**kept, "CAIRN_WORKSPACE": str(self.ws), "CAIRN_KEY": str(folder / "key")}
        self.stages: Counter[str] = Counter()

    def begin(self, *args: object) -> subprocess.Popen[bytes]:
        """Start a command; its answer and its progress go into files."""
        with (self.folder / "out").open("wb") as out, (self.folder / "err").open("wb") as err:
            command = [sys.executable, "-c", COMMAND, *map(str, args), "--json"]
            return subprocess.Popen(command, env=self.env, stdout=out, stderr=err)

    def answer(self) -> dict[str, Any]:
        """What the last command has printed; nothing where it did not come so far."""
        printed = (self.folder / "out").read_bytes()
        return json.loads(printed) if printed.strip() else {}

    def call(self, *args: object) -> dict[str, Any]:
        """A command that is let to its end."""
        exit_code = self.begin(*args).wait()
        assert exit_code == 0, (args, self.answer(), (self.folder / "err").read_text()[-2000:])
        return self.answer()

    def killed(self, after: float, *args: object) -> bool:
        """Kill a command some seconds after its start; whether it had answered by then."""
        running = self.begin(*args)
        try:
            running.wait(after)
        except subprocess.TimeoutExpired:
            workers = children(running.pid)
            running.send_signal(signal.SIGKILL)
            running.wait()
            said = STAGE.findall((self.folder / "err").read_text(errors="replace"))
            self.stages[said[-1] if said else "before the first word"] += 1
            assert gone(workers), "a worker outlived the run it worked for"
        answer = self.answer()
        assert "error" not in answer, answer
        return bool(answer)


def children(pid: int) -> list[int]:
    """The processes that this one started."""
    try:
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []


def gone(pids: list[int]) -> bool:
    """Whether all of them end, given half a minute of a busy machine."""
    deadline = time.monotonic() + 30
    while any(alive(pid) for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def held(team: Team) -> set[str]:
    """The ids of the reports that stand in the records, which must fit together with their objects."""
    import sqlite3
    from contextlib import closing

    found = at_rest(team.ws, {"acts": []})
    assert (found["integrity"], found["missing"]) == ("ok", 0)
    with closing(sqlite3.connect(team.ws / "records.sqlite3")) as database:
        return {key for (key,) in database.execute("SELECT id FROM records_reportrow")}


@pytest.mark.parametrize("seed", range(TEAMS))
def test_a_run_killed_at_any_moment_is_resumed_and_loses_no_acknowledged_report(tmp_path, seed):
    team, pick = Team(tmp_path), random.Random(seed)
    team.call("init", team.ws)
    wanted, acknowledged, kills, batch = set(), set(), 0, 0
    began = time.monotonic()
    file = written(tmp_path, batch)
    team.call("run", file)
    lasts = time.monotonic() - began
    acknowledged |= ids(batch)
    while kills < KILLS:
        batch += 1
        file = written(tmp_path, batch)
        wanted |= ids(batch)
        for _ in range(4):
            if kills >= KILLS or team.killed(pick.uniform(0, lasts), "run", file):
                break
            kills += 1
            assert acknowledged <= held(team)
        else:
            team.call("run", file)
        if team.answer():
            acknowledged |= ids(batch)
        assert acknowledged <= held(team)
    last = team.call("run", file)
    assert (last["read"] >= 0, wanted <= held(team)) == (True, True)
    again = team.call("run", file)
    assert (again["changed"], again["read"]) == (False, 0)
    assert (team.ws / "preview" / "cairn-site.json").exists()
    checked = team.call("verify")
    assert (checked["clean"], checked["findings"]) == (True, [])
    leavings = list(team.ws.rglob(".new-*")) + list((team.ws / "objects" / ".keeping").iterdir())
    assert leavings == []
    told(
        f"kills: {kills} in runs of about {lasts:.0f} s over {batch + 1} files of {MANY} reports; acknowledged reports "
        f"{len(acknowledged):,}, lost 0; verify clean; killed while: {dict(team.stages.most_common())}"
    )


def written(folder: Path, batch: int) -> Path:
    """A file of its own reports."""
    path = folder / f"batch-{batch}.jsonl"
    path.write_bytes(reports(batch * MANY, (batch + 1) * MANY, words=WORDS))
    return path


def ids(batch: int) -> set[str]:
    return {report(n)["id"] for n in range(batch * MANY, (batch + 1) * MANY)}


def test_workers_end_with_the_process_they_work_for_though_it_was_killed():
    program = (
        "import os, time\nfrom concurrent.futures import ProcessPoolExecutor\nfrom multiprocessing import get_context\n"
        "from cairn.shell.workers import end_with\n"
        "pool = ProcessPoolExecutor(2, mp_context=get_context('fork'), initializer=end_with, initargs=(os.getpid(),))\n"
        "busy = [pool.submit(time.sleep, 600) for _ in range(2)]\n"
        "print('begun', flush=True)\ntime.sleep(600)\n"
    )
    boss = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
    assert boss.stdout is not None
    assert boss.stdout.readline() == b"begun\n"
    workers = children(boss.pid)
    boss.kill()
    boss.wait()
    boss.stdout.close()
    assert len(workers) == 2
    assert gone(workers)


def test_a_run_over_the_real_file_killed_at_any_moment_is_resumed(tmp_path, shared_data_once):
    if not TORTURE:
        pytest.skip("a run over the real file takes minutes: make torture does it")
    team, pick = Team(tmp_path), random.Random(2026)
    team.call("init", team.ws)
    file, wanted = stripped(shared_data_once / "reports" / "reports.jsonl", tmp_path / "reports.jsonl")
    team.call("add", file)
    for _ in range(REAL_KILLS):
        answered = team.killed(pick.uniform(3, 120), "run")
        assert held(team) == wanted
        if answered:
            break
    assert team.call("run")["incidents"] >= 0
    assert (team.call("run")["changed"], held(team) == wanted) == (False, True)
    assert team.call("verify")["clean"]
    told(
        f"the real file: {len(wanted):,} reports, {REAL_KILLS} kills while: {dict(team.stages)}; lost 0; verify clean"
    )


def stripped(source: Path, target: Path) -> tuple[Path, set[str]]:
    """The reports without what is an answer to them."""
    answers = {"incident_ids", "conflict", "published_from"}
    rows = [json.loads(line) for line in source.read_text("utf-8").splitlines()]
    bare = [{k: v for k, v in row.items() if k not in answers} for row in rows]
    target.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in bare), "utf-8")
    return target, {str(row["id"]) for row in bare}
