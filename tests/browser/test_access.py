"""Every kind of page for whoever comes: keyboard alone, no script, paper, chosen contrast, a telephone, text twice as large.

`make access` looks at every kind of the demo in both languages and both schemes; every run looks at a slice.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from browser.clicks import MOST, Typist, accepted, quoted, walk_to_both
from browser.complete import complete_site
from browser.conftest import CHROMIUM, FLAGS
from browser.kinds import pages_of
from browser.seen import faults, sideways
from browser.test_pages import PAGES
from browser.test_search import told
from support import needed

pytestmark = pytest.mark.browser

AT_LENGTH = bool(os.environ.get("CAIRN_MATRIX"))
"""Whether to look at every kind of page of the demo: `make access` does."""

PHONE = {"width": 390, "height": 844}

OPENED = "[...document.querySelectorAll('details')].map(d => { d.open = true }).length"
"""Opens all that is folded on a page: how many there are."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *args: object) -> None:
        """No log."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser from which every test takes what it needs: with or without a script, on paper or in colour."""
    needed("chromium", CHROMIUM.exists(), f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("access") / "site"
    complete_site(root)
    return root


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    yield from served(site)


@pytest.fixture
def page(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()


def look(page: Any, address: str, names: list[str], scheme: str) -> list[str]:
    """What is wrong with pages: a fault that axe finds, scrolling sideways, anything asked of another host."""
    wrong: list[str] = []
    page.on(
        "request",
        lambda r: r.url.startswith((f"{address}/", f"blob:{address}")) or wrong.append(f"asks {r.url[:100]}"),
    )
    page.emulate_media(color_scheme=scheme)
    for name in names:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"{address}/{name}")
        wrong += faults(page)
        if page.evaluate(OPENED):
            wrong += faults(page)
        wrong += sideways(page)
    return wrong


def test_no_kind_of_page_is_left_out_of_the_looking(site: Path) -> None:
    assert {"pictures", "releases", "release-gone"} <= set(pages_of(site))
    folders = {p.relative_to(site / "en").parts[0] for p in (site / "en").rglob("*.html")}
    looked = {page.split("/")[1] for page in pages_of(site).values() if page.startswith("{lang}/")}
    assert folders - looked == set()


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("ar", "dark")])
def test_kinds_that_are_not_looked_at_one_by_one_have_no_fault(
    page: Any, site: Path, address: str, lang: str, scheme: str
) -> None:
    known = {p.split("/", 2)[2] for p in PAGES}
    names = [n.format(lang=lang) for n in pages_of(site).values() if n.split("/", 1)[1] not in known]
    assert len(names) >= 15
    assert look(page, address, names, scheme) == []


def test_pages_of_no_language_have_no_fault(page: Any, address: str) -> None:
    assert look(page, address, ["index.html", "releases/3.0/index.html"], "light") == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_pictures_are_behind_their_warning_and_load_when_opened(
    page: Any, site: Path, address: str, lang: str
) -> None:
    page.goto(f"{address}/{pages_of(site)['pictures'].format(lang=lang)}")
    shown = page.locator("details.picture img")
    assert shown.count() == 2
    assert not shown.first.is_visible()
    page.evaluate(OPENED)
    shown.first.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('details.picture img').naturalWidth === 640")
    assert shown.first.is_visible()


