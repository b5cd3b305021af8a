"""Reads when a text says its event happened: the text and its day of publication enter, date claims leave.

A date is taken as written first, then by a word of the day ("yesterday", "اليوم الاثنين") counted from the
publication, and only then is the day of publication itself the guess. Numeric dates are day first, as
the region writes them, unless only the other order can be, or lies within a week of the publication while
day first does not. A date without a year takes the one nearest to the publication. Hijri dates are skipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cairn.values import DatePrecision, DateSpan
from cairn.vocab.closed import Basis, Event, Kind

from .date_grammar import DateWords, date_words, dates_in
from .dateline import Datelines, datelines_of
from .model import Claim
from .phrases import Word, words_of
from .weapons import is_attack_word

STALE_DAYS = 20
"""A date this long before the nearest one of the text is taken for background."""
UNDATED_FLOOR = 0.5
"""Without a day of publication a claim must be at least this sure to give the event's date."""
SPEECH_REACH = 6
"""How many words before a date a word of saying is looked for."""
FALLBACK = 0.35
"""How sure a dateline is as the event's date: less than any date in a sentence of an attack."""


@dataclass(frozen=True, slots=True)
class _Telling:
    """The day from which words are counted, as far as it is known, and the years the text itself names."""

    day: date | None
    years: tuple[int, ...] = ()


def claims_dates(text: str, language: str, published: date | None) -> list[Claim]:
    """Every date the text gives that can be resolved, as DATE claims in order of their words.

    `value` is an ISO day or `start/end`. Basis is STATED for a written date and IMPLIED for words counted
    from the publication. Background dates ("since 2011", anniversaries) have event OTHER. Without a
    day of publication the text's own dateline serves. Nothing raises.
    """
    words = words_of(text)
    found = dates_in(text)
    lines = datelines_of(text, words, found)
    years = tuple(dict.fromkeys(d.year for d in found if d.is_full and d.year))
    telling = _Telling(published or _own_day(lines, found, years), years)
    own_lines = frozenset(lines.all)
    claims = [_claim(text, words, d, telling, d in own_lines) for d in found if d not in lines.clocks]
    return _without_stale([c for c in claims if c is not None], telling)


def event_date(claims: Sequence[Claim], published: date | None) -> tuple[DateSpan | None, str]:
    """The account's date and its basis: stated | relative | published, or None and "".

    The surest claim of this event that is not after the publication wins, the first of equals.
    """
    latest = published + timedelta(days=1) if published else date.max
    open_claims = [c for c in claims if c.kind is Kind.DATE and c.event is not Event.OTHER]
    spans = [(c, span) for c in open_claims if (span := span_of(c.value)) and span.start <= latest]
    if published:  # a month or a year alone says less than the day of publication
        spans = [(c, span) for c, span in spans if span.precision in (DatePrecision.DAY, DatePrecision.DAYS)]
    if spans:
        claim, span = min(spans, key=lambda cs: (-cs[0].confidence, cs[0].start))
        floor = FALLBACK + 0.01 if published else UNDATED_FLOOR
        if claim.confidence >= floor or (not published and claim.confidence == FALLBACK):
            return span, "stated" if claim.basis is Basis.STATED else "relative"
    return (DateSpan.on(published), "published") if published else (None, "")


def span_of(value: str) -> DateSpan | None:
    """The span behind a DATE claim's value, None where it is no date. A whole month keeps that precision."""
    first, _, last = value.partition("/")
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return None
    if end < start:
        return None
    for whole in (DateSpan.month(start.year, start.month), DateSpan.year(start.year)):
        if (whole.start, whole.end) == (start, end):
            return whole
    return DateSpan.between(start, end)


def _claim(
    text: str, words: Sequence[Word], found: DateWords, telling: _Telling, dateline: bool
) -> Claim | None:
    span = _resolved(found, telling)
    if span is None:
        return None
    event = Event.OTHER if _is_background(words, found) else Event.THIS
    value = span.start.isoformat() if span.days == 1 else f"{span.start.isoformat()}/{span.end.isoformat()}"
    basis = Basis.STATED if found.month is not None else Basis.IMPLIED
    sure = FALLBACK if dateline else _confidence(text, words, found, telling)
    return Claim(Kind.DATE, found.start, found.end, basis=basis, event=event, value=value, confidence=sure)


def _confidence(text: str, words: Sequence[Word], found: DateWords, telling: _Telling) -> float:
    """How surely a date is the event's: beside words of an attack, early in the text, finely told."""
    sentence = words[found.first].sentence
    near = words[max(0, found.first - 30) : found.last + 31]
    sure = 0.5
    if any(w.sentence == sentence and is_attack_word(w.norm) for w in near):
        sure += 0.25
    if found.is_full and found.weekday is not None:  # told so finely, it is seldom background
        sure += 0.1
    if _is_of_saying(words, found):
        sure -= 0.15
    if _is_caption(text, found, telling):
        sure -= 0.3
    sure -= 0.1 * sum(found.first > far for far in (120, 400))
    if found.day is None and found.month is not None:
        sure -= 0.35
    if (
        telling.day is None and found.days is None
    ):  # nothing to check it by: only the first lines are believed
        sure -= 0.1 + 0.2 * (found.first > 60)
    return round(max(sure, 0.05), 2)


