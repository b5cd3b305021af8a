"""The script that ships with a release: it counts every sum again from the tables beside it, with Python alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cairn.shell.site.refresh import write
from shell.desk import NOOR, SAM, Desk, code, with_far

SIGNED = {"actor": "russia", "grade": "fair", "set_by": NOOR, "why": "two origins", "release_by": SAM}


@pytest.fixture
def released(three):
    """One incident released, a second that waits."""
    with_far(three)
    told = Desk(three).fill(
        "incidents", {"incident": code()}, **SIGNED, release_why="checked", killed_min=7, killed_max=9
    )
    assert told.add().rejected == []
    return three


def data_of(workspace, *, preview: bool) -> Path:
    """The folder of tables of the site, written anew."""
    write(workspace, None, preview=preview)
    site = workspace.root / "preview" if preview else workspace.site
    (folder,) = {p.parent for p in workspace.root.rglob("recount.py") if site in p.parents or not preview}
    return folder


def recount(folder: Path, *files: object) -> subprocess.CompletedProcess[str]:
    """The script as a stranger runs it: another folder, no package of ours in reach."""
    command = [sys.executable, "-I", "-S", folder / "recount.py", *files]
    return subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False, cwd="/")


def changed(folder: Path, table: str, key: str, value: object) -> None:
    """The first row of a table with another value."""
    path = folder / table
    first, *rest = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([json.dumps(json.loads(first) | {key: value}), *rest]) + "\n", "utf-8")


def test_every_sum_of_a_public_site_counts_again_to_what_is_printed(released):
    done = recount(data_of(released, preview=False))
    assert (done.returncode, done.stderr) == (0, "")
    assert "equal: russia; confirmed, fair" in done.stdout
    assert ", 0 not" in done.stdout
    assert "over 1 incidents" in done.stdout


def test_a_separator_of_lines_within_a_text_ends_no_row(released):
    folder = data_of(released, preview=False)
    path = folder / "incidents.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    rows[0]["title"] = "mill\u2028ferry\u2029ford\u0085"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    done = recount(folder)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_sum_of_a_preview_counts_again_too(released):
    done = recount(data_of(released, preview=True))
    assert (done.returncode, ", 0 not" in done.stdout) == (0, True), done.stdout


@pytest.mark.parametrize(
    ("table", "key", "value", "told"),
    [
        ("incidents.jsonl", "killed_max", 10, "killed: printed {'min': 7, 'max_of_known': 9}, counted"),
        ("incidents.jsonl", "harm_reported", "no", "incidents: printed 1, counted 0"),
        ("attributions.jsonl", "grade", "weak", "incidents: printed 1, counted 0"),
    ],
)
def test_a_table_that_somebody_changed_no_longer_counts_to_the_sum(released, table, key, value, told):
    folder = data_of(released, preview=False)
    changed(folder, table, key, value)
    done = recount(folder)
    assert done.returncode == 1
    assert told in done.stdout


def test_a_sum_that_somebody_changed_is_found_and_so_is_a_member_left_out(released):
    folder = data_of(released, preview=False)
    sums = json.loads((folder / "tallies.json").read_text("utf-8"))
    likely = next(t for t in sums["tallies"] if t["incidents"])
    likely["killed"]["min"] += 1
    likely["members"] = []
    (folder / "tallies.json").write_text(json.dumps(sums), "utf-8")
    done = recount(folder)
    assert done.returncode == 1
    assert "killed: printed {'min': 8" in done.stdout
    assert "members: printed [], counted" in done.stdout


def test_what_the_command_prints_counts_again_over_the_tables_of_the_release(released, cli, tmp_path):
    folder = data_of(released, preview=False)
    files = []
    for n, words in enumerate(
        (["--actor", "russia"], ["--place", "SY07"], ["--from", "2030-01-01"], ["--parents"])
    ):
        said = cli("tally", "--basis", "released", *words, "--json")
        files.append(tmp_path / f"{n}.json")
        files[-1].write_text(said.stdout, "utf-8")
    done = recount(folder, *files)
    assert (done.returncode, done.stdout.count("equal:")) == (0, 4), done.stdout


def test_tables_that_are_not_there_are_no_agreement(released):
    folder = data_of(released, preview=False)
    (folder / "attributions.jsonl").unlink()
    done = recount(folder)
    assert done.returncode == 2
    assert "cannot be counted" in done.stdout
