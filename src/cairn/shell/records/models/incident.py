"""An incident is an identity; everything else about it is rebuilt from its live claims and judgements."""

from __future__ import annotations

from django.db import models

from .reading import AccountRow
from .recorded import Recorded


class Incident(Recorded):
    """One moment and place at which harm is alleged. Codes are aliases that resolve for ever."""

    MAY_CHANGE = ("parent", "merged_into", "live")

    id = models.UUIDField(primary_key=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    act = models.ForeignKey("records.Act", on_delete=models.PROTECT)
    live = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="not_merged_into_itself",
            ),
        )

    def __str__(self) -> str:
        return str(self.id)


class Code(Recorded):
    """A public code of an incident. The first is current; none is ever given to another incident."""

    MAY_CHANGE = ("current",)

    code = models.CharField(primary_key=True, max_length=40)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="codes")
    current = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("incident",), condition=models.Q(current=True), name="one_current_code"
            ),
        )

    def __str__(self) -> str:
        return self.code


class IncidentProjection(Recorded):
    """What the live claims make of it, under a named policy: a cache, rebuilt at will."""

    MAY_CHANGE = ("policy", "value", "value_sha256", "suggestions", "act")

    incident = models.OneToOneField(
        Incident, primary_key=True, on_delete=models.CASCADE, related_name="projection"
    )
    policy = models.CharField(max_length=40)
    value = models.JSONField()
    value_sha256 = models.CharField(max_length=64)
    suggestions = models.JSONField(default=list)  # a grade per actor, in no public export
    act = models.ForeignKey("records.Act", on_delete=models.PROTECT)

    def __str__(self) -> str:
        return str(self.incident_id)


class PastProjection(Recorded):
    """What the claims made of an incident from act `begun` until `act` made it anew: written once, for ever."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="past_projections")
    policy = models.CharField(max_length=40)
    value = models.JSONField()
    value_sha256 = models.CharField(max_length=64)
    suggestions = models.JSONField(default=list)
    begun = models.ForeignKey("records.Act", on_delete=models.PROTECT, related_name="+")
    act = models.ForeignKey("records.Act", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("incident", "begun"), name="one_past_projection"),)

    def __str__(self) -> str:
        return f"{self.incident_id} until {self.act_id}"


class AssignmentRow(Recorded):
    """Whether an account belongs to an incident: versions, never erased; only the live one counts."""

    MAY_CHANGE = ("live",)

    account = models.ForeignKey(AccountRow, on_delete=models.PROTECT, related_name="assignments")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="assignments")
    version = models.IntegerField(default=1)
    probability = models.FloatField()
    decision = models.CharField(max_length=8)
    why = models.TextField()
    decided_by = models.CharField(max_length=200)
    features = models.JSONField(default=list)
    origin = models.CharField(max_length=240, blank=True, default="")
    origin_why = models.TextField(blank=True, default="")
    live = models.BooleanField(default=True)
    act = models.ForeignKey("records.Act", on_delete=models.PROTECT)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("account", "incident"), condition=models.Q(live=True), name="one_live_decision"
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=["joined", "queued", "rejected"]), name="assignment_decision"
            ),
            models.CheckConstraint(
                condition=models.Q(probability__gte=0) & models.Q(probability__lte=1), name="a_probability"
            ),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.decision} {self.incident_id}"
