"""The receipts of a written site: every sum leads to one, and each counts again from the site's own files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cairn.shell.site import receipts as pages_of_receipts
from cairn.shell.site.render import write_site
from publish.sample import sample


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("receipts") / "site"
    write_site(sample(), out, preview=False)
    return out


def recount(site: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", str(site / "data/recount.py"), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")


def test_every_figure_of_a_copied_site_counts_again_with_python_alone(site, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(site, copy)
    files = sorted((copy / "figures").glob("*.json"))
    done = recount(copy, *files)
    assert len(files) > 4
    assert (done.returncode, done.stdout.count("equal:")) == (0, len(files)), done.stdout


def test_a_figure_that_somebody_changed_does_not_count_again(site, tmp_path):
    told = json.loads((site / "figures/northern-pact-likely.json").read_text("utf-8"))
    told["killed"]["min"] += 1
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(told), "utf-8")
    done = recount(site, changed)
    assert done.returncode == 1
    assert "differs" in done.stdout


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize(
    "page", ["index.html", "belligerents/index.html", "belligerents/northern-pact/index.html"]
)
def test_every_large_figure_of_the_cards_is_a_door_that_says_where_it_leads(site, lang, page):
    said = (site / lang / page).read_text("utf-8")
    sums = re.findall(r'<div class="sum s-(?!conceded).*?</div>', said, re.DOTALL)
    assert sums
    for one in sums:
        door = re.search(r'<a class="big" href="([^"]+)">(.*?)</a>', one, re.DOTALL)
        assert door
        assert "figures/" in door.group(1)
        assert '<span class="vh">' in door.group(2)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_receipt_prints_the_command_and_tells_coverage_before_the_figure(site, lang):
    said = (site / lang / "figures/northern-pact-likely/index.html").read_text("utf-8")
    assert "cairn tally --actor northern-pact --grades confirmed,fair --basis released" in said
    assert "python3 data/recount.py figures/northern-pact-likely.json" in said
    assert said.index('id="coverage"') < said.index('id="figure"') < said.index('id="members"')


def test_what_the_figure_would_be_otherwise_has_a_table_beneath_its_drawing(site):
    said = (site / "en/figures/northern-pact-likely/index.html").read_text("utf-8")
    rows = re.search(r'id="otherwise".*?<tbody>(.*?)</tbody>', said, re.DOTALL)
    assert rows
    assert rows.group(1).count("<tr>") == 9


def test_many_incidents_stand_in_parts_that_add_up(tmp_path, monkeypatch):
    monkeypatch.setattr(pages_of_receipts, "LONGEST_LIST", 1)
    write_site(sample(), tmp_path / "site", preview=False)
    folder = tmp_path / "site/en/figures/northern-pact-likely"
    said = (folder / "index.html").read_text("utf-8")
    parts = re.findall(r'<tr><th scope="row"><a href="([^"]+)">', said)
    assert len(parts) > 1
    lowest = [
        int(re.findall(r"<tfoot>.*?<td><bdi>(\d+)</bdi>", (folder / part).read_text("utf-8"), re.DOTALL)[0])
        for part in parts
    ]
    body = json.loads((tmp_path / "site/figures/northern-pact-likely.json").read_text("utf-8"))
    assert sum(lowest) == body["killed"]["min"]
