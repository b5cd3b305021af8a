"""The moving map in a real browser, the policy of content on, drawing in software: both languages, keyboard, address, no WebGL.

It runs where `make map-assets` put the library, and else is skipped with that reason; what the page is without it is
tested in tests/site/test_maps.py.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from browser.conftest import CHROMIUM, FLAGS
from cairn.shell.site.maps import has_moving_map
from cairn.shell.site.render import write_site
from cairn.shell.site.serve import server
from publish.sample import sample
from support import needed

pytestmark = pytest.mark.browser

SOFTWARE = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
HOSTILE = "<img src=x onerror=window.ran=1>"
IN_THE_TOWN = "lat=36.02&lon=38.51&z=13"


class Places:
    """The two folders that the server of a workspace gives out."""

    def __init__(self, root: Path) -> None:
        self.root, self.preview, self.site = root, root / "preview", root / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """As people have it: no policy is passed by; the picture is drawn without a graphics card."""
    needed("chromium", CHROMIUM.exists(), f"{CHROMIUM} is not installed")
    needed("maplibre", has_moving_map(), "MapLibre is not bundled here: `make map-assets` does it")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        flags = [flag for flag in FLAGS if flag != "--disable-gpu"]
        started = playwright.chromium.launch(
            executable_path=str(CHROMIUM), headless=True, args=[*flags, *SOFTWARE]
        )
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    tab = browser.new_page()
    tab.faults, tab.asked = [], []
    tab.on("pageerror", lambda fault: tab.faults.append(str(fault)))
    tab.on("console", lambda said: tab.faults.append(said.text) if "Security Policy" in said.text else None)
    tab.on("request", lambda asked: tab.asked.append(asked.url))
    yield tab
    assert tab.faults == []
    tab.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    places = Places(tmp_path_factory.mktemp("sites"))
    record = sample(60, released=60)
    for n, row in enumerate(record.incidents):
        if n % 5 != 4:  # each stands by itself, but for those of the towns of the sample
            row["lat"] = round(row["lat"] + 0.01 * (n // 5), 3)
    record.incidents[1]["place_name"] = HOSTILE
    write_site(record, places.site, preview=False)
    listening = server(places, "127.0.0.1", 0)  # type: ignore[arg-type]
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_address[1]}/site"
    listening.shutdown()
    listening.server_close()


def opened(page: Any, address: str, lang: str = "en", asked: str = "") -> None:
    """Go there and ask for the moving map, unless the address does already."""
    page.goto(f"{address}/{lang}/map/index.html?{asked}")
    if "z=" not in asked:
        page.click("#open")
    page.wait_for_selector("#gl[data-drawn]")


def state(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_nothing_is_loaded_before_it_is_asked_for_and_then_all_from_the_sites_own_host(
    page: Any, address: str
) -> None:
    page.goto(f"{address}/en/map/index.html")
    page.wait_for_selector("#open:visible")
    assert not [url for url in page.asked if "maplibre" in url or "/data/" in url]
    page.click("#open")
    page.wait_for_selector("#gl[data-drawn]")
    assert any(url.endswith("maplibre-gl-worker.mjs") for url in page.asked)
    assert all(url.startswith(address) or url.endswith("/favicon.ico") for url in page.asked)
    assert not [url for url in page.asked if url.startswith(("blob:", "data:"))]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_status_counts_incidents_on_the_map_and_those_only_listed(
    page: Any, address: str, lang: str
) -> None:
    opened(page, address, lang)
    assert page.get_attribute("#gl", "data-drawn") == "48"
    said = page.inner_text("#status")
    assert [n in said for n in ("60", "48", "12")] == [True] * 3
    assert page.locator("#listed > li").count() == 40
    page.click("#more")
    assert page.locator("#listed > li").count() == 60
    assert page.locator("svg.map").first.is_visible()


def test_months_are_chosen_by_keyboard_and_stand_in_the_address(page: Any, address: str) -> None:
    opened(page, address)
    page.focus("#m-first")
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    assert page.get_attribute("#m-first", "aria-valuetext") == "January 2017"
    page.focus("#m-last")
    page.keyboard.press("Home")
    assert page.get_attribute("#m-last", "aria-valuetext") == "January 2016"
    assert page.get_attribute("#m-first", "aria-valuetext") == "January 2016"
    page.wait_for_function("() => location.search.includes('to=2016-01-31')")
    assert "of 60 on record" in page.inner_text("#status")
    assert page.locator("#listed > li").count() == int(page.inner_text("#status").split()[1])
    assert page.get_attribute("#as-list", "href").endswith("?to=2016-01-31")


def test_a_view_is_a_link_with_the_names_that_the_filter_of_incidents_has(page: Any, address: str) -> None:
    opened(page, address, "en", "actor=river-guard&grade=likely&from=2016-02-10&to=2019-12-31")
    told = page.inner_text("#status")
    page.click("#nearer")
    page.wait_for_function("() => location.search.includes('z=')")
    held = state(page)
    assert held["actor"] == ["river-guard"]
    assert held["from"] == ["2016-02-10"]
    assert {"lat", "lon", "z"} <= held.keys()
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    page.wait_for_selector("#gl[data-drawn]")
    assert page.inner_text("#status") == told
    assert page.input_value("#m-actor") == "river-guard"
    page.click("#as-list")
    page.wait_for_function("() => document.getElementById('status').textContent.length > 20")
    assert told.split(" on record")[0] in page.inner_text("#status")


def test_an_address_that_asks_for_what_is_not_here_is_told_so_and_shows_nothing(
    page: Any, address: str
) -> None:
    opened(page, address, "en", "actor=nobody&killed=5")
    assert "actor=nobody; killed=5" in page.inner_text("#status")
    assert page.locator("#listed > li").count() == 0
    assert page.get_attribute("#gl", "data-drawn") == "0"


def test_an_incident_of_the_list_opens_its_card_and_its_page_by_keyboard_alone(
    page: Any, address: str
) -> None:
    opened(page, address)
    page.focus("#listed li:first-child button")
    page.keyboard.press("Enter")
    card = page.locator("#card")
    card.wait_for(state="visible")
    assert page.evaluate("document.activeElement.id") == "card"
    said = card.inner_text()
    assert "NP000" in said
    assert "Known within 2.5 km" in said
    assert "Azure Command: Fair" in said
    page.keyboard.press("Escape")
    assert card.is_hidden()
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/NP000/index.html")


def test_what_is_in_the_middle_of_the_map_opens_by_enter(page: Any, address: str) -> None:
    opened(page, address, "en", IN_THE_TOWN)
    page.focus(".maplibregl-canvas")
    page.keyboard.press("Enter")
    page.locator("#card").wait_for(state="visible")
    assert "NP0" in page.inner_text("#card")


def test_words_of_the_record_are_never_markup(page: Any, address: str) -> None:
    opened(page, address)
    assert HOSTILE in page.inner_text("#listed")
    page.focus("#listed li:nth-child(2) button")
    page.keyboard.press("Enter")
    assert HOSTILE in page.inner_text("#card")
    assert page.evaluate("window.ran") is None


def test_the_ground_follows_the_last_day_chosen_and_names_its_authors(page: Any, address: str) -> None:
    opened(page, address, "en", "to=2017-02-05")
    page.check("#m-ground")
    page.wait_for_selector("#ground-lines li")
    assert "5 February 2017" in page.inner_text("#ground-title")
    assert "Northern Pact" in page.inner_text("#ground-lines")
    assert page.locator("#ground-keys canvas").count() >= 2
    page.wait_for_function("() => location.search.includes('ground=1')")
    before = page.inner_text("#ground-lines")
    page.focus("#m-last")
    page.keyboard.press("End")
    page.wait_for_function(
        "before => document.getElementById('ground-lines').innerText !== before", arg=before
    )
    page.goto(f"{address}/en/map/index.html?ground=1&to=2016-01-31&{IN_THE_TOWN}")
    page.wait_for_selector("#ground-lines ul li")
    lines = page.locator("#ground-lines ul li").all_inner_texts()
    assert all("no word" in line.lower() for line in lines)


def test_without_webgl_the_drawn_map_stays_and_the_list_follows_the_choice(page: Any, address: str) -> None:
    page.add_init_script(
        "const own = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        " return kind.startsWith('webgl') ? null : own.call(this, kind, ...rest); }"
    )
    page.goto(f"{address}/en/map/index.html?actor=river-guard")
    page.click("#open")
    page.wait_for_selector("#no-gl:visible")
    assert page.locator("#gl").is_hidden()
    assert page.locator("svg.map").first.is_visible()
    assert page.locator("#listed > li").count() == 20
    assert "Incidents: 20 of 60" in page.inner_text("#status")
    assert not [url for url in page.asked if "maplibre-gl.mjs" in url]


def test_the_page_scrolls_over_the_map_and_moves_it_only_when_asked(page: Any, address: str) -> None:
    opened(page, address)
    page.locator("#gl").scroll_into_view_if_needed()
    box = page.locator("#gl").bounding_box()
    page.mouse.move(box["x"] + 100, box["y"] + 100)
    before, top = page.url, page.evaluate("scrollY")
    page.mouse.wheel(0, 200)
    page.wait_for_function("top => scrollY > top", arg=top)
    assert "z=" not in page.url
    assert page.url == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_axe_finds_nothing_on_the_open_map(page: Any, address: str, lang: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    opened(page, address, lang, "ground=1")
    page.focus("#listed li:first-child button")
    page.keyboard.press("Enter")
    page.locator("#card").wait_for(state="visible")
    found = Axe().run(page)
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found.response["violations"]] == []
