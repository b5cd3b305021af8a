"""Rows of incidents, attributions and history: the best there is of each, and how far it has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from cairn.incident.model import Projection
from cairn.places.gazetteer import shipped
from cairn.shell.records import load
from cairn.shell.records.convert import moment_text, projection_of
from cairn.shell.records.judged import merged, parents
from cairn.shell.records.led import dissolved
from cairn.shell.records.models import (
    Assessment,
    AssignmentRow,
    Code,
    Incident,
    Judgement,
    Release,
)
from cairn.shell.records.moment import Moment, standing_at
from cairn.shell.records.projected import projected_at
from cairn.vocab.closed import State

from .masking import NameMask

Row = dict[str, Any]
FIGURES = ("killed", "injured", "children_killed", "women_killed", "men_killed", "belligerents_killed")
BASES = ("released", "set", "suggested")


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of one incident: its projection, and the assessment it rests on where there is one."""

    incident: Incident
    projection: Projection
    state: State
    assessment: Assessment | None
    release: Release | None


class Incidents:
    """Every live incident once, withdrawn and merged ones left out.

    `basis` chooses what is shown of each: released, set (or released), suggested (the claims as they now
    stand), or best: released, else set, else suggested. `then` shows the record as it stood at a moment; what
    was withdrawn since stays out of it.
    """

    def __init__(self, basis: str = "best", then: Moment | None = None) -> None:
        self.basis = basis
        self.then = then
        self.mask = NameMask(load.withdrawn("name"))
        self.projected = projected_at(then)
        self.suggestions = {key: p.suggestions for key, p in self.projected.items() if p.suggestions}
        self.codes = self._codes()
        self.assessed = _assessments(then)
        self.held = list(self._held())
        self.parents = self._parents()

    def upon(self, basis: str) -> Incidents:
        """The same incidents upon another basis, without asking for them anew."""
        other = copy(self)
        other.basis = basis
        other.held = list(other._held())
        other.parents = other._parents()
        return other

    def _codes(self) -> dict[str, list[str]]:
        """Incident id -> its own current code, then every code that leads to it, through all merges."""
        into = {**({} if self.then else dissolved()), **merged(self.then)}
        found: dict[str, list[tuple[bool, str]]] = defaultdict(list)
        for row in Code.objects.order_by("code"):
            own = kept = str(row.incident_id)
            while kept in into:
                kept = into[kept]
            found[kept].append((not (row.current and kept == own), row.code))
        return {key: [code for _, code in sorted(codes)] for key, codes in found.items()}

    def _parents(self) -> dict[str, str]:
        """Incident id -> its umbrella record: as released for what is released, else as it stands now."""
        live, now = {str(h.incident.id) for h in self.held}, parents(self.then)
        found: dict[str, str] = {}
        for held in self.held:
            key, out = str(held.incident.id), held.assessment if held.state is State.RELEASED else None
            found[key] = out.fields.get("parent", "") if out else now.get(key, "")
        for held in self.held:
            if held.assessment is not None and held.state is State.RELEASED:
                for child in held.assessment.fields.get("children", ()):
                    found[child] = found.get(child) or str(held.incident.id)
        return {key: parent for key, parent in found.items() if key in live and parent in live}

    def _held(self) -> Iterator[Held]:
        gone = load.withdrawn("incident") | set(merged(self.then))
        accounted = {
            str(i)
            for i in standing_at(AssignmentRow.objects.filter(decision="joined"), self.then)
            .values_list("incident_id", flat=True)
            .distinct()
        }
        latest = self.assessed
        incidents = {str(i.id): i for i in Incident.objects.all()}
        for key, projected in sorted(self.projected.items()):
            if key in gone or not (key in accounted or key in latest):
                continue
            released, set_ = latest.get(key, (None, None))
            chosen = {"released": released, "set": set_, "suggested": None}.get(self.basis, released or set_)
            if self.basis in ("released", "set") and chosen is None:
                continue
            if chosen is None:
                yield Held(incidents[key], projected.projection, State.SUGGESTED, None, None)
                continue
            out = _release(chosen, self.then)
            state = State.RELEASED if out else State.SET
            yield Held(incidents[key], projection_of(chosen.fields), state, chosen, out)

    def _changes(self) -> dict[str, str]:
        """Incident id -> when something about it last changed: a projection, or a person's act."""
        found = {key: projected.at for key, projected in self.projected.items()}
        rows = Judgement.objects.filter(subject_kind="incident")
        if self.then is not None:
            rows = rows.filter(act_id__lte=self.then.act)
        for subject, at in rows.values_list("subject", "at"):
            if subject in found:
                found[subject] = max(found[subject], at)
        return {key: moment_text(at) for key, at in found.items()}

    def incidents(self) -> Iterator[Row]:
        """One row per incident."""
        changes, first = self._changes(), _first_released()
        for held in self.held:
            key = str(held.incident.id)
            yield {
                "id": key,
                "code": self.codes[key][0],
                "codes": self.codes[key],
                "parent_id": self.parents.get(key),
                **when_where(held.projection),
                **figures_of(held.projection),
                "harm_reported": held.projection.harm_reported,
                "causes": list(held.projection.causes),
                "weapons": list(held.projection.weapons),
                "infrastructure": list(held.projection.infrastructure),
                "reports": held.projection.reports,
                "origins": len(held.projection.origins),
                "summary_en": self.mask(held.assessment.summary_en) if held.assessment else "",
                "summary_ar": self.mask(held.assessment.summary_ar) if held.assessment else "",
                "summary_by": held.assessment.person.name if held.assessment else "",
                "state": held.state.value,
                "version": held.assessment.n if held.assessment else 0,
                "first_published": first.get(key),
                "last_changed": changes.get(key),
                "flags": list(held.projection.flags),
                "beside": {k: [r.min, r.max] for k, r in held.projection.beside.items()},
            }

    def attributions(self, names: Mapping[str, Mapping[str, str]]) -> Iterator[Row]:
        """One row per incident and actor: what a person set, and what the rules suggest."""
        for held in self.held:
            key = str(held.incident.id)
            suggested = {s.actor_id: s for s in self.suggestions.get(key, ())}
            given = {a.actor: a for a in held.assessment.attributions.all()} if held.assessment else {}
            for actor in sorted({*suggested, *given}):
                hint, own = suggested.get(actor), given.get(actor)
                yield {
                    "incident_id": key,
                    "actor_id": actor,
                    "actor": names.get(actor, {}).get("en", actor),
                    "role": own.role if own else hint.role.value if hint else "suspected",
                    "grade": own.grade if own else None,
                    "grade_suggested": hint.grade.value if hint and hint.grade else None,
                    "strike_status": own.strike_status
                    if own
                    else hint.strike_status.value
                    if hint
                    else "unknown",
                    "basis_claims": own.basis_claims if own else list(hint.basis_claims) if hint else [],
                    "trace": list(hint.trace) if hint else list(own.trace) if own else [],
                    "would_change": hint.would_change if hint else "",
                    "why": self.mask(held.assessment.why) if own and held.assessment else "",
                    "state": held.state.value if own else State.SUGGESTED.value,
                }


