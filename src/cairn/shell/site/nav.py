"""The way around the site: which sections there are, what stands at the head of every page and what at its foot.

A link appears only where its page is written: `SECTIONS` says when. Who adds a kind of page adds a line there and a
word to `[nav]` in publish/data/pages.toml.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cairn.publish.rows.index import Index
from cairn.publish.wording.markup import Html, element, joined
from cairn.publish.wording.page_words import words

GROUPS = ("record", "check", "read")
"""The foot in three: what is on record, how to check it, how to read it."""


def _always(found: Index) -> bool:
    return True


def _beside(found: Index) -> bool:
    """No part of a record tells of it: whoever writes the site says whether it is there."""
    return False


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of page: its folder, which names it in `[nav]`, its group at the foot, whether it stands at the head, and
    whether a record has such pages. Its first page is `FOLDER/index.html`."""

    key: str
    group: str
    head: bool = False
    there: Callable[[Index], bool] = _always


SECTIONS: tuple[Section, ...] = (
    Section("incidents", "record", head=True),
    Section("map", "record", head=True),
    Section("belligerents", "record", head=True),
    Section("conflicts", "record"),
    Section("periods", "record", head=True),
    Section("places", "record", head=True),
    Section("sources", "record"),
    Section("official", "record"),
    Section("actors", "record", head=True),
    Section("control", "record", head=True, there=lambda found: bool(found.record.control)),
    Section("changes", "check", head=True),
    Section("corrections", "check"),
    Section("search", "record", head=True),
    Section("figures", "check"),
    Section("downloads", "check"),
    Section("releases", "check", there=_beside),
    Section("method", "read"),
    Section("limits", "read"),
    Section("coverage", "read"),
    Section("backlog", "read"),
    Section("about", "read"),
)
"""Every kind of page, in the order of the links."""


def sections_of(found: Index, beside: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The sections that a record has, and those `beside` it. It is asked of the whole record, once: a part of it cannot
    tell."""
    return tuple(s.key for s in SECTIONS if s.there(found) or s.key in beside)


def links(lang: str, there: tuple[str, ...], path: str, root: str) -> tuple[Html, Html]:
    """The links at the head and at the foot of the page at `path`; `root` leads to the folder of its language."""
    folder, _, rest = path.partition("/")
    return _links(lang, there, folder, rest in ("", "index.html"), root)


@lru_cache(maxsize=1024)
def _links(lang: str, there: tuple[str, ...], here: str, first: bool, root: str) -> tuple[Html, Html]:
    """`here` is the folder of the page, and `first` whether it is the first page of that folder."""
    mark = "page" if first else "true"

    def link(section: Section) -> Html:
        current = mark if section.key == here else None
        return _to(words(lang, f"nav.{section.key}"), f"{root}{section.key}/index.html", current)

    shown = [s for s in SECTIONS if s.key in there]
    front = _to(words(lang, "nav.front"), f"{root}index.html", "page" if here == "index.html" else None)
    groups = []
    for group in GROUPS:
        told = [*([front] if group == GROUPS[0] else []), *(link(s) for s in shown if s.group == group)]
        title = element("p", {"id": f"foot-{group}"}, words(lang, f"nav.{group}"))
        listed = element("ul", {"aria-labelledby": f"foot-{group}"}, *(element("li", None, x) for x in told))
        groups.append(element("div", None, title, listed))
    return joined([link(s) for s in shown if s.head], "\n"), joined(groups, "\n")


def _to(name: str, href: str, mark: str | None) -> Html:
    return element("a", {"href": href, "aria-current": mark}, name)
