"""The guide to what a military says: its files go in and its commands run as written, and say what the page says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from shell.answers import told

PAGE = (Path(__file__).resolve().parents[2] / "docs/guide/official.md").read_text("utf-8")
FILES = re.findall(r"<!-- file (.+?) -->\n```\n(.*?)```", PAGE, re.DOTALL)
RUNS = [
    line
    for block in re.findall(r"<!-- run -->\n```\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
]


def walked(cli, ws, monkeypatch):
    monkeypatch.chdir(ws.root)
    for name, text in FILES:
        (ws.root / name).write_text(text, "utf-8")
    return {line: cli(*shlex.split(line)[1:]) for line in RUNS}


def test_the_files_of_the_guide_go_in_and_its_commands_run(cli, ws, monkeypatch):
    done = walked(cli, ws, monkeypatch)
    assert len(FILES) == 3
    assert len(RUNS) == 5
    assert {line: result.exit_code for line, result in done.items()} == dict.fromkeys(RUNS, 0)
    entries = told(cli("export", "official_entries", "--json"))["rows"]
    kinds = sorted(row["kind"] for row in entries)
    assert kinds == ["allegation", "allegation", "allegation", "strike"]


def test_the_sums_of_the_guides_bulletin_hold_and_its_total_stands_beside_three(cli, ws, monkeypatch):
    walked(cli, ws, monkeypatch)
    ((month,),) = [one["bulletins"] for one in told(cli("bulletins", "--json"))["bulletins"]]
    assert (month["sums"], month["published"]) == ("hold", "2031-07-04")
    assert {"reopened", "strikes"} == {name for name, n in month["figures"].items() if n is None}
    assert (month["conceded"]["stated"], month["conceded"]["killed_min"]) == (103, 3)


def test_the_row_of_the_guides_sheet_has_a_history_of_two_words(cli, ws, monkeypatch):
    walked(cli, ws, monkeypatch)
    said = [r for r in told(cli("export", "official_outcomes", "--json"))["rows"] if r["entry_id"] == "a-1"]
    assert [(r["day"], r["outcome"]) for r in said] == [("2031-06-02", "open"), ("2031-08-30", "credible")]
    assert [r["killed_min"] for r in said][-1] == 0
