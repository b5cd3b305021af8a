"""A reader who counts clicks, and the walk from a headline to what was said on either side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from browser.seen import tab_to

MOST = 4


class Reader:
    """Clicks in a page and counts; nothing else moves it on."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.clicks = 0

    def click(self, link: Any) -> None:
        """Follow one link."""
        link.click()
        self.page.wait_for_load_state()
        self.clicks += 1

    def marked(self) -> str:
        """The words at the place that the last link led to."""
        place = self.page.locator(":target")
        assert place.count() == 1
        return str(place.inner_text() or place.locator("xpath=..").inner_text())


class Typist(Reader):
    """A reader who has Tab and Enter and nothing else."""

    def click(self, link: Any) -> None:
        """Go to one link by Tab and follow it by Enter."""
        tab_to(self.page, link)
        before = self.page.url
        self.page.keyboard.press("Enter")
        self.page.wait_for_function("before => location.href !== before", arg=before)
        self.page.wait_for_load_state()
        self.clicks += 1


def quoted(site: Path) -> set[str]:
    """Everything that parties are quoted with in the site's data, its spaces evened out."""
    found: set[str] = set()

    def keep(row: dict[str, Any]) -> dict[str, Any]:
        found.update({evened(row["quote"])} if row.get("quote") else ())
        return row

    for file in sorted(site.glob("data/official_*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            json.loads(line, object_hook=keep)
    return found


def evened(words: str) -> str:
    """The words with single spaces."""
    return " ".join(words.split())


def accepted(site: Path) -> tuple[str, str]:
    """Of the site's data, an incident that a party accepts: its address, and the party."""
    rows = {name: _rows(site, name) for name in ("incidents", "official_entries", "entry_links")}
    codes = {r["id"]: r["code"] for r in rows["incidents"]}
    entries = {r["id"]: r for r in rows["official_entries"]}
    likely = {i for t in _rows(site, "tallies") if t["bucket"] == "likely" for i in t["members"]}
    for link in rows["entry_links"]:
        entry = entries[link["entry_id"]]
        if entry["outcome"] == "credible" and link["incident_id"] in likely:
            return codes[link["incident_id"]], entry["actor"]
    raise AssertionError("no party accepts anything here")


def _rows(site: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (site / f"data/{name}.jsonl").read_text("utf-8").splitlines()]


def walk_to_both(
    page: Any, front: str, site: Path, reading: type[Reader] = Reader
) -> tuple[Reader, str, str]:
    """From a headline to the words of a local report and on to those of the party: the reader, and both."""
    incident, party = accepted(site)
    page.goto(front)
    reader = reading(page)
    reader.click(page.locator(f'.s-likely a.big[href*="figures/{party}-likely/"]'))
    reader.click(page.locator(f'table.list a[href*="incidents/{incident}/"]'))
    reader.click(page.locator(".matrix a.k-killed").first)
    local = reader.marked()
    reader.click(page.locator(".beside a.its-words").first)
    return reader, local, words_of_party(page)


def words_of_party(page: Any) -> str:
    """The last of a party's words in the page of its entry."""
    return evened(page.locator("blockquote.words").last.inner_text())
