"""Rows beside incidents: their released versions, first to last, what their range rests on, who wrote the summary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from cairn.shell.records.convert import moment_text, projection_of
from cairn.shell.records.load import withdrawn
from cairn.shell.records.models import Assessment, Release

from .incidents import Held, figures_of, when_where
from .masking import NameMask

Row = dict[str, Any]


def versions(shown: Collection[str], *, named: bool) -> Iterator[Row]:
    """One row per released version of the incidents in `shown`; one that was only set, or whose release was taken back,
    was or is not public. `named` says whether who set it and why may be shown in public."""
    mask = NameMask(withdrawn("name"))
    rows = Release.objects.filter(live=True, assessment__live=True)
    rows = rows.select_related("assessment__person").prefetch_related("assessment__attributions")
    wordings: dict[str, list[tuple[str, str]]] = {}
    for row in rows.order_by("assessment__incident_id", "assessment__n"):
        held = row.assessment
        key = str(held.incident_id)
        if key not in shown:
            continue
        told = wordings.setdefault(key, [])
        if not told or told[-1] != (held.summary_en, held.summary_ar):
            told.append((held.summary_en, held.summary_ar))
        yield {
            "incident_id": key,
            "version": held.n,
            "at": moment_text(row.at),
            "fields": mask.throughout(_fields(held.fields, len(told))),
            "grades": {a.actor: a.grade for a in held.attributions.all()},
            "who": held.person.name,
            "why": mask(held.why),
            "public": named,
        }


def _fields(kept: Row, wording: int) -> Row:
    """Figures, day and place as `IncidentRow` names them. Of the summary only which wording it was: one that was
    replaced is not kept in view."""
    held = projection_of(kept)
    return {
        **when_where(held),
        **figures_of(held),
        "harm_reported": held.harm_reported,
        "causes": list(held.causes),
        "weapons": list(held.weapons),
        "infrastructure": list(held.infrastructure),
        "reports": held.reports,
        "origins": len(held.origins),
        "wording": wording,
    }


def weighed(held: Iterable[Held]) -> Iterator[Row]:
    """Per incident the claims that set the ends of its range, and why others entered none."""
    for one in held:
        yield {
            "incident_id": str(one.incident.id),
            "receipts": {name: list(ids) for name, ids in one.projection.receipts.items()},
            "excluded": dict(one.projection.excluded),
        }


def summaries(held: Iterable[Held], *, named: bool) -> Iterator[Row]:
    """Who wrote the summary that is shown, by language, and in which it was written first.

    A summary is carried from one assessment into the next: its author is who first set these words. Where both
    languages came in one decision nobody can tell which was first.
    """
    mask = NameMask(withdrawn("name"))
    before: dict[str, list[Assessment]] = defaultdict(list)
    for row in Assessment.objects.filter(live=True).select_related("person").order_by("incident_id", "n"):
        before[str(row.incident_id)].append(row)
    for one in held:
        shown = one.assessment
        if shown is None or not (shown.summary_en or shown.summary_ar):
            continue
        told = [row for row in before[str(one.incident.id)] if row.n <= shown.n]
        first = {lang: _first(told, f"summary_{lang}") for lang in ("en", "ar")}
        set_in = {lang: row.n for lang, row in first.items() if row}
        earliest = [lang for lang, n in set_in.items() if n == min(set_in.values())]
        yield {
            "incident_id": str(one.incident.id),
            "first": earliest[0] if len(earliest) == 1 else "both",
            **{f"by_{lang}": mask(row.person.name) for lang, row in first.items() if row},
            "public": named,
        }


def _first(told: list[Assessment], name: str) -> Assessment | None:
    """The first of the assessments, without a break until the last, that hold the words of the last."""
    found: Assessment | None = None
    for row in reversed(told):
        if not getattr(row, name) or (found is not None and getattr(row, name) != getattr(found, name)):
            break
        found = row
    return found
