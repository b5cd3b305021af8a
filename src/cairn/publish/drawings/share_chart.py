"""The share of a place over time as SVG: what was surely held and what may have been, with what was claimed.

Shares and claims of `cairn.control` enter, a drawing leaves. Each band stands until the next day of the series; the
hatched part is ground whose holder nobody tells, or that is fought over. A claim is a mark of its author's shape at the
day it speaks of, a claimed range a bar between two marks: no middle is drawn. Lengths across are in per cent and there
is no viewBox, as in all charts here; time runs from left to right in both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cairn.control.model import Beside, Share
from cairn.publish.wording.figures import day_words
from cairn.publish.wording.markup import Html, element
from cairn.publish.wording.share_words import claimed_words, percent_words, verdict_words
from cairn.vocab.labels import say

from .charts import drawing
from .share_axis import BASE, HEIGHT, Span, axis, level
from .share_marks import mark

NARROWEST = 290
"""Units across on the narrowest screen: what is free there is free everywhere."""


@dataclass(frozen=True, slots=True)
class Band:
    """From `first` to `last`, both included, between `low` and `high` of the place was held."""

    first: date
    last: date
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A claim: number, days it may speak of, range, author with the author's shape, words and door."""

    n: int
    first: date
    last: date
    low: float
    high: float
    author: str
    shape: int
    told: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class ShareChart:
    """Everything a drawing needs. `authors` are names with their shape, in the order of the alphabet."""

    title: str
    told: str
    span: Span
    bands: tuple[Band, ...]
    dots: tuple[Dot, ...]
    authors: tuple[tuple[str, int], ...]


def share_chart(
    lang: str,
    title: str,
    series: Sequence[Share],
    claims: Sequence[Beside],
    named: Callable[[str], str],
    *,
    until: date | None = None,
    href: Callable[[int], str] | None = None,
) -> ShareChart:
    """The chart of one actor's share of one place.

    `series` are shares by day, each standing until the next; `claims` those set beside it; `named` gives an author's
    name as it may be shown; `until` is the last day drawn, by default the last of either; `href` the door to a claim by
    its number, which counts from 1 in the order of `claims`. Raises `ValueError` without a share.
    """
    if not series:
        raise ValueError("a chart of a share needs a share")
    last = max([until or series[-1].day, series[-1].day, *(_days(c)[1] for c in claims)])
    first = min([series[0].day, *(_days(c)[0] for c in claims)])
    authors = sorted({named(c.claim.asserted_by) for c in claims}, key=str.casefold)
    dots = tuple(_dot(lang, n, c, named, authors, href) for n, c in enumerate(claims, 1))
    told = say(
        lang, "share_chart_desc", a=day_words(lang, first.isoformat()), b=day_words(lang, last.isoformat())
    )
    shapes = tuple((name, n) for n, name in enumerate(authors))
    return ShareChart(title, told, Span(first, last), bands(series, last), dots, shapes)


def bands(series: Sequence[Share], last: date) -> tuple[Band, ...]:
    """Each share from its day until the day before the next; neighbours that are alike are one."""
    found: list[Band] = []
    for n, share in enumerate(series):
        end = series[n + 1].day - timedelta(days=1) if n + 1 < len(series) else max(last, share.day)
        before = found[-1] if found else None
        if before and (before.low, before.high) == (share.low, share.high):
            found[-1] = Band(before.first, end, share.low, share.high)
        else:
            found.append(Band(share.day, end, share.low, share.high))
    return tuple(found)


def drawn(lang: str, chart: ShareChart) -> Html:
    """The chart as an element of a page that holds the hatching `charts.HATCH`."""
    return drawing(chart.title, chart.told, HEIGHT, inside(lang, chart))


def inside(lang: str, chart: ShareChart) -> list[Html]:
    """What is drawn, from the ground up: bands, axis, claims, and the numbers of claims where there is room."""
    span = chart.span
    shown = [part for band in chart.bands for part in _band(lang, span, band)]
    shown += axis(lang, span)
    taken = [(_near(span, d), level(end)) for d in chart.dots for end in (d.low, d.high)]
    for dot in chart.dots:
        shown.append(_claim(span, dot, taken))
    return shown


