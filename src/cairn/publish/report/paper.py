"""Drawings made ready for a setter of pages that reads each one by itself.

WeasyPrint hands no style on to a drawing, and sets its letters one by one from the left, which parts Arabic.

A page's markup enters. Each drawing leaves with its style and patterns in it, and with its words as text of the page
laid over it, which is joined, ordered and found by search like all other text.
"""

from __future__ import annotations

import re

from cairn.publish.drawings.charts import HATCH
from cairn.publish.wording.markup import Html, element

_SVG = re.compile(r"(<svg (?![^>]*\bclass=\"(?:defs|cairn)\")[^>]*>)(.*?)</svg>", re.DOTALL)
_WORDS = re.compile(r"(?:<a href=\"(#[^\"]*)\">)?<text ([^>]*)>([^<]*)</text>(?:</a>)?")
_LINKS = re.compile(r"</?a\b[^>]*>")
_ATTRIBUTE = re.compile(r"([\w-]+)=\"([^\"]*)\"")
_VARIABLE = re.compile(r"var\((--[a-z-]+)\)")
_COLOUR = re.compile(r"(--[a-z-]+):\s*(#[0-9a-f]{3,6})")
_PATTERN = HATCH[HATCH.index("<defs>") : HATCH.index("</svg>")]
BASELINE_EM = 1.12
"""How far above its baseline a line of text begins, in its own size, at a line height of 1.4."""
_BREAKS = re.compile("[\u2028\u2029\x85]")
"""Ends of lines and paragraphs that a source may have written into its words: a setter of pages stumbles on them."""


def on_paper(page: str, style: str, *, rtl: bool) -> str:
    """The page with every drawing complete in itself. `style` is the page's: its drawings' rules stand between their
    two marks, its colours for paper under `@media print`. Raises `ValueError` where one is missing."""
    inside = f"{_PATTERN}<style>{drawing_rules(style)}</style>"
    page = _BREAKS.sub(" ", page.replace(HATCH, ""))
    return _SVG.sub(lambda m: _overlaid(m.group(1), m.group(2), inside, rtl=rtl), page)


def drawing_rules(style: str) -> str:
    """The rules of the drawings with the colours they have on paper."""
    first, last = style.index("/* drawings */"), style.index("/* end of drawings */")
    colours = dict(_COLOUR.findall(style[style.index("@media print") :]))
    return _VARIABLE.sub(lambda m: colours[m.group(1)], style[first:last])


def _overlaid(head: str, body: str, inside: str, *, rtl: bool) -> str:
    """A drawing without its words, and its words over it. Links of shapes go: the list below leads there."""
    box = dict(_ATTRIBUTE.findall(head)).get("viewBox")
    size = tuple(float(n) for n in box.split()[2:]) if box else None
    said = "".join(_laid(m, size, rtl=rtl) for m in _WORDS.finditer(body))
    shapes = _LINKS.sub("", _WORDS.sub("", body))
    return f'<div class="drawn">{head}{inside}{shapes}</svg>{said}</div>'


def _laid(match: re.Match[str], size: tuple[float, ...] | None, *, rtl: bool) -> str:
    """One piece of words where the drawing had it: across in per cent, down in pixels, or per cent of a map."""
    given = dict(_ATTRIBUTE.findall(match.group(2)))
    x, y = given.get("x", "0"), float(given.get("y", "0"))
    across = float(x.rstrip("%")) if x.endswith("%") or size is None else 100 * float(x) / size[0]
    anchor = given.get("text-anchor", "middle" if size else "start")
    if rtl and given.get("direction") != "ltr":  # there, a text begins at its right
        anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
    down = f"{100 * y / size[1]:.2f}%" if size else f"{y:.1f}px"
    side = {
        "start": f"left: {across:.2f}%",
        "end": f"right: {100 - across:.2f}%",
        "middle": f"left: {across:.2f}%; transform: translateX(-50%)",
    }[anchor]
    own = {
        "class": f"over {given.get('class', '')}",
        "style": f"{side}; top: {down}; margin-top: -{BASELINE_EM}em",
        "dir": given.get("direction", "auto"),
    }
    words = Html(match.group(3))
    if match.group(1):
        return element("a", {**own, "href": Html(match.group(1))}, words)
    return element("span", own, words)
