"""Reads a saved page or a saved text: its path and bytes enter, one report leaves, or a refusal with a code.

The words are found by trafilatura, which is told to lose nothing; a post, whose page has hardly any words, is told
by what its head says of it, else by all that is visible. Called in a worker with limits, for pages are hostile.
"""

from __future__ import annotations

import hashlib
import logging
import re
import unicodedata
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import PurePosixPath

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction, html2txt

from cairn.errors import RowRejected
from cairn.values import folded, is_arabic
from cairn.vocab.load import load_words

from .charset import Letters, letters_of
from .page_facts import SITE_WORDS, PageFacts, facts_of, title_parts
from .report import Report
from .tables import report_from

PAGE_ENDINGS = (".html", ".htm", ".xhtml")
TEXT_ENDINGS = (".txt", ".md")
PAGE_READER = f"cairn-page/1 trafilatura/{version('trafilatura')}"
TEXT_READER = "cairn-text/1"
LARGEST_PAGE = 20_000_000
"""Bytes. Pages with their pictures inside reach ten million; what is larger is a film or a bomb."""
_SHORT = 25  # words: a body with fewer may be a post whose words stand in the head
_WALL = 90  # words: a wall says little
_NEAR_TOP = 400  # letters within which a title counts as told by the body

_PICTURE = re.compile(r"data:[\w/+.;=-]{1,100},[\w/+=%-]{1000,}")  # saved within the page; no words of it
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FURNITURE = ["//nav", "//footer", "//*[@role='navigation']", "//*[@role='contentinfo']"]
_WALLS = "page_walls"
_LATIN_ONLY = frozenset({"en", "fr", "de", "es", "it", "tr"})
_ARABIC_ONLY = frozenset({"ar", "fa", "ckb", "ur", "ps"})

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """The report, which reader made its text, and what was odd and kept nothing out."""

    report: Report
    text_by: str
    notes: tuple[RowRejected, ...] = ()


def page_id(path: str) -> str:
    """The id of the report of a page: of its path within the folder that was handed in, the folder's name first."""
    whole = unicodedata.normalize("NFC", path)
    return f"page-{hashlib.sha256(whole.encode()).hexdigest()[:20]}"


def read_page(path: str, data: bytes) -> ReadPage:
    """One page or text. `path` is the one its id is made of; its ending says which of the two it is.

    Raises `RowRejected` (page-too-heavy, page-charset, page-without-content).
    """
    if len(data) > LARGEST_PAGE:
        raise too_heavy(f"it holds more than {LARGEST_PAGE:,} bytes", len(data))
    letters = letters_of(data)
    if PurePosixPath(path).suffix.lower() in TEXT_ENDINGS:
        report, by = _plain(path, letters.text), TEXT_READER
    else:
        report, by = _report(path, letters.text), PAGE_READER
    return ReadPage(report, by, _notes(letters))


def too_heavy(why: str, value: object) -> RowRejected:
    """What is said of a page that a reader with limits cannot get through."""
    return RowRejected(
        "page-too-heavy",
        f"the page cannot be read within the limits: {why}",
        field="page",
        value=value,
        remedy="Open it in a browser and save only its words, as a text or as a row of a table.",
    )


def _plain(path: str, text: str) -> Report:
    if not text.strip():
        raise _without_content("it holds no words", "")
    return report_from({"id": page_id(path), "text": text, "file": path})[0]


def _report(path: str, text: str) -> Report:
    tree = _tree(text)
    facts = facts_of(tree, text)
    body, told_by = _body(tree, facts)
    _refuse_wall(tree, facts, body)
    words = _with_title(facts, body)
    if not words.strip():
        raise _without_content("it holds no words", facts.title)
    cells = {
        "id": page_id(path),
        "text": words,
        "url": facts.url,
        "publisher": facts.publisher,
        "author": facts.author,
        "platform": facts.platform,
        "published": facts.published.isoformat() if facts.published else None,
        "published_basis": "page_metadata",
        "language": facts.language if _fits(facts.language, words) else "",
        "quality": _quality(body, told_by),
        "file": path,
        "title": facts.title,
        "saved_from": facts.saved_from if facts.saved_from != facts.url else "",
        "text_found_in": told_by,
    }
    return report_from(cells)[0]


