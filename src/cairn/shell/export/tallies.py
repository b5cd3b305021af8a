"""Sums for the site and for `cairn tally`: rows of the record made ready, the core adds them up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from cairn.actors import words as actor_words
from cairn.actors.viewpoint import Standing
from cairn.incident.model import Figures
from cairn.publish.actor_rows import relation_row
from cairn.shell.records.models import CoverageRow
from cairn.tally import tally
from cairn.tally.model import GROUPS, OUTCOMES, Aside, Coverage, Definition, Member, Row, Sum, Tally
from cairn.tally.rollup import grouped
from cairn.tally.words import lines
from cairn.vocab.closed import Grade, State
from cairn.vocab.labels import sections

from .incidents import Held, Incidents

SUBGROUPS = tuple(n for g in GROUPS for o in OUTCOMES if hasattr(Figures(), n := f"{g}_{o}"))
"""The sub-groups that an incident of ours has figures for."""

BUCKETS: Mapping[str, tuple[Grade, ...]] = {
    "likely": (Grade.CONFIRMED, Grade.FAIR),
    "contested": (Grade.CONTESTED,),
    "weak": (Grade.WEAK,),
    "discounted": (Grade.DISCOUNTED,),
}


def coverage() -> list[Coverage]:
    """What was monitored, as told."""
    rows = CoverageRow.objects.order_by("actor", "country", "from_day")
    return [Coverage(r.actor, r.country, r.from_day, r.to_day, r.level) for r in rows]


def coverage_row(c: Coverage) -> dict[str, str]:
    """A stretch of monitoring as the site and a tally's object give it."""
    days = {"from_day": str(c.from_day), "to_day": str(c.to_day)}
    return {"actor": c.actor, "country": c.country, **days, "level": c.level}


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


def spoken(names: Mapping[str, Mapping[str, str]], language: str) -> dict[str, str]:
    """Actors and countries as a sentence of this language says them."""
    return {**sections(language)["country"], **{key: name[language] for key, name in names.items()}}


def tally_json(
    done: Tally, names: Mapping[str, Mapping[str, str]], beside: Mapping[Grade, Tally] | None = None
) -> dict[str, Any]:
    """A tally as its exported object, with its sentences in both languages. `names` is by actor and language."""
    d = done.definition
    return {
        "definition": definition_json(d),
        "incidents": done.incidents,
        "killed": _sum(done.killed),
        "injured": _sum(done.injured),
        "incidents_without_figure": done.killed.without_figure,
        "incidents_without_injured_figure": done.injured.without_figure,
        "beside": {grade.value: _beside(other) for grade, other in (beside or {}).items()},
        "jointly_attributed": done.jointly_attributed,
        "machine_suggested": done.machine_suggested,
        "named_only": done.named_only,
        "undated": done.undated,
        "unplaced": done.unplaced,
        "filed_under_nobody": done.nobodys,
        "told_as": dict(done.told_as),
        "left_out": [list(x) for x in done.left_out],
        "subgroups": _subgroups(done),
        "rolled_up": [{**member_json(member), "incidents": n} for member, n in done.rolled_up],
        "grouped": {
            lang: actor_words.grouped(d.viewpoint, lang, spoken(names, lang)) for lang in ("en", "ar")
        },
        "contested_left_out": [{**_aside(aside), "incidents": n} for aside, n in done.asides],
        "contested_incidents": done.aside_incidents,
        "coverage": [coverage_row(c) for c in done.coverage],
        "as_of": d.as_of or None,
        "members": list(done.members),
        "lines": {
            language: lines(done, language, spoken(names, language), beside) for language in ("en", "ar")
        },
    }


def definition_json(d: Definition) -> dict[str, Any]:
    """Everything that decides a sum: what `recount.py` needs to make it again."""
    return {
        "actors": list(d.actors),
        "members": [member_json(m) for m in d.members],
        "as_held_by": d.viewpoint.holder or None,
        "country": d.country or None,
        "place": d.place or None,
        "place_pcode": d.place_pcode or None,
        "from": d.from_day and d.from_day.isoformat(),
        "to": d.to_day and d.to_day.isoformat(),
        "grades": [g.value for g in d.grades],
        "grade_of": d.grade_of,
        "basis": d.basis,
        "count": list(d.count),
        "umbrella": "parents" if d.parents else "children",
        "bound": d.bound,
        "unit": d.unit.replace(" and ".join(OUTCOMES), " and ".join(d.count)),
        "register": d.register or None,
    }


def member_json(m: Member) -> dict[str, Any]:
    """Who counts for whom, when and where."""
    days = {"from": m.start and m.start.isoformat(), "to": m.end and m.end.isoformat()}
    return {"actor": m.actor, "of": m.of, **days, "countries": list(m.countries)}


def _aside(aside: Aside) -> dict[str, Any]:
    """A contested step that is not followed, with who says it and who contradicts it."""
    first = (*aside.words, *aside.against)[0]
    return {
        "subject": first.subject,
        "relation": first.about,
        "object": first.object,
        "said": [relation_row(w) for w in aside.words],
        "against": [relation_row(w) for w in aside.against],
    }


def _sum(s: Sum) -> dict[str, int]:
    return {"min": s.min, "max_of_known": s.max_of_known}


def _beside(other: Tally) -> dict[str, Any]:
    """What stands beside the figure and is not in it (rule 21)."""
    return {
        "incidents": other.incidents,
        "killed": _sum(other.killed),
        "injured": _sum(other.injured),
        "incidents_without_figure": other.killed.without_figure,
    }


def _subgroups(done: Tally) -> dict[str, dict[str, dict[str, int]]]:
    """children -> killed -> its sum with the incidents that give no such figure, for groups that one gives."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for name, total in done.subgroups.items():
        group, _, outcome = name.rpartition("_")
        found.setdefault(group, {})[outcome] = {
            **_sum(total),
            "incidents_without_figure": total.without_figure,
        }
    return found


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


def said_by_actors(whole: Definition, names: Collection[str]) -> Definition:
    """The definition without contested steps of which anybody speaks who is no actor with a name: perhaps a person."""

    def is_named(aside: Aside) -> bool:
        return all(word.asserted_by in names for word in (*aside.words, *aside.against))

    return replace(whole, asides=tuple(a for a in whole.asides if is_named(a)))
