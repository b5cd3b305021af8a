"""The axes of a chart of shares: per cent from the ground up, days along it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cairn.publish.wording.markup import Html, element
from cairn.vocab.labels import label

TOP = 14
TALL = 200
BASE = TOP + TALL
HEIGHT = BASE + 38
LEFT = 9.0
"""Per cent of the width that the scale takes."""
_LETTER = 6.6
_NARROWEST = 290


@dataclass(frozen=True, slots=True)
class Span:
    """The days drawn, both ends included; a day is as wide as any other."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    def at(self, day: date) -> float:
        """Where a day begins, in per cent from the left."""
        return LEFT + (100 - LEFT) * (day - self.first).days / self.days

    def wide(self, first: date, last: date) -> float:
        """How wide the days from first to last are together, in per cent."""
        return (100 - LEFT) * ((last - first).days + 1) / self.days


def level(fraction: float) -> float:
    """How far from the top of the drawing a share stands."""
    return BASE - TALL * fraction


def axis(lang: str, span: Span) -> list[Html]:
    """Lines at each quarter, and the days, months or years beneath."""
    drawn: list[Html] = []
    for quarter in range(5):
        y = f"{level(quarter / 4):.1f}"
        kind = "c-axis" if quarter in (0, 4) else "s-line"
        drawn.append(element("line", {"class": kind, "x1": f"{LEFT:g}%", "x2": "100%", "y1": y, "y2": y}))
        if quarter % 2 == 0:
            place = {"class": "c-tick", "x": f"{LEFT - 1:g}%", "y": f"{level(quarter / 4) + 4:.1f}"}
            text = element("text", {**place, "text-anchor": "end", "direction": "ltr"}, f"{25 * quarter}%")
            drawn.append(text)
    return [*drawn, *_days(lang, span)]


def _days(lang: str, span: Span) -> list[Html]:
    """A stroke where each stretch begins, its name beneath as often as names fit on the narrowest screen, and the year
    beneath the first name of each."""
    drawn: list[Html] = []
    free, told = -1.0, 0
    for day, name, has_year in _marks(lang, span):
        x = span.at(day)
        place = {"x1": f"{x:.2f}%", "x2": f"{x:.2f}%", "y1": BASE, "y2": BASE + 5}
        drawn.append(element("line", {"class": "c-axis", **place}))
        start, wide = x / 100 * _NARROWEST, len(name) * _LETTER
        if not name or start < free or start + wide > _NARROWEST:
            continue
        free = start + wide + 6
        spot = {"class": "c-tick", "x": f"{x:.2f}%", "text-anchor": "start", "direction": "ltr"}
        drawn.append(element("text", {**spot, "y": BASE + 18}, name))
        if day.year != told and not has_year:
            drawn.append(element("text", {**spot, "y": BASE + 33}, str(day.year)))
        told = day.year
    return drawn


def _marks(lang: str, span: Span) -> Iterator[tuple[date, str, bool]]:
    """Days of the axis with the name of each, and whether that is a year."""
    if span.days <= 45:
        for n in range(span.days):
            day = date.fromordinal(span.first.toordinal() + n)
            yield day, f"{day.day} {label(lang, 'month_short', str(day.month))}", False
        return
    months = span.days <= 800
    for number in range(span.first.year * 12 + span.first.month - 1, span.last.year * 12 + span.last.month):
        year, month = divmod(number, 12)
        day = max(span.first, date(year, month + 1, 1))
        if months:
            late = (
                day == span.first and day.day > 20
            )  # a month of a few days leaves its name's room to the next
            yield day, "" if late else label(lang, "month_short", str(month + 1)), False
        elif month == 0 or day == span.first:
            yield day, str(year), True
