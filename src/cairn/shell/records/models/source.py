"""Who says it, and the bytes it came in."""

from __future__ import annotations

from django.db import models

from .recorded import Recorded


class Source(Recorded):
    """An outlet, agency, NGO, account holder or official body. `party` is an actor id where it fights."""

    MAY_CHANGE = ("name", "kind", "party")

    id = models.CharField(primary_key=True, max_length=64)
    name = models.TextField()
    kind = models.CharField(max_length=20)
    party = models.CharField(max_length=60, blank=True, default="")

    def __str__(self) -> str:
        return self.id


class Capture(Recorded):
    """Bytes as they arrived, kept under their SHA-256 in `objects/`."""

    sha256 = models.CharField(primary_key=True, max_length=64)
    size = models.BigIntegerField()
    name = models.TextField()
    how = models.CharField(max_length=80)
    taken = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class ReportRow(Recorded):
    """One item by a source, as it stands now; every earlier state is a `ReportVersion`.

    The text is an object of its own: `text_sha256` names it; passages count its Unicode code points.
    """

    MAY_CHANGE = (
        "source", "url", "author", "platform", "published", "published_basis", "language", "quality", "extra",
        "text_sha256", "capture", "capture_row", "version", "text_version", "row_sha256", "read_by", "refused",
        "read_to",
    )  # fmt: skip

    id = models.CharField(primary_key=True, max_length=200)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="reports")
    url = models.TextField(blank=True, default="")
    author = models.TextField(blank=True, default="")
    platform = models.TextField(blank=True, default="")
    published = models.DateTimeField(null=True)
    published_basis = models.CharField(max_length=30, blank=True, default="")
    language = models.TextField(blank=True, default="")
    quality = models.TextField(blank=True, default="")
    extra = models.JSONField(default=dict)
    text_sha256 = models.CharField(max_length=64, db_index=True)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="reports")
    capture_row = models.IntegerField()
    version = models.IntegerField(default=1)
    text_version = models.IntegerField(default=1)  # accounts are numbered within a text, not within a row
    row_sha256 = models.CharField(max_length=64)
    read_by = models.CharField(max_length=80, blank=True, default="")
    refused = models.CharField(max_length=40, blank=True, default="")
    read_to = models.IntegerField(null=True)  # where the reading of a very long text ends

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.id


class ReportVersion(Recorded):
    """How a report stood before it was replaced, or the first time it came."""

    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="versions")
    n = models.IntegerField()
    row = models.JSONField()
    row_sha256 = models.CharField(max_length=64)
    capture = models.ForeignKey(Capture, on_delete=models.PROTECT)
    capture_row = models.IntegerField()
    act = models.ForeignKey("records.Act", on_delete=models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("report", "n"), name="one_report_version"),)

    def __str__(self) -> str:
        return f"{self.report_id} v{self.n}"


class Rejected(Recorded):
    """A row that could not go in, verbatim, with what was wrong and what to do."""

    capture = models.ForeignKey(Capture, on_delete=models.PROTECT, related_name="rejected")
    page = models.CharField(max_length=31, blank=True, default="")  # of a workbook; a file of rows has none
    row = models.IntegerField()
    raw = models.TextField()
    code = models.CharField(max_length=60)
    field = models.TextField(blank=True, default="")
    value = models.TextField(blank=True, default="")
    message = models.TextField()
    remedy = models.TextField(blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("capture", "page", "row", "code"), name="one_rejection"),
        )

    def __str__(self) -> str:
        return f"{self.code} row {self.row}"


class PlaceRow(Recorded):
    """A place the team brought, beside the gazetteer that ships."""

    MAY_CHANGE = ("value", "version", "act")

    id = models.CharField(primary_key=True, max_length=300)
    value = models.JSONField()
    version = models.IntegerField(default=1)
    act = models.ForeignKey("records.Act", on_delete=models.PROTECT)

    def __str__(self) -> str:
        return self.id


class CoverageRow(Recorded):
    """How a period was monitored for an actor in a country: full, partial or none."""

    MAY_CHANGE = ("level", "act")

    actor = models.CharField(max_length=60)
    country = models.CharField(max_length=2)
    from_day = models.DateField()
    to_day = models.DateField()
    level = models.CharField(max_length=8)
    act = models.ForeignKey("records.Act", on_delete=models.PROTECT)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("actor", "country", "from_day", "to_day"), name="one_coverage"),
            models.CheckConstraint(
                condition=models.Q(to_day__gte=models.F("from_day")), name="coverage_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=["full", "partial", "none"]), name="coverage_level"
            ),
        )

    def __str__(self) -> str:
        return f"{self.actor} {self.country} {self.level}"
