"""What a date answer can be: ours, the calendar's, another package's, and the best that stands in the text.

A text with its reading and day of publication enters; a span of days or None leaves. The oracle is no
method but an upper bound: shown the answer, it takes the nearest of the dates named and the publication.
`dateparser` is named because it is what one would take off the shelf; where it is absent it is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cache
from importlib import import_module
from typing import Any

from cairn.extract.dates import span_of
from cairn.values import DateSpan
from cairn.vocab.closed import Kind

from .pairs import Pair

PEER = "first date, dateparser"
READ_BY_PEER = 2_000
"""Characters of a text the other package is given: it slows down on long pages, and dates stand early."""


def guesses(pair: Pair, true: DateSpan) -> dict[str, DateSpan | None]:
    """Every method's answer to one text. The oracle is the last."""
    day = DateSpan.on(pair.published) if pair.published else None
    ours = pair.main.reading.date if pair.main else None
    named = list(_named(pair))
    found: dict[str, DateSpan | None] = {
        "cairn": ours,
        "publication day": day,
        "day before": DateSpan.on(pair.published - timedelta(days=1)) if pair.published else None,
        "first date": named[0] if named else None,
    }
    if _search() is not None:
        found[PEER] = _by_peer(pair)
    best = [span for span in (*named, day, ours) if span]
    found["oracle: best named"] = min(best, key=lambda s: (days_off(s, true), s.days), default=None)
    return found


def point_of(span: DateSpan) -> date:
    """The day that stands for a span: the first of two (the night between them), else the middle one."""
    return span.start if span.days <= 2 else span.start + timedelta(days=span.days // 2)


def days_off(span: DateSpan, true: DateSpan) -> int:
    """Days between the day that stands for the answer and the nearest true day."""
    return DateSpan.on(point_of(span)).gap_days(true)


def _named(pair: Pair) -> Iterable[DateSpan]:
    """The dates any account of the text gives, in the order of the words, of whichever event."""
    accounts = pair.read.extraction.accounts if pair.read else ()
    claims = sorted((c for a in accounts for c in a.claims if c.kind is Kind.DATE), key=lambda c: c.start)
    for claim in claims:
        if span := span_of(claim.value):
            yield span


@cache
def _search() -> Callable[..., Any] | None:
    try:
        search: Callable[..., Any] = import_module("dateparser.search").search_dates
    except ImportError:
        return None
    return search


def _by_peer(pair: Pair) -> DateSpan | None:
    """The first date the other package finds, told the languages and what day to count from."""
    settings: dict[str, object] = {"DATE_ORDER": "DMY", "PREFER_DATES_FROM": "past"}
    if pair.published:
        settings["RELATIVE_BASE"] = datetime(pair.published.year, pair.published.month, pair.published.day)
    search = _search()
    try:
        found = (
            search(pair.item.text[:READ_BY_PEER], languages=["ar", "en"], settings=settings) if search else ()
        )
    except Exception:  # noqa: BLE001 - whatever it trips over is an answer it does not give
        return None
    return DateSpan.on(found[0][1].date()) if found else None
