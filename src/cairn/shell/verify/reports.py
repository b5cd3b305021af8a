"""Reports against their versions, passages against their texts, codes and projections against themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Exists, F, Max, Min, OuterRef, QuerySet

from cairn.archive.findings import Finding, Findings
from cairn.archive.seal import row_hash
from cairn.errors import CairnError
from cairn.shell.records.models import (
    AccountRow,
    ClaimRow,
    Code,
    Incident,
    IncidentProjection,
    PastProjection,
    ReportRow,
    ReportVersion,
)
from cairn.shell.store.objects import Objects

SAME = ("source_id", "url", "author", "platform", "published_basis", "quality", "extra", "text_sha256")
"""Columns of a report that its latest version holds under the same name, spelled the same."""


def check_reports(objects: Objects, findings: Findings) -> None:
    """All of it."""
    _versions(findings)
    _passages(objects, findings)
    _codes(findings)
    _projections(findings)


def _versions(findings: Findings) -> None:
    """A report stands as its latest version says; the language may have been detected where none was given."""
    latest = ReportVersion.objects.filter(n=F("report__version"))
    columns = ("n", "row", "row_sha256", "capture_id", "capture_row")
    own = ("published", "language", "row_sha256", "capture_id", "capture_row", *SAME)
    rows = latest.order_by("report_id").values_list("report_id", *columns, *(f"report__{c}" for c in own))
    for key, n, row, sha, capture, line, published, language, *rest in rows.iterator(chunk_size=1000):
        stands: dict[str, Any] = dict(zip(own[2:], rest, strict=True))
        said = {"row_sha256": sha, "capture_id": capture, "capture_row": line}
        said |= {name: row.get(name) for name in SAME}
        other = [name for name, value in stands.items() if said[name] != value]
        other += ["published"] * (row.get("published") != _iso(published))
        other += ["language"] * (row.get("language") not in ("", language))
        if other:
            what = f"The report {key} is not as its version {n} says: {', '.join(other)}."
            findings.add(Finding("report-version", what, key, rests=(key,)))
    for key in ReportRow.objects.filter(~Exists(latest.filter(report=OuterRef("pk")))).values_list(
        "id", flat=True
    )[:1000]:
        what = f"The report {key} has no version of the number it stands at."
        findings.add(Finding("report-version", what, key, rests=(key,)))


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _passages(objects: Objects, findings: Findings) -> None:
    """Every account and claim lies within the text it points into. Each text is read once."""
    both = merge(_spans(ClaimRow.objects.all(), "text_sha256"), _spans(_read_since(), "report__text_sha256"))
    for sha, group in groupby(both, key=itemgetter(0)):
        spans = list(group)
        first, last = min(s[1] for s in spans), max(s[2] for s in spans)
        try:
            length = len(objects.text(sha))
        except (CairnError, UnicodeDecodeError):
            continue  # the object's own fault, which is told as such
        if first < 0 or last > length:
            what = f"What was read in the text {sha} goes from {first} to {last}, and the text has {length} signs."
            rests = ReportRow.objects.filter(text_sha256=sha).order_by("id").values_list("id", flat=True)[:20]
            findings.add(Finding("passage-outside", what, sha, rests=tuple(rests)))
    for model, name in ((ClaimRow, "claim"), (AccountRow, "account")):
        backwards = model._default_manager.filter(end__lt=F("start"))
        for key in backwards.values_list("pk", flat=True)[:1000]:
            findings.add(
                Finding("passage-outside", f"The {name} {key} ends before it begins.", f"{name} {key}")
            )


def _read_since() -> QuerySet[AccountRow]:
    """Accounts of reports that were read since they last changed."""
    return AccountRow.objects.filter(live=True).exclude(report__read_by="")


def _spans(rows: QuerySet[Any], text: str) -> Iterator[tuple[str, int, int]]:
    """Per text: its hash, the smallest start and the largest end of what points into it."""
    found = rows.order_by(text).values(text).annotate(first=Min("start"), last=Max("end"))
    return ((r[text], r["first"], r["last"]) for r in found.iterator(chunk_size=2000))


def _codes(findings: Findings) -> None:
    """Every incident goes by one current code."""
    current = Code.objects.filter(incident=OuterRef("pk"), current=True)
    for key in Incident.objects.filter(~Exists(current)).values_list("id", flat=True)[:1000]:
        findings.add(
            Finding(
                "code-missing", f"The incident {key} has no code by which it is known.", f"incident {key}"
            )
        )


def _projections(findings: Findings) -> None:
    """What a projection holds is what its own hash says, by which the next run sees whether it is still right."""
    columns = ("incident_id", "policy", "value", "suggestions", "value_sha256", "act__seq", "act__at")
    for rows in (IncidentProjection.objects.order_by("pk"), PastProjection.objects.order_by("pk")):
        for key, policy, value, suggestions, sha, seq, at in rows.values_list(*columns).iterator(500):
            if row_hash((policy, value, suggestions)) != sha:
                what = f"What was projected for {key} is not what its hash says."
                findings.add(Finding("projection-value", what, f"incident {key}", seq, at.isoformat()))
