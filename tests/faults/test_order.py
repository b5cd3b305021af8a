"""What the system was asked, in its order: no answer is printed while a byte or a name of it is not on the disk."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest

from faults.cases import reports
from faults.torture import TORTURE, only_here, told
from support import needed

pytestmark = only_here
COMMAND = "import sys; from cairn.shell.cli import main; main(sys.argv[1:])"
CALL = re.compile(r"\d+ +(\w+)\((.*)")
HANDLE = re.compile(r"(\d+)<([^>]*)>")
NAMES = re.compile(r'"([^"]*)"')
MAPPED = ("-shm", ".lock")
"""Rebuilt after a crash, and empty."""


def waiting(trace: str, root: str) -> tuple[set[str], int]:
    """What is not on the disk when the answer is printed, and how many flushes there were until then.

    A file that gets its name before its bytes are safe counts as waiting for ever.
    """
    dirty: set[str] = set()
    flushes = 0
    for line in trace.splitlines():
        if not (call := CALL.match(line)):
            continue
        name, rest = call.groups()
        if name.startswith("rename") and " = 0" in rest:
            old, new = NAMES.findall(rest)[:2]
            if old in dirty:
                dirty.add(f"{new} was named before it was safe")
            dirty.add(os.path.dirname(new))
        elif name.startswith("unlink"):
            dirty.discard(NAMES.findall(rest)[0])
        elif handle := HANDLE.match(rest):
            number, path = handle.groups()
            if number == "1" and name == "write":
                return {d for d in dirty if d.startswith(root)}, flushes
            if name in ("fsync", "fdatasync"):
                flushes += 1
                dirty.discard(path)
            elif not path.endswith(MAPPED):
                dirty.add(path)
    raise AssertionError("the command printed no answer")


def test_a_trace_with_something_missing_is_seen():
    safe = '1 pwrite64(4</w/a>, "x") = 1\n1 fsync(4</w/a>) = 0\n1 rename("/w/a", "/w/b") = 0\n1 fsync(5</w>) = 0\n'
    answer = '1 write(1</out>, "done") = 4\n'
    assert waiting(safe + answer, "/w") == (set(), 2)
    assert waiting(safe.replace("1 fsync(5</w>) = 0\n", "") + answer, "/w")[0] == {"/w"}
    assert waiting(safe.replace("1 fsync(4</w/a>) = 0\n", "") + answer, "/w")[0] != set()


@pytest.mark.parametrize("command", ["init", "add", "run", "judge"] if TORTURE else ["add"])
def test_everything_is_on_the_disk_before_the_answer_is_printed(tmp_path, command):
    needed("strace", shutil.which("strace") is not None, "strace is not installed")
    ws, file = tmp_path / "ws", tmp_path / "reports.jsonl"
    file.write_bytes(reports(0, 6))
    day = {
        "init": ["init", ws],
        "add": ["add", file],
        "run": ["run", "--no-preview"],
        "judge": ["judge", "wire-1", "--killed", "3", "--as", "Noor Example", "--why", "counted"],
    }
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CAIRN_", "DJANGO_"))}
    env = {**kept, "CAIRN_WORKSPACE": str(ws), "CAIRN_KEY": str(tmp_path / "key")}
    for step, words in day.items():
        program = [sys.executable, "-c", COMMAND, *map(str, words)]
        if step != command:
            subprocess.run(program, env=env, check=True, capture_output=True)
            continue
        traced = "trace=write,pwrite64,pwritev,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink"
        watched = ["strace", "-f", "-y", "-s", "0", "-e", traced, "-o", str(tmp_path / "trace"), *program]
        done = subprocess.run(watched, env=env, capture_output=True, text=True)
        needed("strace", "ptrace" not in done.stderr, "processes may not be traced here")
        assert done.returncode == 0, done.stderr
        break
    left, flushes = waiting((tmp_path / "trace").read_text(errors="replace"), str(tmp_path))
    assert left == set()
    assert flushes > 3
    told(
        f"`cairn {command}` under strace: {flushes} flushes before the answer, nothing waiting when it is printed"
    )
