"""Every kind of page of the demo, and of a hostile record, in a real browser with its policy on: nothing breaks the policy,
nothing runs, nothing is asked of anybody else.
"""

from __future__ import annotations

import http.server
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from browser.conftest import CHROMIUM, FLAGS
from cairn.shell.site.render import write_site
from cairn.shell.site.serve import POLICY, SiteHandler, server
from cairn.shell.workspace import Workspace
from hostile import HOST, STRINGS
from hostile_record import hostile_record
from support import needed

pytestmark = pytest.mark.browser

AT_LENGTH = bool(os.environ.get("CAIRN_HOSTILE"))
"""Whether to look at every kind of page, and at the demo: `make hostile` does."""

WATCH = """
window.__broken = [];
addEventListener("securitypolicyviolation", (e) => window.__broken.push(e.violatedDirective + " " + e.blockedURI));
"""
LOOSE = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "data:", "blob:", "http:", "https:", "*")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A browser that keeps to the policies of the pages."""
    needed("chromium", CHROMIUM.exists(), f"{CHROMIUM} is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        profile = tmp_path_factory.mktemp("profile")
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=str(CHROMIUM), headless=True, args=FLAGS
        )
        context.add_init_script(WATCH)
        yield context
        context.close()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Workspace]]:
    """A hostile record as a preview and a public site, served as `cairn serve` does."""
    ws = Workspace(tmp_path_factory.mktemp("hostile"))
    for preview, folder in ((True, ws.preview), (False, ws.site)):
        folder.parent.mkdir(parents=True, exist_ok=True)
        record, _ = hostile_record(3, width=len(STRINGS) // 4, basis="best" if preview else "released")
        write_site(record, folder, preview=preview)
    yield from served(ws)


def served(ws: Workspace) -> Iterator[tuple[str, Workspace]]:
    listening = server(ws, "127.0.0.1", 0)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_address[1]}", ws
    listening.shutdown()
    thread.join()
    listening.server_close()


def kinds(site: Path) -> list[str]:
    """One page of each kind: the first of each folder by what it is built of, and of single pages each."""
    found: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        name = str(path.relative_to(site))
        told = path.read_text("utf-8")
        parts = tuple(
            sorted(
                set(
                    re.findall(
                        r'<(?:section|table|figure|form|script|svg)\b[^>]*?(?:class|src)="([^"]*)', told
                    )
                )
            )
        )
        found.setdefault(
            f"{name.split('/')[0]} {'/'.join(name.split('/')[1:2])} {name.count('/')} {parts}", name
        )
    names = sorted(found.values())
    return names if AT_LENGTH else names[:: -(-len(names) // 24)]


def visit(context: Any, address: str, names: list[str]) -> list[str]:
    """What went wrong on any of the pages: a fault of the policy, something that ran, a dialog, a request elsewhere."""
    wrong: list[str] = []
    tab = context.new_page()
    origin = "/".join(address.split("/")[:3])
    tab.on("dialog", lambda dialog: (wrong.append(f"dialog on {tab.url}"), dialog.dismiss()))
    tab.on(
        "console",
        lambda m: "Content Security Policy" in m.text and wrong.append(f"{tab.url}: {m.text[:200]}"),
    )
    tab.on("pageerror", lambda error: wrong.append(f"{tab.url}: {str(error)[:200]}"))
    tab.on("popup", lambda popup: wrong.append(f"a window opened from {tab.url}"))
    tab.on(
        "request",
        lambda r: (
            r.url.startswith(("blob:" + origin, origin + "/"))
            or wrong.append(f"{tab.url} asks {r.url[:100]}")
        ),
    )
    for name in names:
        tab.goto(f"{address}/{name}", wait_until="load")
        told = tab.evaluate("({ ran: window.__ran, broken: window.__broken, at: location.href })")
        wrong += [f"{name}: {one}" for one in told["broken"]]
        wrong += [f"{name} ran"] if told["ran"] else []
        wrong += [] if told["at"].startswith(origin) else [f"{name} led away to {told['at'][:80]}"]
    tab.close()
    return wrong


@pytest.mark.parametrize("site", ["site", "preview"])
def test_nothing_of_a_hostile_record_runs_or_asks_anybody(
    guarded: Any, sites: tuple[str, Workspace], site: str
) -> None:
    address, ws = sites
    names = kinds(ws.site if site == "site" else ws.preview)
    assert len(names) >= 10
    assert visit(guarded, f"{address}/{site}", names) == []


@pytest.mark.parametrize("question", ["script", "__proto__"])
def test_no_hit_of_a_search_runs(guarded: Any, sites: tuple[str, Workspace], question: str) -> None:
    address, _ = sites
    for lang in ("en", "ar"):
        assert visit(guarded, f"{address}/preview", [f"{lang}/search/index.html?q={question}"]) == []


@pytest.mark.skipif(not AT_LENGTH, reason="asked for by make hostile")
def test_no_kind_of_page_of_the_demo_breaks_its_policy(
    guarded: Any, own_database: None, tmp_path: Path
) -> None:
    command = "import sys; from cairn.shell.cli import main; main(sys.argv[1:])"
    arguments = ["demo", "--no-serve", "--workspace", str(tmp_path / "demo"), "--json"]
    done = subprocess.run(
        [sys.executable, "-c", command, *arguments], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout)["released"] >= 10
    for address, ws in served(Workspace(tmp_path / "demo")):
        for name, folder in (("site", ws.site), ("preview", ws.preview)):
            assert visit(guarded, f"{address}/{name}", kinds(folder)) == []


def test_the_watch_is_not_blind(guarded: Any, tmp_path: Path) -> None:
    policy = "default-src 'none'; script-src 'self'"
    (tmp_path / "a.html").write_text(
        f'<meta http-equiv="Content-Security-Policy" content="{policy}"><script>1</script>'
    )
    (tmp_path / "b.html").write_text(
        f"<script>window.__ran=1; alert(1)</script><img src='http://{HOST}/x.png'>"
    )
    handler = partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{listening.server_address[1]}"
        wrong = " ".join(visit(guarded, address, ["a.html", "b.html"]))
        listening.shutdown()
    for sign in ("script-src", "dialog", "ran", f"asks http://{HOST}"):
        assert sign in wrong


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def policy_of(page: Path) -> str:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page.read_text("utf-8"))
    return found[1] if found else ""


def directives(policy: str) -> dict[str, set[str]]:
    rows = (part.split() for part in policy.split(";") if part.strip())
    return {row[0]: set(row[1:]) for row in rows}


def test_every_page_has_a_policy_that_lets_nothing_written_into_it_run(sites: tuple[str, Workspace]) -> None:
    _, ws = sites
    policies = {policy_of(p) for folder in (ws.site, ws.preview) for p in folder.rglob("*.html")}
    assert "" not in policies
    for policy in policies:
        told = directives(policy)
        assert told["default-src"] == {"'none'"}
        assert told["base-uri"] == {"'none'"}
        assert "form-action" in told
        assert not set(LOOSE) & {source for sources in told.values() for source in sources}, policy


def test_what_is_served_forbids_the_same(sites: tuple[str, Workspace]) -> None:
    told = directives(POLICY)
    assert told["default-src"] == {"'none'"}
    assert not {"unsafe-inline", "'unsafe-inline'", "'unsafe-eval'", "*"} & {
        s for row in told.values() for s in row
    }
    assert SiteHandler.extensions_map[".js"] == "text/javascript"
