"""Rows for charts: a tally per month and a tally per actor, with gaps said and not drawn as nought.

The same rows, definition and coverage enter as for a tally. A date range is spread over no bucket: the
incident stands in the month it starts, and each row says how many run on beyond it (R11).
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cairn.values import DateSpan

from .model import Coverage, Definition, Row, Sum, Tally
from .sum import relevant, selected, summed, tally

LEVELS = ("full", "partial", "none", "untold")
"""How a period was monitored; `untold` where nobody said."""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month. `killed` and `injured` are None where there is nothing to show: not monitored, and nothing
    recorded all the same. `running_on` incidents start here and end in a later month."""

    month: str  # 2017-06
    monitored: str  # full | partial | none | untold
    incidents: int
    killed: Sum | None
    injured: Sum | None
    running_on: int = 0


@dataclass(frozen=True, slots=True)
class ActorRow:
    """One actor, to be listed A to Z with its monitored days, never ranked (rule 24)."""

    actor: str
    tally: Tally
    monitored: tuple[Coverage, ...]


def per_month(
    rows: Sequence[Row], definition: Definition, coverage: Sequence[Coverage] = ()
) -> tuple[MonthRow, ...]:
    """Every month from the first to the last of the definition, or of the incidents where it has no end.

    Undated incidents are in no month: the tally of the same definition says how many there are.
    Raises `ValueError` as `tally` does.
    """
    dated: dict[str, list[Row]] = {}
    for row in selected(rows, definition).rows:
        if row.start is not None:
            dated.setdefault(f"{row.start:%Y-%m}", []).append(row)
    starts = [row.start for held in dated.values() for row in held if row.start is not None]
    first = definition.from_day or min(starts, default=None)
    last = definition.to_day or max(starts, default=None)
    if first is None or last is None:
        return ()
    told = relevant(coverage, definition)
    return tuple(
        _month_row(span, dated.get(f"{span.start:%Y-%m}", []), told) for span in _months(first, last)
    )


def per_actor(
    rows: Sequence[Row], definition: Definition, coverage: Sequence[Coverage] = ()
) -> tuple[ActorRow, ...]:
    """A tally per actor, by actor id; each counts its jointly attributed incidents in full, so that the
    rows cannot be added up (R5). Actors of the definition only, or all that are alleged."""
    actors = definition.actors or tuple(sorted({actor for row in rows for actor, _, _ in row.grades}))
    found = []
    for actor in sorted(actors):
        alone = replace(definition, actors=(actor,))
        summed_up = tally(rows, alone, coverage)
        found.append(ActorRow(actor, summed_up, tuple(c for c in summed_up.coverage if c.level != "none")))
    return tuple(found)


def monitored_in(span: DateSpan, coverage: Iterable[Coverage]) -> str:
    """How a period was monitored by what is stated: full or none where that holds for every day, untold
    where nobody said anything of it, else partial."""
    told = [c for c in coverage if c.from_day <= span.end and span.start <= c.to_day]
    levels = {c.level for c in told}
    if not levels or levels == {"untold"}:
        return "untold"
    whole = _days_stated(span, told) >= span.days
    if levels == {"none"}:
        return "none" if whole else "partial"
    return "full" if levels == {"full"} and whole else "partial"


def _days_stated(span: DateSpan, coverage: Iterable[Coverage]) -> int:
    """Days of the span for which somebody stated the coverage."""
    stated = sorted((max(c.from_day, span.start), min(c.to_day, span.end)) for c in coverage)
    days, reached = 0, span.start - timedelta(days=1)
    for first, last in stated:
        start = max(first, reached + timedelta(days=1))
        if start <= last:
            days += (last - start).days + 1
            reached = last
    return days


def _month_row(span: DateSpan, held: Sequence[Row], coverage: Sequence[Coverage]) -> MonthRow:
    level = monitored_in(span, coverage)
    silent = not held and level in ("none", "untold")
    return MonthRow(
        month=f"{span.start:%Y-%m}",
        monitored=level,
        incidents=len(held),
        killed=None if silent else summed(row.killed for row in held),
        injured=None if silent else summed(row.injured for row in held),
        running_on=sum(1 for row in held if row.end is not None and row.end > span.end),
    )


def _months(first: date, last: date) -> list[DateSpan]:
    """The months from first to last, the outer ones cut to the days asked for."""
    found, day = [], first.replace(day=1)
    while day <= last:
        end = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        found.append(DateSpan.between(max(day, first), min(end, last)))
        day = end + timedelta(days=1)
    return found
