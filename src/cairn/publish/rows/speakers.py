"""The source of a report as it may be named, and the place of a claim in a page."""

from __future__ import annotations

from cairn.vocab.labels import label, say

from .record import ClaimRow, ReportRow
from .slugs import anchored


def anchor(claim: ClaimRow) -> str:
    """The id of a claim's place in the page."""
    return f"c-{anchored(claim['id'])}"


def who(report: ReportRow | None, lang: str) -> str:
    """The source as it may be named: an organisation by its name, a person as a resident, withheld."""
    if report is None:
        return label(lang, "source", "unknown")
    kind = report.get("source_kind") or "unknown"
    if report.get("withheld"):
        return say(lang, "withheld_resident") if kind == "individual" else say(lang, "withheld_source")
    return report.get("publisher") or report.get("author") or label(lang, "source", kind)
