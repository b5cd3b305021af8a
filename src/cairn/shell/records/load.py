"""Rows out of the database as the values the core works on. What was withdrawn is not among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from cairn.flow import landmarks, places_told
from cairn.incident.model import JoinedAccount
from cairn.incident.origins import Origins
from cairn.incident.overrides import OVERRIDABLE
from cairn.match.model import AccountFacts, Standing
from cairn.match.origins_links import media_hashes
from cairn.places.gazetteer import Gazetteer, shipped
from cairn.places.model import Place
from cairn.shell.store.objects import Objects
from cairn.sources.report import Report
from cairn.vocab.closed import SourceKind

from .convert import claim_of, place_of, reading_of
from .led import touched
from .models import (
    AccountRow,
    AssignmentRow,
    ClaimRow,
    Judgement,
    PlaceRow,
    ReportRow,
    Withdrawal,
)

FEW = 5_000
"""So many ids are named in one question to the database."""


def withdrawn(subject_kind: str) -> frozenset[str]:
    """Ids of this kind that have left every view."""
    rows = Withdrawal.objects.filter(subject_kind=subject_kind, live=True)
    return frozenset(rows.values_list("subject", flat=True))


def gazetteer() -> Gazetteer:
    """The gazetteer that ships with what this team brought."""
    own = tuple(place_of(row.value) for row in PlaceRow.objects.order_by("id"))
    return _with(own) if own else shipped()


@lru_cache(maxsize=1)
def _with(own: tuple[Place, ...]) -> Gazetteer:
    """Kept as it stands: each stage of a run asks for it, and names of all places are compared anew to make it."""
    return shipped().with_places(own)


def report(row: ReportRow, text: str) -> Report:
    """A report of its row and its stored text."""
    return Report(
        id=row.id,
        text=text,
        url=row.url,
        publisher=row.source.name,
        author=row.author,
        platform=row.platform,
        source_kind=SourceKind(row.source.kind),
        published=row.published,
        published_basis=row.published_basis,
        language=row.language,
        quality=row.quality,
        extra=row.extra,
    )


def account_facts(objects: Objects) -> list[AccountFacts]:
    """Every live account of a report that stands, for the joiner."""
    gone, claims = withdrawn("report"), claims_by_account()
    texts: dict[str, str] = {}
    found = []
    rows = AccountRow.objects.filter(live=True).select_related("report__source", "reading").order_by("id")
    for row in rows:
        if row.report_id in gone:
            continue
        sha = row.report.text_sha256
        if sha not in texts:
            texts[sha] = objects.text(sha)
        said = [claim_of(c) for c in claims.get(row.id, ())]
        found.append(
            AccountFacts(
                account_id=row.id,
                report_id=row.report_id,
                main=row.main,
                reading=reading_of(row.reading.value),
                text=texts[sha][row.start : row.end],
                source=row.report.source_id,
                source_name=row.report.source.name,
                url=row.report.url,
                published=row.report.published.date() if row.report.published else None,
                language=row.report.language,
                media=media_hashes(row.report.extra),
                places=places_told(said),
                landmarks=landmarks(said),
            )
        )
    return found


def standing() -> list[Standing]:
    """The incidents there are, with the live accounts joined to each by rule or person; those that a person
    touched are held."""
    members: dict[str, list[str]] = defaultdict(list)
    gone = withdrawn("report")
    rows = AssignmentRow.objects.filter(live=True, decision="joined", account__live=True).order_by(
        "account_id"
    )
    for incident, account, report_id in rows.values_list("incident_id", "account_id", "account__report_id"):
        if report_id not in gone:
            members[str(incident)].append(account)
    held = touched()
    return [Standing(i, tuple(accounts), held=i in held) for i, accounts in sorted(members.items())]


def in_parts(ids: Iterable[Any], size: int = FEW) -> Iterator[list[str]]:
    """Ids in their order, `size` at a time: so many are named in one question to the database."""
    known = sorted(map(str, ids))
    for start in range(0, len(known), size):
        yield known[start : start + size]


def claims_by_account(accounts: Iterable[str] | None = None) -> Mapping[str, list[ClaimRow]]:
    """Live claims by account, in the order they were read; claims withdrawn by a person are left out."""
    live, gone = ClaimRow.objects.filter(live=True), withdrawn("claim")
    asked = [live] if accounts is None else [live.filter(account_id__in=some) for some in in_parts(accounts)]
    found: dict[str, list[ClaimRow]] = defaultdict(list)
    for rows in asked:
        for row in rows.order_by("pk_id").iterator():
            if row.id not in gone:
                found[row.account_id].append(row)
    return found


def joined_accounts(incidents: Iterable[str] | None = None) -> dict[str, list[JoinedAccount]]:
    """Per incident, the accounts that count, with their live claims and their origin."""
    rows = AssignmentRow.objects.filter(decision="joined")
    return told_by(rows if incidents is None else rows.filter(incident_id__in=list(incidents)))


def joined_in_parts(size: int = 500) -> Iterator[dict[str, list[JoinedAccount]]]:
    """`joined_accounts` of all, `size` incidents at a time: those of a large record do not stand in memory at once."""
    rows = AssignmentRow.objects.filter(decision="joined", live=True, account__live=True)
    for some in in_parts(rows.order_by().values_list("incident_id", flat=True).distinct(), size):
        yield joined_accounts(some)


def told_by(rows: QuerySet[AssignmentRow]) -> dict[str, list[JoinedAccount]]:
    """Per incident, the accounts of those of these rows that stand, with their live claims and their origin."""
    rows = rows.filter(live=True, account__live=True)
    rows = rows.select_related("account__report__source", "account__reading").order_by(
        "incident_id", "account_id"
    )
    gone = withdrawn("report")
    standing_rows = [row for row in rows if row.account.report_id not in gone]
    accounts = {row.account_id for row in standing_rows}
    claims = claims_by_account(accounts)
    found: dict[str, list[JoinedAccount]] = defaultdict(list)
    for row in standing_rows:
        report_row = row.account.report
        found[str(row.incident_id)].append(
            JoinedAccount(
                account_id=row.account_id,
                report_id=report_row.id,
                origin_id=row.origin or row.account_id,
                source=report_row.source.name,
                source_kind=SourceKind(report_row.source.kind),
                party=report_row.source.party,
                published_iso=report_row.published.isoformat() if report_row.published else "",
                claims=tuple((c.id, claim_of(c)) for c in claims.get(row.account_id, ())),
                reading=reading_of(row.account.reading.value),
            )
        )
    return found


def overrides() -> dict[str, dict[str, object]]:
    """Per incident, the values persons have set, the later over the earlier."""
    found: dict[str, dict[str, object]] = defaultdict(dict)
    for row in Judgement.objects.filter(kind="set", live=True).order_by("id"):
        found[row.subject].update({k: v for k, v in row.value.items() if k in OVERRIDABLE})
    return found


SAID = "said"
"""The key under which an assessment keeps the claims it was set upon."""


def said_of(incident: str) -> dict[str, dict[str, str]]:
    """Account id -> claim id -> origin id, as they stand now: what a person sets an assessment upon."""
    accounts = joined_accounts([incident]).get(incident, [])
    origins = Origins(accounts)
    return {a.account_id: {i: origins.of_claim(a, c) for i, c in a.claims} for a in accounts}
