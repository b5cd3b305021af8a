"""The incidents of a period as bars, a day each or a month each, above how each of them was monitored.

As in `charts.py`: lengths across in per cent, no viewBox, time from left to right in both languages; a day nobody
watched is hatched, not empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from cairn.publish.buckets import best_bucket
from cairn.publish.drawings.charts import drawing
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow
from cairn.publish.wording.figures import day_words, month_words
from cairn.publish.wording.markup import Html, element
from cairn.vocab.labels import label, say

from .words import words

MOST_DAYS = 62
"""Up to so many days each has a bar of its own; beyond, each month has."""
MOST_NAMES = 6
"""So many months have room for their names on a telephone."""
BAR, HEAD, STRIP = 110, 14, 8
KINDS = ("likely", "contested", "other")


@dataclass(slots=True)
class Column:
    """One day (`2017-06-07`) or month (`2017-06`): its incidents by kind, and the levels of its days."""

    key: str
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    levels: set[str] = field(default_factory=set)

    @property
    def total(self) -> int:
        """All incidents of it."""
        return sum(self.counts.values())

    @property
    def level(self) -> str:
        """How it was monitored: in part where its days differ."""
        known = self.levels - {"untold"}
        if not known:
            return "untold"
        return next(iter(self.levels)) if len(self.levels) == 1 else "partial"


def columns(found: Index, rows: Iterable[IncidentRow], by_day: Mapping[date, str]) -> list[Column]:
    """A column for each day, or each month of a longer period, whether or not anything is on record of it."""
    length = 10 if len(by_day) <= MOST_DAYS else 7
    held: dict[str, Column] = {}
    for day, level in by_day.items():
        held.setdefault(day.isoformat()[:length], Column(day.isoformat()[:length])).levels.add(level)
    for row in rows:
        column = held.get((row.get("date_start") or "")[:length])
        if column is not None:
            bucket = best_bucket(found, row["id"])
            column.counts[bucket if bucket in KINDS else "other"] += 1
    return list(held.values())


def columns_chart(lang: str, shown: Sequence[Column]) -> Html:
    """The bars, their scale, and the strip of monitoring beneath."""
    top = max(1, *(c.total for c in shown))
    wide = 100 / len(shown)
    drawn = [part for n, column in enumerate(shown) for part in _column(lang, column, n * wide, wide, top)]
    drawn.append(element("line", {"class": "c-axis", "x1": "0", "x2": "100%", "y1": BAR, "y2": BAR}))
    drawn.append(element("text", {"class": "c-tick", "x": "0", "y": "10", "direction": "ltr"}, str(top)))
    drawn += [*_strip(lang, shown, wide), *_ticks(shown, wide)]
    ends = (_name(lang, shown[0].key), _name(lang, shown[-1].key))
    told = words(lang, "text.days_desc", a=ends[0], b=ends[1], n=top)
    title = words(lang, "text.days_title" if len(shown[0].key) == 10 else "text.months_title")
    return drawing(title, told, BAR + HEAD + STRIP + 22, drawn)


def columns_title(by_day: Mapping[date, str], lang: str) -> str:
    """What the chart is called: a bar is a day, or a month."""
    return words(lang, "text.days_title" if len(by_day) <= MOST_DAYS else "text.months_title")


def _column(lang: str, column: Column, x: float, wide: float, top: int) -> list[Html]:
    drawn: list[Html] = []
    name = _name(lang, column.key)
    if column.level == "none":
        drawn.append(_rect("c-none", x, wide, HEAD, BAR - HEAD))
    gap, base = 0.14 * wide, float(BAR)
    stack: list[Html] = [element("title", None, words(lang, "text.column", when=name, n=column.total))]
    for kind in KINDS:
        tall = (BAR - HEAD - 2) * column.counts[kind] / top
        if tall:
            base -= tall
            stack.append(_rect(f"c-{kind}", x + gap, wide - 2 * gap, base, tall))
    if column.total:
        drawn.append(element("g", None, *stack))
    return drawn


def _rect(kind: str, x: float, wide: float, y: float, tall: float, *inside: Html) -> Html:
    place = {"x": f"{x:.2f}%", "y": f"{y:.1f}", "width": f"{wide:.2f}%", "height": f"{tall:.1f}"}
    return element("rect", {"class": kind, **place}, *inside)


def _strip(lang: str, shown: Sequence[Column], wide: float) -> list[Html]:
    """How the period was monitored; columns of one level in a row are one rectangle."""
    drawn: list[Html] = []
    at = 0
    for level, group in groupby(shown, key=lambda c: c.level):
        held = list(group)
        first, last = _name(lang, held[0].key), _name(lang, held[-1].key)
        days = first if first == last else say(lang, "a_to_b", a=first, b=last)
        told = element("title", None, f"{days}: {label(lang, 'coverage', level)}")
        drawn.append(_rect(f"c-{level}", at * wide, len(held) * wide, BAR + 6, STRIP, told))
        at += len(held)
    return drawn


def _ticks(shown: Sequence[Column], wide: float) -> list[Html]:
    """Days 1, 8, 15 ... of a month, or the months that have room."""
    every = 7 if len(shown[0].key) == 10 else max(1, -(-len(shown) // MOST_NAMES))
    drawn = []
    for n in range(0, len(shown), every):
        if n and len(shown) - n < every // 2:
            continue
        name = shown[n].key[5:] if len(shown[n].key) == 10 else shown[n].key
        spot = {"class": "c-tick", "x": f"{n * wide:.2f}%", "y": BAR + HEAD + STRIP + 12, "direction": "ltr"}
        drawn.append(element("text", spot, name))
    return drawn


def _name(lang: str, key: str) -> str:
    return day_words(lang, key) if len(key) == 10 else month_words(lang, key)
