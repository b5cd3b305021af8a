"""A period's assessment out of the record: its sums now and as they were known, and the record the public may hold.

Nothing is decided or recorded here. Without `preview` only released assessments are summed, and what is handed on has
passed the public allow-list; `publish/report/page.py` sets it in order.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from cairn.actors.viewpoint import Standing
from cairn.errors import NotAllowed
from cairn.publish.allow import public
from cairn.publish.report.days import period_before
from cairn.publish.report.model import Before, Killed, Material
from cairn.publish.rows.record import Record
from cairn.shell.records import load
from cairn.shell.records.models import Act
from cairn.shell.records.moment import Moment, moment
from cairn.shell.workspace import Workspace
from cairn.tally import tally
from cairn.tally.model import Coverage, Definition, Row, Tally
from cairn.tally.rollup import grouped
from cairn.tally.sum import UNKNOWN_ACTOR
from cairn.vocab.closed import Grade

from .asked import checked
from .incidents import Incidents
from .names import actors_of, names_of
from .record import site_record
from .site_parties import comparisons
from .standing import standing_of
from .tallies import BUCKETS, coverage, said_by_actors, tally_rows

LONGEST_DAYS = 3_660
FIRST_YEAR = 1900


class Then(NamedTuple):
    """What stood at a moment: the rows of a tally, and each incident's range of killed."""

    rows: Sequence[Row]
    killed: dict[str, Killed]


def period_material(ws: Workspace, asked: Definition, *, preview: bool = False) -> Material:
    """All that the assessment of these days is made from. `asked` gives days, actors and country.

    Raises `NotFound` and `NotAllowed` as `cairn tally` does for an actor, a country or days, and `NotAllowed`
    (period-too-wide) for days nobody could set on pages.
    """
    basis = "best" if preview else "released"
    incidents = Incidents(basis)
    rows, told, standing = tally_rows(incidents), coverage(), standing_of(ws)
    asked = checked(replace(asked, basis=basis), rows, actors_of(ws), load.gazetteer)
    _check_days(asked)
    names = names_of(ws)
    whole = _whole(asked, standing, names)
    parties = asked.actors or _parties(rows, whole)
    record = _record(ws, incidents, asked, parties, standing)
    return Material(
        record=record if preview else public(record),
        tally=tally(rows, whole, told),
        grades=_by_grade(rows, whole),
        actors={
            a: _of_actor(rows, _whole(replace(asked, actors=(a,)), standing, names), told) for a in parties
        },
        before=_before(whole, basis, rows),
        commands=_commands(asked, preview=preview),
        preview=preview,
    )


def _check_days(asked: Definition) -> None:
    first, last = asked.from_day, asked.to_day
    if first is None or last is None:
        raise ValueError("an assessment has a first and a last day")
    if first.year < FIRST_YEAR or (last - first).days >= LONGEST_DAYS:
        raise NotAllowed(
            "period-too-wide",
            "an assessment is of at most ten years, from 1900 on",
            field="from",
            value=f"{first} to {last}",
            remedy="Name a month or a year: --from 2031-05-01 --to 2031-05-31.",
        )


def _parties(rows: Sequence[Row], whole: Definition) -> tuple[str, ...]:
    """Everybody who has a grade in an incident of these days."""
    here = {m for t in _by_grade(rows, whole).values() for m in t.members}
    found = {actor for row in rows if row.incident_id in here for actor, _, _ in row.grades}
    return tuple(sorted(found - {"", UNKNOWN_ACTOR}))


def _record(
    ws: Workspace, incidents: Incidents, asked: Definition, parties: Sequence[str], standing: Standing
) -> Record:
    """The site's record, with what is declared and alleged of these days instead of all days."""
    days = replace(asked, actors=())
    compared = comparisons(incidents, parties, standing, names_of(ws), of=days)
    return replace(site_record(ws, basis=incidents.basis, compared=compared), tallies=())


def _by_grade(rows: Sequence[Row], whole: Definition) -> dict[Grade, Tally]:
    return {grade: tally(rows, replace(whole, grades=(grade,))) for grade in Grade}


def _whole(asked: Definition, standing: Standing, names: Collection[str]) -> Definition:
    """With those who count for the actors asked for; what a private person says of a relation is not told."""
    return said_by_actors(grouped(asked, standing), names)


def _of_actor(rows: Sequence[Row], whole: Definition, told: Sequence[Coverage]) -> dict[str, Tally]:
    return {bucket: tally(rows, replace(whole, grades=grades), told) for bucket, grades in BUCKETS.items()}


def _before(whole: Definition, basis: str, rows: Sequence[Row]) -> Before:
    """The period before, as it was known at its end and as it is now."""
    if whole.from_day is None or whole.to_day is None:
        raise ValueError("an assessment has a first and a last day")
    first, last = period_before(whole.from_day, whole.to_day)
    at = moment(last.isoformat())
    then = _then(basis, at)
    period = replace(whole, from_day=first, to_day=last)
    ever = replace(whole, from_day=None, to_day=last)
    return Before(
        first=first,
        last=last,
        moment=at.at,
        was_kept=at.act > 0,
        then=tally(then.rows, replace(period, as_of=at.at)),
        now=tally(rows, period),
        all_then=tally(then.rows, replace(ever, as_of=at.at)),
        all_now=tally(rows, ever),
        killed_then=then.killed,
        in_scope=_scope(rows, whole, whole.to_day),
    )


def _then(basis: str, at: Moment) -> Then:
    incidents = Incidents(basis, at)
    killed = {str(h.incident.id): h.projection.figures.killed for h in incidents.held}
    return Then(tally_rows(incidents), {key: (r.min, r.max) for key, r in killed.items()})


def _scope(rows: Sequence[Row], whole: Definition, last: date) -> frozenset[str]:
    ever = replace(whole, from_day=None, to_day=last)
    return frozenset(m for t in _by_grade(rows, ever).values() for m in t.members)


def _commands(asked: Definition, *, preview: bool) -> tuple[str, ...]:
    """What makes the headline again, and what makes the document again."""
    scope = ["--from", str(asked.from_day), "--to", str(asked.to_day)]
    scope += [part for actor in asked.actors for part in ("--actor", actor)]
    scope += ["--country", asked.country] if asked.country else []
    last = Act.objects.order_by("-id").values_list("id", flat=True).first()
    of_sum = ["cairn", "tally", *scope, "--basis", asked.basis, *(["--as-of", f"act {last}"] if last else [])]
    of_page = ["cairn", "report", *scope, *(["--preview"] if preview else [])]
    return (shlex.join(of_sum), shlex.join(of_page))
