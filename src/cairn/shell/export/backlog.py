"""What waits for a person, month by month, and what was taken out of view: counts, and nothing of what they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Min

from cairn.shell.records.convert import moment_text
from cairn.shell.records.models import EntryLinkRow, Incident, Release, Withdrawal
from cairn.vocab.closed import State

from .incidents import Incidents

Row = dict[str, Any]


def backlog(best: Incidents, until: str) -> list[Row]:
    """One row a month, none left out, from the first allegation to `until` (an ISO moment). `best` holds every live
    incident: what was merged into another or withdrawn waits no more."""
    came = {str(key): at for key, at in Incident.objects.values_list("id", "act__at")}
    out = _first_releases()
    arrived: Counter[str] = Counter()
    released: Counter[str] = Counter()
    states: dict[State, Counter[str]] = {State.SUGGESTED: Counter(), State.SET: Counter()}
    for held in best.held:
        key = str(held.incident.id)
        month = _month(came[key])
        arrived[month] += 1
        if held.state is State.RELEASED:
            released[max(month, _month(out[key]))] += 1
        else:
            states[held.state][month] += 1
    if not arrived:
        return []
    rows, waiting = [], 0
    for month in _months(min(arrived), max([until[:7], *arrived, *released])):
        waiting += arrived[month] - released[month]
        counts = {"arrived": arrived[month], "released": released[month], "waiting": waiting}
        rows.append({"month": month, **counts, **{s.value: n[month] for s, n in states.items()}})
    return rows


def _first_releases() -> dict[str, datetime]:
    rows = Release.objects.filter(live=True).values_list("assessment__incident_id").annotate(at=Min("at"))
    return {str(key): at for key, at in rows}


def _month(at: datetime) -> str:
    return moment_text(at)[:7]


def _months(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:7])
    while f"{year:04d}-{month:02d}" <= last:
        yield f"{year:04d}-{month:02d}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def taken_out() -> list[Row]:
    """How many names, reports, claims, documents and entries were withdrawn. Incidents have tombstones of their own."""
    rows = Withdrawal.objects.filter(live=True).exclude(subject_kind="incident")
    counts = rows.values_list("subject_kind").annotate(n=Count("id")).order_by("subject_kind")
    return [{"kind": kind, "count": n} for kind, n in counts]


def link_acts() -> list[Row]:
    """When each link that a person accepted, and that stands, was made."""
    rows = EntryLinkRow.objects.filter(live=True, decision="accepted", incident__isnull=False)
    told = rows.order_by("entry_id", "incident_id").values_list("entry_id", "incident_id", "act__at")
    return [{"entry_id": e, "incident_id": str(i), "at": moment_text(at)} for e, i, at in told]
