"""Take the pictures of docs/images/ from the demo, in a real browser.

Run it when pages have changed: `.venv/bin/python scripts/pictures.py`. It builds the demo in a temporary folder,
serves it on loopback and looks at it with Chromium (`CHROMIUM`, default /usr/bin/chromium).
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import threading
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from cairn.shell.demo import build_demo
from cairn.shell.site.serve import server
from cairn.shell.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs/images"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SIZE: ViewportSize = {"width": 1280, "height": 1300}
LARGEST_BYTES = 300_000


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def market(ws: Workspace) -> str:
    """The code of the market strike: the released incident of 8 May with the highest figure of eleven."""
    rows = map(json.loads, (ws.site / "data/incidents.jsonl").read_text("utf-8").splitlines())
    return str(next(r["code"] for r in rows if r["date_start"] == "2025-05-08" and r["killed_max"] == 11))


def take(address: str, pages: dict[str, str]) -> None:
    """Each page of `pages` (file name -> address) as it first stands on a screen of SIZE; of an address that ends with
    `#a-PARTY`, the box of that party alone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport=SIZE, device_scale_factor=1, color_scheme="light")
        for name, page in pages.items():
            tab.goto(f"{address}/{page}")
            party = page.partition("#a-")[2]
            if party:
                tab.locator("section.card", has=tab.locator(f"#a-{party}")).screenshot(path=IMAGES / name)
            else:
                tab.screenshot(path=IMAGES / name)
        browser.close()


def main() -> int:
    """0 where every picture was taken and is small enough for a README, else 1."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ws = build_demo(Path(folder) / "demo", silent).ws
        pages = {
            "front.png": "site/en/index.html",
            "incident-ar.png": f"site/ar/incidents/{market(ws)}/index.html",
            "reader-card.png": "site/en/index.html#a-northern_pact",
            "reader-card-ar.png": "site/ar/index.html#a-northern_pact",
        }
        with server(ws, "127.0.0.1", 0) as listening:
            threading.Thread(target=listening.serve_forever, daemon=True).start()
            take(f"http://127.0.0.1:{listening.server_address[1]}", pages)
            listening.shutdown()
    sizes = {name: (IMAGES / name).stat().st_size for name in pages}
    for name, size in sizes.items():
        print(f"docs/images/{name}: {size:,} bytes")
    return 1 if max(sizes.values()) > LARGEST_BYTES else 0


if __name__ == "__main__":
    sys.exit(main())
