"""Charts as SVG: ranges from lowest to highest, and incidents by month above how each month was monitored.

Lengths across are in per cent and there is no viewBox, so that letters keep their size on a telephone.
Time and number run from left to right in both languages; a month nobody watched is hatched, not empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cairn.publish.wording.figures import month_words, range_words
from cairn.publish.wording.markup import Html, element
from cairn.vocab.labels import label, say

ROW = 62
BAR = 120
STRIP = 30
HATCH = Html(
    '<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<path class="c-hatch-line" d="M0 6L6 0"/></pattern></defs></svg>'
)
"""The hatching of all charts of a page, which holds it once."""


@dataclass(frozen=True, slots=True)
class RangeBar:
    """One actor: likely, contested and conceded, each (lowest, highest of the known) or None."""

    name: str
    href: str
    likely: tuple[int, int] | None
    contested: tuple[int, int] | None
    conceded: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Strip:
    """How one actor's months were monitored: month (`2017-06`) -> level; a month not in it was not told."""

    name: str
    levels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Month:
    """One month's incidents by bucket of grades, and where the month leads."""

    month: str
    likely: int
    contested: int
    other: int
    href: str = ""

    @property
    def total(self) -> int:
        """All of them."""
        return self.likely + self.contested + self.other


def range_chart(lang: str, bars: Sequence[RangeBar]) -> Html:
    """Lowest to highest per actor, A to Z, on one scale from zero."""
    if not bars:
        return Html("")
    top = ceiling(max((r[1] for b in bars for r in (b.likely, b.contested, b.conceded) if r), default=1))
    rtl = lang == "ar"
    near, far = ("100%", "0") if rtl else ("0", "100%")
    rows: list[Html] = []
    for n, bar in enumerate(bars):
        y = n * ROW
        name = element("text", {"class": "c-name", "x": near, "y": y + 16}, bar.name)
        rows.append(element("a", {"href": bar.href}, name))
        told = range_words(lang, *bar.likely) if bar.likely else say(lang, "no_figure")
        rows.append(element("text", {"class": "c-n", "x": far, "y": y + 16, "text-anchor": "end"}, told))
        rows.append(element("line", {"class": "c-axis", "x1": "0", "x2": "100%", "y1": y + 46, "y2": y + 46}))
        for kind, pair, at, tall in (
            ("c-likely", bar.likely, 24, 12),
            ("c-contested", bar.contested, 38, 6),
            ("c-conceded", bar.conceded, 24, 20),
        ):  # fmt: skip
            if pair:
                rows.append(_bar(kind, pair, top, y + at, tall))
    title, told = say(lang, "range_chart_title"), say(lang, "range_chart_desc")
    return drawing(title, told, len(bars) * ROW + 14, [*rows, *ticks(top, len(bars) * ROW + 4)])


def timeline(lang: str, months: Sequence[Month], strips: Sequence[Strip]) -> Html:
    """A bar a month; a month that all strips call unmonitored is hatched from top to bottom."""
    if not months:
        return Html("")
    top = max(1, *(m.total for m in months))
    wide = 100 / len(months)
    drawn: list[Html] = []
    for n, month in enumerate(months):
        drawn.extend(_month(lang, month, n * wide, wide, top, _unwatched(month.month, strips)))
    drawn.append(element("line", {"class": "c-axis", "x1": "0", "x2": "100%", "y1": BAR, "y2": BAR}))
    drawn.append(element("text", {"class": "c-tick", "x": "0", "y": "10", "direction": "ltr"}, str(top)))
    drawn.extend(_years(months, wide))
    y = BAR + 26
    for strip in strips:
        drawn.extend(_strip(lang, strip, months, wide, y))
        y += STRIP
    title, told = (
        say(lang, "timeline_title"),
        say(
            lang,
            "timeline_desc",
            a=month_words(lang, months[0].month),
            b=month_words(lang, months[-1].month),
            n=top,
        ),
    )
    return drawing(title, told, y + 4, drawn)


def drawing(title: str, told: str, height: int, inside: Sequence[Html]) -> Html:
    """A chart with its title, and what a reader who does not see it is told."""
    return element(
        "svg",
        {"class": "chart", "width": "100%", "height": height, "role": "group", "aria-label": title},
        element("title", None, title),
        element("desc", None, told),
        *inside,
    )


