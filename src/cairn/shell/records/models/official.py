"""What a party says of itself: its documents, the allegations and strikes in them, and the incidents they speak of."""

from __future__ import annotations

from django.db import models

from .incident import Incident
from .recorded import Recorded
from .register import RegisterEntry
from .source import Capture, ReportRow


class OfficialDocument(Recorded):
    """One release, bulletin, strike report or single statement of a party; or a sheet of them that somebody made.

    The text is an object of its own (`text_sha256`); a sheet has none. `figures` are the sums a bulletin gives, each
    with its passage. `report` where the document is also a report of this record.
    """

    MAY_CHANGE = (
        "published",
        "url",
        "title",
        "figures",
        "text_sha256",
        "capture",
        "capture_row",
        "version",
        "report",
    )

    id = models.CharField(primary_key=True, max_length=240)
    actor = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)  # release, strikes, statement, sheet
    title = models.TextField(blank=True, default="")
    url = models.TextField(blank=True, default="")
    published = models.DateField(null=True)
    text_sha256 = models.CharField(max_length=64, blank=True, default="")
    figures = models.JSONField(default=dict)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="+")
    capture_row = models.IntegerField(default=0)
    report = models.ForeignKey(ReportRow, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=["release", "strikes", "statement", "sheet"]),
                name="document_kind",
            ),
        )

    def __str__(self) -> str:
        return self.id


class OfficialEntry(Recorded):
    """The identity of one allegation a party answers, or one strike it declares; `value` is what it tells of it.

    `cells` is a sheet's row as written, as JSON text; empty for what is read from words.
    """

    MAY_CHANGE = ("value", "cells", "capture_row", "version", "live")

    id = models.CharField(primary_key=True, max_length=240)
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)  # allegation, strike
    actor = models.CharField(max_length=60)
    value = models.JSONField(default=dict)
    cells = models.TextField(blank=True, default="")
    capture_row = models.IntegerField(default=0)
    version = models.IntegerField(default=1)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("kind", "live")),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=["allegation", "strike"]), name="official_entry_kind"
            ),
        )

    def __str__(self) -> str:
        return self.id


class OfficialOutcome(Recorded):
    """What a party said of an entry on a day: written once; a later word is a row of its own."""

    MAY_CHANGE = ("live",)

    entry = models.ForeignKey(OfficialEntry, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(OfficialDocument, on_delete=models.PROTECT, related_name="+")
    n = models.IntegerField()  # among those of its entry, as they came in
    day = models.DateField(null=True)
    value = models.JSONField(default=dict)  # outcome, reason, killed, injured, start, end, coded
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ("entry_id", "n")
        constraints = (models.UniqueConstraint(fields=("entry", "n"), name="one_outcome_of_a_number"),)

    def __str__(self) -> str:
        return f"{self.entry_id} {self.day}"


class EntryLinkRow(Recorded):
    """That an entry speaks, or may speak, of an incident, ours or a register's: versions, never erased."""

    MAY_CHANGE = ("live",)

    entry = models.ForeignKey(OfficialEntry, on_delete=models.PROTECT, related_name="+")
    incident = models.ForeignKey(Incident, null=True, on_delete=models.PROTECT, related_name="+")
    register_entry = models.ForeignKey(RegisterEntry, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.IntegerField(default=1)
    decision = models.CharField(max_length=8)
    score = models.FloatField(default=0.0)
    rank = models.IntegerField(default=0)
    killed_min = models.IntegerField(null=True)
    killed_max = models.IntegerField(null=True)
    why = models.TextField(blank=True, default="")
    decided_by = models.CharField(max_length=200)
    live = models.BooleanField(default=True)
    act = models.ForeignKey("records.Act", on_delete=models.PROTECT)

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("entry", "incident"), condition=models.Q(live=True), name="one_live_link"
            ),
            models.UniqueConstraint(
                fields=("entry", "register_entry"),
                condition=models.Q(live=True),
                name="one_live_register_link",
            ),
            models.CheckConstraint(
                condition=models.Q(incident__isnull=True) ^ models.Q(register_entry__isnull=True),
                name="link_to_one_incident",
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=["auto", "offered", "accepted", "rejected"]),
                name="link_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(killed_min__isnull=True)
                | models.Q(killed_max__isnull=True)
                | models.Q(killed_min__lte=models.F("killed_max")),
                name="allocation_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} {self.decision}"


class Referral(Recorded):
    """A package that was sent to a party about an incident: its bytes are an object, written once."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=60)
    n = models.IntegerField()  # the incident's first, second, ... package to this party
    day = models.DateField()
    package_sha256 = models.CharField(max_length=64)
    act = models.ForeignKey("records.Act", on_delete=models.PROTECT)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("incident", "actor", "n"), name="one_referral"),)

    def __str__(self) -> str:
        return f"{self.incident_id} {self.actor} {self.n}"


class ReferralReply(Recorded):
    """What the party answered, or that it sent a receipt: `text_sha256` names the words."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    n = models.IntegerField()
    day = models.DateField()
    text_sha256 = models.CharField(max_length=64)
    act = models.ForeignKey("records.Act", on_delete=models.PROTECT)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("referral", "n"), name="one_referral_reply"),)

    def __str__(self) -> str:
        return f"{self.referral_id} {self.n}"
