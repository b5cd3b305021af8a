"""Suggested by a rule, set by a person, released by a second."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .act import Act, Person
from .incident import Incident
from .recorded import Recorded

GRADES = ["confirmed", "fair", "weak", "contested", "discounted"]


def _in_order(name: str) -> models.CheckConstraint:
    """min <= max in what *we* set; what others wrote is stored as written and flagged."""
    low, high = f"{name}_min", f"{name}_max"
    return models.CheckConstraint(
        condition=Q(**{f"{low}__isnull": True})
        | Q(**{f"{high}__isnull": True})
        | Q(**{f"{low}__lte": F(high)}),
        name=f"{name}_in_order",
    )


class Assessment(Recorded):
    """Version `n` of what a person set for an incident: ranges and summary. Never changed, only followed."""

    MAY_CHANGE = ("live",)

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="assessments")
    n = models.IntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessments")
    at = models.DateTimeField()
    why = models.TextField()
    killed_min = models.IntegerField(null=True)
    killed_max = models.IntegerField(null=True)
    injured_min = models.IntegerField(null=True)
    injured_max = models.IntegerField(null=True)
    fields = models.JSONField(default=dict)  # the projection as this person saw and set it, frozen
    summary_en = models.TextField(blank=True, default="")
    summary_ar = models.TextField(blank=True, default="")
    act = models.ForeignKey(Act, on_delete=models.PROTECT)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ("incident_id", "n")
        constraints = (
            models.UniqueConstraint(fields=("incident", "n"), name="one_assessment_version"),
            _in_order("killed"),
            _in_order("injured"),
        )

    def __str__(self) -> str:
        return f"{self.incident_id} v{self.n}"


class Attribution(Recorded):
    """One actor's grade and strike status within an assessment."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="attributions")
    actor = models.CharField(max_length=60)
    role = models.CharField(max_length=10)
    grade = models.CharField(max_length=12)
    strike_status = models.CharField(max_length=16)
    basis_claims = models.JSONField(default=list)
    trace = models.JSONField(default=list)

    class Meta:
        ordering = ("actor",)
        constraints = (
            models.UniqueConstraint(fields=("assessment", "actor"), name="one_attribution"),
            models.CheckConstraint(condition=Q(grade__in=GRADES), name="a_known_grade"),
            models.CheckConstraint(condition=Q(role__in=["suspected", "known"]), name="a_known_role"),
        )

    def __str__(self) -> str:
        return f"{self.actor} {self.grade}"


class Release(Recorded):
    """A second person lets an assessment out. The approver is never the proposer: the database holds that."""

    MAY_CHANGE = ("live",)

    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, related_name="release")
    proposer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="proposed")
    approver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="released")
    at = models.DateTimeField()
    why = models.TextField()
    act = models.ForeignKey(Act, on_delete=models.PROTECT)
    live = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(proposer=F("approver")), name="approver_is_not_proposer"),
        )

    def __str__(self) -> str:
        return f"release of {self.assessment_id}"
