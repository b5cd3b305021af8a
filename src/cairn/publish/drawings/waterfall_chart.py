"""A waterfall as SVG: from what local sources report to what a party accepts, a bar for each step.

Lengths across are in per cent and there is no viewBox, as in all charts here; numbers run from left to right in both
languages. The table beneath it holds the same and more: steps that change nothing are counted there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cairn.publish.wording.markup import Html, element
from cairn.vocab.labels import say

from .charts import ceiling, drawing, ticks

ROW = 44


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar between two totals, where the step leads from and to; `kind` is start, fall, rise or end."""

    name: str
    before: int
    after: int
    kind: str


def waterfall_chart(lang: str, title: str, bars: Sequence[Bar]) -> Html:
    """The bars under one another, each hanging where the one before it ended."""
    top = ceiling(max((max(b.before, b.after) for b in bars), default=1))
    near, far, side = ("100%", "0", "start") if lang == "ar" else ("0", "100%", "end")
    drawn: list[Html] = []
    for n, bar in enumerate(bars):
        y = n * ROW
        told = str(bar.after) if bar.kind in ("start", "end") else _signed(bar.after - bar.before)
        drawn.append(element("text", {"class": "c-step", "x": near, "y": y + 14}, bar.name))
        drawn.append(
            element(
                "text",
                {"class": "c-n", "x": far, "y": y + 14, "text-anchor": side, "direction": "ltr"},
                told,
            )
        )
        left, right = sorted((100 * bar.before / top, 100 * bar.after / top))
        wide = max(0.4, right - left)
        place = {"x": f"{min(left, 99.6):.2f}%", "y": y + 20, "width": f"{wide:.2f}%", "height": 14}
        drawn.append(element("rect", {"class": f"c-{bar.kind}", **place}))
        if n + 1 < len(bars):
            at = f"{100 * bar.after / top:.2f}%"
            drawn.append(
                element("line", {"class": "c-axis", "x1": at, "x2": at, "y1": y + 34, "y2": y + ROW + 20})
            )
    drawn += ticks(top, len(bars) * ROW + 8)
    return drawing(title, say(lang, "waterfall_desc"), len(bars) * ROW + 16, drawn)


def _signed(n: int) -> str:
    return f"+{n}" if n > 0 else f"\u2212{-n}"
