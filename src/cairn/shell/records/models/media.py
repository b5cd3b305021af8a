"""Pictures and films of reports: kept as they came, told in words by a person, let out by a second."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .act import Person
from .incident import Incident
from .recorded import Recorded
from .source import Capture, ReportRow


class Media(Recorded):
    """A picture or film of a report. Its bytes are the capture; `form` is what they are, whatever it was called."""

    id = models.CharField(primary_key=True, max_length=24)
    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="media")
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="media")
    kind = models.CharField(max_length=8)
    form = models.CharField(max_length=8)
    width = models.IntegerField(null=True)
    height = models.IntegerField(null=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=("report", "capture"), name="one_media_per_report"),)

    def __str__(self) -> str:
        return self.id


class MediaTelling(Recorded):
    """A person's `n`th words on what is to be seen, of which incident, and what to warn of: a proposal to show it."""

    MAY_CHANGE = ("live",)

    media = models.ForeignKey(Media, on_delete=models.PROTECT, related_name="tellings")
    n = models.IntegerField()
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.TextField()
    told_en = models.TextField(blank=True, default="")
    told_ar = models.TextField(blank=True, default="")
    warning = models.CharField(max_length=12)
    act = models.ForeignKey("records.Act", on_delete=models.PROTECT)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ("media_id", "n")
        constraints = (models.UniqueConstraint(fields=("media", "n"), name="one_media_telling"),)

    def __str__(self) -> str:
        return f"{self.media_id} v{self.n}"


class MediaRelease(Recorded):
    """A second person lets it be shown under these words. `copy_sha256` names the copy that goes out: the same picture
    without what a camera wrote into it; empty for a film, which is told of and not shown. The approver is never the
    proposer: the database holds that."""

    MAY_CHANGE = ("live",)

    telling = models.OneToOneField(MediaTelling, on_delete=models.PROTECT, related_name="release")
    proposer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    approver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.TextField()
    copy_sha256 = models.CharField(max_length=64)
    form = models.CharField(max_length=8)
    act = models.ForeignKey("records.Act", on_delete=models.PROTECT)
    live = models.BooleanField(default=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(proposer=F("approver")), name="shown_by_a_second_person"),
        )

    def __str__(self) -> str:
        return f"release of {self.telling_id}"