def _tree(text: str) -> HtmlElement:
    """The page, parsed. Raises `RowRejected` where it holds nothing, and where the parser gave up within it: the
    words after that would be lost without anybody knowing."""
    bare = _PICTURE.sub("data:,", _CONTROL.sub("", text))
    if not bare.strip():
        raise _without_content("it holds no words", "")
    parser = HTMLParser(
        encoding="utf-8",
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
    )
    try:
        tree = document_fromstring(bare.encode("utf-8", "replace"), parser=parser)
    except ParserError as fault:
        raise _without_content("it is no page", "") from fault
    for told in parser.error_log:
        if told.level_name == "FATAL":
            deep = "depth" in told.message.lower()
            raise too_heavy(
                "its parts lie too deep within one another" if deep else told.message, told.type_name
            )
    return tree


def _body(tree: HtmlElement, facts: PageFacts) -> tuple[str, str]:
    """The words of the page without its title, and where they were found: page, head or all that is visible."""
    found = bare_extraction(
        tree, favor_recall=True, include_comments=False, include_tables=True, prune_xpath=_FURNITURE
    )
    body = (getattr(found, "text", "") or "").strip()
    if len(body.split()) >= _SHORT:
        return body, "page"
    told = facts.description.strip()
    if len(told.split()) > len(body.split()) and not _holds(body, told):
        return told, "head"
    if body:
        return body, "page"
    return html2txt(tree).strip(), "all that is visible"


def _with_title(facts: PageFacts, body: str) -> str:
    """The title on a line of its own above the body, unless the body begins with it or it only says whose page it is."""
    title = facts.title
    names = {folded(n) for n in (facts.publisher, facts.author, "") if n is not None}
    if folded(title) in names or _holds(body[:_NEAR_TOP], title):
        return body
    return f"{title}\n{body}" if body else title


def _refuse_wall(tree: HtmlElement, facts: PageFacts, body: str) -> None:
    """Raises `RowRejected` (page-without-content) for error pages and walls that ask to log in."""
    words = len(body.split())
    if words > _WALL:
        return
    heads = [h.text_content() for h in (tree.find(".//title"), tree.find(".//h1")) if h is not None]
    for head in (facts.title, *heads):
        if _is_wall(head, words):
            raise _without_content(
                "its title is that of an error page or of a wall", " ".join(head.split())[:200]
            )
    asks = tree.find(".//input[@type='password']") is not None
    if asks and words < _SHORT and not facts.description:
        raise _without_content("it asks for a password and says nothing else", facts.title)


def _is_wall(title: str, words: int) -> bool:
    """Whether a title is that of a wall: the whole of it, or what stands beside the short name of a site above a page
    that says next to nothing."""
    if len(title) > 120:
        return False
    whole = {folded(t) for t in load_words(_WALLS, "whole.titles")}
    if folded(title) in whole:
        return True
    if words > _SHORT:
        return False
    begins = tuple(folded(t) for t in load_words(_WALLS, "begins.titles"))
    parts = title_parts(title)
    beside = sum(len(part.split()) for part in parts if folded(part) not in whole)
    return folded(title).startswith(begins) or (beside <= SITE_WORDS and beside < len(title.split()))


def _holds(body: str, words: str) -> bool:
    return folded(words[:2000]) in folded(body[:20_000])


def _quality(body: str, told_by: str) -> str:
    """`title_only`, or `truncated` where the head told the beginning of a post only."""
    if not body.strip():
        return "title_only"
    return "truncated" if told_by == "head" and body.endswith(("…", "...")) else ""


def _fits(language: str, words: str) -> bool:
    """Whether the language a page declares can be that of its words: templates say `en` above Arabic pages."""
    if language.partition("-")[0] in _LATIN_ONLY:
        letters = [c for c in words[:5000] if c.isalpha()]
        return sum(is_arabic(c) for c in letters) * 3 < len(letters)
    return language.partition("-")[0] not in _ARABIC_ONLY or is_arabic(words)


def _notes(letters: Letters) -> tuple[RowRejected, ...]:
    if not letters.broken:
        return ()
    fault = RowRejected(
        "page-letters",
        f"{letters.broken} signs of the page are not {letters.charset} and stand as \N{REPLACEMENT CHARACTER}",
        field="charset",
        value=letters.charset,
        remedy="See whether the file was cut off; save it again if the words matter.",
    )
    return (fault,)


def _without_content(why: str, value: str) -> RowRejected:
    return RowRejected(
        "page-without-content",
        f"the page holds no report: {why}",
        field="page",
        value=value,
        remedy="Save the page again while it shows what it says, or leave it out.",
    )
