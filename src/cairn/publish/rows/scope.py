"""Rows of the record as a tally takes them: an incident with its grades, a stretch of monitoring."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from cairn.tally.model import GROUPS, OUTCOMES, Coverage, Row
from cairn.values import Range
from cairn.vocab.closed import Grade, State

from .record import AttributionRow, CoverageRow, IncidentRow

_GROUPS = tuple(f"{group}_{outcome}" for group in GROUPS for outcome in OUTCOMES)

_PLACE = ("place_name", "place_name_ar", "admin1")


def is_loose(incident: IncidentRow) -> bool:
    """Whether its day, country or place is not known: a sum of days or of a place tells how many such it leaves out."""
    is_placed = incident.get("country") and any(incident.get(key) for key in _PLACE)
    return not is_placed or _day(incident.get("date_start")) is None


def tally_row(incident: IncidentRow, attributions: Iterable[AttributionRow]) -> Row:
    """One incident as a tally sees it: what a person set, or what the rules suggest where nobody has set anything."""
    state = State(incident.get("state") or State.RELEASED)
    figures = {name: _range(incident, name) for name in ("killed", "injured", *_GROUPS)}
    names = (incident.get(key) for key in _PLACE)
    return Row(
        incident_id=incident["id"],
        code=incident.get("code") or "",
        grades=tuple(
            (actor, grade, how) for actor, (grade, how) in sorted(_grades(attributions, state).items())
        ),
        incident_grade=None,
        country=incident.get("country") or "",
        admin1_pcode=incident.get("admin1_pcode") or "",
        place_names=tuple(dict.fromkeys(str(name) for name in names if name)),
        start=_day(incident.get("date_start")),
        end=_day(incident.get("date_end")),
        killed=figures["killed"],
        injured=figures["injured"],
        groups={name: figures[name] for name in _GROUPS if not figures[name].is_unknown},
        parent_id=incident.get("parent_id") or "",
        harm_reported=incident.get("harm_reported") or "unknown",
        state=state,
    )


def coverage_of(row: CoverageRow) -> Coverage | None:
    """A stretch of monitoring; None where its days are no days."""
    first, last = _day(row.get("from_day")), _day(row.get("to_day"))
    if first is None or last is None:
        return None
    return Coverage(row.get("actor", ""), row.get("country", ""), first, last, row.get("level", ""))


def _grades(attributions: Iterable[AttributionRow], state: State) -> dict[str, tuple[Grade, State]]:
    """Actor -> its grade and how far that has come. What is suggested counts only where nobody set anything."""
    found = {}
    for row in attributions:
        grade = row.get("grade_suggested") if state is State.SUGGESTED else row.get("grade")
        if grade:
            found[row.get("actor_id", "")] = (Grade(grade), state)
    return found


def _range(incident: IncidentRow, name: str) -> Range:
    row = cast(dict[str, Any], incident)
    return Range(row.get(f"{name}_min"), row.get(f"{name}_max"))


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso[:10]) if iso else None
    except ValueError:
        return None  # no day: it is in no sum of days, and told to be missing there
