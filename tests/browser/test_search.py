"""Searching and filtering in a real browser, the policy of content on: both languages, keyboard, no script, hostile words."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from browser.conftest import CHROMIUM, FLAGS
from cairn.publish.search.words import asked
from cairn.shell.site.render import write_site
from cairn.shell.site.serve import server
from publish.sample import sample
from support import needed

pytestmark = pytest.mark.browser

SCRIPT = "<script>window.ran=1</script>"
HOSTILE = [
    SCRIPT,
    "<img src=x onerror=window.ran=1>",
    '"><svg onload=window.ran=1>',
    "javascript:window.ran=1",
    "'-window.ran=1-'",
    "{{constructor.constructor('window.ran=1')()}}",
    "__proto__",
    "constructor",
    "hasOwnProperty toString",
    "../../../etc/passwd",
    "%00%0d%0a",
    "\u202e\u2066sarab\u2069",
    "\U0001f600",
    "a" * 5000,
    "sarab " * 300,
    "'; DROP TABLE incidents; --",
]


class Places:
    """The two folders that the server of a workspace gives out."""

    def __init__(self, root: Path) -> None:
        self.root, self.preview, self.site = root, root / "preview", root / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """As people have it: no policy is passed by."""
    needed("chromium", CHROMIUM.exists(), f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    tab = browser.new_page()
    tab.faults = []
    tab.on("pageerror", lambda fault: tab.faults.append(str(fault)))
    tab.on("console", lambda said: tab.faults.append(said.text) if "Security Policy" in said.text else None)
    yield tab
    assert tab.faults == []
    tab.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    places = Places(tmp_path_factory.mktemp("sites"))
    record = sample(60, released=60)
    record.incidents[3]["summary_en"] = f"{SCRIPT} hostilesummary"
    record.incidents[3]["place_name"] = f"Qasr {SCRIPT}"
    write_site(record, places.site, preview=False)
    listening = server(places, "127.0.0.1", 0)  # type: ignore[arg-type]
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_address[1]}/site"
    listening.shutdown()
    thread.join()
    listening.server_close()


def told(page: Any) -> str:
    """What is announced, once reading is over."""
    page.wait_for_function(
        "() => { const s = document.getElementById('status').textContent; return s && !s.endsWith('…'); }"
    )
    return str(page.locator("#status").inner_text())


def search(page: Any, address: str, lang: str, question: str) -> str:
    page.goto(f"{address}/{lang}/search/index.html?q={quote(question)}")
    return told(page)


@pytest.mark.parametrize("typed", ["قصر غيم", "القصر غيم", "قَصـر غيم", "القصر الغيم", "إدلب", "ادلب"])
def test_arabic_is_found_with_and_without_article_and_hamza(page: Any, address: str, typed: str) -> None:
    assert "النتائج" in search(page, address, "ar", typed)
    assert "قصر غيم" in page.locator("#hits").inner_text()


@pytest.mark.parametrize("typed", ["tell sarab", "SARAB te", "np005", "bread queue 8 june 2016"])
def test_english_is_found_and_the_last_word_may_be_a_beginning(page: Any, address: str, typed: str) -> None:
    assert "Found: " in search(page, address, "en", typed)
    assert "NP005 · Tell Sarab" in page.locator("#hits").inner_text()


def test_a_hit_leads_to_its_page(page: Any, address: str) -> None:
    search(page, address, "en", "np007")
    page.locator("#hits a").first.click()
    assert page.url.endswith("/en/incidents/NP007/index.html")
    assert page.locator("h1").inner_text() == "Bayt Zaytun"


def test_every_kind_of_hit_leads_to_a_page_that_is_there(page: Any, address: str) -> None:
    search(page, address, "en", "northern pact")
    while page.locator("#more").is_visible():
        shown = page.locator("#hits li").count()
        page.locator("#more").click()
        page.wait_for_function(f"() => document.querySelectorAll('#hits li').length > {shown}")
    links = page.locator("#hits a").evaluate_all("all => all.map(a => a.href)")
    kinds = {urlsplit(href).path.split("/")[3] for href in links}
    assert kinds >= {"incidents", "belligerents", "actors", "control", "official"}
    assert all(page.request.get(href).status == 200 for href in links)


def test_nothing_found_is_said(page: Any, address: str) -> None:
    assert "Nothing found" in search(page, address, "en", "zzzz")
    assert page.locator("#hits li").count() == 0
    assert "no word in it" in search(page, address, "en", "!!!")


def test_a_search_goes_by_keyboard_alone_and_stands_in_the_address(page: Any, address: str) -> None:
    page.goto(f"{address}/en/search/index.html")
    page.locator("#search").wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "q":
            break
    page.keyboard.type("wadi noor")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('#hits li').length > 1")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["wadi noor"]}
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#hits') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/search/" not in url)
    page.go_back()
    assert told(page).startswith("Found: ")
    assert page.locator("#q").input_value() == "wadi noor"


def test_results_are_announced(page: Any, address: str) -> None:
    page.goto(f"{address}/en/search/index.html")
    assert page.locator("#status").get_attribute("role") == "status"


def test_an_index_that_cannot_be_read_is_said_and_the_lists_stand(page: Any, address: str) -> None:
    page.route("**/search/words/*.json", lambda route: route.abort())
    assert "could not be read" in search(page, address, "en", "sarab")
    assert page.locator("main a", has_text="February 2016").count() == 1


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("name", ["search", "incidents"])
def test_without_a_script_the_lists_do_the_same_work(
    browser: Any, address: str, lang: str, name: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{lang}/{name}/index.html?q=sarab&actor=river-guard")
    assert page.locator("#without").is_visible()
    assert not page.locator("form").is_visible()
    page.locator('main a[href$="belligerents/river-guard/likely.html"]').click()
    assert page.locator("table.list tbody tr").count() > 0
    context.close()


@pytest.mark.parametrize("question", HOSTILE)
def test_hostile_words_do_nothing_but_be_looked_for(page: Any, address: str, question: str) -> None:
    search(page, address, "en", question)
    names = ("actor", "grade", "place", "from", "to", "killed")
    page.goto(f"{address}/en/incidents/index.html?" + "&".join(f"{n}={quote(question[:500])}" for n in names))
    assert "is not here" in told(page)
    assert page.evaluate("window.ran") is None
    assert page.locator("main script, main img, #status *, #hits svg").count() == 0


def test_markup_in_the_record_is_shown_as_words(page: Any, address: str) -> None:
    search(page, address, "en", "hostilesummary")
    assert SCRIPT in page.locator("#hits").inner_text()
    page.goto(f"{address}/en/incidents/index.html?place=Idleb&to=2016-04-30")
    assert told(page).startswith("Incidents: 1 of 60")
    assert SCRIPT in page.locator("#filtered").inner_text()
    assert page.evaluate("window.ran") is None


def test_the_script_folds_words_as_the_index_does(page: Any, address: str) -> None:
    letters = [
        chr(c)
        for c in (*range(0x20, 0x250), *range(0x370, 0x530), *range(0x5D0, 0x780), *range(0x8A0, 0x900))
    ]
    letters += [chr(c) for c in (*range(0x2000, 0x2100), *range(0xFB50, 0xFDFF), *range(0xFE70, 0xFF00))]
    texts = [f"ab{letter}cd" for letter in letters] + [f"{letter} سوق" for letter in letters]
    texts += [
        "al-Qasr ar Raqqa as",
        "الـقَصْر والسوق ال",
        "٢٠١٧/۰۳",
        "İstanbul ΣΟΦΟΣ straße",
        "x" * 90,
        "",
        " ",
        *HOSTILE[:10],
    ]
    page.goto(f"{address}/en/search/index.html")
    folded = page.evaluate(
        "async (texts) => { const { words } = await import(new URL('../../assets/record.js', location)); "
        "return texts.map(words); }",
        texts,
    )
    differing = [
        (t, ours, list(asked(t))) for t, ours in zip(texts, folded, strict=True) if ours != list(asked(t))
    ]
    assert not differing


FILTERS = [
    "actor=river-guard",
    "actor=river-guard&grade=contested",
    "grade=likely",
    "place=Aleppo",
    "from=2016-02-04&to=2016-04-06",
    "killed=6",
    "killed=unknown",
    "actor=azure-command&grade=likely&from=2017-01-01&killed=1",
]


@pytest.mark.parametrize("query", FILTERS)
def test_a_filter_by_link_shows_what_the_record_holds(page: Any, address: str, query: str) -> None:
    wanted = {k: v[0] for k, v in parse_qs(query).items()}
    page.goto(f"{address}/en/incidents/index.html?{query}")
    said = told(page)
    expected = expect(sample(60, released=60), wanted)
    assert said == f"Incidents: {len(expected)} of 60 on record. This counts incidents, not deaths."
    listed = page.locator("#filtered tbody th").all_inner_texts()
    assert listed == expected[:50]
    assert all(page.locator(f'[name="{k}"]').input_value() == v for k, v in wanted.items())
    assert page.url in page.locator("#cite-view").inner_text()


def expect(record: Any, wanted: dict[str, str]) -> list[str]:
    """Reckoned again from the rows themselves."""
    buckets = {"confirmed": "likely", "fair": "likely"}
    found = []
    for row in sorted(record.incidents, key=lambda r: (r["date_start"], r["code"])):
        graded = [a for a in record.attributions if a["incident_id"] == row["id"]]
        if "actor" in wanted:
            graded = [a for a in graded if a["actor_id"] == wanted["actor"]]
        held = {buckets.get(a["grade"], a["grade"]) for a in graded}
        best = next((b for b in ("likely", "contested", "weak", "discounted") if b in held), "")
        low = row["killed_min"]
        fits = [
            "actor" not in wanted or bool(held),
            "grade" not in wanted
            or (wanted["grade"] in held if "actor" in wanted else best == wanted["grade"]),
            "place" not in wanted or row["admin1"] == wanted["place"],
            wanted.get("from", "") <= row["date_start"] <= wanted.get("to", "9999"),
            "killed" not in wanted
            or (
                low is None
                if wanted["killed"] == "unknown"
                else low is not None and low >= int(wanted["killed"])
            ),
        ]
        if all(fits):
            found.append(row["code"])
    return found


def test_a_filter_that_nothing_meets_says_so(page: Any, address: str) -> None:
    page.goto(f"{address}/en/incidents/index.html?from=2099-01-01")
    assert told(page).startswith("Nothing found")
    assert not page.locator("#filtered").is_visible()


def test_a_figure_of_ones_own_is_restored_from_the_address(page: Any, address: str) -> None:
    page.goto(f"{address}/en/incidents/index.html?killed=6")
    told(page)
    assert page.locator("#f-killed").evaluate("f => f.selectedOptions[0].textContent") == "at least 6"


def test_a_filter_goes_by_keyboard_and_stands_in_the_address(page: Any, address: str) -> None:
    page.goto(f"{address}/ar/incidents/index.html")
    page.locator("#filter").wait_for()
    page.locator("#f-actor").focus()
    page.keyboard.press("ArrowDown")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "BUTTON":
            break
    page.keyboard.press("Enter")
    assert "لا عدد وفيات" in told(page)
    assert parse_qs(urlsplit(page.url).query).keys() == {"actor"}
    page.go_back()
    page.wait_for_function("() => document.getElementById('status').textContent === ''")
    assert page.locator("#f-actor").input_value() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("path", ["search/index.html?q=2016", "incidents/index.html?grade=likely"])
def test_axe_finds_no_fault_in_what_was_found(
    browser: Any, address: str, path: str, lang: str, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}/{lang}/{path}")
    told(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()


@pytest.mark.parametrize("width", [320, 1600])
@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("path", ["search/index.html?q=2016", "incidents/index.html?grade=likely"])
def test_what_was_found_does_not_scroll_sideways(
    page: Any, address: str, path: str, lang: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/{lang}/{path}")
    told(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
