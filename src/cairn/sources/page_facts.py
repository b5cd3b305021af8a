"""What a saved page says of itself: its parsed tree and its text enter, who, when, where from and which language leave.

Nothing is fetched, and no date is looked for in the words: only what the head, the linked data and the marked
times say. Names and titles are found by trafilatura's readers of the head.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement
from trafilatura import metadata as heads

from cairn.errors import RowRejected

from .kinds import live_address
from .language import language_or_none
from .published import read_published

_SAVED = (
    re.compile(r"<!--\s{0,9}saved from url=\(\d{1,5}\)(\S{1,2000}?)\s{0,9}-->", re.IGNORECASE),
    re.compile(r"<!--\s{0,9}Page saved with SingleFile\s{1,9}url:\s{0,9}(\S{1,2000})", re.IGNORECASE),
)
_DATES = frozenset({
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "uploaddate", "date",
    "pubdate", "publishdate", "publish-date", "publish_date", "published_date", "publication_date",
    "article_date_original", "parsely-pub-date", "sailthru.date", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.issued", "dcterms.created", "citation_publication_date", "rnews:datepublished",
    "cxenseparse:recs:publishtime",
})  # fmt: skip
_TELLS = frozenset({"og:description", "twitter:description", "description"})
_PLATFORMS = {"facebook.com": "facebook", "fb.com": "facebook", "twitter.com": "twitter", "x.com": "twitter",
              "t.me": "telegram", "telegram.me": "telegram", "youtube.com": "youtube", "youtu.be": "youtube",
              "instagram.com": "instagram", "tiktok.com": "tiktok", "vk.com": "vk", "threads.net": "threads",
              "bsky.app": "bluesky"}  # fmt: skip
_PARTED = re.compile(r"\s[\-–—:·•»«]\s|[|!]")
SITE_WORDS = 4
"""Most words in the name of a site beside a title."""
_LONGEST = 300  # of a name or title: what is longer is no name
_LINKED_DEPTH = 6


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Empty where the page does not tell. `saved_from` is the address the browser noted while saving."""

    url: str
    saved_from: str
    platform: str
    publisher: str
    author: str
    title: str
    description: str
    published: datetime | None
    language: str


def facts_of(tree: HtmlElement, text: str) -> PageFacts:
    """All of it, from one page."""
    saved = next((hit[1] for form in _SAVED if (hit := form.search(text[:8000]))), "")
    url = _address(tree, saved if _host(saved) else "")
    platform = _platform(_host(live_address(url)))
    told = heads.extract_meta_json(tree, heads.examine_meta(tree))
    title = _one_line(told.title or _title(tree))
    named = _one_line(told.sitename or heads.extract_sitename(tree) or "").lstrip("@")
    if platform:  # every page there bears the platform's name; the channel's is the title of a channel's post
        named = _one_line(told.title or "") if platform == "telegram" else ""
    return PageFacts(
        url=url,
        saved_from=saved,
        platform=platform or ("web" if url else ""),
        publisher=named,
        author=_one_line(told.author or heads.extract_author(tree) or ""),
        title=title,
        description=max(_contents(tree, _TELLS), key=len, default=""),
        published=_published(tree),
        language=_language(tree),
    )


def _title(tree: HtmlElement) -> str:
    """The only heading of the first rank, else the title of the window without the short name of the site in it."""
    headings = tree.findall(".//h1")
    if len(headings) == 1 and headings[0].text_content().strip():
        return str(headings[0].text_content())
    window = tree.find(".//title")
    whole = str(window.text_content()) if window is not None else ""
    longest = max(title_parts(whole), key=len)
    return longest if len(whole.split()) - len(longest.split()) <= SITE_WORDS + 1 else whole


def title_parts(title: str) -> list[str]:
    """What stands between the signs that part a title from the name of its site."""
    return _PARTED.split(title)


def _address(tree: HtmlElement, saved: str) -> str:
    """The page's own address, where it lies on the host it was saved from; else the one it was saved from.

    A canonical address on another host, or of a front page, is a slip of the site's template.
    """
    links = [e.get("href") or "" for e in tree.iterfind(".//link[@rel='canonical']")]
    told = [urljoin(saved, u.strip()) for u in (*links, *_contents(tree, frozenset({"og:url"})))]
    told = [u for u in told if _host(u) and not any(c.isspace() for c in u)]
    if saved:
        told = [u for u in told if _bare(_host(u)) == _bare(_host(saved)) and urlsplit(u).path.strip("/")]
        return told[0] if told else saved
    return max(told, key=lambda u: bool(urlsplit(u).path.strip("/")), default="")


def _published(tree: HtmlElement) -> datetime | None:
    marked = [e.get("datetime") or "" for e in tree.iter("time") if e.get("itemprop") == "datePublished"]
    marked += [e.get("datetime") or "" for e in tree.iter("time") if e.get("pubdate") is not None]
    all_times = {e.get("datetime") or "" for e in tree.iter("time")} - {""}
    only = list(all_times) if len(all_times) == 1 else []
    for cell in (*_contents(tree, _DATES), *_linked(tree, ("datePublished", "uploadDate")), *marked, *only):
        try:
            found = read_published(cell)
        except RowRejected:
            continue
        if found:
            return found
    return None


def _language(tree: HtmlElement) -> str:
    told = [
        tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or tree.get("xml:lang")
        or ""
    ]
    told += _contents(tree, frozenset({"content-language", "og:locale"}))
    return next((tag for cell in told if (tag := language_or_none(cell))), "")


def _contents(tree: HtmlElement, names: frozenset[str]) -> list[str]:
    """What the metas of these names say, in the order of the page."""
    found = []
    for meta in tree.iter("meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        )
        content = (meta.get("content") or "").strip()
        if content and name.strip().lower() in names:
            found.append(content)
    return found


def _linked(tree: HtmlElement, keys: tuple[str, ...]) -> Iterator[str]:
    """Values of linked data (JSON-LD) under these keys."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        yield from _under(data, keys, _LINKED_DEPTH)


def _under(data: Any, keys: tuple[str, ...], depth: int) -> Iterator[str]:
    inner = data if isinstance(data, list) else list(data.values()) if isinstance(data, dict) else []
    if isinstance(data, dict):
        yield from (data[key] for key in keys if isinstance(data.get(key), str))
    if depth:
        for value in inner[:1000]:
            yield from _under(value, keys, depth - 1)


def _platform(host: str) -> str:
    return next((name for domain, name in _PLATFORMS.items() if f".{host}".endswith(f".{domain}")), "")


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").lower() if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _bare(host: str) -> str:
    return host.removeprefix("www.").removeprefix("m.")


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else ""
