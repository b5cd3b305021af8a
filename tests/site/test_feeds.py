"""Feeds in a site: one for whatever can be followed, in both languages, and each page says where its own is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cairn.shell.site.render import write_site
from cairn.vocab.labels import LANGUAGES
from page_rules import door_faults, faults_of, files_of, learnt
from publish.sample_changes import changed

TYPE = re.escape('type="application/atom+xml"')
PAGES = {
    "index.html": ["all", "corrections"],
    "changes/index.html": ["all", "corrections"],
    "corrections/index.html": ["all", "corrections"],
    "belligerents/river-guard/index.html": ["belligerents/river-guard"],
    "places/Ar-Raqqa.html": ["places/Ar-Raqqa"],
    "places/Ar-Raqqa/Tell-Sarab.html": ["places/Ar-Raqqa/Tell-Sarab"],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("feeds") / "site"
    write_site(changed(), out, preview=False)
    return out


def feeds_of(page: str) -> tuple[list[str], list[str]]:
    """The feeds that a page announces to programs, and those that it shows to people."""
    head = re.findall(rf'<link rel="alternate" {TYPE} title="[^"]+" href="([^"]+)">', page)
    return head, re.findall(rf'<a href="([^"]+)" {TYPE}>', page)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_leads_people_and_programs_to_its_feeds_in_its_language(
    site: Path, lang: str, name: str
) -> None:
    head, shown = feeds_of((site / lang / name).read_text("utf-8"))
    assert head == shown
    page = site / lang / name
    assert [(page.parent / href).resolve() for href in head] == [
        (site / f"feeds/{lang}/{feed}.atom").resolve() for feed in PAGES[name]
    ]
    held = files_of(site)
    assert [f for href in head for f in door_faults(f"{lang}/{name}", ("link", href, ""), held)] == []


def test_every_belligerent_and_place_that_has_a_page_has_a_feed_in_both_languages(site: Path) -> None:
    for lang in LANGUAGES:
        pages = [p for p in (site / lang / "places").rglob("*.html") if p.name != "index.html"]
        pages += (site / lang / "belligerents").glob("*/index.html")
        for page in pages:
            head, _ = feeds_of(page.read_text("utf-8"))
            assert len(head) == 1
            assert (page.parent / head[0]).is_file()
    assert len(list((site / "feeds/en").rglob("*.atom"))) == len(list((site / "feeds/ar").rglob("*.atom")))


def test_each_feed_keeps_the_rules_and_its_links_lead_to_pages_of_the_site(site: Path) -> None:
    names = [n for n in files_of(site) if n.endswith(".atom")]
    assert len(names) > 20
    faults = faults_of(site, learnt(site))
    assert [f for f in faults if ".atom" in f] == []


def test_a_preview_has_no_feed_and_offers_none(tmp_path: Path) -> None:
    write_site(changed(basis="best"), tmp_path / "preview", preview=True)
    assert not (tmp_path / "preview/feeds").exists()
    for name in PAGES:
        assert "atom+xml" not in (tmp_path / "preview/en" / name).read_text("utf-8")


def test_anchors_that_entries_lead_to_are_on_the_page(site: Path) -> None:
    feed = (site / "feeds/en/all.atom").read_text("utf-8")
    doors = set(re.findall(r'href="([^"#]+\.html)#([^"]+)"', feed))
    assert {at for _, at in doors} >= {"words", "v2", "disagree", "decided"}
    for path, at in doors:
        assert f'id="{at}"' in (site / path).read_text("utf-8"), (path, at)
