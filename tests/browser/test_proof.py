"""The proof page by keyboard alone: from a figure to its words and back to its place in the table."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from cairn.shell.site.render import write_site
from publish.sample import sample

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("proof") / "site"
    write_site(sample(2, released=2), out, preview=False)
    return out


def focused(page: Any) -> str:
    return str(page.evaluate("document.activeElement.outerHTML"))


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("width", [390, 1280])
def test_from_the_table_to_the_words_and_back_by_keyboard(
    page: Any, site: Path, lang: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto((site / lang / "incidents/NP001/index.html").as_uri())
    first = page.locator(".matrix a.k-killed").first
    cell = str(first.locator("xpath=..").get_attribute("id"))
    first.focus()
    page.keyboard.press("Enter")
    assert page.locator(":target").count() == 1
    page.keyboard.press("Tab")
    assert f"#{cell}" in focused(page)
    assert page.evaluate("document.activeElement.closest('mark') !== null")
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == cell
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('td').id") == cell


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_on_a_telephone_the_voice_stays_in_sight_while_the_table_is_scrolled(
    page: Any, site: Path, lang: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((site / lang / "incidents/NP001/index.html").as_uri())
    far = page.evaluate(
        "() => {const w = document.querySelector('.matrix').parentElement; w.scrollLeft = %s; return w.scrollLeft}"
        % ("-400" if lang == "ar" else "400")
    )
    assert abs(far) > 50
    box = page.locator(".matrix tbody th").first.bounding_box()
    assert box
    assert 0 <= box["x"] <= 390 - box["width"] + 1


@pytest.mark.parametrize("lang", ["en", "ar"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_figure_leads_at_once_to_who_said_what_however_far_down_it_stands(
    page: Any, site: Path, lang: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(reduced_motion="no-preference")
    page.goto((site / lang / "incidents/NP001/index.html").as_uri())
    page.locator("dl.figs .main a").first.click()
    top = page.evaluate(
        "() => new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(() =>"
        " seen(document.querySelector('#said').getBoundingClientRect().top))))"
    )
    assert abs(top) < 80


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_screen_reader_finds_rows_and_columns_by_their_headers(page: Any, site: Path, lang: str) -> None:
    page.goto((site / lang / "incidents/NP001/index.html").as_uri())
    table = page.locator("table.matrix")
    assert table.locator("caption").count() == 1
    heads = table.locator("thead th[scope=col]").count()
    rows = table.locator("tbody tr")
    for n in range(rows.count()):
        assert rows.nth(n).locator("th[scope=row]").count() == 1
        assert rows.nth(n).locator("> *").count() == heads


def test_no_byte_of_a_picture_is_fetched_before_somebody_opens_it(
    page: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    out = tmp_path_factory.mktemp("media") / "site"
    name = f"{7:064x}.png"
    row: Any = {
        "id": "m", "incident_id": "incident-001", "report_id": "n1", "kind": "image", "file": name,
        "told_en": "A street after a strike", "warning": "the dead", "released": True,
    }  # fmt: skip
    record = replace(sample(2, released=2), media=[row])
    next(r for r in record.reports if r["id"] == "n1")["released_fields"] = ("media",)
    write_site(record, out, preview=False)
    (out / "media").mkdir()
    image = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(image, "PNG")
    (out / "media" / name).write_bytes(image.getvalue())
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.set_viewport_size({"width": 1280, "height": 20_000})
    page.goto((out / "en/incidents/NP001/index.html").as_uri())
    page.wait_for_load_state("networkidle")
    picture = page.locator("details.picture")
    picture.scroll_into_view_if_needed()
    assert "A street after a strike" in picture.inner_text()
    assert not [url for url in asked if name in url]
    picture.locator("summary").click()
    picture.locator("img").evaluate("img => img.decode()")
    assert picture.locator("img").evaluate("img => img.naturalWidth") == 60
    assert [url for url in asked if name in url]
    assert page.evaluate("getComputedStyle(document.querySelector('.picture img')).filter") == "grayscale(1)"
