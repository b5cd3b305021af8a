"""Works out from what day a text speaks, and which days its dates mean: date expressions enter, spans leave.

The day of telling is the day of publication where it is known, else what the text says of itself ("today, 5 May 2021",
a dateline). Numeric dates are day first, as the region writes them, unless only the other order can be, or lies within
a week of the telling while day first does not. A date without a year takes the one nearest to the telling; where there
is no telling, the year the text names, or the last one in which the weekday beside it fits (docs/decisions/0029).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cairn.values import DateSpan
from cairn.vocab.load import load_toml, of_words

from .date_grammar import dates_in
from .date_lexicon import date_words
from .date_shape import DateWords
from .dateline import HEADER, Datelines, datelines_of
from .hijri import hijri_years, of_hijri
from .phrases import Word, words_of

YEARS_BACK = 5
"""So many years before the latest one are tried for a weekday: within them it fits one year only."""
HEADING = 200
"""Characters at the top of a text in which a digest says of which day it tells."""


@dataclass(frozen=True, slots=True)
class Telling:
    """From what day words are counted. `published` is as given; `day` is that or the text's own; `latest` is the
    last day the text may be from; `years` are those the text names; `heading` is the day a digest tells of."""

    day: date | None = None
    published: date | None = None
    latest: date = date.max
    years: tuple[int, ...] = ()
    heading: DateSpan | None = None


def telling_of(text: str, published: date | None, captured: date | None = None) -> Telling:
    """From what day a whole text speaks. `captured` is the day its bytes were kept, a bound for undated texts."""
    words, found = words_of(text), dates_in(text)
    years = tuple(dict.fromkeys(d.year for d in found if d.is_full and d.year))
    bare = Telling(published, published, captured or _last_day(), years)
    own = published or _own_day(datelines_of(text, words, found), found, bare)
    heading = _heading(words, found, replace(bare, day=own))
    return replace(bare, day=own or (heading.start if heading else None), heading=heading)


def resolved(found: DateWords, telling: Telling) -> DateSpan | None:
    """The days an expression means, or None where they cannot be told."""
    if found.month is not None:
        return _of_calendar(found, telling)
    if found.hijri is not None:
        return _of_hijri(*found.hijri, telling)
    if telling.day is None:
        return None
    if found.months_back is not None:
        first = telling.day.replace(day=1) - timedelta(days=15 * found.months_back)
        day = _day(first.year, first.month, found.day or 0)
        return DateSpan.on(day) if day else None
    if found.days is not None:
        return _of_telling(found, telling.day)
    if found.weekday is not None:
        day = _last_weekday(telling.day - timedelta(days=int(found.past)), found.weekday)
        if found.weekday_to is not None and found.weekday_to == found.weekday % 7 + 1:
            return DateSpan.between(day, day + timedelta(days=1))
        return DateSpan.on(day)
    return None


@of_words()
def _last_day() -> date:
    return date(int(load_toml("months")["years"]["latest"]), 12, 31)


def _own_day(lines: Datelines, found: Sequence[DateWords], bare: Telling) -> date | None:
    """The day of telling by the text itself: "today, 5 May 2021" in a sentence, else the first dateline, else
    "yesterday, Friday 4 May", else a weekday with its whole date near the top, as pictures have it."""
    counted = [d for d in found if d.days is not None and d.is_dated]
    today = [d for d in counted if d.days == 0]
    finely = [d for d in found if d.is_full and d.weekday is not None and d.start <= HEADER]
    for d in (*today, *lines.all, *counted, *finely):
        span = resolved(d, bare)
        if span:
            return span.start - timedelta(days=d.days or 0)
    return None


def _heading(words: Sequence[Word], found: Sequence[DateWords], telling: Telling) -> DateSpan | None:
    """The day of which the top of a digest says that it tells: "events of Monday 25-07-2022"."""
    for d in found:
        if d.start > HEADING:
            break
        before = words[max(0, d.first - 9) : d.first]
        sentence = words[d.first].sentence
        if any(w.norm in date_words("digest.words") and w.sentence == sentence for w in before):
            return resolved(d, telling)
    return None


def _of_calendar(found: DateWords, telling: Telling) -> DateSpan | None:
    if found.month is None:
        return None
    if found.day is None:
        return DateSpan.month(found.year, found.month) if found.year else None
    swapped = _month_first(found, telling)
    if swapped:
        return DateSpan.on(swapped)
    year = found.year or _year_for(found, telling)
    end = _day(year, found.month, found.day_to or found.day) if year else None
    start = _day(year, found.month, found.day) if year else None
    if start is None or end is None:
        return None
    return DateSpan.between(start, end) if start <= end else DateSpan.on(start)


def _month_first(found: DateWords, telling: Telling) -> date | None:
    """A numeric date read month first, where only that lies within a week of the telling or fits its weekday."""
    if not (found.swapped and found.year and found.month and found.day):
        return None
    plain = _day(found.year, found.month, found.day)
    other = _day(found.year, found.swapped[1], found.swapped[0])
    if telling.day:
        here = telling.day
        near = [d is not None and abs((d - here).days) <= 7 for d in (plain, other)]
        return other if near == [False, True] else None
    fits = [d is not None and d.isoweekday() == found.weekday for d in (plain, other)]
    return other if fits == [False, True] else None


def _year_for(found: DateWords, telling: Telling) -> int | None:
    """The year of a date written without one: nearest to the telling; else one the text names; else by weekday."""
    if found.month is None or found.day is None:
        return None
    if telling.day:
        tries = [d for y in (-1, 0, 1) if (d := _day(telling.day.year + y, found.month, found.day))]
        here = telling.day
        return min(tries, key=lambda d: abs((d - here).days)).year if tries else None
    days = {d for y in telling.years if (d := _day(y, found.month, found.day))}
    if not found.weekday:
        return days.pop().year if len(days) == 1 else None
    days = {d for d in days if d.isoweekday() == found.weekday}
    return days.pop().year if len(days) == 1 else _last_fitting(found, telling.latest)


def _last_fitting(found: DateWords, latest: date) -> int | None:
    """The last year not after `latest` in which the day fell on the weekday told."""
    for year in range(latest.year, latest.year - YEARS_BACK - 1, -1):
        day = _day(year, found.month or 0, found.day or 0)
        if day and day <= latest and day.isoweekday() == found.weekday:
            return year
    return None


def _of_hijri(year: int | None, month: int, day: int, telling: Telling) -> DateSpan | None:
    if year is not None:
        meant = of_hijri(year, month, day)
        return DateSpan.on(meant) if meant else None
    here = telling.day
    if here is None:
        return None
    tries = [d for y in hijri_years(here) if (d := of_hijri(y, month, day))]
    return DateSpan.on(min(tries, key=lambda d: abs((d - here).days))) if tries else None


def _of_telling(found: DateWords, day: date) -> DateSpan:
    meant = day + timedelta(days=found.days or 0)
    if found.weekday is not None:  # the weekday decides within two days: capture clocks and time zones differ
        near = [meant + timedelta(days=n) for n in (0, -1, 1, -2, 2)]
        meant = next((d for d in near if d.isoweekday() == found.weekday), meant)
    if found.night and found.weekday is None:
        return DateSpan.between(meant, meant + timedelta(days=1))
    return DateSpan.on(meant)


def _last_weekday(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.isoweekday() - weekday) % 7)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