def _is_of_saying(words: Sequence[Word], found: DateWords) -> bool:
    """Whether it dates a statement, a denial or a funeral and not the event: "said on Sunday that"."""
    sentence, speech = words[found.first].sentence, date_words("speech.words")
    for word in reversed(words[max(0, found.first - SPEECH_REACH) : found.first]):
        if word.sentence != sentence:
            break
        if word.norm in speech:
            return True
        if is_attack_word(word.norm):
            break
    return any(w.norm in speech for w in words[found.last + 1 : found.last + 2] if w.sentence == sentence)


def _is_caption(text: str, found: DateWords, telling: _Telling) -> bool:
    """Whether it dates an old picture: "the market, 3 May 2021 (agency)"."""
    if not text[found.end : found.end + 3].lstrip().startswith("("):
        return False
    span = _resolved(found, telling)
    return not (span and telling.day and abs((telling.day - span.end).days) <= 3)


def _resolved(found: DateWords, telling: _Telling) -> DateSpan | None:
    """The days an expression means, or None where they cannot be told."""
    if found.month is not None:
        return _of_calendar(found, telling)
    if telling.day is None:
        return None
    if found.days is not None:
        return _of_telling(found, telling.day)
    if found.weekday is not None:
        day = _last_weekday(telling.day, found.weekday)
        if found.weekday_to is not None and found.weekday_to == found.weekday % 7 + 1:
            return DateSpan.between(day, day + timedelta(days=1))
        return DateSpan.on(day)
    return None


def _of_calendar(found: DateWords, telling: _Telling) -> DateSpan | None:
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


def _month_first(found: DateWords, telling: _Telling) -> date | None:
    """A numeric date read month first, where only that lies within a week of the telling."""
    if not (found.swapped and found.year and found.month and found.day and telling.day):
        return None
    plain = _day(found.year, found.month, found.day)
    other = _day(found.year, found.swapped[1], found.swapped[0])
    here = telling.day
    near = [d is not None and abs((d - here).days) <= 7 for d in (plain, other)]
    return other if near == [False, True] else None


def _year_for(found: DateWords, telling: _Telling) -> int | None:
    """The year of a date written without one: nearest to the telling; else the one the text names."""
    if found.month is None or found.day is None:
        return None
    if telling.day:
        tries = [d for y in (-1, 0, 1) if (d := _day(telling.day.year + y, found.month, found.day))]
        here = telling.day
        return min(tries, key=lambda d: abs((d - here).days)).year if tries else None
    days = {d for y in telling.years if (d := _day(y, found.month, found.day))}
    if found.weekday:
        days = {d for d in days if d.isoweekday() == found.weekday}
    return days.pop().year if len(days) == 1 else None


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


def _own_day(lines: Datelines, found: Sequence[DateWords], years: tuple[int, ...]) -> date | None:
    """The day of telling by the text itself: "today, 5 May 2021" in a sentence, else the first dateline."""
    today = [d for d in found if d.days == 0 and d.month is not None and d.day is not None]
    for d in (*today, *lines.all):
        span = _of_calendar(d, _Telling(None, years))
        if span:
            return span.start
    return None


def _is_background(words: Sequence[Word], found: DateWords) -> bool:
    """Whether the words beside a date say that it is an older event, a stretch of time or an anniversary."""
    sentence = words[found.first].sentence
    before = {w.norm for w in words[max(0, found.first - 3) : found.first] if w.sentence == sentence}
    after = {w.norm for w in words[found.last + 1 : found.last + 3] if w.sentence == sentence}
    if before & date_words("background.until"):
        return True
    if found.month is not None and after & date_words("background.after"):
        return True
    beside = before & date_words("background.words")
    if found.day_to is not None:  # "between 19 and 21 June" is when it happened, "between 2011 and" is not
        beside -= date_words("background.two_ends")
    return found.days is None and bool(beside)


def _without_stale(claims: list[Claim], telling: _Telling) -> list[Claim]:
    """The claims, those set far before a nearer and sure date of the same text marked as another event's.

    Without a day of telling the surest date stands for it: what follows later in a long account does not.
    """
    spans = [span_of(c.value) for c in claims]
    sure = [(c, s) for c, s in zip(claims, spans, strict=True) if s and c.confidence >= UNDATED_FLOOR]
    if not sure:
        return claims
    if telling.day:
        newest = min(telling.day, max(s.end for _, s in sure))
    else:
        newest = min(sure, key=lambda cs: (-cs[0].confidence, cs[0].start))[1].end
    return [
        replace(c, event=Event.OTHER) if s and (newest - s.end).days > STALE_DAYS else c
        for c, s in zip(claims, spans, strict=True)
    ]
