"""The reports behind an incident, each with its words marked: every claim has a place of its own.

Enters: an index and an incident's id. Leaves: cards, oldest first, whose marked words lead back to the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cairn.publish.rows.index import Index
from cairn.publish.rows.record import ClaimRow, ReportRow
from cairn.publish.rows.speakers import anchor, who
from cairn.publish.wording.figures import day_words
from cairn.publish.wording.markup import Html, element, joined, text
from cairn.vocab.labels import label

from .marks import Mark, leading_back, marked

Back = Callable[[ClaimRow], str]
"""Where the words of a claim lead back to; empty for nowhere."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class Anchored:
    """A claim, the id of its place in the page, and the address that its words lead back to."""

    claim: ClaimRow
    name: str
    back: str


@dataclass(frozen=True, slots=True)
class ReportCard:
    """One report as it may be shown. `words` is its text with marks, or the quotes alone, or empty: then `anchors` are
    the places of its claims and `back` where they are told."""

    id: str
    number: int
    who: str
    kind: str
    day: str
    language: str
    url: str
    sha256: str
    text_sha256: str
    words: Html
    withheld: bool
    anchors: tuple[str, ...]
    back: str


def claims_of_reports(found: Index, incident_id: str) -> dict[str, list[ClaimRow]]:
    """Report -> its claims, the reports oldest first; a report that was joined and claims nothing is there too."""
    by_report: dict[str, list[ClaimRow]] = {}
    for claim in found.claims.get(incident_id, []):
        by_report.setdefault(claim.get("report_id", ""), []).append(claim)
    for report_id in found.joined.get(incident_id, []):
        by_report.setdefault(report_id, [])
    ordered = sorted(by_report, key=lambda r: (found.reports.get(r, {"id": r}).get("published") or "9999", r))
    return {key: by_report[key] for key in ordered}


def anchored(told: dict[str, list[ClaimRow]], back: Back = lambda _: "") -> dict[str, list[Anchored]]:
    """Each claim with an id of its own: a text that two reports carry holds the same claims."""
    taken: set[str] = set()
    found: dict[str, list[Anchored]] = {}
    for number, (report_id, claims) in enumerate(told.items(), 1):
        found[report_id] = []
        for claim in claims:
            name, n = anchor(claim), number
            while name in taken:
                name, n = f"{anchor(claim)}-{n}", n + 1
            taken.add(name)
            found[report_id].append(Anchored(claim, name, back(claim)))
    return found


def cards(found: Index, incident_id: str, lang: str) -> list[ReportCard]:
    """The reports behind an incident, oldest first."""
    return cards_of(found, anchored(claims_of_reports(found, incident_id)), lang)


def cards_of(found: Index, told: dict[str, list[Anchored]], lang: str) -> list[ReportCard]:
    """A card for each report, numbered in their order."""
    return [
        _card(found, n, found.reports.get(key, {"id": key}), claims, lang)
        for n, (key, claims) in enumerate(told.items(), 1)
    ]


def _card(found: Index, number: int, report: ReportRow, claims: Sequence[Anchored], lang: str) -> ReportCard:
    words = _words(found.record.texts.get(report["id"], ""), claims)
    return ReportCard(
        id=report["id"],
        number=number,
        who=who(report, lang),
        kind=label(lang, "source", report.get("source_kind") or "unknown"),
        day=day_words(lang, report.get("published")),
        language=language_of(report),
        url=_web(report.get("url", "")),
        sha256=report.get("capture_sha256", ""),
        text_sha256=report.get("text_sha256", ""),
        words=words,
        withheld=not words,
        anchors=() if words else tuple(a.name for a in claims),
        back="" if words else next((a.back for a in claims if a.back), ""),
    )


def language_of(report: ReportRow | None) -> str:
    """The language of its words where it is told as one; else empty."""
    told = report.get("language", "") if report else ""
    return told if _LANGUAGE.fullmatch(told) else ""


def _web(url: str) -> str:
    """The address where it is one of the web; anything else is not made a link."""
    return url if url.startswith(("https://", "http://")) else ""


def _words(stored: str, claims: Sequence[Anchored]) -> Html:
    if not stored:
        return _quotes(claims)
    within = [("start" in a.claim and a.claim.get("end", 0) <= len(stored)) for a in claims]
    marks = [
        Mark(a.claim["start"], a.claim["end"], a.name, a.claim.get("kind", ""), a.back)
        for a, fits in zip(claims, within, strict=True)
        if fits
    ]
    left = [a.name for a, fits in zip(claims, within, strict=True) if not fits]
    return Html(marked(stored, marks) + joined([element("span", {"id": name}) for name in left]))


def _quotes(claims: Sequence[Anchored]) -> Html:
    quotes: dict[tuple[int, int, str], list[Anchored]] = {}
    for a in claims:
        key = (a.claim.get("start", 0), a.claim.get("end", 0), a.claim.get("quote", ""))
        quotes.setdefault(key, []).append(a)
    if not any(quote for _, _, quote in quotes):
        return Html("")
    parts = []
    for (_, _, quote), rows in sorted(quotes.items(), key=lambda q: q[0]):
        ids = joined([element("span", {"id": a.name}) for a in rows])
        kinds = " ".join(dict.fromkeys(f"k-{a.claim.get('kind', '')}" for a in rows))
        inside = leading_back(text(quote), next((a.back for a in rows if a.back), ""))
        parts.append(Html(ids + (element("mark", {"class": kinds}, inside) if quote else "")))
    return joined(parts, '<span class="gap"> […] </span>')
