"""A sum and what it would be otherwise as SVG: one bar each from lowest to highest, on one scale from nought.

No middle is drawn and nothing is ranked: the bars stand in the order of their questions. A table holds the same.
A figure stands under its name, for beside it a narrow screen has no room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.publish.drawings.charts import ceiling, drawing, ticks
from cairn.publish.wording.figures import range_words
from cairn.publish.wording.markup import Html, element
from cairn.vocab.labels import label

ROW = 60


@dataclass(frozen=True, slots=True)
class Bar:
    """One variant: what it is called, its two ends or None without any figure, and whether it is the sum itself."""

    name: str
    ends: tuple[int, int] | None
    is_figure: bool
    told: str = ""


def sensitivity_chart(lang: str, bars: Sequence[Bar]) -> Html:
    """The bars under one another; nothing where no bar has a figure."""
    known = [bar.ends for bar in bars if bar.ends]
    if not known:
        return Html("")
    top = ceiling(max(1, *(high for _, high in known)))
    near = "100%" if lang == "ar" else "0"
    drawn: list[Html] = []
    for n, bar in enumerate(bars):
        y = n * ROW
        kind = "c-step c-own" if bar.is_figure else "c-step"
        drawn.append(element("text", {"class": kind, "x": near, "y": y + 14}, bar.name))
        told = range_words(lang, *bar.ends) if bar.ends else bar.told
        drawn.append(element("text", {"class": "c-n", "x": near, "y": y + 32}, told))
        at = y + 46
        drawn.append(element("line", {"class": "c-axis", "x1": "0", "x2": "100%", "y1": at, "y2": at}))
        if bar.ends:
            drawn.append(_bar(bar.ends, top, y + 39, bar.is_figure))
    title, told = label(lang, "receipt", "chart_title"), label(lang, "receipt", "chart_desc")
    height = len(bars) * ROW + 14
    return drawing(title, told, height, [*drawn, *ticks(top, height - 2)])


def _bar(ends: tuple[int, int], top: int, y: int, is_figure: bool) -> Html:
    left, right = 100 * ends[0] / top, 100 * ends[1] / top
    place = {"x": f"{min(left, 99.4):.2f}%", "width": f"{max(0.6, right - left):.2f}%"}
    kind = "c-likely" if is_figure else "c-partial"
    return element("rect", {"class": kind, **place, "y": y, "height": 13})
