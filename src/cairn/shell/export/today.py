"""What is new since a moment: what came, what moved, who fell silent. What `cairn today` tells (today_words.py).

Nothing here is kept or decided: it is the difference between the record as it stood then and as it stands now.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Max

from cairn.shell.records import find, load
from cairn.shell.records.models import AssignmentRow, ClaimRow, ReportRow
from cairn.shell.records.moment import Moment
from cairn.shell.workspace import Workspace
from cairn.sources.silence import gone_silent

from .incidents import Incidents
from .today_words import lines as lines
from .waiting import Desk, duplicate_rows, waiting_rows

Row = dict[str, Any]
FIGURES = ("killed", "injured")


def today(ws: Workspace, since: Moment, day: date) -> Row:
    """All that is new since a moment, and all that waits; `day` is today's, by which silence is told."""
    desk = Desk(ws)
    return {
        "since": since.at,
        "arrived": arrived(since),
        "moved": moved(since),
        "silent": silent(day),
        "duplicates": duplicate_rows(ws, desk),
        "waiting": waiting_rows(ws, desk),
    }


def arrived(since: Moment) -> Row:
    """Reports that came since, by source, and the accounts in them with where they went."""
    gone = load.withdrawn("report")
    reports = ReportRow.objects.filter(versions__act_id__gt=since.act, versions__n=1).select_related("source")
    told = {row.id: row.source.name for row in reports if row.id not in gone}
    joined = AssignmentRow.objects.filter(
        live=True, account__live=True, account__report_id__in=told
    ).select_related("account")
    accounts: list[Row] = [
        {
            "account": row.account_id,
            "source": told[row.account.report_id],
            "incident": find.code(row.incident_id),
            "decision": row.decision,
            "probability": round(row.probability, 3),
            "why": row.why,
        }
        for row in joined.order_by("account_id", "decision", "-probability")
        if row.decision != "rejected"
    ]
    return {
        "reports": len(told),
        "by_source": dict(Counter(told.values()).most_common()),
        "accounts": accounts,
    }


def moved(since: Moment) -> list[Row]:
    """Incidents that came, went, or whose figures rose or fell, largest change in the dead first.

    Compared is what the claims make of each incident, whether or not a person has set it: `state` says which.
    """
    before, now = Incidents("suggested", since), Incidents("suggested")
    states = {str(h.incident.id): h.state.value for h in Incidents().held}
    was = {str(h.incident.id): h.projection for h in before.held}
    rows: list[Row] = []
    for held in now.held:
        key, then = str(held.incident.id), was.pop(str(held.incident.id), None)
        changes = _changes(then, held.projection)
        if then is None or changes:
            rows.append(
                {
                    "incident": now.codes[key][0],
                    "change": "new" if then is None else "moved",
                    "state": states.get(key, "suggested"),
                    "place": _place(held.projection),
                    "date": str(held.projection.date.start) if held.projection.date else None,
                    "figures": changes,
                    "said_by": sorted(_new_receipts(then, held.projection)),
                }
            )
    rows += [
        {"incident": before.codes[key][0], "change": "gone", "state": "", "place": _place(p),
         "date": str(p.date.start) if p.date else None, "figures": {}, "said_by": []}
        for key, p in was.items()
    ]  # fmt: skip
    reports = _reports_of({i for row in rows for i in row["said_by"]})
    for row in rows:
        row["said_by"] = sorted({reports.get(i, i) for i in row["said_by"]})
    return sorted(rows, key=lambda r: (-_weight(r), r["change"], r["incident"]))


def silent(today: date) -> list[Row]:
    """Organisations and accounts that fell out of their rhythm of reports."""
    published: dict[str, set[date]] = defaultdict(set)
    rows = ReportRow.objects.values_list("source__name", "published")
    for name, at in rows.iterator(2000):
        if at is not None:
            published[name].add(at.astimezone(UTC).date())
    return [
        {"source": s.source, "last": s.last.isoformat(), "days": s.days, "usual_gap_days": s.usual_gap}
        for s in gone_silent(published, today)
    ]


def last_day() -> date | None:
    """The latest day on which anything in the record was published."""
    last: datetime | None = ReportRow.objects.aggregate(last=Max("published"))["last"]
    return last.astimezone(UTC).date() if last else None


def _changes(then: Any, now: Any) -> Row:
    """Figure -> [[lowest, highest] then, the same now], of the figures that are another."""
    found = {}
    for name in FIGURES:
        a = getattr(then.figures, name) if then else None
        b = getattr(now.figures, name)
        if (a is None and not b.is_unknown) or (a is not None and a != b):
            found[name] = [[a.min, a.max] if a else [None, None], [b.min, b.max]]
    return found


def _new_receipts(then: Any, now: Any) -> set[str]:
    """The claims behind the present figures that were not behind the former ones."""
    names = [f"{name}_{end}" for name in FIGURES for end in ("min", "max")]
    old = {i for n in names for i in (then.receipts.get(n, ()) if then else ())}
    return {i for n in names for i in now.receipts.get(n, ())} - old


def _reports_of(claims: set[str]) -> dict[str, str]:
    """Claim id -> the report that says it."""
    rows = ClaimRow.objects.filter(id__in=claims).values_list("id", "account__report_id")
    return {str(claim): str(report) for claim, report in rows}


def _place(projection: Any) -> str:
    return (projection.place.name_en or projection.place.name) if projection.place else ""


def _weight(row: Row) -> int:
    """How far the lowest number of dead moved; an unknown end counts as none."""
    then, now = row["figures"].get("killed", [[None, None], [None, None]])
    return abs(int(now[0] or 0) - int(then[0] or 0))
