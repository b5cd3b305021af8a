"""Why each account is in an incident, and which nearly were: a view for those who check the joining.

Rows of assignments enter, lines in the page's language leave. Shown in the preview alone: the public record
holds who belongs to an incident, and not how sure a machine was.
"""

from __future__ import annotations

from dataclasses import dataclass

from cairn.publish.rows.index import Index
from cairn.publish.rows.record import AssignmentRow
from cairn.publish.rows.speakers import who
from cairn.publish.wording.markup import Html
from cairn.publish.wording.reasons import Reason, Teller
from cairn.vocab.labels import say

_NEARLY = 12


@dataclass(frozen=True, slots=True)
class JoinView:
    """One account beside the incident: who said it, how sure the joining is (as a share of 100), why it is here, and
    where its words come from."""

    account: str
    who: str
    decision: str
    label: str
    sure: str
    by: str
    reason: Reason
    origin: Html


def joins(found: Index, incident_id: str, lang: str) -> tuple[JoinView, ...]:
    """The accounts that are in, the surest first, then those that nearly are; none where no reason is held."""
    rows = [row for row in found.assigned.get(incident_id, []) if row.get("why")]
    inside = [row for row in rows if row.get("decision") == "joined"]
    nearly = [row for row in rows if row.get("decision") == "queued"]
    teller = Teller(found, lang)
    return tuple(_view(found, row, lang, teller) for row in (*_surest(inside), *_surest(nearly)[:_NEARLY]))


def _surest(rows: list[AssignmentRow]) -> list[AssignmentRow]:
    return sorted(rows, key=lambda row: (-row.get("probability", 0.0), row["account_id"]))


def _view(found: Index, row: AssignmentRow, lang: str, teller: Teller) -> JoinView:
    by, origin = row.get("decided_by", "rule"), row.get("origin_why", "")
    return JoinView(
        account=row["account_id"],
        who=who(found.reports.get(row.get("report_id", "")), lang),
        decision=row.get("decision", ""),
        label=say(lang, "join_in" if row.get("decision") == "joined" else "join_nearly"),
        sure=say(lang, "join_sure", n=round(100 * row.get("probability", 0.0))),
        by=say(lang, "join_by_rule") if by == "rule" else by,
        reason=teller.joining(row),
        origin=teller.origin(origin) if origin else Html(""),
    )
