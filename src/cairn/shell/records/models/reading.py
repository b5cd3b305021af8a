"""What was read: accounts, their claims, and one reading each. Superseded rows stay, not live."""

from __future__ import annotations

from django.db import models

from .recorded import Recorded
from .source import ReportRow


class AccountRow(Recorded):
    """What one report says about one event. The id is `REPORT#N`, or `REPORT~VERSION#N` after a change."""

    MAY_CHANGE = ("main", "start", "end", "extractor", "live", "report_version")

    id = models.CharField(primary_key=True, max_length=240)
    report = models.ForeignKey(ReportRow, on_delete=models.PROTECT, related_name="accounts")
    report_version = models.IntegerField(default=1)
    n = models.IntegerField()
    main = models.BooleanField()
    start = models.IntegerField()
    end = models.IntegerField()
    extractor = models.CharField(max_length=80)
    live = models.BooleanField(default=True)

    class Meta:
        ordering = ("report_id", "n")

    def __str__(self) -> str:
        return self.id


class ClaimRow(Recorded):
    """One claim. The figures are the source's own, stored as written: no min <= max is demanded of others."""

    MAY_CHANGE = ("live",)

    pk_id = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=24, db_index=True)
    account = models.ForeignKey(AccountRow, on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=20)
    min = models.IntegerField(null=True)
    max = models.IntegerField(null=True)
    basis = models.CharField(max_length=10)
    group = models.CharField(max_length=16)
    status = models.CharField(max_length=12)
    event = models.CharField(max_length=12)
    scope = models.TextField(blank=True, default="")
    value = models.TextField(blank=True, default="")
    attributed_to = models.TextField(blank=True, default="")
    role = models.CharField(max_length=16, blank=True, default="")
    manner = models.CharField(max_length=16, blank=True, default="")
    part = models.CharField(max_length=16, blank=True, default="")
    start = models.IntegerField()
    end = models.IntegerField()
    confidence = models.FloatField()
    text_sha256 = models.CharField(max_length=64)
    extractor = models.CharField(max_length=80)
    live = models.BooleanField(default=True)
    by = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ("pk_id",)
        constraints = (models.UniqueConstraint(fields=("id", "account"), name="one_claim_per_account"),)

    def __str__(self) -> str:
        return self.id


class ReadingRow(Recorded):
    """An account's sum by the stated policy of the extractor. `value` is the core Reading as JSON."""

    MAY_CHANGE = ("harm", "decision", "value")

    account = models.OneToOneField(
        AccountRow, primary_key=True, on_delete=models.CASCADE, related_name="reading"
    )
    harm = models.BooleanField()
    decision = models.CharField(max_length=8)
    value = models.JSONField()

    def __str__(self) -> str:
        return str(self.account_id)
