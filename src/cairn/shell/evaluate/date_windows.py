"""Scores what the numbers of a source tell of when its undated reports came out (match/windows.py).

Pairs with their readings enter; a few sentences leave, ours beside the day of the dated report of the same source whose
number is nearest. Two questions: dated reports asked about as if they had no date, against their own day; and
undated ones, the days inferred for their event against the coded ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from cairn.flow import facts
from cairn.match.background import background
from cairn.match.facts import Facts, prepared, tells_of_an_event
from cairn.match.model import AccountFacts
from cairn.match.numbers import slots
from cairn.match.surroundings import Surroundings
from cairn.match.window import Window
from cairn.match.windows import own_days, windows, with_windows
from cairn.sources.platform_ids import day_in_url, posted_at
from cairn.values import DateSpan

from .pairs import Pair

MOST = 0.9
"""The share of errors that the greater of the two figures told stays above."""


@dataclass(frozen=True, slots=True)
class Inferred:
    """Answers to `asked` questions: how many days off each was, and how many spans held the day."""

    asked: int
    off: tuple[int, ...]
    held: int
    days: tuple[int, ...] = ()

    def told(self, what: str) -> str:
        """The figures in words."""
        if not self.off:
            return f"{what}: none of {self.asked} answered"
        far = sorted(self.off)[min(len(self.off) - 1, int(MOST * len(self.off)))]
        wide = f", {median(self.days):.0f} days wide (median)" if self.days else ""
        holds = f", {self.held / len(self.off):.3f} hold the day" if self.days else ""
        return (
            f"{what}: {len(self.off)} of {self.asked} answered, off by {median(self.off):.0f} days (median), "
            f"{MOST:.0%} by no more than {far}{wide}{holds}"
        )


@dataclass(frozen=True, slots=True)
class WindowScores:
    """Dated reports asked about as if undated, and undated ones; each beside its nearest number."""

    dated: Inferred
    dated_nearest: Inferred
    undated: Inferred
    undated_nearest: Inferred

    def told(self) -> tuple[str, ...]:
        """One sentence each, to print beneath a table."""
        return (
            self.dated.told("inferred from numbering, dated reports asked about one at a time"),
            self.dated_nearest.told("  beside it, the day of the nearest number"),
            self.undated.told("inferred from numbering, event of reports without any day"),
            self.undated_nearest.told("  beside it, the day of the nearest number"),
        )


def evaluate_windows(asked: Sequence[tuple[Pair, DateSpan]]) -> WindowScores:
    """Scores the windows inferred among these texts, each with the coded days of its incident."""
    accounts = [facts(p.read, a) for p, _ in asked if p.read for a in p.read.extraction.accounts]
    ready = {a.account_id: prepared(a) for a in accounts if tells_of_an_event(a)}
    around = Surroundings(frozen=background(ready.values()))
    own, near = own_days(accounts), _nearest(accounts)
    published = {a.report_id: a.published for a in accounts if a.published and not _in_address(a.url)}
    found = windows(accounts, ready, around, also=published)
    dated = [(key, DateSpan.on(day)) for key, day in published.items()]
    undated = [(p.item.id, true) for p, true in asked if p.item.id not in own]
    _, anew = with_windows(accounts, ready, around)
    events = {f.account.report_id: f for f in anew.values() if f.account.main and f.inferred}
    return WindowScores(
        _of_windows(dated, found),
        _of_days(dated, near),
        _of_events(undated, events),
        _of_days(undated, near),
    )


def _in_address(url: str) -> bool:
    """Whether the address itself tells the day: no question to ask."""
    return posted_at(url) is not None or day_in_url(url) is not None


def _of_windows(asked: Sequence[tuple[str, DateSpan]], found: Mapping[str, Window]) -> Inferred:
    told = [(found[key], true) for key, true in asked if key in found]
    return Inferred(
        len(asked),
        tuple(DateSpan.on(w.day).gap_days(true) for w, true in told),
        sum(DateSpan.between(w.first, w.last).overlaps(true) for w, true in told),
        tuple((w.last - w.first).days + 1 for w, _ in told),
    )


def _of_events(asked: Sequence[tuple[str, DateSpan]], events: Mapping[str, Facts]) -> Inferred:
    told = [(f.day, f.likely, true) for key, true in asked if (f := events.get(key)) and f.day and f.likely]
    return Inferred(
        len(asked),
        tuple(DateSpan.on(likely).gap_days(true) for _, likely, true in told),
        sum(days.overlaps(true) for days, _, true in told),
        tuple(days.days for days, _, _ in told),
    )


def _of_days(asked: Sequence[tuple[str, DateSpan]], near: Mapping[str, date]) -> Inferred:
    told = [(near[key], true) for key, true in asked if key in near]
    return Inferred(len(asked), tuple(DateSpan.on(day).gap_days(true) for day, true in told), 0)


def _nearest(accounts: Iterable[AccountFacts]) -> dict[str, date]:
    """By report, the day of the other dated report in its row whose number is nearest, with no proof asked."""
    reports = {a.report_id: a for a in accounts}
    rows: dict[str, list[tuple[int, str]]] = {}
    for key, a in reports.items():
        for s in slots(a.url)[:1]:
            rows.setdefault(s.row, []).append((s.number, key))
    found: dict[str, date] = {}
    for row in rows.values():
        dated = [(n, key, day) for n, key in row if (day := reports[key].published)]
        for n, key in row:
            others = [(abs(n - m), day) for m, other, day in dated if other != key]
            if others:
                found[key] = min(others)[1]
    return found
