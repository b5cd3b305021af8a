"""Releases on the site: their files as they were frozen, the list of them, and a tombstone where one was withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cairn.publish.releases.page import Shown, release_list, release_rows, tombstone
from cairn.publish.wording.page_words import texts, words

from . import engine
from .frame import Pages


@dataclass(frozen=True, slots=True)
class OnShelf:
    """A version that was frozen, with the folder of its files; without one where it was withdrawn."""

    shown: Shown
    folder: Path | None = None


def release_pages(pages: Sequence[Pages], releases: Sequence[OnShelf]) -> None:
    """All of it, in the languages of `pages`, which write into one site."""
    site = pages[0].folder
    shown = [one.shown for one in releases]
    for one in releases:
        top = f"releases/{one.shown.version}"
        if one.folder is None:
            site.add(f"{top}/tombstone.json", tombstone(one.shown))
            told = {page.lang: release_rows([one.shown], page.lang)[0]["gone"] for page in pages}
            context = {"version": one.shown.version, "title": pages[0].site_title(), "told": told}
            site.add(f"{top}/index.html", engine.page("gone_release.html", context))
        else:
            for name, _ in one.shown.files:
                site.add_bytes(f"{top}/{name}", (one.folder / name).read_bytes())
    site.add("releases/index.json", release_list(shown))
    for page in pages:
        own = texts(page.lang)["releases"]
        page.add(
            "releases/index.html", "releases.html", own["title"], r=own, rows=release_rows(shown, page.lang)
        )
        for gone in (one for one in releases if one.folder is None):
            row = release_rows([gone.shown], page.lang)[0]
            title = words(page.lang, "releases.gone_title")
            page.add(f"releases/{gone.shown.version}/index.html", "releases.html", title, r=own, rows=[row])
