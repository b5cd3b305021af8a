"""Feeds in the folder of a site, and how a page says that it can be followed. A preview has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cairn.publish.feeds.atom import Writer, feed_file
from cairn.publish.feeds.entries import Teller
from cairn.publish.feeds.followed import ALL, CORRECTIONS, followed
from cairn.publish.rows.index import Index
from cairn.publish.wording.markup import Html, element
from cairn.publish.wording.page_words import texts, words, words_html
from cairn.vocab.labels import LANGUAGES

from .folder import SiteFolder
from .frame import Pages


@dataclass(frozen=True, slots=True)
class Follow:
    """A feed as a page offers it: what is followed, as words and as markup, and where its file is from that page."""

    name: str
    shown: Html
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
    return _offered(pages, root, ((ALL, "feed.follow_all", ""), (CORRECTIONS, "feed.follow_corrections", "")))


def follow_one(pages: Pages, root: str, path: str, name: str) -> Mapping[str, object]:
    """A belligerent or a place of this name, whose feed stands at `path`."""
    return _offered(pages, root, ((path, "feed.follow_one", name),))


def _offered(pages: Pages, root: str, some: Sequence[tuple[str, str, str]]) -> Mapping[str, object]:
    if pages.preview:
        return {}
    offered = [
        Follow(
            words(pages.lang, key, name=name),
            words_html(pages.lang, key, name=element("bdi", None, name)),
            f"{root}../{feed_file(path, pages.lang)}",
        )
        for path, key, name in some
    ]
    return {"w": texts(pages.lang)["feed"], "feeds": offered}
