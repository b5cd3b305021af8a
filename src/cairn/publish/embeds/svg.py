"""A chart, a map or a figure as an SVG file of its own, with its title, source, day and caveat drawn in the picture.

Enters: the drawing as markup of a page, and words. Leaves: valid XML that loads nothing and runs nothing. A picture of
it still says what it is, of which day, and what it does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cairn.publish.drawings.charts import HATCH
from cairn.publish.wording.figures import range_words
from cairn.publish.wording.markup import Html, element, joined

WIDE = 640
EDGE = 24
ROOM = WIDE - 2 * EDGE
_LINK = re.compile(r"<a(?: [^>]*)?>")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DEFS = re.compile(r"<defs>.*</defs>", re.DOTALL)
_LETTER = {"title": 10.4, "told": 7.0, "small": 6.3}
_LINE = {"title": 26, "told": 21, "small": 18}


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: markup of a page without links, how wide and high it is made for, and its legend.

    `figure` is the two ends of a sum to be set large instead of a drawing."""

    markup: str = ""
    height: int = 0
    legend: tuple[tuple[str, str], ...] = ()
    figure: tuple[int, int] | None = None
    figure_words: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The words about a drawing: what it is, what stands beneath it, and where it comes from."""

    title: str
    lines: tuple[str, ...]
    caveat: tuple[str, ...]
    source: tuple[str, ...]


def unlinked(markup: str) -> Html:
    """The same drawing without its links: a file of its own leads nowhere."""
    return Html(_LINK.sub("<g>", markup).replace("</a>", "</g>"))


def picture(lang: str, drawing: Drawing, told: Told, style: str) -> str:
    """The whole file. `style` is set into it; it holds the colours of both schemes."""
    page = _Sheet(lang)
    page.words("title", told.title, "e-title")
    page.down(4)
    if drawing.figure_words:
        page.figure(drawing)
    elif drawing.markup:
        page.drawn(drawing)
    for kind, words in drawing.legend:
        page.key(kind, words)
    page.down(8 if drawing.legend else 0)
    page.words_of("told", told.lines, "e-told")
    page.words_of("small", told.caveat, "e-small")
    page.words_of("small", told.source, "e-source")
    return _whole(lang, page, told, style)


class _Sheet:
    """A sheet that is filled from the top."""

    def __init__(self, lang: str) -> None:
        self.rtl = lang == "ar"
        self.lang = lang
        self.y = EDGE
        self.parts: list[Html] = []

    def down(self, by: int) -> None:
        self.y += by

    @property
    def near(self) -> int:
        return WIDE - EDGE if self.rtl else EDGE

    def words_of(self, size: str, lines: Sequence[str], kind: str) -> None:
        for line in lines:
            self.words(size, line, kind)
        self.down(6 if lines else 0)

    def words(self, size: str, text: str, kind: str) -> None:
        for line in wrapped(text, int(ROOM / _LETTER[size])):
            self.y += _LINE[size]
            self.parts.append(element("text", {"class": kind, "x": self.near, "y": self.y - 6}, line))

    def figure(self, drawing: Drawing) -> None:
        """The two ends set large, in their order in either direction of writing; else that no figure is given."""
        told = drawing.figure_words
        place: dict[str, object] = {"class": "e-nofig", "x": self.near, "y": self.y + 32}
        if drawing.figure:
            low, high = drawing.figure
            told = range_words(self.lang, low, high) if low == high else f"\u2066{low}–{high}\u2069"
            place |= {"class": "e-big", "y": self.y + 40}
        self.parts.append(element("text", place, told))
        self.down(56)

    def drawn(self, drawing: Drawing) -> None:
        box = {"x": EDGE, "y": self.y + 6, "width": ROOM, "height": drawing.height}
        self.parts.append(element("svg", box, unlinked(drawing.markup)))
        self.down(drawing.height + 24)

    def key(self, kind: str, words: str) -> None:
        self.y += 18
        x = WIDE - EDGE - 12 if self.rtl else EDGE
        if kind == "c-conceded":
            mark = element("line", {"class": kind, "x1": x + 6, "x2": x + 6, "y1": self.y - 12, "y2": self.y})
        else:
            mark = element("rect", {"class": kind, "x": x, "y": self.y - 11, "width": 12, "height": 11})
        spot = {"class": "e-small", "x": x - 8 if self.rtl else x + 20, "y": self.y - 1}
        self.parts += [mark, element("text", spot, words)]


def wrapped(text: str, letters: int) -> list[str]:
    """The words on lines of at most so many letters; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _whole(lang: str, page: _Sheet, told: Told, style: str) -> str:
    high = page.y + EDGE
    root = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": WIDE,
        "height": high,
        "viewBox": f"0 0 {WIDE} {high}",
        "lang": lang,
        "xml:lang": lang,
        "direction": "rtl" if page.rtl else "ltr",
        "role": "img",
    }
    hatch = _DEFS.search(HATCH)
    said = " ".join([*told.lines, *told.caveat, *told.source])
    inside = [
        element("title", None, told.title),
        element("desc", None, said),
        element("style", None, Html(_css(style))),
        Html(hatch.group() if hatch else ""),
        element("rect", {"class": "e-paper", "width": WIDE, "height": high}),
        joined(page.parts),
    ]
    return _NO_XML.sub("\ufffd", element("svg", root, *inside)) + "\n"


def _css(style: str) -> str:
    """A style as it may stand within XML."""
    return style.replace("&", "&amp;").replace("<", "&lt;")
