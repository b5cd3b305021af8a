"""A feed as Atom 1.0 (RFC 4287).

Enters: what is followed and a teller of its language. Leaves: the text of one file. Every moment in it is that of an act
it tells of, so a feed keeps its bytes until something of its own moves. Where the record's address is known every link
is whole; where it is not, `xml:base` leads from the feed to the root of the site.
"""

from __future__ import annotations

from cairn.publish.wording.markup import Html, element
from cairn.publish.wording.page_words import words
from cairn.vocab.labels import DIRECTION, LANGUAGES, say

from .entries import Entry, Teller, lasting_id
from .followed import ALL, CORRECTIONS, MOST, Followed

TYPE = "application/atom+xml"
NO_MOMENT = "1970-01-01T00:00:00Z"
"""Stands where a feed holds no entry yet: Atom asks for a moment, and there was none."""
_ATOM, _XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"


def feed_file(path: str, lang: str) -> str:
    """Where a feed stands, from the root of the site."""
    return f"feeds/{lang}/{path}.atom"


def called(one: Followed, lang: str) -> str:
    """What is followed, in a language."""
    if one.kind in (ALL, CORRECTIONS):
        return words(lang, "changes.title" if one.kind == ALL else "corrections.title")
    return one.names[lang]


class Writer:
    """Writes feeds of one language."""

    def __init__(self, teller: Teller) -> None:
        self.teller, self.lang, self.address = teller, teller.lang, teller.address
        release = teller.found.record.release
        own = release.get("title_ar") if self.lang == "ar" else release.get("title_en")
        self.site = own or say(self.lang, "site_title")
        self.licence = release.get("licence") or ""

    def feed(self, one: Followed) -> str:
        """The file."""
        entries = [self.teller.entry(change) for change in one.told]
        path = feed_file(one.path, self.lang)
        top = "" if self.address else "../" * path.count("/")
        parts = [*self._head(one, path, max((entry.at for entry in entries), default=NO_MOMENT))]
        parts += map(self._marked, entries)
        attributes = {"xmlns": _ATOM, "xml:lang": self.lang, "xml:base": top or None}
        inside = Html("\n" + "\n".join(parts) + "\n")
        return f'<?xml version="1.0" encoding="utf-8"?>\n{element("feed", attributes, inside)}\n'

    def _head(self, one: Followed, path: str, updated: str) -> list[Html]:
        lang = self.lang
        told = [words(lang, f"feed.about_{one.kind}"), words(lang, "feed.silence"), say(lang, "range_note")]
        told.append(words(lang, "feed.newest", n=MOST))
        head = [
            element("id", None, lasting_id(self.teller.found, "feed", lang, one.path)),
            element("title", None, f"{self.site}: {called(one, lang)}"),
            element("subtitle", None, " ".join(told)),
            element("updated", None, updated),
            element("author", None, element("name", None, self.site)),
            element("generator", None, "Cairn"),
            self._link("self", path, TYPE),
            self._link("alternate", f"{lang}/{one.page}", "text/html", lang),
            *(
                self._link("alternate", feed_file(one.path, other), TYPE, other)
                for other in LANGUAGES
                if other != lang
            ),
        ]
        return [*head, element("rights", None, self.licence)] if self.licence else head

    def _link(self, rel: str, href: str, kind: str, lang: str | None = None) -> Html:
        told = {"rel": rel, "type": kind, "hreflang": lang, "href": f"{self.address}{href}"}
        return element("link", told)

    def _marked(self, entry: Entry) -> Html:
        body = element("div", {"xmlns": _XHTML, "dir": DIRECTION[self.lang]}, entry.body)
        return element(
            "entry",
            None,
            element("id", None, entry.id),
            element("title", None, entry.title),
            element("updated", None, entry.at),
            element("category", {"term": entry.kind, "label": entry.kind_label}),
            self._link("alternate", entry.href, "text/html", self.lang),
            element("content", {"type": "xhtml"}, body),
        )
