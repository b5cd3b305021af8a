"""The whole way from reports to a tally, in the order it happens. Read this first.

    sources -> archive -> extract -> incident + match -> assess -> tally -> publish

Each step below is one call into one stage; the stages hold the judgement, this file only the order. The
command line runs the same steps with the results kept in between (shell/acts/run.py); a notebook or a
test may run them all at once with `flow`. No step reads a clock, a file or a network.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cairn.archive import sha256_hex
from cairn.assess import suggest
from cairn.assess.model import Experience, Suggestion
from cairn.assess.precedents import shipped
from cairn.extract.model import LANDMARK, Account, Claim, Extraction
from cairn.extract.read import extract
from cairn.incident import project
from cairn.incident.model import JoinedAccount, Projection
from cairn.match import match
from cairn.match.model import AccountFacts, Matched
from cairn.match.origins_links import media_hashes
from cairn.places.gazetteer import Gazetteer
from cairn.sources.kinds import source_of
from cairn.sources.report import Report
from cairn.vocab.actors import Actor
from cairn.vocab.closed import AssignmentDecision, Event, Kind


@dataclass(frozen=True, slots=True)
class Read:
    """One report with what was read from it."""

    report: Report
    text_sha256: str
    extraction: Extraction


def read(report: Report, gazetteer: Gazetteer, actors: tuple[Actor, ...] = ()) -> Read:
    """Steps 1 to 3: a report's text, hashed, and the accounts and claims in it. `actors` are a team's own."""
    published = report.published.date() if report.published else None
    found = extract(report, gazetteer, published=published, captured=_captured(report), actors=actors)
    return Read(report, sha256_hex(report.text.encode()), found)


def _captured(report: Report) -> date | None:
    """The day on which whoever handed the report in saved it, where they say so: what it tells happened before."""
    try:
        return date.fromisoformat(str(report.extra.get("captured"))[:10])
    except ValueError:
        return None


def account_id(report_id: str, account: Account, version: int = 1) -> str:
    """`REPORT#N`; `REPORT~VERSION#N` once the report's row has changed."""
    return f"{report_id}#{account.n}" if version == 1 else f"{report_id}~{version}#{account.n}"


def facts(done: Read, account: Account, version: int = 1) -> AccountFacts:
    """What the joiner needs to know of one account."""
    report = done.report
    source = source_of(report)
    return AccountFacts(
        account_id=account_id(report.id, account, version),
        report_id=report.id,
        main=account.main,
        reading=account.reading,
        text=report.text[account.start : account.end],
        source=source.id,
        source_name=source.name,
        url=report.url,
        published=report.published.date() if report.published else None,
        language=done.extraction.language,
        media=media_hashes(report.extra),
        places=places_told(account.claims),
        landmarks=landmarks(account.claims),
    )


def places_told(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The places that an account tells of as places of this event, as written, each once; no landmarks."""
    told = (c for c in claims if c.kind is Kind.PLACE and c.event is Event.THIS and c.role != LANDMARK)
    return tuple(dict.fromkeys(c.value for c in told))


def landmarks(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The places that an account names to say where its event is not."""
    return tuple(dict.fromkeys(c.value for c in claims if c.kind is Kind.PLACE and c.role == LANDMARK))


def joined(done: Read, account: Account, origin: str) -> JoinedAccount:
    """What the projection needs to know of one account that counts."""
    source = source_of(done.report)
    return JoinedAccount(
        account_id=account_id(done.report.id, account),
        report_id=done.report.id,
        origin_id=origin,
        source=source.name,
        source_kind=source.kind,
        party=source.party,
        published_iso=done.report.published.isoformat() if done.report.published else "",
        claims=tuple((claim.id_in(done.text_sha256), claim) for claim in account.claims),
        reading=account.reading,
    )


@dataclass(frozen=True, slots=True)
class Record:
    """Everything `flow` finds: readings, who joined what, and per incident its projection and grades."""

    reads: tuple[Read, ...]
    matched: Matched
    projections: Mapping[str, Projection]
    suggestions: Mapping[str, tuple[Suggestion, ...]]


def flow(reports: Iterable[Report], gazetteer: Gazetteer) -> Record:
    """Reports in, incidents with suggested grades out; nothing is kept."""
    reads = tuple(read(report, gazetteer) for report in reports)
    by_id = {account_id(r.report.id, a): (r, a) for r in reads for a in r.extraction.accounts}
    matched = match([facts(r, a) for r, a in by_id.values()])
    members: dict[str, list[JoinedAccount]] = {}
    for assignment in matched.assignments:
        if assignment.decision is AssignmentDecision.JOINED:
            r, a = by_id[assignment.account_id]
            members.setdefault(assignment.incident_id, []).append(
                joined(r, a, matched.origins[assignment.account_id])
            )
    projections = {incident: project(accounts) for incident, accounts in members.items()}
    suggestions = {
        incident: _grades(projections[incident], accounts) for incident, accounts in members.items()
    }
    return Record(reads, matched, projections, suggestions)


def _grades(projection: Projection, accounts: Sequence[JoinedAccount]) -> tuple[Suggestion, ...]:
    return suggest(projection, accounts, experience=Experience(books=(shipped(),)))
