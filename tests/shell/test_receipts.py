"""Every command that a receipt prints gives that very figure; the public files give it again."""

import json
import shlex
import subprocess
import sys

import pytest

from cairn.shell.site.refresh import write
from shell.desk import NOOR, SAM, Desk, code, with_far

SIGNED = {"actor": "russia", "grade": "fair", "set_by": NOOR, "why": "two origins", "release_by": SAM}
TOLD = ("incidents", "killed", "injured", "incidents_without_figure", "jointly_attributed")


@pytest.fixture
def figures(three):
    """One incident released, a second that waits; the receipts of the public site."""
    with_far(three)
    told = Desk(three).fill(
        "incidents", {"incident": code()}, **SIGNED, release_why="checked", killed_min=7, killed_max=9
    )
    assert told.add().rejected == []
    write(three, None, preview=False)
    return sorted((three.site / "figures").glob("*.json"))


def test_every_printed_command_gives_the_figure_that_it_stands_under(figures, cli):
    read = [json.loads(path.read_text("utf-8")) for path in figures]
    assert {told["key"] for told in read} >= {"russia-likely", "russia-contested"}
    for told in read:
        program, *words = shlex.split(told["commands"]["record"])
        assert program == "cairn"
        counted = json.loads(cli(*words, "--json").stdout)
        assert {k: counted[k] for k in TOLD} == {k: told[k] for k in TOLD}, told["key"]
        assert sorted(counted["members"]) == sorted(told["members"])


def test_the_printed_line_counts_again_in_the_folder_of_the_site(figures):
    site = figures[0].parent.parent
    for path in figures:
        words = shlex.split(json.loads(path.read_text("utf-8"))["commands"]["public_files"])
        assert words[0] == "python3"
        done = subprocess.run(
            [sys.executable, "-I", "-S", *words[1:]], cwd=site, capture_output=True, text=True, check=False
        )
        assert (done.returncode, "1 equal, 0 not" in done.stdout) == (0, True), done.stdout


def test_a_sum_of_a_province_and_of_a_year_has_a_receipt_that_its_page_leads_to(figures):
    site = figures[0].parent.parent
    keys = {path.stem for path in figures}
    assert len(keys) > 4  # the party's four buckets, and those of its scopes
    led = "".join(p.read_text("utf-8") for p in (site / "en").glob("p*/*.html"))
    scoped = {key for key in keys if key.count("-") == 2}
    assert scoped
    assert all(f"figures/{key}/index.html" in led for key in scoped)
