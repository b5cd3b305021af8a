"""A period's assessment in a real browser: no fault that axe can find, no sideways scrolling, its policy holds, it prints."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cairn.publish.report.page import period_report
from cairn.shell.site.report import report_html
from publish.sample_report import material

pytestmark = pytest.mark.browser

NAMES = ["en", "ar", "preview-en", "preview-ar", "empty-en", "month-ar"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("reports")
    days = {"empty": (date(1999, 1, 1), date(1999, 1, 31)), "month": (date(2016, 5, 1), date(2016, 5, 31))}
    for name in NAMES:
        kind, _, lang = name.rpartition("-")
        asked = material(*days.get(kind, (date(2016, 1, 1), date(2018, 12, 31))), preview=kind == "preview")
        (found / f"{name}.html").write_text(report_html(period_report(asked, lang), lang), "utf-8")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_no_fault(page: Any, folder: Path, name: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    page.goto((folder / f"{name}.html").as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 390, 1600])
@pytest.mark.parametrize("name", NAMES)
def test_it_does_not_scroll_sideways(page: Any, folder: Path, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((folder / f"{name}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_its_policy_lets_its_own_style_in_and_it_asks_for_nothing(page: Any, folder: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = (folder / "en.html").as_uri()
    page.goto(address)
    assert asked == [address]
    assert page.evaluate("getComputedStyle(document.querySelector('.big')).fontWeight") == "600"


def test_a_range_in_arabic_stands_in_its_order(page: Any, folder: Path) -> None:
    page.goto((folder / "ar.html").as_uri())
    shown = page.locator(".big bdi[dir=ltr]").first
    low, high = shown.inner_text().split("–")
    assert int(low.replace(",", "")) < int(high.replace(",", ""))
    assert page.evaluate("e => getComputedStyle(e).direction", shown.element_handle()) == "ltr"


def test_dark_is_never_printed(page: Any, folder: Path) -> None:
    page.emulate_media(color_scheme="dark", media="print")
    page.goto((folder / "en.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
