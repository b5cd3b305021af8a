"""What the front page says of each party."""

from __future__ import annotations

import pytest

from cairn.publish.drawings.charts import Month
from cairn.publish.parts.front_page import actor_card, strips
from cairn.publish.rows.index import index
from cairn.publish.rows.record import Record


def tallied(**row: object) -> Record:
    base = {"actor_id": "steppe_guard", "bucket": "likely", "definition": {"basis": "released"}, "lines": {}}
    return Record(generated_at="2025-06-01T00:00:00Z", tallies=[{**base, **row}])  # type: ignore[list-item]


def likely(record: Record, lang: str = "en"):
    card = actor_card(index(record), "steppe_guard", lang, {})
    return next(s for s in card.sums if s.bucket == "likely")


def test_a_sum_over_no_incident_shows_no_zero():
    nothing = {"min": 0, "max_of_known": 0}
    shown = likely(tallied(incidents=0, incidents_without_figure=0, killed=nothing))
    assert "none on record" in shown.figure
    assert "0" not in shown.figure
    assert not shown.told


def test_a_sum_whose_incidents_give_no_figure_shows_no_zero():
    nothing = {"min": 0, "max_of_known": 0}
    shown = likely(tallied(incidents=2, incidents_without_figure=2, killed=nothing))
    assert "no figure given" in shown.figure


def test_a_sum_that_is_truly_zero_is_shown_as_zero():
    nothing = {"min": 0, "max_of_known": 0}
    shown = likely(tallied(incidents=1, incidents_without_figure=0, killed=nothing))
    assert "0" in shown.figure


def watched(*told: tuple[str, str, str]) -> dict[str, str]:
    rows = [
        {"actor": "steppe_guard", "country": "Syria", "from_day": a, "to_day": b, "level": level}
        for a, b, level in told
    ]
    record = Record(generated_at="2025-06-01T00:00:00Z", coverage=rows)  # type: ignore[arg-type]
    shown = [Month(f"2031-{n:02d}", 0, 0, 0, "") for n in (1, 2)]
    drawn = strips(index(record), ["steppe_guard"], shown, "en")
    return dict(drawn[0].levels) if drawn else {}


@pytest.mark.parametrize(
    ("told", "level"),
    [
        ([("2031-01-01", "2031-01-31", "none")], "none"),
        ([("2030-06-01", "2031-01-20", "full"), ("2031-01-21", "2031-03-01", "full")], "full"),
        ([("2031-01-01", "2031-01-14", "none"), ("2031-01-15", "2031-12-31", "full")], "partial"),
        ([("2031-01-10", "2031-12-31", "full")], "partial"),
        ([("2030-01-01", "2031-01-30", "none")], "partial"),
    ],
)
def test_a_month_is_called_monitored_as_all_its_days_were_and_in_part_where_they_differ(
    told: list[tuple[str, str, str]], level: str
) -> None:
    assert watched(*told)["2031-01"] == level


def test_of_a_month_that_nobody_tells_of_no_level_is_drawn() -> None:
    assert set(watched(("2031-01-01", "2031-01-31", "full"))) == {"2031-01"}
