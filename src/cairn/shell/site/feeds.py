"""Feeds in the folder of a site, and how a page says that it can be followed. A preview has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cairn.publish.feeds.atom import Writer, feed_file
from cairn.publish.feeds.entries import Teller
from cairn.publish.feeds.followed import ALL, CORRECTIONS, followed
from cairn.publish.rows.index import Index
from cairn.publish.wording.page_words import texts, words
from cairn.vocab.labels import LANGUAGES

from .folder import SiteFolder
from .frame import Pages


@dataclass(frozen=True, slots=True)
class Follow:
    """A feed as a page offers it: what is followed, and where its file is from that page."""

    name: str
    href: str


def feeds(found: Index, folder: SiteFolder, *, preview: bool) -> None:
    """Every feed in both languages; nothing for a preview."""
    if preview:
        return
    every = followed(found)
    for lang in LANGUAGES:
        writer = Writer(Teller(found, lang))
        for one in every:
            folder.add(feed_file(one.path, lang), writer.feed(one))


def follow_all(pages: Pages, root: str) -> Mapping[str, object]:
    """The record and its corrections, for a page from which `root` leads to the folder of its language."""
    named = ((ALL, "feed.follow_all"), (CORRECTIONS, "feed.follow_corrections"))
    return _offered(pages, root, [(path, words(pages.lang, key)) for path, key in named])


def follow_one(pages: Pages, root: str, path: str, name: str) -> Mapping[str, object]:
    """A belligerent or a place of this name, whose feed stands at `path`."""
    return _offered(pages, root, [(path, words(pages.lang, "feed.follow_one", name=name))])


def _offered(pages: Pages, root: str, some: Sequence[tuple[str, str]]) -> Mapping[str, object]:
    if pages.preview:
        return {}
    offered = [Follow(name, f"{root}../{feed_file(path, pages.lang)}") for path, name in some]
    return {"w": texts(pages.lang)["feed"], "feeds": offered}
