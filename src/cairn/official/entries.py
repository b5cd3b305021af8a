"""One statement of a party about one allegation: its words enter, what it says leaves, each value with its passage.

Counts are read by the same reader as any report's, so that "killed five fighters and one civilian" concedes one. What
the statement does not say stays unknown: no figure is not zero, and no finding is not a denial.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from cairn.extract.dates import claims_dates, span_of
from cairn.extract.model import Reading
from cairn.extract.numbers_en import sentences_en
from cairn.extract.read import extract
from cairn.sources.report import Report
from cairn.values import UNKNOWN, DateSpan, Passage, Range
from cairn.vocab.closed import Outcome, Reason

from .documents import Statement, statements
from .grid import Cell, cells
from .lexicon import Words, words
from .wrapped import unwrapped

_VIA = re.compile(
    r"\bvia\s{1,20}(?P<via>[^\s.:;\n][^.:;\n]{1,59}?)(?=\s{0,20}(?:[.:;\n]|$|\s(?:Coalition|During|A)\b))"
)
_PLACE_ENDS = re.compile(
    r",?\s+via\b|[.:;\n]\s|[.:;]$|\n|,?\s+during\b|,?\s+against\b|,?\s+it (?:is|was)\b", re.IGNORECASE
)
_FILE = re.compile(r"(?<![\w/])\d{2,6}/[A-Z]{2,4}\d{1,5}[a-z]?(?!\w)")
_YEAR_TO_COME = re.compile(r",?\s{1,3}[3-9]\d{3}(?![\w/])")
"""A year that no reader of days takes: "December 31, 9999" is no December of another year."""
_NEAREST = re.compile(
    r"nearest\s+(?:\w+\s+){0,3}?strike\s+(?:\w+\s+){0,3}?(?P<n>\d+(?:\.\d+)?)\s*(?P<unit>km|kilomet(?:er|re)s?|m|met(?:er|re)s?)\b"
    r"|no\s+(?:\w+\s+){0,2}?strikes?\s+within\s+(?P<n2>\d+(?:\.\d+)?)\s*(?P<unit2>km|kilomet(?:er|re)s?|m|met(?:er|re)s?)\b",
    re.IGNORECASE,
)


_PLACE_LENGTH = 160
_Keep = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a party says of one allegation; `text[start:end]` are its words.

    `day` is the day told, two where it is a night, more where only a week or a month is told; `via` whom the
    allegation came through, as written; `cell` the grid square stated; `nearest_strike_m` metres to the nearest strike
    it knows of; `files` its own file numbers. `passages` gives the words behind each value by the value's name. None
    and "" are "not told".
    """

    start: int
    end: int
    day: DateSpan | None
    night: bool
    place: str
    country: str
    via: str
    outcome: Outcome | None
    reason: Reason | None
    killed: Range
    injured: Range
    cell: Cell | None
    nearest_strike_m: float | None
    files: tuple[str, ...]
    passages: Mapping[str, Passage]


def read(text: str, published: date | None) -> tuple[Entry, ...]:
    """Every entry of a release, in order. `published` resolves days told without a year."""
    return tuple(entry_of(text, statement, published) for statement in statements(text))


def entry_of(text: str, statement: Statement, published: date | None) -> Entry:
    """One statement read."""
    lists, told = words(), unwrapped(text[statement.start : statement.end])
    passages: dict[str, Passage] = {}
    if published is not None and published.year == date.max.year:  # days are reckoned on from it
        published = None

    def keep(name: str, start: int, end: int) -> None:
        at = statement.start + start
        passages[name] = Passage(at, statement.start + end)

    day, night, after = _day(told, published, lists, keep)
    place, country = _place(told, after, lists, keep)
    outcome, reason = _outcome(told, statement.heading, lists, keep)
    killed, injured = _conceded(told, published, outcome, lists, keep)
    if outcome is None and not (killed.is_unknown and injured.is_unknown):
        outcome = Outcome.CREDIBLE
    via = _VIA.search(told)
    if via:
        keep("via", via.start("via"), via.end("via"))
    grid = cells(told)
    if grid:
        keep("cell", grid[0].start, grid[0].end)
    return Entry(
        start=statement.start,
        end=statement.end,
        day=day,
        night=night,
        place=place,
        country=country,
        via=via.group("via").strip() if via else "",
        outcome=outcome,
        reason=reason or _reason(told, outcome, lists, keep),
        killed=killed,
        injured=injured,
        cell=grid[0] if grid else None,
        nearest_strike_m=_nearest(told, keep),
        files=tuple(match.group() for match in _FILE.finditer(told)),
        passages=MappingProxyType(passages),
    )


def _day(told: str, published: date | None, lists: Words, keep: _Keep) -> tuple[DateSpan | None, bool, int]:
    """The first day told, whether it is a night, and where its words end (0 where none is told)."""
    for claim in claims_dates(told, "en", published):
        span = _past(span_of(claim.value), told[claim.start : claim.end], published)
        if span is None or span.end.year == date.max.year or _YEAR_TO_COME.match(told, claim.end):
            continue
        keep("day", claim.start, claim.end)
        before = told[max(0, claim.start - 20) : claim.start]
        night = bool(lists.night.search(before)) or claim.part == "night"
        if night and span.days == 1:
            span = DateSpan.between(span.start, span.start + timedelta(days=1))
        return span, night, claim.end
    return None, False, 0


