"""Answers to "what was made of this report": how it was read, what it says, where each account went and why."""

from __future__ import annotations

from typing import Any

from cairn.errors import NotFound
from cairn.shell.records import find, load
from cairn.shell.records.convert import moment_text
from cairn.shell.records.models import AssignmentRow, ReportRow
from cairn.shell.workspace import Workspace

from .sources import Said
from .words import ends_of

Answer = tuple[dict[str, Any], str]
FIGURES = ("killed", "injured")


def explain_report(ws: Workspace, name: str) -> Answer:
    """Everything read of one report, refused ones too. Raises `NotFound` for what is none, or withdrawn."""
    row = ReportRow.objects.filter(id=name.partition("#")[0]).select_related("source").first()
    if row is None or row.id in load.withdrawn("report"):
        raise NotFound(
            "report-unknown",
            "no report goes by this name",
            field="report",
            value=name,
            remedy="Give the id it came in with; `cairn search WORDS` finds reports by what they say.",
        )
    said = Said(ws)
    readings = [r for r in said.readings() if r["report_id"] == row.id]
    claims = [c for c in said.claims() if c["report_id"] == row.id]
    rows = AssignmentRow.objects.filter(account__report=row, live=True).order_by("-probability")
    went = [
        {"account": a.account_id, "incident": find.code(a.incident_id), "decision": a.decision,
         "probability": round(a.probability, 3), "why": a.why, "by": a.decided_by, "origin_why": a.origin_why}
        for a in rows
    ]  # fmt: skip
    value = {
        "report": row.id,
        "source": row.source.name,
        "published": moment_text(row.published) if row.published else None,
        "language": row.language,
        "refused": row.refused or None,
        "read_to": row.read_to,
        "read_by": row.read_by,
        "accounts": readings,
        "claims": claims,
        "assignments": went,
    }
    return value, "\n".join(_words(value))


def _words(told: dict[str, Any]) -> list[str]:
    published = told["published"] or "at an unknown time"
    words = [
        f"{told['report']}  {told['source']}, published {published}, language {told['language'] or 'unknown'}"
    ]
    if told["refused"]:
        return [*words, f"not read: {told['refused']} (docs/errors.md says what that means)"]
    if told["read_to"] is not None:
        words.append(f"read to character {told['read_to']:,}: the rest of this long text was left")
    for reading in told["accounts"]:
        figures = ", ".join(f"{n} {ends_of(reading, n)}" for n in FIGURES)
        where = reading["place_name"] or "no place"
        words.append(
            f"{reading['account_id']}{' (main)' if reading['main'] else ''}: {figures}; "
            f"{reading['date_start'] or 'no day'}, {where}; by {', '.join(reading['belligerents']) or 'nobody named'}"
        )
        words.append(
            f"  confidence {reading['confidence']:.2f}, {reading['decision']}; figures by the policy {reading['policy']}"
        )
        mine = [c for c in told["claims"] if c["account_id"] == reading["account_id"]]
        words += [f"  {c['kind']} [{c['start']}:{c['end']}] {c['quote']!r}{_credited(c)}" for c in mine]
        went = [a for a in told["assignments"] if a["account"] == reading["account_id"]]
        words += [
            f"  {a['decision']} {a['incident']} (probability {a['probability']:.2f}, by {a['by']}): {a['why']}"
            for a in went
        ] or ["  in no incident: it tells of no event that could be joined, or waits for a day or a place"]
        words += [f"  origin: {a['origin_why']}" for a in went[:1] if a["origin_why"]]
    return words if told["accounts"] else [*words, "nothing that this reader counts is told in it"]


def _credited(claim: dict[str, Any]) -> str:
    return f", according to {claim['attributed_to']}" if claim["attributed_to"] else ""
