"""What `cairn search` looks in: a cache, made anew from the stored texts at will. Evidence of nothing, so in no seal."""

from __future__ import annotations

from django.db import models

from .source import ReportRow


class ComparedText(models.Model):
    """A report's text as one line of compared words. It fits while text and rules are the ones named here."""

    report = models.OneToOneField(
        ReportRow, primary_key=True, on_delete=models.CASCADE, related_name="compared"
    )
    text_sha256 = models.CharField(max_length=64)
    rules = models.CharField(max_length=64)
    line = models.TextField()

    def __str__(self) -> str:
        return str(self.report_id)
