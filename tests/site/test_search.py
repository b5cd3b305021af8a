"""The page of search and the filter as they are written: whole without a script, the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cairn.shell.site.render import write_site
from cairn.shell.site.search import ASSETS, SCRIPTS
from publish.sample import sample


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("public") / "site"
    write_site(sample(300, released=300), out, preview=False)
    return out


def read(site: Path, name: str) -> str:
    return (site / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_without_a_script_every_incident_is_listed_by_its_place(site: Path, lang: str) -> None:
    pages = sorted((site / lang / "search").glob("places-*.html"))
    assert len(pages) == 2
    listed = [code for page in pages for code in re.findall(r"<bdi>(NP\d+)</bdi>", page.read_text("utf-8"))]
    assert len(listed) == len(set(listed)) == 300
    door = read(site, f"{lang}/search/index.html")
    assert all(f'search/{page.name}"' in door for page in pages)


def test_a_list_by_place_is_in_the_order_of_its_names(site: Path) -> None:
    names = re.findall(r'<th scope="row"><bdi>([^<(]+)', read(site, "en/search/places-1.html"))
    assert names == sorted(names, key=str.casefold)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("page", ["search", "incidents"])
def test_what_needs_a_script_is_hidden_until_it_runs_and_the_page_says_so(
    site: Path, lang: str, page: str
) -> None:
    said = read(site, f"{lang}/{page}/index.html")
    assert re.search(r'<form [^>]*method="get"[^>]* hidden>', said)
    assert '<p class="note" id="without">' in said
    assert "belligerents/river-guard/likely.html" in said
    assert "periods/2016.html" in said


def test_a_month_leads_to_its_own_page(tmp_path: Path) -> None:
    record = sample(300, released=300)
    for n, row in enumerate(record.incidents):
        row["date_start"] = row["date_end"] = f"2016-{n % 2 + 1:02d}-03"
    write_site(record, tmp_path / "site", preview=False)
    said = read(tmp_path / "site", "en/search/index.html")
    assert '"../periods/2016-02.html">February 2016</a> <bdi>150</bdi>' in said
    assert (tmp_path / "site/en/periods/2016-02.html").exists()
    moved = read(tmp_path / "site", "en/incidents/2016-2016-02.html")
    assert '"../periods/2016-02.html"' in moved


def test_scripts_are_allowed_on_the_pages_that_have_one_and_on_no_other(site: Path) -> None:
    for page in site.rglob("*.html"):
        said = page.read_text(encoding="utf-8")
        policy = re.search(r'Content-Security-Policy" content="([^"]+)"', said)
        if policy is None:
            assert page.parent == site
            continue
        assert "unsafe" not in policy[1]
        assert ("script-src 'self'" in policy[1]) is ("<script" in said), page
        assert ("form-action 'self'" in policy[1]) is ("<form" in said), page
        assert "default-src 'none'" in policy[1]


def test_scripts_are_small_and_load_nothing_from_elsewhere(site: Path) -> None:
    bodies = {name: (ASSETS / name).read_text("utf-8") for name in SCRIPTS}
    assert sum(len(b.encode()) for b in bodies.values()) < 20_000
    assert len(bodies["search.js"].encode()) + len(bodies["record.js"].encode()) < 12_000
    for name, body in bodies.items():
        assert (site / "assets" / name).read_text("utf-8") == body
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|https?:", body), name
        assert set(re.findall(r'from "([^"]+)"', body)) <= {"./record.js"}


def test_a_filter_offers_what_the_record_holds(site: Path) -> None:
    said = read(site, "en/incidents/index.html")
    assert '<option value="river-guard">River Guard</option>' in said
    assert '<option value="Deir-ez-Zor">Deir-ez-Zor</option>' in said


def test_pages_of_search_stay_small(site: Path) -> None:
    assert max(p.stat().st_size for p in (site / "en/search").glob("*.html")) < 100_000
    assert (site / "en/search/index.html").stat().st_size < 40_000
