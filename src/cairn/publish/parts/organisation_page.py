"""Organisations as sources: what each is, what its reports said of each incident, and whose words these were.

Enters: an index. Leaves: views of organisations alone. A person has no page, and nobody has a score (rule 4): counts
stand without an order of worth, and a party to the conflict is called one (rule 9).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cairn.publish.incident.page import place_name
from cairn.publish.incident.testimony import anchor
from cairn.publish.rows.index import Index, slugs
from cairn.publish.rows.record import ClaimRow, ReportRow
from cairn.publish.wording.figures import day_words, range_html, range_words, span_html
from cairn.publish.wording.markup import Html
from cairn.publish.wording.part_words import texts, words
from cairn.sources.kinds import party_of
from cairn.values import folded
from cairn.vocab.closed import SourceKind
from cairn.vocab.labels import between, label, say

_ORGANISATIONS = frozenset(kind.value for kind in SourceKind if kind.is_organisation)
_PLAIN = re.compile(r"[A-Za-z0-9 ._-]+")
_HERE = ("this", "update", "")


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation by the name it publishes under; `claims` by incident, each by day."""

    name: str
    slug: str
    reports: Sequence[ReportRow]
    claims: Mapping[str, Sequence[ClaimRow]]

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it is said to be, in the order of the kinds."""
        held = {r.get("source_kind") or "" for r in self.reports}
        return tuple(kind.value for kind in SourceKind if kind.value in held)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of its reports."""
        return tuple(sorted({r.get("language") or "unknown" for r in self.reports}))


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What it said of one incident: its own range of the killed and the door to its words, beside the incident's."""

    slug: str
    title: str
    when: Html
    place: str
    said: Html | None
    href: str
    killed: Html
    low: int | None
    high: int | None
    incident_id: str


