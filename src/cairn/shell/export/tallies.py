"""Sums for the site and for `cairn tally`: rows of the record made ready, the core adds them up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cairn.actors.viewpoint import Standing
from cairn.incident.model import Figures
from cairn.publish.rows.tally import BUCKETS as BUCKETS
from cairn.publish.rows.tally import coverage_row as coverage_row
from cairn.publish.rows.tally import said_by_actors as said_by_actors
from cairn.publish.rows.tally import spoken as spoken
from cairn.publish.rows.tally import tally_json as tally_json
from cairn.shell.records.models import CoverageRow
from cairn.tally import tally
from cairn.tally.model import GROUPS, OUTCOMES, Coverage, Definition, Row
from cairn.tally.rollup import grouped
from cairn.vocab.closed import Grade, State

from .incidents import Held, Incidents

SUBGROUPS = tuple(n for g in GROUPS for o in OUTCOMES if hasattr(Figures(), n := f"{g}_{o}"))
"""The sub-groups that an incident of ours has figures for."""


def coverage() -> list[Coverage]:
    """What was monitored, as told."""
    rows = CoverageRow.objects.order_by("actor", "country", "from_day")
    return [Coverage(r.actor, r.country, r.from_day, r.to_day, r.level) for r in rows]


def tally_rows(incidents: Incidents) -> list[Row]:
    """Every incident as a tally sees it, with the grade each actor has there and how far that has come."""
    return [_row(held, incidents) for held in incidents.held]


def _row(held: Held, incidents: Incidents) -> Row:
    key = str(held.incident.id)
    place, span, figures = held.projection.place, held.projection.date, held.projection.figures
    grades: dict[str, tuple[Grade, State]] = {}
    if held.assessment is not None:
        grades = {a.actor: (Grade(a.grade), held.state) for a in held.assessment.attributions.all()}
    else:
        for hint in incidents.suggestions.get(key, ()):
            if hint.grade is not None:
                grades[hint.actor_id] = (hint.grade, State.SUGGESTED)
    return Row(
        incident_id=key,
        code=incidents.codes[key][0],
        grades=tuple((actor, grade, state) for actor, (grade, state) in sorted(grades.items())),
        incident_grade=None,
        country=place.country if place else "",
        admin1_pcode=place.admin1_pcode if place else "",
        place_names=tuple(n for n in (place.name, place.name_en, place.name_ar, place.admin1) if n)
        if place
        else (),
        start=span.start if span else None,
        end=span.end if span else None,
        killed=figures.killed,
        injured=figures.injured,
        groups={name: figure for name in SUBGROUPS if not (figure := getattr(figures, name)).is_unknown},
        parent_id=incidents.parents.get(key, ""),
        harm_reported=held.projection.harm_reported,
        state=held.state,
    )


def site_tallies(
    incidents: Incidents,
    actors: list[str],
    names: Mapping[str, Mapping[str, str]],
    standing: Standing = Standing(),  # noqa: B008  (frozen)
) -> list[dict[str, Any]]:
    """Per actor and bucket of grades, the sum over the same basis as the incidents; of a coalition also what its members
    did, by the relations that count. A contested relation is told where all who speak of it are actors with a name."""
    rows, told = tally_rows(incidents), coverage()
    found = []
    for actor in actors:
        whole = said_by_actors(grouped(Definition(actors=(actor,), basis=incidents.basis), standing), names)
        for bucket, grades in BUCKETS.items():
            done = tally(rows, replace(whole, grades=grades), told)
            found.append({"actor_id": actor, "bucket": bucket, **tally_json(done, names)})
    return found
