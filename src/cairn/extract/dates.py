"""Reads when a text says its event happened: the text and its day of publication enter, date claims leave.

A date is taken as written first, then by a word of the day ("yesterday", "اليوم الاثنين") counted from the day of
telling, then the day a digest says it tells of, and only then is the day of publication itself the guess. What days the
words mean is worked out in telling.py; here it is weighed which of them is the event's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from cairn.values import DatePrecision, DateSpan
from cairn.vocab.closed import Basis, Event, Kind

from .date_grammar import dates_in
from .date_lexicon import date_words
from .date_shape import DateWords
from .dateline import datelines_of
from .dayparts import first_part, part_beside
from .model import Claim
from .phrases import Word, words_of
from .telling import Telling, resolved, telling_of
from .weapons import attack_sentences, is_attack_word

STALE_DAYS = 20
"""A date this long before the nearest one of the text is taken for background."""
UNDATED_FLOOR = 0.5
"""Without a day of publication a claim must be at least this sure to give the event's date."""
SPEECH_REACH = 6
"""How many words before a date a word of saying is looked for."""
FALLBACK = 0.35
"""How sure a dateline is as the event's date: less than any date in a sentence of an attack."""


def claims_dates(
    text: str, language: str, published: date | None, telling: Telling | None = None
) -> list[Claim]:
    """Every date the text gives that can be resolved, as DATE claims in order of their words.

    `value` is an ISO day or `start/end`, `part` the part of the day told beside it. Basis is STATED for a written date
    and IMPLIED for words counted from the day of telling. Background dates ("since 2011", anniversaries) have event
    OTHER. `telling` is that of the whole text where `text` is one account of it. Nothing raises.
    """
    found = dates_in(text)
    if not found:
        return []
    words = words_of(text)
    lines = datelines_of(text, words, found)
    told = telling or telling_of(text, published)
    own_lines = frozenset(lines.all)
    claims = [_claim(text, words, d, told, d in own_lines) for d in found if d not in lines.clocks]
    return _without_stale([c for c in claims if c is not None], told)


def event_date(
    claims: Sequence[Claim], published: date | None, telling: Telling | None = None
) -> tuple[DateSpan | None, str]:
    """The account's date and its basis: stated | relative | published, or None and "".

    The surest claim of this event that is not after the publication wins, the first of equals. With the `telling` of
    the whole text, an account without a date of its own takes the day of its digest, or that of the text's dateline.
    """
    claim = date_claim(claims, published)
    if claim is not None:
        return span_of(claim.value), "stated" if claim.basis is Basis.STATED else "relative"
    if telling is not None and telling.heading is not None:
        return telling.heading, "stated"
    day = published or (telling.day if telling is not None else None)
    return (DateSpan.on(day), "published") if day else (None, "")


def date_claim(claims: Sequence[Claim], published: date | None) -> Claim | None:
    """The claim that dates the event; None where none is sure enough."""
    latest = published + timedelta(days=1) if published else date.max
    open_claims = [c for c in claims if c.kind is Kind.DATE and c.event is not Event.OTHER]
    spans = [(c, span) for c in open_claims if (span := span_of(c.value)) and span.start <= latest]
    if published:  # a month or a year alone says less than the day of publication
        spans = [(c, span) for c, span in spans if span.precision in (DatePrecision.DAY, DatePrecision.DAYS)]
    if not spans:
        return None
    claim = min((c for c, _ in spans), key=lambda c: (-c.confidence, c.start))
    floor = FALLBACK + 0.01 if published else UNDATED_FLOOR
    if claim.confidence >= floor or (not published and claim.confidence == FALLBACK):
        return claim
    return None


def time_of(text: str, claims: Sequence[Claim], published: date | None) -> str:
    """The part of the day: told beside the date of the event, else first in a sentence of an attack; "" for none."""
    claim = date_claim(claims, published)
    if claim is not None and claim.part:
        return claim.part
    return first_part(words_of(text), attack_sentences(text))


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
    text: str, words: Sequence[Word], found: DateWords, telling: Telling, dateline: bool
) -> Claim | None:
    span = resolved(found, telling)
    if span is None:
        return None
    event = Event.OTHER if _is_background(words, found) else Event.THIS
    value = span.start.isoformat() if span.days == 1 else f"{span.start.isoformat()}/{span.end.isoformat()}"
    written = found.month is not None or found.hijri is not None
    return Claim(
        Kind.DATE,
        found.start,
        found.end,
        basis=Basis.STATED if written else Basis.IMPLIED,
        event=event,
        value=value,
        confidence=FALLBACK if dateline else _confidence(text, words, found, telling),
        part="" if dateline else part_beside(text, words, found),
    )


def _confidence(text: str, words: Sequence[Word], found: DateWords, telling: Telling) -> float:
    """How surely a date is the event's: beside words of an attack, early in the text, finely told."""
    sentence = words[found.first].sentence
    near = words[max(0, found.first - 30) : found.last + 31]
    sure = 0.5
    if any(w.sentence == sentence and is_attack_word(w.norm) for w in near):
        sure += 0.25
    if found.is_dated and found.weekday is not None:  # told so finely, it is seldom background
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


def _is_caption(text: str, found: DateWords, telling: Telling) -> bool:
    """Whether it dates an old picture: "the market, 3 May 2021 (agency)"."""
    if not text[found.end : found.end + 3].lstrip().startswith("("):
        return False
    span = resolved(found, telling)
    return not (span and telling.day and abs((telling.day - span.end).days) <= 3)


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


def _without_stale(claims: list[Claim], telling: Telling) -> list[Claim]:
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
