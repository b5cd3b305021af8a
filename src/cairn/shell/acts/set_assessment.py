"""A person sets what is held of an incident: ranges, date, place, grades, summary. Version n + 1 of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max

from cairn.errors import NotAllowed
from cairn.incident.overrides import OVERRIDABLE
from cairn.shell.records import find
from cairn.shell.records.convert import projection_of, suggestion_of
from cairn.shell.records.load import SAID, said_of
from cairn.shell.records.models import (
    Assessment,
    Attribution,
    Incident,
    IncidentProjection,
    Judgement,
)

from . import policy
from .act import demand_why, person, recorded
from .project_incidents import project_incidents, silent


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person sets. `fields` holds overridable fields; `grades` and `statuses` are by actor id."""

    incident: str
    person: str
    why: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    grades: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    summary_en: str | None = None
    summary_ar: str | None = None
    roles: Mapping[str, str] = field(default_factory=dict)

    def value(self) -> dict[str, Any]:
        """As JSON, for the judgement and the act."""
        return {
            **{k: v if not isinstance(v, float) else str(v) for k, v in self.fields.items()},
            **({"grades": dict(self.grades)} if self.grades else {}),
            **({"statuses": dict(self.statuses)} if self.statuses else {}),
            **({"roles": dict(self.roles)} if self.roles else {}),
            **({"summary_en": self.summary_en} if self.summary_en is not None else {}),
            **({"summary_ar": self.summary_ar} if self.summary_ar is not None else {}),
        }


def set_assessment(decision: Decision) -> Assessment:
    """Set it; the same decision by the same person twice is once. Raises `NotAllowed`, `NotFound`."""
    why = demand_why(decision.why)
    incident = find.incident(decision.incident)
    grades = {actor: policy.known_grade(g) for actor, g in decision.grades.items()}
    statuses = {actor: policy.known_strike_status(s) for actor, s in decision.statuses.items()}
    roles = {actor: policy.known_role(r) for actor, r in decision.roles.items()}
    _known_fields(decision.fields)
    with transaction.atomic():
        who = person(decision.person)
        if standing := standing_assessment(incident, decision):
            return standing
        latest = Assessment.objects.filter(incident=incident, live=True).order_by("-n").first()
        value = decision.value()
        given = {"grades": grades, "statuses": statuses, "roles": roles}
        detail = {"incident": str(incident.id), "value": value}
        with recorded("set-assessment", who=who, why=why, detail=detail) as act:
            Judgement.objects.create(
                act=act, person=who, at=act.at, kind="set", subject_kind="incident", subject=str(incident.id),
                value=value, why=why,
            )  # fmt: skip
            _project(incident, decision)
            return _assessment(incident, decision, latest, given, act)


def standing_assessment(incident: Incident, decision: Decision) -> Assessment | None:
    """The assessment that this very decision made before, if it still stands."""
    rows = Judgement.objects.filter(
        kind="set", live=True, subject=str(incident.id), person=person(decision.person)
    )
    for row in rows.order_by("-id"):
        if row.value == decision.value() and row.why == decision.why.strip():
            return Assessment.objects.filter(act_id=row.act_id, live=True).first()
    return None


def _project(incident: Incident, decision: Decision) -> None:
    """Project with the new values. Raises `NotAllowed` where one is no day, no place or no count."""
    try:
        project_incidents(silent, only=[str(incident.id)])
    except ValueError as e:
        raise NotAllowed(
            "value-unreadable",
            str(e),
            field=", ".join(sorted(decision.fields)),
            value=", ".join(str(v) for _, v in sorted(decision.fields.items())),
            remedy="Days as YYYY-MM-DD, the first before the last; degrees on the globe; precision as in the guide.",
        ) from e


def _known_fields(fields: Mapping[str, Any]) -> None:
    for name in fields:
        if name not in OVERRIDABLE:
            raise NotAllowed(
                "field-unknown",
                "this field cannot be set",
                field=name,
                remedy=f"One of {', '.join(sorted(OVERRIDABLE))}.",
            )
    policy.readable(fields)
    policy.in_order(fields)


def _assessment(
    incident: Incident, decision: Decision, latest: Assessment | None, given: Mapping[str, Any], act: Any
) -> Assessment:
    row = IncidentProjection.objects.get(incident=incident)
    figures = projection_of(row.value).figures
    policy.in_order(
        {
            "killed_min": figures.killed.min, "killed_max": figures.killed.max,
            "injured_min": figures.injured.min, "injured_max": figures.injured.max,
        }
    )  # fmt: skip
    n = (Assessment.objects.filter(incident=incident).aggregate(n=Max("n"))["n"] or 0) + 1
    made = Assessment.objects.create(
        incident=incident,
        n=n,
        person=act.person,
        at=act.at,
        why=act.why,
        killed_min=figures.killed.min,
        killed_max=figures.killed.max,
        injured_min=figures.injured.min,
        injured_max=figures.injured.max,
        fields={**row.value, SAID: said_of(str(incident.id)), **policy.kin(incident)},
        summary_en=_carried(decision.summary_en, latest.summary_en if latest else None),
        summary_ar=_carried(decision.summary_ar, latest.summary_ar if latest else None),
        act=act,
    )
    _attributions(made, latest, given)
    return made


def _carried(given: str | None, before: str | None) -> str:
    return given if given is not None else before or ""


def _attributions(made: Assessment, latest: Assessment | None, given: Mapping[str, Any]) -> None:
    """Grades given now over grades set before; an actor nobody graded gets none."""
    before = {a.actor: a for a in latest.attributions.all()} if latest else {}
    if loose := sorted({*given["statuses"], *given["roles"]} - {*before, *given["grades"]}):
        raise NotAllowed(
            "grade-missing",
            "a strike status or a role belongs to a grade, and this actor has none here",
            field="actor",
            value=", ".join(loose),
            remedy="Give the grade too: --grade ACTOR=GRADE, or the column grade.",
        )
    hints = IncidentProjection.objects.get(incident=made.incident).suggestions
    suggested = {hint.actor_id: hint for hint in map(suggestion_of, hints)}
    for actor in sorted({*before, *given["grades"]}):
        old, hint = before.get(actor), suggested.get(actor)
        grade = given["grades"].get(actor) or (old and old.grade)
        status = given["statuses"].get(actor) or (old and old.strike_status) or (hint and hint.strike_status)
        Attribution.objects.create(
            assessment=made,
            actor=actor,
            role=given["roles"].get(actor) or (old.role if old else hint.role.value if hint else "suspected"),
            grade=str(grade),
            strike_status=str(status or "unknown"),
            basis_claims=list(hint.basis_claims) if hint else [],
            trace=list(hint.trace) if hint else [],
        )
