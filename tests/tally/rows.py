"""Builders of invented tally rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from cairn.tally.model import Row
from cairn.values import Range
from cairn.vocab.closed import Grade, State

DAY = date(2031, 5, 2)


def row(
    name: str,
    killed: Range = Range(2, 3),  # noqa: B008  (frozen)
    grades: dict[str, Grade] | None = None,
    state: State = State.RELEASED,
    **more: Any,
) -> Row:
    """An incident of 2 May 2031 in Ford, graded fair for atlas, unless told otherwise."""
    graded = {"atlas": Grade.FAIR} if grades is None else grades
    told: dict[str, Any] = {
        "incident_id": name,
        "code": name.upper(),
        "grades": tuple((actor, grade, state) for actor, grade in graded.items()),
        "incident_grade": None,
        "country": "XA",
        "admin1_pcode": "XA01",
        "place_names": ("Ford", "فورد"),
        "start": DAY,
        "end": DAY,
        "killed": killed,
        "harm_reported": "yes",
        "state": state,
    }
    return Row(**(told | more))
