"""Look at every kind of page of a site: one picture for each kind, language, width and scheme.

    .venv/bin/cairn demo --no-serve --workspace var/demo
    .venv/bin/python scripts/screens.py var/demo/site var/screens   # pictures; a sheet of eight for each kind
    .venv/bin/python scripts/screens.py var/demo/preview var/screens --axe   # and what axe finds on each

`--only front,incident` takes some kinds. It serves the folder on loopback and looks with Chromium (`CHROMIUM`, default
/usr/bin/chromium). Exit 1 where axe finds a fault or a page scrolls sideways.
"""

from __future__ import annotations

import argparse
import functools
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from browser.kinds import pages_of
from browser.seen import faults

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
LANGUAGES, WIDTHS, SCHEMES = ("en", "ar"), (1280, 390), ("light", "dark")
TALLEST = 6000
"""Pixels of a page that a picture shows."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *args: object) -> None:
        """No log."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder on loopback."""
    handler = functools.partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()


def look(tab: Any, where: str, width: int, scheme: str) -> int:
    """Open a page as somebody has it; returns the pixels by which it scrolls sideways."""
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    tab.goto(where, wait_until="networkidle")
    return max(0, int(tab.evaluate("document.documentElement.scrollWidth")) - width)


def sheet(pictures: list[Path], out: Path) -> None:
    """The pictures of one kind side by side, each a third as large and no taller than it is useful."""
    small = []
    for path in pictures:
        with Image.open(path) as whole:
            share = 3 if whole.width > 600 else 2
            small.append(whole.convert("RGB").resize((whole.width // share, whole.height // share)))
    tall = min(1600, max(p.height for p in small))
    board = Image.new("RGB", (sum(p.width + 8 for p in small), tall), (128, 128, 128))
    x = 0
    for picture in small:
        board.paste(picture.crop((0, 0, picture.width, tall)), (x, 0))
        x += picture.width + 8
    board.save(out)


def main() -> int:
    """0 where nothing was found wrong."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("site", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--axe", action="store_true")
    asked.add_argument("--only", default="")
    told = asked.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    only = set(filter(None, told.only.split(",")))
    pages = {kind: page for kind, page in pages_of(told.site).items() if not only or kind in only}
    wrong, seen = [], 0
    with served(told.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_context(bypass_csp=told.axe).new_page()
        for kind, page in pages.items():
            taken = []
            for width, lang, scheme in product(WIDTHS, LANGUAGES, SCHEMES):
                name = f"{kind}-{lang}-{width}-{scheme}"
                over = look(tab, f"{address}/{page.format(lang=lang)}", width, scheme)
                wrong += [f"{name}: scrolls {over} pixels sideways"] if over else []
                wrong += [f"{name}: {line}" for line in (faults(tab) if told.axe else [])]
                taken.append(told.out / f"{name}.png")
                tall = min(TALLEST, int(tab.evaluate("document.documentElement.scrollHeight")))
                tab.screenshot(
                    path=taken[-1], full_page=True, clip={"x": 0, "y": 0, "width": width, "height": tall}
                )
                seen += 1
            sheet(taken, told.out / f"sheet-{kind}.png")
        browser.close()
    print("\n".join([*wrong, f"{len(pages)} kinds, {seen} pictures in {told.out}, {len(wrong)} faults"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
