"""A chart of a share as a file of its own: the same drawing, with its colours, its heading and its legend inside."""

from __future__ import annotations

from cairn.publish.wording.markup import Html, element, joined
from cairn.vocab.labels import say

from .share_axis import HEIGHT
from .share_chart import ShareChart, inside
from .share_marks import SHAPES, shape_of

WIDTH = 900
_HEAD = 44
_LINE = 22
_MARGIN = 24
_STYLE = """
svg { font-family: system-ui, "Segoe UI", "Noto Sans", "Noto Kufi Arabic", "Noto Sans Arabic", Tahoma, sans-serif;
  --sheet: #fffdf8; --ink: #211e1a; --soft: #5a534a; --rule: #d8d0c1; --accent: #1f5560; }
@media (prefers-color-scheme: dark) {
  svg { --sheet: #211f1c; --ink: #ece6da; --soft: #b8afa1; --rule: #45403a; --accent: #8fc3cb; } }
.ground { fill: var(--sheet); }
text { fill: var(--soft); font-size: 13px; }
.head { fill: var(--ink); font-size: 17px; font-weight: 600; }
.s-n { fill: var(--ink); font-size: 12px; }
.s-sure, .s-may, .s-top { shape-rendering: crispEdges; }
.s-sure { fill: var(--accent); fill-opacity: 0.55; }
.s-may { fill: url(#hatch); }
.s-top { fill: var(--accent); }
.c-hatch-line { stroke: var(--accent); stroke-width: 1.2; }
.c-axis { stroke: var(--soft); }
.s-line { stroke: var(--rule); stroke-dasharray: 2 3; }
.s-mark { fill: var(--ink); stroke: var(--sheet); stroke-width: 1.4; }
.s-hollow { fill: var(--sheet); stroke: var(--ink); }
.s-range, .s-days { stroke: var(--ink); stroke-width: 2; }
.s-days { stroke-dasharray: 2 2; }
"""
_HATCH = Html(
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path class="c-hatch-line" d="M0 6L6 0"/></pattern></defs>'
)


def share_svg(lang: str, chart: ShareChart) -> str:
    """The chart as the text of an SVG file, 900 units wide: it needs no page, no sheet of style and no font of ours."""
    rtl = lang == "ar"
    keys = _keys(lang, chart, rtl)
    tall = _HEAD + HEIGHT + 12 + len(keys) * _LINE + _MARGIN
    wide = WIDTH - 2 * _MARGIN
    body = element("svg", {"x": _MARGIN, "y": _HEAD, "width": wide, "height": HEIGHT}, *inside(lang, chart))
    start = WIDTH - _MARGIN if rtl else _MARGIN
    heading = element("text", {"class": "head", "x": start, "y": 28, "direction": _way(rtl)}, chart.title)
    legend = element("g", {"transform": f"translate(0 {_HEAD + HEIGHT + 12})"}, *keys)
    drawing = element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {tall}",
            "width": WIDTH,
            "height": tall,
            "role": "img",
            "xml:lang": lang,
            "aria-label": chart.title,
        },
        element("title", None, chart.title),
        element("desc", None, chart.told),
        Html(f"<style>{_STYLE}</style>"),
        _HATCH,
        element("rect", {"class": "ground", "width": WIDTH, "height": tall}),
        heading,
        body,
        legend,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing}\n'


def _keys(lang: str, chart: ShareChart, rtl: bool) -> list[Html]:
    """The legend in words: what is solid, what is hatched, and each author's shape."""
    field = {"width": 22, "height": 12, "y": -10}
    drawn = [
        (element("rect", {"class": "s-sure", **field, "x": -11}), say(lang, "key_sure")),
        (element("rect", {"class": "s-may", **field, "x": -11}), say(lang, "key_may")),
    ]
    for author, n in chart.authors:
        kind = "s-mark" if n < len(SHAPES) else "s-mark s-hollow"
        drawn.append(
            (element("path", {"class": kind, "d": shape_of(n), "transform": "translate(0 -4)"}), author)
        )
    return [_key(n, shape, words, rtl) for n, (shape, words) in enumerate(drawn, 1)]


def _key(n: int, shape: Html, words: str, rtl: bool) -> Html:
    x = WIDTH - _MARGIN - 12 if rtl else _MARGIN + 12
    text = element("text", {"x": -20 if rtl else 20, "direction": _way(rtl)}, words)
    return element("g", {"transform": f"translate({x} {n * _LINE})"}, joined([shape, text]))


def _way(rtl: bool) -> str:
    return "rtl" if rtl else "ltr"
