"""Answers to "why": of one account and one incident, and of an incident act by act."""

from __future__ import annotations

from typing import Any

from cairn.errors import NotFound
from cairn.shell.records import find
from cairn.shell.records.models import AssignmentRow, Incident
from cairn.shell.records.moment import Moment, standing_at
from cairn.shell.workspace import Workspace

from .control_ground import ground_json, ground_words
from .history import history
from .incidents import Incidents
from .record import names_of
from .sources import Said
from .suspicions import explained_suspicions, suspicion_words
from .waiting import Desk
from .words import ends_of

Answer = tuple[dict[str, Any], str]
_SHOWN = 20


def explain_assignment(account_name: str, incident_name: str) -> Answer:
    """Why this account is, is not, or may be in this incident. Raises `NotFound`."""
    account, incident = find.account(account_name), find.incident(incident_name)
    versions = list(
        AssignmentRow.objects.filter(account=account, incident=incident).order_by("version", "id")
    )
    nearly = (
        AssignmentRow.objects.filter(account=account, live=True)
        .exclude(incident=incident)
        .order_by("-probability")
    )
    if not versions:
        raise NotFound(
            "never-compared",
            "this account was never a candidate for this incident: too far apart in time or place, and no shared words",
            field="account",
            value=account.id,
            remedy="Join it by hand: `cairn judge INCIDENT --join ACCOUNT=yes`.",
        )
    code = find.code(incident.id)
    words = []
    for row in versions:
        standing = "" if row.live else ", superseded"
        words.append(
            f"{account.id} {row.decision} {code} (probability {row.probability:.2f}, by {row.decided_by}, "
            f"version {row.version}{standing}): {row.why}"
        )
        if row.live:
            words += [
                f"  {f['weight']:+.2f}  {f['sentence']} ({f['left']} | {f['right']})" for f in row.features
            ]
            words += [f"  origin: {row.origin}. {row.origin_why}".rstrip()]
    words += [
        f"nearly: {find.code(r.incident_id)} {r.decision} (probability {r.probability:.2f}): {r.why}"
        for r in nearly
    ]
    value = {
        "account": account.id,
        "incident": str(incident.id),
        "decisions": [_decision(r) for r in versions],
        "nearly": [_decision(r) for r in nearly],
    }
    return value, "\n".join(words)


def _decision(row: AssignmentRow) -> dict[str, Any]:
    return {
        "incident": str(row.incident_id),
        "decision": row.decision,
        "probability": round(row.probability, 3),
        "why": row.why,
        "by": row.decided_by,
        "version": row.version,
        "live": row.live,
        "act": row.act_id,
        "features": row.features,
    }


def explain_incident(ws: Workspace, name: str, then: Moment | None = None) -> Answer:
    """What an incident is held to be, which claims set each field, who is in it, and every act on it; at a
    past moment, what it was held to be then."""
    incident = find.incident(name)
    key = str(incident.id)
    incidents = Incidents(then=then)
    row = next((r for r in incidents.incidents() if r["id"] == key), None)
    if row is None:
        acts = _acts(key, then)
        told = [f"{find.code(incident.id)} is withdrawn or empty: it is in no view.", *map(_act_words, acts)]
        return {"incident": None, "acts": acts}, "\n".join(told)
    projection = next(h.projection for h in incidents.held if str(h.incident.id) == key)
    quotes = {c["id"]: f"{c['report_id']}[{c['start']}:{c['end']}] {c['quote']!r}" for c in Said(ws).claims()}
    grades = [a for a in incidents.attributions(names_of(ws)) if a["incident_id"] == key]
    acts = _acts(key, then)
    words = [
        f"{row['code']}  {row['state']}  {row['date_start'] or 'date unknown'}  {row['place_name'] or 'place unknown'}",
        f"killed {ends_of(row, 'killed')}, injured {ends_of(row, 'injured')}; "
        f"{row['origins']} origins in {row['reports']} reports",
    ]
    for name_, claims in sorted(projection.receipts.items()):
        words += [f"  {name_}: {quotes.get(c, c)}" for c in claims[:4]]
    for grade in grades:
        words.append(
            f"{grade['actor']}: {grade['grade'] or 'not set'}; suggested {grade['grade_suggested'] or 'none'}"
        )
        words += [f"  {line}" for line in grade["trace"]]
        words += [f"  {grade['would_change']}"] if grade["would_change"] else []
    members = _members(incident, then)
    words += _member_words(members, "joined", "here")
    words += _member_words(members, "queued", "nearly here")
    ground = ground_json(ws, row, then)
    words += ground_words(ground)
    may_be_one = None if then else explained_suspicions(Desk(ws, incidents), key)  # not looked at as of then
    words += suspicion_words(may_be_one or ())
    words += map(_act_words, acts)
    value = {"incident": row, "receipts": {k: list(v) for k, v in projection.receipts.items()},
             "attributions": grades, "acts": acts, "members": members,
             "suspected_duplicates": may_be_one, "ground": ground,
             "as_of": then.at if then else None}  # fmt: skip
    return value, "\n".join(words)


def _member_words(members: list[dict[str, Any]], decision: str, lead: str) -> list[str]:
    """The accounts with this decision, the surest first, each with its reason."""
    rows = sorted((m for m in members if m["decision"] == decision), key=lambda m: -m["probability"])
    words = [
        f"{lead}: {m['account']} (probability {m['probability']:.2f}, by {m['by']}): {m['why']}"
        for m in rows[:_SHOWN]
    ]
    return words + ([f"{lead}: {len(rows) - _SHOWN:,} more"] if len(rows) > _SHOWN else [])


def _act_words(row: dict[str, Any]) -> str:
    return f"act {row['act_id']}  {row['at']}  {row['act']} by {row['who']}: {row['why']}"


def _acts(incident: str, then: Moment | None) -> list[dict[str, Any]]:
    """The acts on an incident, up to a moment where one is given."""
    rows = [h for h in history(named=True) if h["incident_id"] == incident]
    return [h for h in rows if h["act_id"] <= then.act] if then else rows


def _members(incident: Incident, then: Moment | None) -> list[dict[str, Any]]:
    rows = standing_at(AssignmentRow.objects.filter(incident=incident), then).order_by("account_id")
    return [{"account": r.account_id, **_decision(r)} for r in rows]
