"""When an undated report came out, by the numbers of its source: all accounts enter, `Window`s by report leave.

A report's number in its address stands between those of other reports of the same source. Their days are known by
their publication, by a full date that their text tells, or, less surely, by a dated account elsewhere that most
likely tells of the same event. Only what a run has is used; where the row of numbers does not prove itself
(timeline.py), nothing is said. The result depends on the set of accounts, not on their order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from cairn.match.candidates import Blocks
from cairn.match.cluster import WHOLE
from cairn.match.facts import Facts, prepared
from cairn.match.judge import weights
from cairn.match.model import AccountFacts
from cairn.match.numbers import Slot, slots
from cairn.match.scored import scored
from cairn.match.surroundings import Surroundings
from cairn.match.timeline import LEAST, Anchor, Given, Timeline, timeline
from cairn.match.window import Window

TOLD = 0.8
"""How surely a full date that a text tells of its event is about the day it came out."""
ELSEWHERE = 0.1
"""So likely a dated account elsewhere must be of the same event to lend its day."""
AGREE = 0.6
"""The share of the known days of a row's own folders that must be in the site's chain for it to hold for them."""

Days = Mapping[str, Mapping[date, float]]
"""By report, the days it may have come out on and how surely."""
Row = list[tuple[int, str]]
"""The numbers of a row, each with its report."""


def windows(
    accounts: Sequence[AccountFacts],
    ready: Mapping[str, Facts],
    around: Surroundings,
    also: Collection[str] = (),
) -> dict[str, Window]:
    """By report without a day, when it came out as far as the numbers of its source tell. `ready` are the accounts
    that tell of an event, made ready to be compared, by id. `also` are reports with a day that are asked about as if
    they had none, to see how far off the answers are."""
    own = own_days(accounts)
    rows = _rows({a.report_id: slots(a.url) for a in accounts}, own.keys() - set(also))
    lone = {report for row in rows.values() for _, report in row if report not in own}
    days = {**days_elsewhere(ready, lone, around), **own}
    lines = {name: line for name, row in rows.items() if (line := timeline(_anchors(row, days)))}
    urls = {a.report_id: a.url for a in accounts if a.report_id in lone or a.report_id in also}
    found = {}
    for report, url in urls.items():
        given = [(g, s) for s in slots(url) if (g := _given(s, report, rows, lines, days))]
        if given:
            found[report] = _window(*min(given, key=lambda pair: (pair[0].radius, pair[1])))
    return found


def with_windows(
    accounts: Sequence[AccountFacts], ready: Mapping[str, Facts], around: Surroundings
) -> tuple[list[AccountFacts], dict[str, Facts]]:
    """The accounts, those of reports without a day with the window of their report, and those made ready anew that it
    concerns. One that has a window keeps it."""
    found = windows(accounts, ready, around)
    given = [
        replace(a, window=found[a.report_id]) if a.report_id in found and a.window is None else a
        for a in accounts
    ]
    anew = {a.account_id: prepared(a) for a in given if a.report_id in found and a.account_id in ready}
    return given, {**ready, **anew}


def own_days(accounts: Iterable[AccountFacts]) -> dict[str, dict[date, float]]:
    """By report, the day it came out, or the day that its main account tells in full."""
    found: dict[str, dict[date, float]] = {}
    for a in accounts:
        told = a.reading.date if a.reading.date_basis == "stated" else None
        if a.published is not None:
            found[a.report_id] = {a.published: 1.0}
        elif a.main and told is not None and told.days <= 2:
            found[a.report_id] = {told.end: TOLD}
    return found


def days_elsewhere(
    ready: Mapping[str, Facts], lone: Collection[str], around: Surroundings
) -> dict[str, dict[date, float]]:
    """By report of `lone`, the days of dated accounts of other reports that likely tell of what it mainly tells of."""
    found: dict[str, dict[date, float]] = defaultdict(dict)
    blocks, weighed, taken = Blocks(around), weights(), list[Facts]()
    for key in sorted(ready):
        f = ready[key]
        if not (f.dated or _asks(f, lone)):
            continue
        met, _ = blocks.add(f, _nobody)
        taken.append(f)
        for other in (taken[m] for m in met):
            one, two = (f, other) if _asks(f, lone) else (other, f)
            if not (_asks(one, lone) and two.dated and two.day):
                continue
            likely = abs(scored(one, two, around, weighed)) / WHOLE
            if likely >= ELSEWHERE and one.account.report_id != two.account.report_id:
                days = found[one.account.report_id]
                days[two.day.start] = max(likely, days.get(two.day.start, 0.0))
    return found


def _asks(f: Facts, lone: Collection[str]) -> bool:
    return f.account.main and not f.dated and f.account.report_id in lone


def _nobody(_: int) -> tuple[int, ...]:
    return ()


def _rows(stands: Mapping[str, tuple[Slot, ...]], known: Collection[str]) -> dict[str, Row]:
    """The rows that hold enough numbers, and a report whose day is not known."""
    rows: dict[str, dict[tuple[int, str], None]] = defaultdict(dict)
    for report in sorted(stands):
        for s in stands[report]:
            for name in (s.row, s.site):
                rows[name][s.number, report] = None
    held = {name: list(row) for name, row in rows.items() if len(row) > LEAST}
    return {name: row for name, row in held.items() if any(report not in known for _, report in row)}


def _anchors(row: Row, days: Days) -> list[Anchor]:
    return [
        Anchor(number, day, weight, report)
        for number, report in row
        for day, weight in days.get(report, {}).items()
    ]


def _given(
    s: Slot, report: str, rows: Mapping[str, Row], lines: Mapping[str, Timeline], days: Days
) -> Given | None:
    """By the row of its own folders; else by that of the site, where that holds for these folders."""
    own = lines.get(s.row)
    if own is not None:
        return own.of(s.number, report)
    site = lines.get(s.site)
    if site is None:
        return None
    there = {a.report for a in site.chain}
    known = {other for _, other in rows.get(s.row, ()) if other in days and other != report}
    agree = len(known & there)
    return site.of(s.number, report) if agree >= 2 and agree >= AGREE * len(known) else None


def _window(given: Given, slot: Slot) -> Window:
    near = (given.before, given.after)
    one, two = (f"{a.number} ({a.report}, {a.day.isoformat()})" for a in near)
    why = (
        f"Number {slot.number} of {slot.row.partition('/')[0]} stands between {one} and {two}: it came out "
        f"between {given.first.isoformat()} and {given.last.isoformat()}."
    )
    return Window(given.day, given.first, given.last, why)
