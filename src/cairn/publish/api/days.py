"""Every day of a year with what is known of it: a day without incidents is told apart from one that nobody watched.

Rows of the public tables enter, rows of days leave, by the definition that stands in the answer (words: answer.days).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from cairn.publish.tables.fields import Field, fields
from cairn.publish.wording.coverage_words import LEVELS
from cairn.vocab.closed import LIKELY

from .rows import Found, Row

FIELDS: tuple[Field, ...] = fields(
    "day | day | the day",
    "monitored | text | the fullest level told for any belligerent: full, partial, none, untold",
    "incidents | number | incidents whose first possible day it is, as the answer defines them",
    "incidents_of_several_days | number | how many of them may be of a later day",
    "killed_min | number or null | known lowest figures of civilians killed, added up; null is unknown",
    "killed_max_of_known | number or null | known highest figures, or the lowest where only that is known",
    "injured_min | number or null | the same of the injured",
    "injured_max_of_known | number or null | the same of the injured",
    "incidents_without_figure | number | how many of them give no figure of the killed",
)
WATCHED = ("full", "partial")
EARLIEST = 1900
_DAY = timedelta(days=1)


def years(first_days: Iterable[str], coverage: Iterable[Row], until: str) -> list[str]:
    """Years of which there is something to tell, in order: an incident began in them, or somebody told of monitoring.

    `first_days` are the first days of incidents, `until` the moment of the record: monitoring that goes on for ever is
    told up to its year, and none before the year 1900.
    """
    found = {day[:4] for day in first_days if day}
    last = int(until[:4] or max(found, default="0"))
    for row in coverage:
        if row["from"] and row["to"]:
            of = range(max(EARLIEST, int(row["from"][:4])), min(last, int(row["to"][:4])) + 1)
            found.update(f"{year:04d}" for year in of)
    return sorted(found)


def counts(row: Row, said: Sequence[Row]) -> bool:
    """Whether an incident is one that days count, as long as no part of it is."""
    return row["harm_reported"] != "no" and any(a["grade"] in LIKELY for a in said)


def umbrellas(found: Iterable[Found]) -> set[str]:
    """Ids of the records of which a part is counted."""
    return {row["parent_id"] for row, said in found if row["parent_id"] and counts(row, said)}


def days(
    year: str, found: Iterable[Found], above: Collection[str], coverage: Sequence[Row]
) -> list[dict[str, object]]:
    """One row for each day of the year. `found` are incidents that began in it, `above` the umbrella records of which a
    part is counted."""
    began: dict[str, list[Row]] = {}
    for row, said in found:
        if counts(row, said) and row["id"] not in above:
            began.setdefault(row["date_start"], []).append(row)
    day, told = date(int(year), 1, 1), []
    while True:
        told.append(_day(day.isoformat(), began.get(day.isoformat(), ()), _level(day.isoformat(), coverage)))
        if (day.month, day.day) == (12, 31):  # the last day that a date can be has none after it
            return told
        day += _DAY


def _level(day: str, coverage: Sequence[Row]) -> str:
    levels = [
        row["level"]
        for row in coverage
        if row["level"] in LEVELS and (row["from"] or "") <= day <= (row["to"] or "")
    ]
    return min(levels, key=LEVELS.index, default="untold")


def _day(day: str, rows: Sequence[Row], level: str) -> dict[str, object]:
    return {
        "day": day,
        "monitored": level,
        "incidents": len(rows),
        "incidents_of_several_days": sum(r["date_end"] not in (None, r["date_start"]) for r in rows),
        **_sums(rows, "killed", level),
        **_sums(rows, "injured", level),
        "incidents_without_figure": sum(r["killed_min"] is None and r["killed_max"] is None for r in rows),
    }


def _sums(rows: Sequence[Row], what: str, level: str) -> dict[str, int | None]:
    lowest, highest = f"{what}_min", f"{what}_max"
    low = [r[lowest] for r in rows if r[lowest] is not None]
    ends = [(r[lowest] if r[highest] is None else r[highest]) for r in rows]
    high = [end for end in ends if end is not None]
    nothing = 0 if not rows and level in WATCHED else None
    return {lowest: sum(low) if low else nothing, f"{highest}_of_known": sum(high) if high else nothing}
