"""Scoring what numbers tell of undated reports: right windows, silence, the nearest number beside them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from cairn.extract.model import Account, Extraction, Reading
from cairn.flow import Read
from cairn.shell.evaluate.date_windows import WindowScores, evaluate_windows
from cairn.shell.evaluate.pairs import Item, Pair
from cairn.sources.report import Report
from cairn.values import DateSpan
from evaluate.made import incident

START = date(2031, 5, 4)
DAYS = (0, 6, 15, 21, 33, 40, 52, 58)


def scored(lone_number: int, true_day: int) -> WindowScores:
    """Eight dated reports of a site that gives ten numbers a day, and an undated one."""
    asked = [(pair(f"r{day:02}", 5000 + 10 * day, day, dated=True), DateSpan.on(on(day))) for day in DAYS]
    return evaluate_windows(
        [*asked, (pair("lone", lone_number, true_day, dated=False), DateSpan.on(on(true_day)))]
    )


def pair(key: str, number: int, day: int, *, dated: bool) -> Pair:
    """A report of an incident of that day, as it was read."""
    text = f"The mill of ward {key} was shelled."
    published = datetime.combine(on(day), time(12), UTC) if dated else None
    url = f"https://valley.example/archives/{number}"
    account = Account(1, True, 0, len(text), reading=Reading(harm=True))
    read = Read(Report(key, text, url, published=published), "0" * 64, Extraction("en", (account,)))
    return Pair(Item(key, text, "en"), incident(f"i-{key}"), dated, read=read)


def on(day: int) -> date:
    return START + timedelta(days=day)


def test_an_undated_report_between_dated_ones_is_dated_better_than_by_the_nearest_number() -> None:
    scores = scored(5360, 36)
    assert (scores.undated.asked, scores.undated.held) == (1, 1)
    assert scores.undated.off[0] < scores.undated_nearest.off[0]


def test_dated_reports_are_asked_about_without_their_own_day() -> None:
    scores = scored(5360, 36)
    assert scores.dated.asked == len(DAYS)
    assert len(scores.dated.off) == len(DAYS) - 2  # none but those at the ends
    assert scores.dated.held == len(scores.dated.off)


def test_a_number_beyond_all_others_is_not_answered_and_said_so() -> None:
    scores = scored(9999, 36)
    assert scores.undated.off == ()
    assert "none of 1 answered" in scores.told()[2]
