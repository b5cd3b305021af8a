"""The written pages about the record itself, and the way around: a link appears only where its page is."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from cairn.publish.rows.index import index
from cairn.publish.wording.page_words import texts
from cairn.shell.site import changes as site_changes
from cairn.shell.site.nav import SECTIONS, sections_of
from cairn.shell.site.render import write_site
from publish.sample_changes import SECRET_WHY, changed

OURS = ("changes", "corrections", "limits", "coverage", "backlog", "about")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("public") / "site"
    write_site(changed(), out, preview=False)
    return out


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_every_section_has_a_first_page_in_both_languages_and_a_name(site: Path) -> None:
    there = sections_of(index(changed()))
    for lang in ("en", "ar"):
        for key in there:
            assert (site / lang / key / "index.html").is_file(), key
        assert {s.key for s in SECTIONS} <= texts(lang)["nav"].keys()


def test_every_page_leads_to_every_section_and_marks_its_own(site: Path) -> None:
    there = sections_of(index(changed()))
    for page in (site / "en").rglob("*.html"):
        foot = text(page).partition('<nav class="all"')[2]
        for key in there:
            assert f'{key}/index.html"' in foot, (page, key)
    said = text(site / "en/changes/index.html")
    assert said.count('<a href="../changes/index.html" aria-current="page">') == 2
    assert '<a href="../incidents/index.html">' in said
    assert 'incidents/index.html" aria-current="true"' in text(site / "en/incidents/NP001/index.html")


def test_a_section_the_record_does_not_have_is_led_to_from_nowhere(tmp_path: Path) -> None:
    record = replace(changed(3, 2), control={}, ground={})
    write_site(record, tmp_path / "site", preview=False)
    assert not [p for p in (tmp_path / "site").rglob("*.html") if "control/index.html" in text(p)]


def test_one_screen_tells_what_changed_who_decided_and_how_to_disagree(site: Path) -> None:
    said = text(site / "en/changes/index.html")
    story = said.partition('id="story"')[2].partition('id="newest"')[0]
    for told in ("2–3", "<b>", "Who decided:", "an assessor (not named)", "Who says so, in their words:"):
        assert told in story, told
    for door in ("#words", "#versions", "#disagree"):
        assert f'href="../incidents/NP000/index.html{door}"' in story


def test_each_month_has_an_address_of_its_own_and_two_twins(site: Path) -> None:
    for month in ("2026-01", "2026-02", "2026-03", "2026-10"):
        assert (site / f"en/changes/{month}.html").is_file()
        rows = json.loads(text(site / f"changes/{month}.json"))["changes"]
        assert rows
        assert all(row["at"].startswith(month) for row in rows)
        with (site / f"changes/{month}.csv").open(encoding="utf-8") as file:
            assert len(list(csv.DictReader(file))) == len(rows)


def test_a_withdrawn_record_stands_as_a_code_and_a_day_in_page_and_twins(site: Path) -> None:
    rows = json.loads(text(site / "corrections.json"))["changes"]
    (gone,) = [row for row in rows if row["change"] == "withdrawn"]
    assert {k: v for k, v in gone.items() if v} == {
        "at": "2026-10-02",
        "change": "withdrawn",
        "code": "GONE1",
    }
    assert "GONE1" in text(site / "en/corrections/index.html")


def test_nothing_of_what_was_never_public_or_why_is_in_any_file(site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file():
            said = path.read_bytes().decode("utf-8", "replace")
            assert "NEVERSEEN" not in said, path
            assert "gone-2" not in said, path
            assert SECRET_WHY not in said, path


def test_a_long_month_becomes_doors_to_its_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_changes, "LONGEST", 2)
    record = changed()
    busy = [{**row, "at": f"2026-02-0{1 + n}T10:00:00Z"} for n, row in enumerate(record.versions)]
    same = [{**busy[0], "incident_id": f"incident-00{n}", "at": "2026-02-09T10:00:00Z"} for n in range(1, 6)]
    write_site(replace(record, versions=[*busy, *same]), tmp_path / "site", preview=False)
    page = text(tmp_path / "site/en/changes/2026-02.html")
    assert 'href="2026-02-01.html"' in page
    assert 'class="change ' not in page
    assert 'href="2026-02-09-from-1.html"' in text(tmp_path / "site/en/changes/2026-02-09.html")
    shown = list((tmp_path / "site/en/changes").glob("2026-02-*.html"))
    codes = [c for p in shown for c in re.findall(r'<li class="change [^>]*id="(NP00\d-\d)"', text(p))]
    assert sorted(codes) == sorted({*codes})
    assert len(codes) == 8


def test_an_empty_record_has_its_pages_too(tmp_path: Path) -> None:
    write_site(changed(1, 0), tmp_path / "site", preview=False)
    for key in OURS:
        assert (tmp_path / f"site/en/{key}/index.html").is_file()
    assert "Nobody has stated" not in text(tmp_path / "site/en/coverage/index.html")


def test_the_preview_has_the_same_pages_under_its_banner(tmp_path: Path) -> None:
    write_site(changed(basis="best"), tmp_path / "site", preview=True)
    for key in OURS:
        said = text(tmp_path / f"site/ar/{key}/index.html")
        assert "قراءة آلية لم تُراجَع" in said
    assert "@misc" not in text(tmp_path / "site/en/about/index.html")


def test_an_act_that_lays_bare_no_more_leaves_the_same_bytes(site: Path, tmp_path: Path) -> None:
    write_site(changed(), tmp_path / "site", preview=False)
    for key in OURS:
        for path in (f"en/{key}/index.html", f"ar/{key}/index.html"):
            assert text(tmp_path / "site" / path) == text(site / path)
