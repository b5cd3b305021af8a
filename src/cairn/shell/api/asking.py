"""What was asked, as SQL: which incidents, in the order in which they are listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cairn.publish.api.asked import Asked
from cairn.publish.api.order import Key
from cairn.publish.formats.sqlite import MOMENT

AT = MOMENT.format("t.")
IN_ORDER = f"ORDER BY {AT}, t.id LIMIT ?"
_WHICH: Mapping[str, str] = {
    "updated_since": f"{AT} >= ?",
    "date_from": "coalesce(t.date_end, t.date_start, '9999-12-31') >= ?",
    "date_to": "coalesce(t.date_start, '') <= ?",
    "country": "t.country = ?",
    "admin1": "? IN (t.admin1_pcode, t.admin1)",
    "harm_reported": "t.harm_reported = ?",
}
"""Parameter -> what it asks of an incident. One without a day may have happened on any."""


def which(asked: Asked, after: Key | None = None) -> tuple[str, list[Any]]:
    """The condition for what was asked and follows `after`, and its values."""
    said, given = ["1"], list[Any]()
    for name, condition in _WHICH.items():
        if name in asked.values:
            said.append(condition)
            given.append(asked.values[name])
    # The plus keeps SQLite from going through all attributions to a party anew for each incident.
    blamed = [(column, asked.values[name]) for name, column in _BLAMED.items() if name in asked.values]
    if blamed:
        of = " AND ".join(f"+a.{column} = ?" for column, _ in blamed)
        said.append(f"EXISTS (SELECT 1 FROM attributions a WHERE a.incident_id = t.id AND {of})")  # noqa: S608
        given += [value for _, value in blamed]
    if after:
        said.append(f"{AT} >= ? AND ({AT} > ? OR t.id > ?)")
        given += [after[0], *after]
    return f"WHERE {' AND '.join(said)} ", given


_BLAMED: Mapping[str, str] = {"actor": "actor_id", "grade": "grade"}