def _bar(kind: str, pair: tuple[int, int], top: int, y: int, tall: int) -> Html:
    left, right = 100 * pair[0] / top, 100 * pair[1] / top
    if kind == "c-conceded":  # one stroke at the highest figure conceded
        return element(
            "line", {"class": kind, "x1": f"{right:.2f}%", "x2": f"{right:.2f}%", "y1": y - 4, "y2": y + tall}
        )
    wide = max(0.5, right - left)
    return element(
        "rect",
        {"class": kind, "x": f"{min(left, 99.5):.2f}%", "y": y, "width": f"{wide:.2f}%", "height": tall},
    )


def _tick(n: int, top: int, y: int) -> Html:
    anchor = "start" if n == 0 else "end" if n == top else "middle"
    spot = {
        "class": "c-tick",
        "x": f"{100 * n / top:.2f}%",
        "y": y,
        "text-anchor": anchor,
        "direction": "ltr",
    }
    return element("text", spot, str(n))


def ticks(top: int, y: int) -> list[Html]:
    """The scale from nought to `top`, with its middle where that is whole."""
    return [_tick(n, top, y) for n in ((0, top // 2, top) if top > 1 else (0, top))]


def ceiling(n: int) -> int:
    """The next of 1, 2, 4, 6, 8, 10, 20 ...: half of it is whole where it is above one."""
    power = 1
    while True:
        for step in (1, 2, 4, 6, 8):
            if n <= step * power:
                return step * power
        power *= 10


def _unwatched(month: str, strips: Sequence[Strip]) -> bool:
    return bool(strips) and all(s.levels.get(month) == "none" for s in strips)


def _month(lang: str, month: Month, x: float, wide: float, top: int, unwatched: bool) -> list[Html]:
    drawn: list[Html] = []
    gap = min(0.18 * wide, 0.25)
    if unwatched:
        told = element("title", None, f"{month_words(lang, month.month)}: {say(lang, 'not_monitored')}")
        drawn.append(_rect("c-none", x, wide, 14, BAR - 14, told))
    base = float(BAR)
    stack: list[Html] = []
    for kind, n in (("c-likely", month.likely), ("c-contested", month.contested), ("c-other", month.other)):
        tall = (BAR - 16) * n / top
        if n:
            base -= tall
            stack.append(_rect(kind, x + gap, wide - 2 * gap, base, tall))
    if stack:
        title = element(
            "title", None, say(lang, "month_title", month=month_words(lang, month.month), n=month.total)
        )
        drawn.append(element("g", None, title, *stack))
    return drawn


def _rect(kind: str, x: float, wide: float, y: float, tall: float, *inside: Html) -> Html:
    """A rectangle, `x` and `wide` in per cent of the drawing."""
    place = {"x": f"{x:.2f}%", "y": f"{y:.1f}", "width": f"{wide:.2f}%", "height": f"{tall:.1f}"}
    return element("rect", {"class": kind, **place}, *inside)


def _years(months: Sequence[Month], wide: float) -> list[Html]:
    """The year under its first month, every second one where they stand close."""
    first = [(n, m) for n, m in enumerate(months) if m.month.endswith("-01") or n == 0]
    if len(first) > 1 and first[1][0] - first[0][0] < 4 and len(months) > 30:
        first = first[1:]
    every = 1 if len(first) <= 8 else 2
    drawn = []
    for n, month in first[::every]:
        drawn.append(
            element(
                "line",
                {
                    "class": "c-axis",
                    "x1": f"{n * wide:.2f}%",
                    "x2": f"{n * wide:.2f}%",
                    "y1": BAR,
                    "y2": BAR + 5,
                },
            )
        )
        name = element(
            "text",
            {"class": "c-tick", "x": f"{n * wide:.2f}%", "y": BAR + 17, "direction": "ltr"},
            month.month[:4],
        )
        drawn.append(element("a", {"href": month.href}, name) if month.href else name)
    return drawn


def _strip(lang: str, strip: Strip, months: Sequence[Month], wide: float, y: int) -> list[Html]:
    near = "100%" if lang == "ar" else "0"
    drawn = [
        element(
            "text", {"class": "c-strip", "x": near, "y": y + 10}, say(lang, "monitored_for", actor=strip.name)
        )
    ]
    start = 0
    for n in range(1, len(months) + 1):  # months of one level in a row are one rectangle
        level = strip.levels.get(months[start].month, "untold")
        if n < len(months) and strip.levels.get(months[n].month, "untold") == level:
            continue
        ends = (month_words(lang, months[start].month), month_words(lang, months[n - 1].month))
        told = f"{say(lang, 'a_to_b', a=ends[0], b=ends[1])}: {label(lang, 'coverage', level)}"
        drawn.append(
            _rect(f"c-{level}", start * wide, (n - start) * wide, y + 14, 8, element("title", None, told))
        )
        start = n
    return drawn