@dataclass(frozen=True, slots=True)
class Revised:
    """Figures of the killed that it gave of one incident, in the order of its reports."""

    slug: str
    title: str
    figures: tuple[tuple[str, Html, str], ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """Incidents by whose words they are: its alone, told by it a day before others, or told by others by then."""

    alone: int
    first: int
    carried: int


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Everything the template sets down."""

    slug: str
    name: str
    kinds: str
    languages: str
    days: str
    reports: int
    party: str
    party_slug: str
    official: bool
    origins: Origins


def organisations(found: Index) -> list[Organisation]:
    """Every organisation that may be named and has a report under an incident of the record, A to Z."""
    by_name: dict[str, list[ReportRow]] = {}
    for key in sorted(found.reports):
        report = found.reports[key]
        name = report.get("publisher") or ""
        if name and not report.get("withheld") and report.get("source_kind") in _ORGANISATIONS:
            by_name.setdefault(name, []).append(report)
    of_report = {r["id"]: name for name, some in by_name.items() for r in some}
    claims: dict[str, dict[str, list[ClaimRow]]] = {}
    for incident, rows in found.claims.items():
        for claim in rows:
            who = of_report.get(claim.get("report_id", ""))
            if who and incident in found.incidents:
                claims.setdefault(who, {}).setdefault(incident, []).append(claim)
    files = slugs({name: _file(name) for name in by_name})
    there = [Organisation(n, files[n], by_name[n], claims[n]) for n in by_name if n in claims]
    return sorted(there, key=lambda one: (one.name.casefold(), one.slug))


def organisation_in(
    found: Index, name: str, slug: str, reports: Sequence[ReportRow] | None = None
) -> Organisation:
    """An organisation as far as a cut of a record knows it: its claims there, and its reports there or those given."""
    there = [found.reports[key] for key in sorted(found.reports) if _is_by(found.reports[key], name)]
    mine = {r["id"] for r in there}
    claims: dict[str, list[ClaimRow]] = {}
    for incident in found.incidents:
        if own := [c for c in found.claims.get(incident, ()) if c.get("report_id", "") in mine]:
            claims[incident] = own
    return Organisation(name, slug, there if reports is None else reports, claims)


def _is_by(report: ReportRow, name: str) -> bool:
    is_named = not report.get("withheld") and report.get("source_kind") in _ORGANISATIONS
    return is_named and report.get("publisher") == name


def organisation_page(found: Index, one: Organisation, lang: str) -> OrganisationPage:
    """The view of one in a language."""
    party = party_told(found, one)
    days = sorted(day for r in one.reports if (day := (r.get("published") or "")[:10]))
    comma = between(lang)
    return OrganisationPage(
        slug=one.slug,
        name=one.name,
        kinds=comma.join(label(lang, "source", kind) for kind in one.kinds),
        languages=comma.join(language_name(code, lang) for code in one.languages),
        days=_between(days, lang),
        reports=len(one.reports),
        party=found.name("actor", party, lang) if party else "",
        party_slug=found.actor_slugs.get(party, "") if party in found.actors(lang) else "",
        official=SourceKind.OFFICIAL.value in one.kinds,
        origins=origins(found, one),
    )


def party_told(found: Index, one: Organisation) -> str:
    """The actor whose voice it is: of the same name, or listed as such; empty where nothing says so."""
    own = folded(one.name)
    for actor, names in found.record.actors.items():
        if own in {folded(name) for name in names.values()}:
            return actor
    told = {party_of(one.name, r.get("url") or "") for r in one.reports} - {""}
    known = sorted(told & set(found.record.actors))
    return known[0] if len(known) == 1 else ""


def origins(found: Index, one: Organisation) -> Origins:
    """An incident counts once in each place where some of its words belong."""
    alone: set[str] = set()
    first: set[str] = set()
    carried: set[str] = set()
    mine = {r["id"] for r in one.reports}
    for incident, rows in one.claims.items():
        for origin in {c.get("origin_id") or "" for c in rows} - {""}:
            told = [c for c in found.claims[incident] if c.get("origin_id") == origin]
            others = [_day(found, c) for c in told if c.get("report_id") not in mine]
            own = [_day(found, c) for c in told if c.get("report_id") in mine]
            place = alone if not others else first if min(own) < min(others) else carried
            place.add(incident)
    return Origins(len(alone), len(first), len(carried))


def language_name(code: str, lang: str) -> str:
    """The name of a language in another; its code where there is no word for it."""
    return texts(lang)["language"].get(code) or code


def by_language(listed: Iterable[Organisation], lang: str) -> list[tuple[str, list[Organisation]]]:
    """Organisations under the name of each language in which they have a report, languages A to Z."""
    groups: dict[str, list[Organisation]] = {}
    for one in listed:
        for code in one.languages:
            groups.setdefault(code, []).append(one)
    named = [(language_name(code, lang), some) for code, some in groups.items()]
    return sorted(named, key=lambda group: group[0].casefold())


def said_of(found: Index, one: Organisation, incident: str, lang: str) -> SaidOf:
    """What it said of one incident. Raises `KeyError` where it said nothing of it."""
    row, rows = found.incidents[incident], one.claims[incident]
    counts = [c for c in _killed(rows) if _has_figure(c)]
    low, high = _ends(counts)
    return SaidOf(
        slug=found.slugs[incident],
        title=found.title(row),
        when=span_html(lang, row.get("date_start"), row.get("date_end")),
        place=place_name(row, lang),
        said=range_html(lang, low, high) if counts else None,
        href=f"incidents/{found.slugs[incident]}/index.html#{anchor((counts or list(rows))[0])}",
        killed=range_html(lang, row.get("killed_min"), row.get("killed_max")),
        low=low,
        high=high,
        incident_id=incident,
    )


def revised(found: Index, one: Organisation, incident: str, lang: str) -> Revised | None:
    """The figures of an incident where its reports give more than one, each with its first day; else None."""
    by_report: dict[tuple[str, str], list[ClaimRow]] = {}
    for claim in _killed(one.claims[incident]):
        if _has_figure(claim):
            by_report.setdefault((_day(found, claim), claim.get("report_id", "")), []).append(claim)
    told: list[tuple[str, Html, str]] = []
    before = ""
    for (day, _), rows in sorted(by_report.items()):
        low, high = _ends(rows)
        if (figure := range_words(lang, low, high)) != before:
            shown = day_words(lang, day) if day < "9999" else say(lang, "date_unknown")
            href = f"incidents/{found.slugs[incident]}/index.html#{anchor(rows[0])}"
            told.append((shown, range_html(lang, low, high), href))
        before = figure
    if len(told) < 2:
        return None
    return Revised(found.slugs[incident], found.title(found.incidents[incident]), tuple(told))


def _killed(rows: Iterable[ClaimRow]) -> list[ClaimRow]:
    """Its counts of all that were killed in this event."""
    return [
        c
        for c in rows
        if c.get("kind") == "killed"
        and c.get("group", "all") in ("all", "")
        and c.get("event", "this") in _HERE
    ]


def _has_figure(claim: ClaimRow) -> bool:
    return claim.get("min") is not None or claim.get("max") is not None


def _ends(rows: Iterable[ClaimRow]) -> tuple[int | None, int | None]:
    """The lowest and the highest that is given; an open end stays open."""
    lows, highs = [c.get("min") for c in rows], [c.get("max") for c in rows]
    known_low, known_high = [n for n in lows if n is not None], [n for n in highs if n is not None]
    return (min(known_low, default=None), max(known_high, default=None) if None not in highs else None)


def _day(found: Index, claim: ClaimRow) -> str:
    report = found.reports.get(claim.get("report_id", ""))
    return ((report.get("published") if report else None) or "9999")[:10]


def _between(days: Sequence[str], lang: str) -> str:
    if not days:
        return ""
    first, last = day_words(lang, days[0]), day_words(lang, days[-1])
    return first if first == last else words(lang, "part.whole_span", a=first, b=last)


def _file(name: str) -> str:
    """A name for an address; one that loses letters on the way carries a mark, so that it is the same for ever."""
    return (
        name
        if _PLAIN.fullmatch(name)
        else f"{name}-{hashlib.sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    )


def _mark(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