def _days(beside: Beside) -> tuple[date, date]:
    claim = beside.claim
    first = claim.start or claim.said or beside.computed.day
    return first, max(first, claim.start_latest or first)


def _dot(
    lang: str,
    n: int,
    beside: Beside,
    named: Callable[[str], str],
    authors: Sequence[str],
    href: Callable[[int], str] | None,
) -> Dot:
    first, last = _days(beside)
    low, high = beside.claim.share or (0.0, 1.0)
    author = named(beside.claim.asserted_by)
    told = say(
        lang,
        "claim_told",
        n=n,
        day=day_words(lang, first.isoformat()),
        author=author,
        share=claimed_words(lang, low, high),
        lies=verdict_words(lang, beside),
    )
    return Dot(n, first, last, low, high, author, authors.index(author), told, href(n) if href else "")


def _band(lang: str, span: Span, band: Band) -> Iterable[Html]:
    """Solid up to what was surely held, hatched from there to what may have been held."""
    x, wide = span.at(band.first), span.wide(band.first, band.last)
    told = say(
        lang,
        "band_told",
        a=day_words(lang, band.first.isoformat()),
        b=day_words(lang, band.last.isoformat()),
        share=percent_words(lang, band.low, band.high),
    )
    low, high = level(band.low), level(band.high)
    parts = [element("title", None, told)]
    place = {"x": f"{x:.2f}%", "width": f"{wide:.2f}%"}
    if band.low > 0:
        parts.append(
            element("rect", {"class": "s-sure", **place, "y": f"{low:.1f}", "height": f"{BASE - low:.1f}"})
        )
    if high < low:
        parts.append(
            element("rect", {"class": "s-may", **place, "y": f"{high:.1f}", "height": f"{low - high:.1f}"})
        )
    parts.append(element("rect", {"class": "s-top", **place, "y": f"{high - 1:.1f}", "height": "2"}))
    return [element("g", None, *parts)]


def _near(span: Span, dot: Dot) -> float:
    return span.at(dot.first) / 100 * NARROWEST


def _claim(span: Span, dot: Dot, taken: list[tuple[float, float]]) -> Html:
    """Its mark, or two with a bar between; a line along the days where the day itself is not known; its number."""
    x = f"{span.at(dot.first):.2f}%"
    high, low = level(dot.high), level(dot.low)
    parts = [element("title", None, dot.told)]
    if dot.last > dot.first:
        ends = {"x1": x, "x2": f"{span.at(dot.last):.2f}%", "y1": f"{high:.1f}", "y2": f"{high:.1f}"}
        parts.append(element("line", {"class": "s-days", **ends}))
    if high < low:
        parts.append(
            element("line", {"class": "s-range", "x1": x, "x2": x, "y1": f"{high:.1f}", "y2": f"{low:.1f}"})
        )
        parts.append(mark(dot.shape, x, low))
    parts.append(mark(dot.shape, x, high))
    number = _number(span, dot, taken)
    inside = element("g", {"class": "s-claim"}, *parts, *([number] if number else []))
    return element("a", {"href": dot.href, "aria-label": dot.told}, inside) if dot.href else inside


def _number(span: Span, dot: Dot, taken: list[tuple[float, float]]) -> Html | None:
    """The claim's number beside its mark where nothing else stands, on the narrowest screen too."""
    x, y = _near(span, dot), level(dot.high)
    for right, down in ((11, 4), (-11, 4), (0, -9), (0, 18)):
        spot = (x + right, y + down - 4)
        inside = 6 < spot[0] < NARROWEST - 6 and 6 < spot[1] < BASE - 4
        if inside and not any(abs(spot[0] - a) < 13 and abs(spot[1] - b) < 12 for a, b in taken):
            taken.append(spot)
            place = {"x": f"{span.at(dot.first):.2f}%", "dx": right, "y": f"{y + down:.1f}"}
            return element(
                "text", {"class": "s-n", **place, "text-anchor": "middle", "direction": "ltr"}, str(dot.n)
            )
    return None
