"""A piece framed by a page of another origin is seen there; an ordinary page of ours is not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from browser.conftest import CHROMIUM, FLAGS
from cairn.shell.site.render import write_site
from cairn.shell.site.serve import SiteHandler
from publish.sample import sample
from support import needed

pytestmark = pytest.mark.browser


class Host(BaseHTTPRequestHandler):
    """Somebody else's page, which frames what its address names."""

    def do_GET(self) -> None:
        address = self.path.partition("?")[2]
        body = (
            f'<!DOCTYPE html><title>Elsewhere</title><iframe src="{address}" width="600" height="500" '
            'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>'
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """No log."""


def serving(handler: Any) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("framed")
    write_site(sample(), root / "site", preview=False)
    folders: Any = SimpleNamespace(root=root, site=root / "site", preview=root / "preview")
    yield from serving(partial(SiteHandler, ws=folders, host="127.0.0.1"))


@pytest.fixture(scope="module")
def theirs() -> Iterator[str]:
    yield from serving(Host)


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser that keeps the rules of pages, which the shared one is told to pass over."""
    needed("chromium", Path(CHROMIUM).exists(), f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        profile = tmp_path_factory.mktemp("strict")
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=str(CHROMIUM), headless=True, args=FLAGS
        )
        yield context
        context.close()


def framed(strict: Any, theirs: str, address: str) -> str:
    """What a reader of the other page sees in the frame."""
    page = strict.new_page()
    page.goto(f"{theirs}/?{address}")
    frame = page.frames[1]
    frame.wait_for_load_state()
    seen = str(frame.evaluate("document.body ? document.body.innerText : ''"))
    page.close()
    return seen


@pytest.mark.parametrize(("lang", "caveat"), [("en", "not a margin of error"), ("ar", "وليست هامش خطأ")])
def test_a_figure_is_seen_on_the_page_of_another_origin_with_its_caveat(strict, ours, theirs, lang, caveat):
    seen = framed(strict, theirs, f"{ours}/site/embed/{lang}/northern-pact-likely.html")
    assert "9–14" in seen
    assert caveat in seen
    assert "2026" in seen


def test_an_ordinary_page_cannot_be_framed(strict, ours, theirs):
    seen = framed(strict, theirs, f"{ours}/site/en/figures/northern-pact-likely/index.html")
    assert "Northern Pact" not in seen


def test_its_style_is_ours_and_the_scheme_is_the_readers(strict, ours):
    page = strict.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    colours = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{ours}/site/embed/en/ranges.html")
        colours.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(set(colours)) == 2
    assert faults == []
    page.close()
