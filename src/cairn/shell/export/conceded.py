"""What a party itself accepts in its own reports: entries beside incidents, never in their range.

Such an entry is an account by a source that is the party, in which it accepts the harm, joined to an incident. A report
that is kept as a party's document is read there, with its outcomes and reasons, and not a second time here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cairn.official.model import ACCEPTED, ALLEGATION, AUTO, Answered, EntryLink, Said
from cairn.publish.rows.official import entry_row, link_row
from cairn.shell.records import load
from cairn.shell.records.convert import reading_of
from cairn.shell.records.linked import RULE
from cairn.shell.records.load import SAID
from cairn.shell.records.models import Assessment, AssignmentRow, ClaimRow, OfficialDocument
from cairn.values import Passage
from cairn.vocab.closed import Outcome

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Concession:
    """An entry with its link to the incident that its account joined, and the text its passage points into."""

    entry: Answered
    link: EntryLink
    text_sha256: str


def conceded() -> tuple[list[Row], list[Row]]:
    """Rows of `official_entries` and of `entry_links`: one of each per concession that joined an incident."""
    found = concessions()
    return [dict(entry_row(f.entry, {})) for f in found], [dict(link_row(f.link)) for f in found]


def concessions() -> list[Concession]:
    """Every concession of a party in a report of its own that joined an incident."""
    upon = _set_upon()
    return [
        _concession(row, claim, row.decided_by != RULE or (str(row.incident_id), row.account_id) in upon)
        for row, claim in _joined()
    ]


def _set_upon() -> frozenset[tuple[str, str]]:
    """Incident and account, for each account that the assessment which stands was set upon by a person."""
    rows = Assessment.objects.filter(live=True).values_list("incident_id", "fields")
    return frozenset(
        (str(incident), account) for incident, fields in rows for account in fields.get(SAID, {})
    )


def _concession(row: AssignmentRow, claim: ClaimRow, seen: bool) -> Concession:
    """`seen` where a person put the account there, or set an assessment upon it: what a rule joined counts as auto."""
    reading, report = reading_of(row.account.reading.value), row.account.report
    key = "e" + hashlib.sha256(f"{row.account_id}\x1f{claim.value}".encode()).hexdigest()[:16]
    said = Said(
        day=report.published.date() if report.published else None,
        document_id=report.id,
        outcome=Outcome.CREDIBLE,
        killed=reading.killed,
        injured=reading.injured,
        passage=Passage(claim.start, claim.end),
    )
    entry = Answered(
        id=key,
        kind=ALLEGATION,
        actor=claim.value,
        document_id=report.id,
        day=reading.date,
        place=reading.place.name if reading.place else "",
        history=(said,),
    )
    decision = ACCEPTED if seen else AUTO
    link = EntryLink(
        key, str(row.incident_id), decision, killed=reading.killed, why=row.why, decided_by=row.decided_by
    )
    return Concession(entry, link, claim.text_sha256)


def _joined() -> Iterator[tuple[AssignmentRow, ClaimRow]]:
    gone, unsaid = load.withdrawn("report"), load.withdrawn("claim")
    official = OfficialDocument.objects.exclude(report=None).values_list("report_id", flat=True)
    texts = OfficialDocument.objects.exclude(text_sha256="").values_list("text_sha256", flat=True)
    claims = ClaimRow.objects.filter(kind="concession", live=True, event="this", account__live=True)
    claims = claims.exclude(account__report_id__in=official).exclude(text_sha256__in=texts)
    said: dict[tuple[str, str], ClaimRow] = {}
    for c in claims.exclude(value="").select_related("account__report__source").order_by("pk_id"):
        if (
            c.value == c.account.report.source.party
            and c.account.report_id not in gone
            and c.id not in unsaid
        ):
            said.setdefault((c.account_id, c.value), c)
    rows = AssignmentRow.objects.filter(
        live=True, decision="joined", account_id__in={account for account, _ in said}
    ).select_related("account__reading", "account__report")
    by_account: dict[str, list[AssignmentRow]] = {}
    for row in rows.order_by("account_id", "incident_id"):
        by_account.setdefault(row.account_id, []).append(row)
    for (account, _), claim in sorted(said.items()):
        for row in by_account.get(account, ()):
            yield row, claim
