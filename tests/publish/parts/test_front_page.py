"""What the front page says of each party."""

from __future__ import annotations

from cairn.publish.parts.front_page import actor_card
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
