"""`cairn evaluate official`, second part: each statement's incident looked for among a register's incidents.

Codes, file numbers and grid squares are cut from the text first, for they give the answer away; a statement that the
register hangs on several incidents is right with any of them. The place that the recorder coded stands in where the
text tells none. All statements of the register compete for incidents; those of the half asked for are scored. Beside
ours stand the incidents of that day in the order of their ids, and an oracle: it knows the true incident's day and
area and draws among the incidents of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import Any

from cairn.official import Asked, Candidate, Linker, Offer, asked_of, read
from cairn.values import DateSpan, Range

Row = Mapping[str, Any]
_GIVEN_AWAY = re.compile(
    r"\d{2,6}\s*/\s*(?:[A-Z]*\d*[a-z]?)?|\b\d{1,2}[C-X][A-Z]{2}\s?\d{2,5}\s?\d{0,5}\b|\b[A-Z]{2,4}\d{2,5}[a-z]?\b"
)


_Answer = tuple[Asked, tuple[Offer, ...], frozenset[str]]
"""A statement as asked, what is offered for it, its true incidents."""


@dataclass(frozen=True, slots=True)
class LinkScore:
    """Statements that tell a day, and those that do not: how often the true incident is among the first offers.

    `taken` is the share linked automatically, `taken_right` how many of these are right; `by_day` the share whose
    true incident stands first among those of the day in order of ids. The oracle draws among the incidents of the true
    day and area, `candidates` by the median; `oracle_three` is how often the true one is among its first three.
    """

    asked: str
    n: int
    first: float
    first_three: float
    first_ten: float
    taken: float
    taken_right: float | None
    by_day: float
    oracle_first: float
    oracle_three: float
    oracle_ten: float
    candidates: float


def link_scores(
    rows: Iterable[Row], incidents: Sequence[Row], scored: frozenset[str] | None = None
) -> list[LinkScore]:
    """The scores of statements with a day, then of those without, on the incidents `scored` or on all.

    `rows` are of the register's official file.
    """
    days = {row["id"]: _span(row) for row in incidents if row.get("date")}
    candidates = {row["id"]: _candidate(row, days[row["id"]]) for row in incidents if row["id"] in days}
    asked = [
        (one, right & candidates.keys())
        for one, right in _asked(rows)
        if scored is None or right & scored or one.day  # a statement without a day takes nothing from others
    ]
    found = Linker(candidates.values()).of_all([one for one, _ in asked], most=400)
    answers = [
        (one, offers, right)
        for (one, right), offers in zip(asked, found, strict=True)
        if scored is None or right & scored
    ]
    dated = [answer for answer in answers if answer[0].day]
    undated = [answer for answer in answers if not answer[0].day]
    return [_score("day told", dated, candidates), _score("no day told", undated, candidates)]


def _asked(rows: Iterable[Row]) -> Iterable[tuple[Asked, frozenset[str]]]:
    """Each statement as asked, and the incidents it is right with."""
    for n, (text, published, actor, stated, right) in enumerate(_statements(rows)):
        entry = next(iter(read(text, published)), None)
        if entry is not None:  # else nothing but a file number
            entry = entry if entry.place else replace(entry, place=stated)
            yield asked_of(entry, actor, text[entry.start : entry.end], f"statement {n}"), right


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


def _score(asked: str, rows: Sequence[_Answer], candidates: Mapping[str, Candidate]) -> LinkScore:
    n = len(rows) or 1
    taken = [(offers[0].incident_id in right) for _, offers, right in rows if offers and offers[0].automatic]
    among = _of_day_and_area([right for _, _, right in rows], candidates)
    return LinkScore(
        asked=asked,
        n=len(rows),
        first=_within(rows, 1) / n,
        first_three=_within(rows, 3) / n,
        first_ten=_within(rows, 10) / n,
        taken=len(taken) / n,
        taken_right=sum(taken) / len(taken) if taken else None,
        by_day=sum(_first_of_day(offers, one, candidates) in right for one, offers, right in rows) / n,
        oracle_first=sum(min(1.0, 1 / k) for k in among) / n,
        oracle_three=sum(min(1.0, 3 / k) for k in among) / n,
        oracle_ten=sum(min(1.0, 10 / k) for k in among) / n,
        candidates=median(among) if among else 0,
    )


def _within(rows: Iterable[_Answer], most: int) -> int:
    return sum(any(o.incident_id in right for o in offers[:most]) for _, offers, right in rows)


def _first_of_day(offers: Sequence[Offer], one: Asked, candidates: Mapping[str, Candidate]) -> str:
    of_day = [o.incident_id for o in offers if one.day and one.day.overlaps(candidates[o.incident_id].days)]
    return min(of_day, default="")


def _of_day_and_area(rights: Iterable[frozenset[str]], candidates: Mapping[str, Candidate]) -> list[int]:
    """How many incidents share the day and the area of each true one; of several, the first by id stands for them."""
    found = []
    for right in rights:
        true = candidates.get(min(right, default=""))
        if true is not None:
            same = (c.days.overlaps(true.days) and c.areas[:1] == true.areas[:1] for c in candidates.values())
            found.append(sum(same))
    return found


def _candidate(row: Row, days: DateSpan) -> Candidate:
    return Candidate(
        id=row["id"],
        days=days,
        places=tuple(filter(None, (row.get("place_en"),))),
        areas=tuple(dict.fromkeys(filter(None, (row.get("admin_en"), row.get("governorate_en"))))),
        actors=frozenset(a["belligerent"] for a in row.get("attributions") or ()),
        killed=_range(row.get("killed")),
        injured=_range(row.get("injured")),
        targets=tuple(row.get("infrastructure") or ()),
    )


def _span(row: Row) -> DateSpan:
    start = date.fromisoformat(row["date"])
    end = date.fromisoformat(row["date_end"]) if row.get("date_end") else start
    return DateSpan.between(start, max(start, end))


def _range(told: Sequence[int | None] | None) -> Range:
    """A register's range as far as it is one: with its ends swapped where the lowest is above the highest."""
    low, high = told or (None, None)
    return Range(high, low) if low is not None and high is not None and low > high else Range(low, high)
