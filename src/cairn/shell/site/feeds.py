"""Feeds in the folder of a site, and how a page says that it can be followed. A preview has none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cairn.publish.feeds.atom import Writer, feed_file
from cairn.publish.feeds.entries import Teller
from cairn.publish.feeds.followed import ALL, CORRECTIONS, Followed, followed
from cairn.publish.parts.cut import Cut, Cuts
from cairn.publish.rows.index import Index
from cairn.publish.wording.markup import Html, element
from cairn.publish.wording.page_words import texts, words, words_html
from cairn.vocab.labels import LANGUAGES

from .frame import Pages
from .groups import Groups, Means


@dataclass(frozen=True, slots=True)
class Follow:
    """A feed as a page offers it: what is followed, as words and as markup, and where its file is from that page."""

    name: str
    shown: Html
    href: str


def feed_files(groups: Groups, cuts: Cuts, found: Index) -> None:
    """Every feed in both languages, each a group of its own; nothing for a preview."""
    for one in () if groups.means.preview else followed(found):
        ids = {change.incident_id for change in one.told} - {""}
        groups.draw(f"feeds/{one.path}", feed_group, cuts.of(ids), one)


def feed_group(means: Means, cut: Cut, one: Followed) -> None:
    """One feed in each language."""
    for lang in LANGUAGES:
        means.folder.add(feed_file(one.path, lang), Writer(Teller(cut.found, lang)).feed(one))


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
