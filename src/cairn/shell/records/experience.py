"""What persons of this team graded before, as the suggestions may learn from it; then what ships."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from cairn.assess.credibility import TrackRecords, track_records
from cairn.assess.model import Experience
from cairn.assess.precedents import Book, Case, as_one, booked, shipped
from cairn.assess.suggest import case_of
from cairn.vocab.closed import Grade, SourceKind

from .convert import suggestion_of
from .models import AssignmentRow, Attribution, IncidentProjection

OWN = "in this record, by its own people"


def experience(fresh: Mapping[str, Case | None]) -> Experience:
    """Books of precedents, our own first, and the track records of organisations.

    `fresh` are graded incidents as the rules see them now; the others are taken as they were last projected.
    """
    grades = graded()
    return Experience((_book(grades, fresh), shipped()), _records(grades))


def graded() -> dict[str, Grade]:
    """The incidents whose live assessment has a grade, as one grade each."""
    rows = Attribution.objects.filter(assessment__live=True).exclude(grade="")
    told: dict[str, set[Grade]] = defaultdict(set)
    for incident, name in rows.values_list("assessment__incident_id", "grade"):
        told[str(incident)].add(Grade(name))
    return {incident: grade for incident, grades in told.items() if (grade := as_one(grades))}


def _book(grades: Mapping[str, Grade], fresh: Mapping[str, Case | None]) -> Book:
    rows = IncidentProjection.objects.filter(incident_id__in=set(grades) - set(fresh))
    before = {
        str(incident): case_of([suggestion_of(value) for value in told])
        for incident, told in rows.values_list("incident_id", "suggestions")
    }
    cases = {**before, **fresh}
    return booked(OWN, [(case, grades[i]) for i, case in sorted(cases.items()) if case and i in grades])


def _records(grades: Mapping[str, Grade]) -> TrackRecords:
    """How what each organisation told held up; private persons have no record (rule 4)."""
    rows = AssignmentRow.objects.filter(
        live=True, decision="joined", account__live=True, incident_id__in=grades
    )
    sources: dict[str, set[str]] = defaultdict(set)
    for incident, name, kind in rows.values_list(
        "incident_id", "account__report__source__name", "account__report__source__kind"
    ):
        if SourceKind(kind).is_organisation:
            sources[str(incident)].add(name)
    return track_records((names, grades[incident]) for incident, names in sources.items())
