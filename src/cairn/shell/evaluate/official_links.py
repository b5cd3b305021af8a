"""`cairn evaluate official`, second part: each statement's incident looked for among a register's incidents.

Codes, file numbers and grid squares are cut from the text first, for they give the answer away; a statement that the
register hangs on several incidents is right with any of them. The place that the recorder coded stands in where the
text tells none. Beside ours stand the incidents of that day in the
order of their ids, and how many of that day and area an oracle that knows both would have to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import Any

from cairn.official import Candidate, Entry, Linker, Offer, read
from cairn.official.links import SAME_PLACE
from cairn.values import DateSpan, Range

Row = Mapping[str, Any]
_GIVEN_AWAY = re.compile(
    r"\d{2,6}\s*/\s*(?:[A-Z]*\d*[a-z]?)?|\b\d{1,2}[C-X][A-Z]{2}\s?\d{2,5}\s?\d{0,5}\b|\b[A-Z]{2,4}\d{2,5}[a-z]?\b"
)


_Asked = tuple[Entry, tuple[Offer, ...], frozenset[str], Mapping[str, DateSpan]]
"""A statement read, what is offered for it, its true incidents, and the days of all incidents."""


@dataclass(frozen=True, slots=True)
class LinkScore:
    """Statements that tell a day, and those that do not: how often the true incident is among the first offers.

    `taken` is the share linked automatically, `taken_right` how many of these are right; `by_day` the share whose
    true incident stands first among those of the day in order of ids; `rivals` the median number of incidents that
    share day and place.
    """

    asked: str
    n: int
    first: float
    first_three: float
    first_ten: float
    taken: float
    taken_right: float | None
    by_day: float
    rivals: float


def link_scores(rows: Iterable[Row], incidents: Sequence[Row]) -> list[LinkScore]:
    """The scores of statements with a day, then of those without. `rows` are of the register's official file."""
    days = {row["id"]: _span(row) for row in incidents if row.get("date")}
    linker = Linker(_candidate(row, days[row["id"]]) for row in incidents if row["id"] in days)
    dated: list[_Asked] = []
    undated: list[_Asked] = []
    for text, published, actor, stated, right in _statements(rows):
        entry = next(iter(read(text, published)), None)
        if entry is None:  # nothing but a file number
            continue
        entry = entry if entry.place else replace(entry, place=stated)
        found = linker.offers(entry, actor, most=400)
        (dated if entry.day else undated).append((entry, found, right & days.keys(), days))
    return [_score("day told", dated), _score("no day told", undated)]


def told_day(statement: Row) -> date | None:
    """The statement's day of release, written YYYYMMDD; None where it is not."""
    told = str(statement.get("date") or "")
    try:
        return date(int(told[:4]), int(told[4:6]), int(told[6:8])) if len(told) == 8 else None
    except ValueError:
        return None


def _statements(rows: Iterable[Row]) -> Iterable[tuple[str, date | None, str, str, frozenset[str]]]:
    """Each last statement once: its text without what gives the answer away, day, party, place coded, incidents."""
    same: dict[tuple[str, str, str], tuple[Row, set[str]]] = {}
    for row in rows:
        key = (row["statements"][-1]["text"], row["belligerent"], row.get("stated_location") or "")
        same.setdefault(key, (row, set()))[1].add(row["incident"])
    for (text, actor, stated), (row, right) in same.items():
        published = told_day(row["statements"][-1])
        yield _GIVEN_AWAY.sub(" ", text), published, actor, stated, frozenset(right)


def _score(asked: str, rows: Sequence[_Asked]) -> LinkScore:
    n = len(rows) or 1
    taken = [
        (offers[0].incident_id in right) for _, offers, right, _ in rows if offers and offers[0].automatic
    ]
    return LinkScore(
        asked=asked,
        n=len(rows),
        first=_within(rows, 1) / n,
        first_three=_within(rows, 3) / n,
        first_ten=_within(rows, 10) / n,
        taken=len(taken) / n,
        taken_right=sum(taken) / len(taken) if taken else None,
        by_day=sum(_first_of_day(offers, entry, days) in right for entry, offers, right, days in rows) / n,
        rivals=median(_rivals(offers) for _, offers, _, _ in rows) if rows else 0,
    )


def _within(rows: Iterable[_Asked], most: int) -> int:
    return sum(any(o.incident_id in right for o in offers[:most]) for _, offers, right, _ in rows)


def _first_of_day(offers: Sequence[Offer], entry: Entry, days: Mapping[str, DateSpan]) -> str:
    of_day = [o.incident_id for o in offers if entry.day and entry.day.overlaps(days[o.incident_id])]
    return min(of_day, default="")


def _rivals(offers: Sequence[Offer]) -> int:
    return sum(offer.days_apart in (0, 1) and offer.place >= SAME_PLACE for offer in offers)


def _candidate(row: Row, days: DateSpan) -> Candidate:
    return Candidate(
        id=row["id"],
        days=days,
        places=tuple(filter(None, (row.get("place_en"),))),
        areas=tuple(dict.fromkeys(filter(None, (row.get("admin_en"), row.get("governorate_en"))))),
        actors=frozenset(a["belligerent"] for a in row.get("attributions") or ()),
        killed=_range(row.get("killed")),
        injured=_range(row.get("injured")),
    )


def _span(row: Row) -> DateSpan:
    start = date.fromisoformat(row["date"])
    end = date.fromisoformat(row["date_end"]) if row.get("date_end") else start
    return DateSpan.between(start, max(start, end))


def _range(told: Sequence[int | None] | None) -> Range:
    """A register's range as far as it is one: with its ends swapped where the lowest is above the highest."""
    low, high = told or (None, None)
    return Range(high, low) if low is not None and high is not None and low > high else Range(low, high)
