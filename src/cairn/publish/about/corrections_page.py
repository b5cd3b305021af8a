"""The page of corrections: what was public and is so no longer, what was taken out as counts, and sources that lowered
their own figure.

Enters: an index and a language. Leaves: finished words. Of what was taken out there is a count and nothing else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cairn.publish.incident.page import place_name
from cairn.publish.incident.testimony import where_said, who
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import ClaimRow, ReportRow
from cairn.publish.wording.figures import day_words, range_html
from cairn.publish.wording.markup import Html
from cairn.publish.wording.page_words import words

from .changes import Change, changes

KINDS = ("name", "report", "claim", "document", "entry", "media")
_COUNTED = ("killed", "injured")
MOST_LOWERED = 60


@dataclass(frozen=True, slots=True)
class Word:
    """One figure a source gave, in its words."""

    figure: Html
    day: str
    quote: str
    language: str
    href: str


@dataclass(frozen=True, slots=True)
class Lowered:
    """A source that gave a figure and later a lower one of the same incident."""

    title: str
    where: str
    href: str
    who: str
    said: tuple[Word, Word]


def corrections(found: Index) -> list[Change]:
    """Changes of what was public already, newest first."""
    return [change for change in changes(found) if change.corrects]


def withdrawn(found: Index, lang: str) -> str:
    """Whether any record was withdrawn, in words: of none that is said too, for whoever asks cannot see an absence."""
    n = sum(stone.get("was_public") is not False for stone in found.record.tombstones)
    return words(lang, "changes.withdrawn_n", n=n) if n else words(lang, "changes.withdrawn_none")


def taken_out(found: Index, lang: str) -> list[tuple[str, int]]:
    """What was taken out of view, by kind: how many, and nothing of what it was."""
    counts = {row["kind"]: row["count"] for row in found.record.taken_out}
    stones = len(found.record.tombstones)
    told = [(words(lang, f"corrections.{kind}"), counts[kind]) for kind in KINDS if counts.get(kind)]
    return [*told, (words(lang, "corrections.incident"), stones)] if stones else told


def lowered(found: Index, lang: str) -> list[Lowered]:
    """Sources with a name that lowered their own figure, the latest word first, `MOST_LOWERED` at most."""
    rows = [row for key in found.incidents for row in _of_incident(found, key)]
    rows.sort(key=lambda row: (row[0], row[1], row[2]["id"]), reverse=True)
    return [_view(found, key, first, last, lang) for _, key, first, last in rows[:MOST_LOWERED]]


def _of_incident(found: Index, key: str) -> Iterator[tuple[str, str, ClaimRow, ClaimRow]]:
    said: Mapping[tuple[str, str], dict[str, ClaimRow]] = defaultdict(dict)
    for claim in found.claims.get(key, []):
        report = found.reports.get(claim.get("report_id", ""))
        if report is None or not _is_plain(claim, report):
            continue
        held = said[report.get("publisher", ""), claim.get("kind", "")]
        best = held.get(report["id"])
        if best is None or _figure(claim) > _figure(best):
            held[report["id"]] = claim
    for of_reports in said.values():
        told = sorted(of_reports.values(), key=lambda c: (_day(found, c), c["id"]))
        last = told[-1]
        first = max(told[:-1], key=_figure, default=last)
        if _figure(first) > _figure(last) and _day(found, first) < _day(found, last):
            yield _day(found, last), key, first, last


def _is_plain(claim: ClaimRow, report: ReportRow) -> bool:
    """A quoted figure of all people of this event, by a source that is named."""
    return (
        claim.get("kind") in _COUNTED
        and claim.get("group", "all") == "all"
        and claim.get("event", "this") in ("this", "update", "")
        and claim.get("basis", "stated") in ("stated", "sum", "list")
        and bool(claim.get("quote") and report.get("publisher") and not report.get("withheld"))
        and _figure(claim) >= 0
    )


def _figure(claim: ClaimRow) -> int:
    high, low = claim.get("max"), claim.get("min")
    return high if high is not None else low if low is not None else -1


def _day(found: Index, claim: ClaimRow) -> str:
    report = found.reports.get(claim.get("report_id", ""))
    return (report.get("published") if report else "") or ""


def _view(found: Index, key: str, first: ClaimRow, last: ClaimRow, lang: str) -> Lowered:
    row, folder = found.incidents[key], f"incidents/{found.slugs[key]}"
    places = where_said(found, key, lang)
    one, two = (_word(found, c, f"{folder}/{places[c['id']]}", lang) for c in (first, last))
    name = who(found.reports.get(last.get("report_id", "")), lang)
    return Lowered(found.title(row), place_name(row, lang), f"{folder}/index.html", name, (one, two))


def _word(found: Index, claim: ClaimRow, href: str, lang: str) -> Word:
    report = found.reports.get(claim.get("report_id", ""), {"id": ""})
    return Word(
        range_html(lang, claim.get("min"), claim.get("max")),
        day_words(lang, report.get("published")),
        claim.get("quote", ""),
        report.get("language", ""),
        href,
    )


def plain_counts(found: Index) -> Sequence[Mapping[str, object]]:
    """The counts of what was taken out, for the twin."""
    return [dict(row) for row in found.record.taken_out]
