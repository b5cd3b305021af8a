"""The demo as a person sees it, served as it is: policy of content on, no fault that axe can find."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.clicks import MOST, Reader, quoted, walk_to_both, words_of_party
from cairn.shell.site.serve import server
from cairn.shell.workspace import Workspace

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def demo(own_database: None, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    root = tmp_path_factory.mktemp("demo") / "workspace"
    command = "import sys; from cairn.shell.cli import main; main(sys.argv[1:])"
    arguments = ["demo", "--no-serve", "--workspace", str(root), "--json"]
    done = subprocess.run(
        [sys.executable, "-c", command, *arguments], capture_output=True, text=True, check=True, timeout=240
    )
    assert json.loads(done.stdout)["released"] >= 10
    return Workspace(root)


@pytest.fixture(scope="module")
def address(demo: Workspace) -> Iterator[str]:
    listening = server(demo, "127.0.0.1", 0)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_address[1]}"
    listening.shutdown()
    thread.join()
    listening.server_close()


def market(demo: Workspace) -> str:
    """The page of the market strike, by the code on its released row."""
    lines = (demo.site / "data/incidents.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return next(r["code"] for r in rows if r["date_start"] == "2025-05-08" and r["killed_max"] == 11)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("site", ["site", "preview"])
def test_axe_finds_no_fault_in_the_demo(
    page: Any, demo: Workspace, address: str, site: str, lang: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    for path in ("index.html", f"incidents/{market(demo)}/index.html"):
        page.goto(f"{address}/{site}/{lang}/{path}")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize(
    "path",
    [
        "control/C5710/index.html",
        "control/C5710/2017-08-04.html",
        "actors/index.html",
        "actors/ypg/index.html",
        "actors/ypg/as-held-by-turkey/index.html",
    ],
)
def test_axe_finds_no_fault_in_the_real_case(page: Any, address: str, path: str, lang: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.goto(f"{address}/site/{lang}/{path}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_demonstration_says_which_case_is_real(page: Any, address: str) -> None:
    page.goto(f"{address}/site/en/control/C5710/index.html")
    assert "This case is real" in page.locator("main").inner_text()
    page.goto(f"{address}/site/en/control/demo-lahqa/index.html")
    assert "This case is real" not in page.locator("main").inner_text()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_what_was_claimed_of_raqqa_opens_to_the_words_of_its_day(page: Any, address: str, lang: str) -> None:
    page.goto(f"{address}/site/{lang}/index.html")
    reader = Reader(page)
    reader.click(page.locator('header nav a[href$="control/index.html"]'))
    reader.click(page.locator('main a[href="C5710/index.html"]'))
    row = page.locator("table.claims tr", has=page.locator('a[href="2017-08-04.html"]'))
    assert "45%" in row.first.inner_text()
    reader.click(row.first.locator('a[href="2017-08-04.html"]'))
    reader.click(page.locator('table a[href*="#w-"]').first)
    assert reader.clicks == MOST
    assert reader.marked()


def test_the_ypg_differs_as_turkey_and_as_the_united_states_hold(page: Any, address: str) -> None:
    page.goto(f"{address}/site/en/actors/ypg/as-held-by-turkey/index.html")
    turkey = page.locator("#groups ~ ul").first.inner_text()
    assert "Kurdistan Workers' Party" in turkey
    page.goto(f"{address}/site/en/actors/ypg/as-held-by-united_states/index.html")
    states = page.locator("#groups ~ ul").first.inner_text()
    assert "Kurdistan Workers' Party" not in states


def test_a_reader_walks_from_the_front_page_to_the_words(page: Any, address: str) -> None:
    page.goto(f"{address}/site/en/index.html")
    page.locator(".card", has_text="Northern Pact").locator("a.big").first.click()
    page.locator("tr", has_text="8 May 2025").locator("a").first.click()
    page.locator(".matrix a.k-killed").first.click()
    assert page.locator(":target").count() == 1


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("site", ["site", "preview"])
def test_a_headline_is_four_clicks_from_a_partys_words_and_a_local_reports(
    page: Any, demo: Workspace, address: str, site: str, lang: str
) -> None:
    front, folder = f"{address}/{site}/{lang}/index.html", demo.site if site == "site" else demo.preview
    reader, local, party = walk_to_both(page, front, folder)
    assert reader.clicks <= MOST
    assert re.search(r"\w", local)
    assert party in quoted(folder)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("site", ["site", "preview"])
def test_what_a_party_accepts_is_two_clicks_from_its_words(
    page: Any, demo: Workspace, address: str, site: str, lang: str
) -> None:
    folder = demo.site if site == "site" else demo.preview
    page.goto(f"{address}/{site}/{lang}/index.html")
    reader = Reader(page)
    reader.click(page.locator(".s-conceded a.big").first)
    reader.click(page.locator("a.its-words").first)
    assert reader.clicks == 2
    assert words_of_party(page) in quoted(folder)


def test_nothing_but_the_two_sites_is_served(page: Any, address: str, demo: Workspace) -> None:
    (demo.root / "records.sqlite3").touch()  # there already, but on PostgreSQL
    for path in (
        "/records.sqlite3",
        "/cairn.toml",
        "/site/../cairn.toml",
        "/site/%2e%2e/cairn.toml",
        "/objects/",
    ):
        assert page.request.get(address + path).status == 404
    assert page.request.get(f"{address}/site/").status == 200


def weight(page: Path, site: Path) -> int:
    """Bytes of a page with its style and scripts, none of them compressed; pictures are fetched when asked for."""
    parts = re.findall(r'<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"', page.read_text("utf-8"))
    files = {(page.parent / part).resolve() for part in parts}
    assert all(file.is_relative_to(site.resolve()) for file in files)
    return page.stat().st_size + sum(file.stat().st_size for file in files)


def test_no_page_of_the_demo_is_heavier_than_a_telephone_should_load(demo: Workspace) -> None:
    fronts = {
        str(p): weight(p, demo.site) for p in demo.site.glob("*/index.html") if p.parent.name in ("en", "ar")
    }
    incidents = {str(p): weight(p, demo.site) for p in demo.site.glob("*/incidents/*/*.html")}
    assert len(fronts) == 2
    assert len(incidents) >= 20
    assert max(fronts.values()) <= 300_000
    assert max(incidents.values()) <= 100_000, max(incidents, key=lambda p: incidents[p])


def test_the_demo_has_two_incidents_that_changed_after_they_were_published(demo: Workspace) -> None:
    twins = [json.loads(p.read_text("utf-8")) for p in demo.site.glob("incidents/*.json")]
    twice = [t["versions"] for t in twins if len(t["versions"]) > 1]
    assert len(twice) >= 2
    assert any(v[0]["grades"] != v[-1]["grades"] for v in twice)
    assert any(v[0]["fields"]["killed_min"] != v[-1]["fields"]["killed_min"] for v in twice)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_on_a_desk_the_whole_table_of_who_said_what_is_in_sight(
    page: Any, address: str, demo: Workspace, lang: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}/site/{lang}/incidents/{market(demo)}/index.html")
    assert page.locator(".matrix .end").count()
    wide = "() => {const w = document.querySelector('.matrix').parentElement; return [w.scrollWidth, w.clientWidth]}"
    whole, seen = page.evaluate(wide)
    assert whole <= seen + 1


def test_a_marked_word_that_is_led_to_has_room_above_it_for_whose_it_is(
    page: Any, address: str, demo: Workspace
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}/site/en/incidents/{market(demo)}/index.html")
    page.locator(".rests a").first.click()
    top = page.evaluate("document.querySelector(':target').getBoundingClientRect().top")
    assert top > 60
