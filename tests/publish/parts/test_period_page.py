"""Years and months: every one from the first incident to the last, those of which nothing is on record told as such."""

from __future__ import annotations

from datetime import date
from typing import Any

from cairn.publish.parts.period_page import LONGEST_GAP, Period, called, chart, nothing, periods, watch
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record
from cairn.publish.rows.scope import coverage_of
from cairn.tally.model import Coverage


def incident(key: str, day: str | None) -> Any:
    return {"id": key, "date_start": day, "date_end": day, "state": "released"}


def of(*days: str | None) -> Any:
    return periods(index(Record("", incidents=[incident(f"i{n}", day) for n, day in enumerate(days)])))


def test_a_month_between_two_has_a_page_though_nothing_is_on_record_of_it() -> None:
    found = of("2031-11-03", "2032-01-30")
    assert list(found.months) == ["2031-11", "2031-12", "2032-01"]
    assert found.months["2031-12"].rows == ()
    assert (found.months["2032-01"].first, found.months["2032-01"].last) == (
        date(2032, 1, 1),
        date(2032, 1, 31),
    )


def test_a_year_holds_the_incidents_of_its_months_and_every_incident_is_in_one_year_or_undated() -> None:
    found = of("2031-11-03", "2032-01-30", "2032-05-01", None, "no day")
    assert {key: len(year.rows) for key, year in found.years.items()} == {"2031": 1, "2032": 2}
    assert len(found.undated) == 2


def test_the_one_before_and_after_are_of_the_same_length() -> None:
    found = of("2031-11-03", "2032-01-30")
    assert found.around(found.months["2031-12"]) == ("2031-11", "2032-01")
    assert found.around(found.years["2031"]) == ("", "2032")


def test_a_gap_of_many_years_makes_no_pages() -> None:
    found = of("1931-01-03", "2031-01-03")
    assert list(found.months) == ["1931-01", "2031-01"]
    assert found.around(found.months["2031-01"])[0] == "1931-01"
    assert LONGEST_GAP < 12 * 100


def test_a_record_without_days_has_no_period() -> None:
    assert of(None).all == of().all == ()


def test_an_empty_month_says_what_that_is_not() -> None:
    month = of("2031-11-03", "2032-01-30").months["2031-12"]
    assert nothing(month, "en", preview=False).startswith("No incident released of this month.")
    assert "not a finding that nothing happened" in nothing(month, "en", preview=False)
    assert nothing(month, "en", preview=True).startswith("No incident on record")
    assert nothing(month, "ar", preview=False) != nothing(month, "en", preview=False)


def test_its_monitoring_is_told_by_day_and_an_unwatched_month_says_so() -> None:
    found = index(Record("", incidents=[incident("a", "2031-11-03")]))
    month = periods(found).months["2031-11"]
    assert watch(found, [], month, "en").verdict
    told = [Coverage("", "SY", date(2031, 11, 1), date(2031, 11, 10), "full")]
    assert "full: 10" in watch(found, told, month, "en").days
    assert not watch(found, told, month, "en").verdict


def test_a_year_is_drawn_by_month_and_a_month_by_day() -> None:
    found = index(Record("", incidents=[incident("a", "2031-11-03")]))
    held = periods(found)

    def names(period: Period) -> list[str]:
        return [row.name for row in chart(found, period, watch(found, [], period, "en"), "en").rows]

    assert names(held.months["2031-11"]) == ["3 November 2031"]
    assert names(held.years["2031"]) == ["November 2031"]


def test_periods_have_names_in_both_languages() -> None:
    assert called("2031-05", "en") == "May 2031"
    assert called("2031", "ar") == "سنة 2031"


def test_monitoring_without_a_day_is_no_monitoring() -> None:
    assert coverage_of({"actor": "a", "from_day": "2031-01-01"}) is None
