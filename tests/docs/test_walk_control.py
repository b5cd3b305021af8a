"""The guide to who held what: its files go in and its commands run as written, and say what the page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from shell.answers import told

PAGE = (Path(__file__).resolve().parents[2] / "docs/guide/control.md").read_text("utf-8")
FILES = re.findall(r"<!-- file (.+?) -->\n```\n(.*?)```", PAGE, re.DOTALL)
RUNS = [
    line
    for block in re.findall(r"<!-- run -->\n```\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
]


@pytest.fixture
def walked(cli, ws, monkeypatch):
    """Every command of the page in its order, and what it said."""
    monkeypatch.chdir(ws.root)
    for name, text in FILES:
        (ws.root / name).write_text(text, "utf-8")
    return {line: cli(*shlex.split(line)[1:]) for line in RUNS}


def test_the_files_of_the_guide_go_in_and_its_commands_run(walked, cli, ws):
    assert len(FILES) == 2
    assert len(RUNS) == 9
    assert {line: result.exit_code for line, result in walked.items()} == dict.fromkeys(RUNS, 0)
    assert (ws.root / "raqqa.svg").exists()
    assert (ws.root / "control.geojson").exists()
    assert "shipped case" in walked[RUNS[0]].output


def test_half_of_the_guides_town_is_surely_held_and_all_of_it_may_be(walked, cli):
    value = told(cli("control", "share", "--place", "Milltown", "--on", "2017-06-12", "--json"))
    assert (round(value["share_min"], 3), round(value["share_max"], 3)) == (0.5, 1.0)
    (claim,) = value["claims"]
    assert (claim["asserted_by"], claim["share_min"], claim["verdict"]) == ("sdf", 0.6, "in")


def test_by_a_day_leaves_the_days_before_it_open(walked, cli):
    value = told(cli("control", "share", "--place", "MT-1", "--on", "2017-05-20", "--actor", "sdf", "--json"))
    assert (value["share_min"], value["share_max"]) == (0.0, 1.0)