def _assessments(then: Moment | None) -> dict[str, tuple[Assessment | None, Assessment | None]]:
    """Incident id -> (latest released, latest set)."""
    released: dict[str, Assessment] = {}
    latest: dict[str, Assessment] = {}
    rows = standing_at(Assessment.objects.all(), then).select_related(
        "person", "release__approver", "release__proposer"
    )
    for row in rows.prefetch_related("attributions").order_by("incident_id", "n"):
        key = str(row.incident_id)
        latest[key] = row
        if _release(row, then):
            released[key] = row
    return {key: (released.get(key), row) for key, row in latest.items()}


def _release(row: Assessment, then: Moment | None) -> Release | None:
    """The release of an assessment as it stood: made by then, and not taken back by then."""
    release: Release | None = getattr(row, "release", None)
    if release is None or then is None:
        return release if release and release.live else None
    stood = release.act_id <= then.act and (release.live or release.sealed_in_id > then.act)
    return release if stood else None


def when_where(projection: Projection) -> Row:
    """Day and place, by the names of columns."""
    place, span = projection.place, projection.date
    point = place and place.point
    return {
        "date_start": span and span.start.isoformat(),
        "date_end": span and span.end.isoformat(),
        "time": projection.time or None,
        "time_basis": "stated" if projection.time else None,
        "place_name": place and (place.name_en or place.name),
        "place_name_ar": place and (place.name_ar or place.name),
        "country": (place and place.country) or "",
        "admin1": (place and place.admin1) or None,
        "admin1_ar": _arabic(place.admin1_pcode) if place else "",
        "admin1_pcode": (place and place.admin1_pcode) or None,
        "lat": point and round(point.lat, 5),
        "lon": point and round(point.lon, 5),
        "place_precision": point and point.precision.value,
        "place_radius_m": point and point.radius_m,
    }


def _arabic(pcode: str) -> str:
    """The Arabic name of a province, from the gazetteer that ships; empty where it has none."""
    province = shipped().get(pcode) if pcode else None
    return province.name_ar if province else ""


def figures_of(projection: Projection) -> Row:
    """Every range, by the names of columns."""
    return {
        f"{name}_{end}": getattr(getattr(projection.figures, name), end)
        for name in FIGURES
        for end in ("min", "max")
    }


def _first_released() -> dict[str, str]:
    found: dict[str, str] = {}
    for incident, at in Release.objects.order_by("-at").values_list("assessment__incident_id", "at"):
        found[str(incident)] = moment_text(at)
    return found