@pytest.mark.skipif(not AT_LENGTH, reason="asked for by make access")
@pytest.mark.parametrize("name", ["site", "preview"])
def test_no_kind_of_page_of_the_demo_has_a_fault(
    page: Any, own_database: None, tmp_path: Path, name: str
) -> None:
    command = "import sys; from cairn.shell.cli import main; main(sys.argv[1:])"
    arguments = ["demo", "--no-serve", "--workspace", str(tmp_path / "demo")]
    subprocess.run([sys.executable, "-c", command, *arguments], capture_output=True, check=True)
    folder = tmp_path / "demo" / name
    pages = pages_of(folder)
    assert len(pages) >= 40
    wrong: list[str] = []
    for address in served(folder):
        for lang in ("en", "ar"):
            for scheme in ("light", "dark"):
                wrong += look(page, address, [p.format(lang=lang) for p in pages.values()], scheme)
    assert wrong == []


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_headline_and_its_coverage_stand_on_the_first_screen_of_a_telephone(
    page: Any, address: str, lang: str
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/{lang}/index.html")
    figure = page.locator(".glance a.end-to-end").first.bounding_box()
    coverage = page.locator(".glance .lvl").first.bounding_box()
    assert figure["y"] + figure["height"] <= PHONE["height"]
    assert 0 <= figure["x"] <= PHONE["width"] - figure["width"]
    assert coverage["y"] <= figure["y"] + figure["height"]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_headline_is_four_presses_of_enter_from_both_sides_words(
    page: Any, site: Path, address: str, lang: str
) -> None:
    reader, local, party = walk_to_both(page, f"{address}/{lang}/index.html", site, Typist)
    assert reader.clicks <= MOST
    assert local
    assert party in quoted(site)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_without_a_script_the_same_four_clicks_lead_to_the_words(
    chromium: Any, site: Path, address: str, lang: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    reader, local, party = walk_to_both(context.new_page(), f"{address}/{lang}/index.html", site)
    context.close()
    assert reader.clicks <= MOST
    assert local
    assert party in quoted(site)


@pytest.mark.parametrize("query", ["actor=river-guard&grade=contested", "place=Aleppo&killed=1"])
def test_an_address_alone_shows_the_same_incidents_in_both_languages(
    page: Any, address: str, query: str
) -> None:
    shown = []
    for lang in ("en", "ar"):
        page.goto(f"{address}/{lang}/incidents/index.html?{query}")
        told(page)
        links = page.locator("#filtered a")
        shown.append(links.evaluate_all("all => all.map(a => a.getAttribute('href'))"))
    assert shown[0]
    assert shown[0] == shown[1]


def test_what_is_folded_opens_by_keyboard(page: Any, address: str) -> None:
    page.goto(f"{address}/en/index.html")
    folded = page.locator("details").first
    folded.locator("summary").focus()
    page.keyboard.press("Enter")
    assert folded.get_attribute("open") is not None


def test_the_timeline_and_the_drawn_map_are_walked_by_keyboard(page: Any, address: str) -> None:
    page.goto(f"{address}/en/index.html")
    reader = Typist(page)
    reader.click(page.locator("svg.chart a[href*='periods/']").first)
    assert "/periods/" in page.url
    page.goto(f"{address}/en/map/index.html")
    reader.click(page.locator("svg.map a").first)
    assert "/map/" not in page.url


def test_paper_has_what_is_folded_the_addresses_of_sources_and_no_menu(
    page: Any, site: Path, address: str
) -> None:
    incident, party = accepted(site)
    page.goto(f"{address}/en/figures/{party}-likely/index.html")
    page.emulate_media(media="print")
    assert not page.locator("header nav").is_visible()
    assert not page.locator("details.elsewhere").first.is_visible()
    page.goto(f"{address}/en/incidents/{incident}/index.html")
    sources = page.locator('main a[href^="http"]').evaluate_all("all => all.map(a => a.href)")
    told = paper(page)
    assert sources
    for one in sources:
        assert unspaced(one) in told
    page.goto(f"{address}/en/index.html")
    folded = page.locator(".card details:not(.seen) p").first.text_content()
    assert unspaced(folded) in paper(page)


def paper(page: Any) -> str:
    """The words of the page as it is printed, without their spaces: lines break where they like."""
    printed = PdfReader(io.BytesIO(page.pdf(format="A4")))
    return "".join(unspaced(sheet.extract_text()) for sheet in printed.pages)


def unspaced(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_chosen_contrast_leaves_the_signs_of_coverage_and_hides_nothing(
    page: Any, address: str, lang: str
) -> None:
    page.goto(f"{address}/{lang}/coverage/index.html")
    page.emulate_media(forced_colors="active")
    signs = page.locator("figcaption .lvl").evaluate_all(
        "all => all.map(e => getComputedStyle(e).backgroundColor + getComputedStyle(e).backgroundImage)"
    )
    assert len(signs) == 4
    assert len(set(signs)) >= 3
    assert faults(page) == []


def test_nothing_moves_for_those_who_ask_for_stillness(page: Any, address: str) -> None:
    page.goto(f"{address}/en/index.html")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0"
        " || getComputedStyle(e).animationName !== 'none').length"
    )
    assert moving == 0