def _past(span: DateSpan | None, words: str, published: date | None) -> DateSpan | None:
    """A day told without its year is the last such day before the release, which speaks of what has happened."""
    if span is None or published is None or span.start <= published or str(span.start.year) in words:
        return span
    try:
        back = span.start.replace(year=span.start.year - 1)
    except ValueError:  # 29 February
        return None
    return DateSpan.between(back, back + (span.end - span.start))


def _place(told: str, after: int, lists: Words, keep: _Keep) -> tuple[str, str]:
    """The place told right after the day, with its lead ("near Tell Example"), and the country named in it."""
    lead = lists.place_lead.match(told, after)
    if after == 0 or lead is None:
        return "", ""
    stop = _PLACE_ENDS.search(told, lead.end(), lead.end() + _PLACE_LENGTH)
    end = stop.start() if stop else min(len(told), lead.end() + _PLACE_LENGTH)
    names = [name.strip() for name in told[lead.end() : end].split(",") if name.strip()]
    country = next(
        (c for name in reversed(names) for c in lists.countries if name.casefold() == c.casefold()), ""
    )
    start = lead.start("lead") if lead.group("lead") else lead.end()
    keep("place", start, end)
    place = told[start:end].strip(" ,")
    if country:
        last = list(re.finditer(re.escape(country), place, re.IGNORECASE))[-1]
        place = place[: last.start()].strip(" ,")
    return place, country


def _outcome(
    told: str, heading: Outcome | None, lists: Words, keep: _Keep
) -> tuple[Outcome | None, Reason | None]:
    for pattern, outcome, reason in lists.outcomes:
        for match in pattern.finditer(told):
            if outcome is Outcome.CREDIBLE and _is_doubted(told, match.start(), lists):
                continue
            keep("outcome", match.start(), match.end())
            return outcome, reason
    if heading in (None, Outcome.CREDIBLE):
        for match in lists.bare.finditer(told):
            if _is_own(told, match.start(), lists):
                keep("outcome", match.start(), match.end())
                return Outcome.CREDIBLE, None
    return heading, None


def _is_doubted(told: str, at: int, lists: Words) -> bool:
    """Whether the clause before this point denies or doubts: "no", "whether", "the allegation that"."""
    clause = max(told.rfind(mark, 0, at) for mark in (". ", ";", ":", "\n")) + 1
    return lists.doubt.search(told, clause, at) is not None


def _is_own(told: str, at: int, lists: Words) -> bool:
    """Whether the sentence at this point tells the party's own deed or finding, without doubt and of nobody else."""
    start, end = next(((a, b) for a, b in sentences_en(told) if a <= at < b), (at, at))
    if _is_doubted(told, at, lists) or lists.others.search(told, start, end):
        return False
    return lists.own.search(told, start, end) is not None


def _reason(told: str, outcome: Outcome | None, lists: Words, keep: _Keep) -> Reason | None:
    if outcome is not Outcome.CREDIBLE:
        return Reason.NOT_GIVEN if outcome is Outcome.NON_CREDIBLE else None
    for pattern, reason in lists.reasons:
        match = pattern.search(told)
        if match:
            keep("reason", match.start(), match.end())
            return reason
    return Reason.NOT_GIVEN


def _conceded(
    told: str, published: date | None, outcome: Outcome | None, lists: Words, keep: _Keep
) -> tuple[Range, Range]:
    """Killed and injured that the party accepts; what it says of an allegation it does not accept concedes nothing, nor
    does a figure alone: without an outcome it needs the party's own deed or finding beside it."""
    if outcome not in (None, Outcome.CREDIBLE, Outcome.REOPENED):
        return UNKNOWN, UNKNOWN
    found = extract(Report(id="entry", text=told, language="en"), None, published=published)
    reading = next((account.reading for account in found.accounts if account.main), Reading())
    at = min((start for start, _ in (*reading.killed_from, *reading.injured_from)), default=0)
    if outcome is None and not _is_own(told, at, lists):
        return UNKNOWN, UNKNOWN
    if outcome is Outcome.REOPENED and _is_doubted(told, at, lists):
        return UNKNOWN, UNKNOWN
    for name, passages in (("killed", reading.killed_from), ("injured", reading.injured_from)):
        if passages:
            keep(name, passages[0][0], passages[0][1])
    killed = _or_nobody("killed", told, reading.killed, outcome, lists, keep)
    return killed, _or_nobody("injured", told, reading.injured, outcome, lists, keep)


def _or_nobody(
    name: str, told: str, figure: Range, outcome: Outcome | None, lists: Words, keep: _Keep
) -> Range:
    """Zero, where a concession says in words that it was nobody; the figure otherwise."""
    match = lists.nobody[name].search(told) if figure.is_unknown and outcome is Outcome.CREDIBLE else None
    if match is None:
        return figure
    keep(name, match.start(), match.end())
    return Range.exactly(0)


def _nearest(told: str, keep: _Keep) -> float | None:
    match = _NEAREST.search(told)
    if match is None:
        return None
    keep("nearest_strike", match.start(), match.end())
    far = float(match.group("n") or match.group("n2"))
    unit = (match.group("unit") or match.group("unit2")).lower()
    return far * 1000 if unit.startswith("k") else far
