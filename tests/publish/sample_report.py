"""A period of the invented record, with its sums now and as they were known before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from cairn.publish.allow import public
from cairn.publish.report.days import period_before
from cairn.publish.report.model import Before, Material
from cairn.publish.rows.record import Record
from cairn.tally import tally
from cairn.tally.model import Coverage, Definition, Row, Tally
from cairn.vocab.closed import Grade
from publish.sample import sample
from publish.sample_parties import _row

BUCKETS = {
    "likely": (Grade.CONFIRMED, Grade.FAIR),
    "contested": (Grade.CONTESTED,),
    "weak": (Grade.WEAK,),
    "discounted": (Grade.DISCOUNTED,),
}
YEAR = (date(2016, 1, 1), date(2016, 12, 31))


def material(
    first: date = YEAR[0],
    last: date = YEAR[1],
    *,
    preview: bool = False,
    then: Sequence[Row] = (),
    was_kept: bool = True,
    record: Record | None = None,
    **more: Any,
) -> Material:
    """The assessment of these days; `then` are the rows that were known at the end of the period before."""
    basis = "best" if preview else "released"
    whole = record or sample(basis=basis)
    attributed: dict[str, list[Any]] = {}
    for a in whole.attributions:
        attributed.setdefault(a["incident_id"], []).append(a)
    rows = [_row(r, attributed.get(r["id"], []), basis) for r in whole.incidents]
    asked = Definition(from_day=first, to_day=last, basis=basis, **more)
    told = [
        Coverage(
            c["actor"],
            c["country"],
            date.fromisoformat(c["from_day"]),
            date.fromisoformat(c["to_day"]),
            c["level"],
        )
        for c in whole.coverage
    ]
    actors = sorted({a["actor_id"] for a in whole.attributions})
    return Material(
        record=whole if preview else public(whole),
        tally=tally(rows, asked, told),
        grades={g: tally(rows, replace(asked, grades=(g,))) for g in Grade},
        actors={a: _buckets(rows, replace(asked, actors=(a,)), told) for a in actors},
        before=_before(rows, then, asked, first, last, was_kept=was_kept),
        commands=("cairn tally --from 2016-01-01",),
        preview=preview,
    )


def _buckets(rows: Sequence[Row], asked: Definition, told: Sequence[Coverage]) -> dict[str, Tally]:
    return {bucket: tally(rows, replace(asked, grades=grades), told) for bucket, grades in BUCKETS.items()}


def _before(
    rows: Sequence[Row], then: Sequence[Row], asked: Definition, first: date, last: date, *, was_kept: bool
) -> Before:
    start, end = period_before(first, last)
    period, ever = replace(asked, from_day=start, to_day=end), replace(asked, from_day=None, to_day=end)
    return Before(
        first=start,
        last=end,
        moment=f"{end}T23:59:59.999999Z",
        was_kept=was_kept,
        then=tally(then, period),
        now=tally(rows, period),
        all_then=tally(then, ever),
        all_now=tally(rows, ever),
        in_scope=frozenset(r.incident_id for r in rows if r.start and r.start <= last),
    )
