"""A record worth proving, and a stranger's program to judge its proof. Every report is invented."""

import contextlib
import io
import runpy
import subprocess
import sys

import pytest

from cairn.shell.acts.add_reports import add_reports
from cairn.shell.acts.log import catch_up
from cairn.shell.acts.run import run
from cairn.shell.records.models import Incident
from conftest import PRIVATE, STRIKE_AR, STRIKE_EN, jsonl, silent
from shell.answers import SECOND, SIGN, told


@pytest.fixture
def strike(ws):
    """One strike told three times, each report in a file of its own, with a released assessment."""
    for row in (STRIKE_EN, STRIKE_AR, PRIVATE):
        add_reports(ws, f"{row['id']}.jsonl", jsonl(row))
    run(ws, silent, preview=False)
    catch_up()
    return ws


@pytest.fixture
def released(strike, cli):
    incident = str(Incident.objects.get().id)
    told(cli("judge", incident, "--killed", "7-9", "--grade", "russia=fair", *SIGN, "--json"))
    told(cli("release", incident, *SECOND, "--json"))
    catch_up()
    return incident


def stranger(folder, *more: str) -> tuple[int, str]:
    """The program in the folder, run as a stranger runs it, without anything of ours."""
    run = [sys.executable, "-I", "-S", str(folder / "verify.py"), str(folder), *more]
    done = subprocess.run(run, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def judged(folder) -> bool:
    """The same in this process, for hundreds of tries."""
    program = runpy.run_path(str(folder / "verify.py"), run_name="verify")
    with contextlib.redirect_stdout(io.StringIO()), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["verify.py", str(folder)])
        try:
            return program["main"]() == 0
        except (ValueError, OSError):
            return False


def words_in(folder) -> str:
    return "\n".join(
        path.read_bytes().decode("utf-8", "replace") for path in folder.rglob("*") if path.is_file()
    )
