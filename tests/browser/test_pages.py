"""The pages in a real browser: no fault that axe can find, no sideways scrolling, no script needed."""

from __future__ import annotations

import functools
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from browser.clicks import MOST, Reader, quoted, walk_to_both, words_of_party
from browser.seen import faults
from cairn.shell.site.render import write_site
from publish.sample import sample

PAGES = [
    f"{site}/{lang}/{page}"
    for site in ("public", "preview")
    for lang in ("en", "ar")
    for page in (
        "index.html",
        "incidents/NP001/index.html",
        "incidents/NP002/index.html",
        "incidents/2016.html",
        "belligerents/azure-command/index.html",
        "official/index.html",
        "official/pact-2018-01.html",
        "official/entries/e7.html",
        "compare/northern-pact.html",
        "figures/index.html",
        "figures/northern-pact-likely/index.html",
        "control/index.html",
        "control/XT1/index.html",
        "control/XT1/2017-04-05.html",
        "actors/index.html",
        "actors/river-guard/index.html",
        "actors/river-guard/as-held-by-northern-pact/index.html",
        "method/index.html",
        "changes/index.html",
        "changes/2026-10.html",
        "corrections/index.html",
        "limits/index.html",
        "coverage/index.html",
        "backlog/index.html",
        "about/index.html",
        "downloads/index.html",
        "incidents/index.html",
        "search/index.html",
        "search/places-1.html",
    )
]
PAGES += [
    f"preview/{lang}/{page}"
    for lang in ("en", "ar")
    for page in (
        "official/entries/road.html",
        "official/unlinked-river-guard.html",
        "official/unanswered-river-guard.html",
        "compare/river-guard.html",
        "compare/river-guard/never_assessed.html",
    )
]

pytestmark = pytest.mark.browser


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *args: object) -> None:
        """No log."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sites")


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    write_site(sample(), root / "public", preview=False)
    write_site(sample(basis="best"), root / "preview", preview=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_fault(page: Any, address: str, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(address + path)
    assert faults(page) == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(page: Any, address: str, path: str) -> None:
    page.goto(address + path)
    wide = {}
    for width in (320, 390, 1600):
        page.set_viewport_size({"width": width, "height": 800})
        wide[width] = page.evaluate("document.documentElement.scrollWidth")
    assert [width for width, told in wide.items() if told > width] == []


def test_a_figure_leads_to_its_words(page: Any, address: str) -> None:
    page.goto(address + "preview/en/incidents/NP001/index.html")
    page.locator(".matrix a.k-killed").first.click()
    marked = page.locator(":target")
    assert marked.count() == 1
    assert "civilians were killed" in marked.inner_text()


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("site", ["public", "preview"])
def test_a_headline_is_four_clicks_from_what_either_side_said(
    page: Any, address: str, root: Path, site: str, lang: str
) -> None:
    reader, local, party = walk_to_both(page, f"{address}{site}/{lang}/index.html", root / site)
    assert reader.clicks <= MOST
    assert re.search(r"\d", local)
    assert party in quoted(root / site)


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("site", ["public", "preview"])
def test_a_computed_share_is_two_clicks_from_the_words_it_rests_on(
    page: Any, address: str, site: str, lang: str
) -> None:
    page.goto(f"{address}{site}/{lang}/index.html")
    reader = Reader(page)
    reader.click(page.locator('header nav a[href$="control/index.html"]'))
    reader.click(page.locator('main a[href="XT1/index.html"]'))
    share = page.locator("table.claims td a").first
    assert "%" in share.inner_text()
    reader.click(share)
    assert page.locator("svg.front").count() == 1
    reader.click(page.locator('table a[href*="#w-"]').first)
    assert reader.clicks == MOST
    assert re.search(
        {"en": r"Northern Pact|River Guard", "ar": r"الحلف الشمالي|حرس النهر"}[lang], reader.marked()
    )


def test_an_area_of_the_map_leads_to_its_row(page: Any, address: str) -> None:
    page.goto(address + "public/en/control/XT1/2017-04-05.html")
    page.get_by_role("link", name="River Quarter: authors differ: Northern Pact, River Guard").click()
    assert "authors differ" in page.locator(":target").inner_text()


def test_an_incident_leads_to_who_held_its_ground(page: Any, address: str) -> None:
    page.goto(address + "public/en/incidents/NP015/index.html")
    door = page.locator('section[aria-labelledby="ground"] a').last
    door.click()
    assert "/control/XT1/" in page.url


def test_a_claims_mark_leads_to_its_row(page: Any, address: str) -> None:
    page.goto(address + "public/en/control/XT1/index.html")
    page.locator(".chart a").first.focus()
    page.keyboard.press("Enter")
    assert "75%" in page.locator(":target").inner_text()


def test_every_map_draws_its_patterns(page: Any, address: str) -> None:
    page.goto(address + "public/en/control/XT1/index.html")
    missing = page.evaluate(
        "[...document.querySelectorAll('[fill^=\"url(#\"]')].filter("
        "e => !document.querySelector(e.getAttribute('fill').slice(4, -1))).length"
    )
    assert missing == 0


def test_another_viewpoint_is_one_click_away(page: Any, address: str) -> None:
    page.goto(address + "public/en/actors/river-guard/index.html")
    page.get_by_role("link", name="as Northern Pact holds").click()
    assert "grouped as Northern Pact designates it" in page.locator("main").inner_text()


def test_every_row_of_a_comparison_opens(page: Any, address: str) -> None:
    page.goto(address + "preview/en/compare/river-guard.html")
    reader = Reader(page)
    reader.click(page.get_by_role("link", name="Open: the party is assessing it: Incidents"))
    reader.click(page.locator("a.its-words").first)
    assert "looking into reports" in words_of_party(page)
    assert reader.clicks == 2


def test_arabic_stands_on_the_right(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 1000, "height": 800})
    page.goto(address + "public/ar/index.html")
    box = page.locator(".brand").bounding_box()
    assert box["x"] > 500


def test_the_first_stop_of_the_keyboard_is_the_way_past_the_menu(page: Any, address: str) -> None:
    page.goto(address + "public/en/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
