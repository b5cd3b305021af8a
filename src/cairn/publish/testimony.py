"""What the sources said of one incident: the matrix of claims by origin, and each report with its words.

Enters: an index and an incident's id. Leaves: rows and cards whose figures lead to their words (`#c-...`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cairn.vocab.closed import COUNT_KINDS
from cairn.vocab.labels import label, say

from .figures import day_words, range_html, span_words
from .index import Index
from .marks import Mark, marked
from .markup import Html, element, joined, text
from .record import ClaimRow, ReportRow

COLUMNS = ("killed", "injured", "place", "date", "actor", "weapon")
BESIDE = (
    "missing",
    "trapped",
    "recovered",
    "died_of_wounds",
    "detained",
    "displaced",
    "denial",
    "concession",
    "status",
)
MOST_IN_CELL = 8
Anchored = tuple[ClaimRow, str]
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")


@dataclass(frozen=True, slots=True)
class Said:
    """One claim in a cell: what it says and where its words stand."""

    html: Html
    href: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One first-hand source: its letter, who carries it, and its cells in the order of COLUMNS."""

    letter: str
    who: str
    cells: tuple[tuple[str, tuple[Said, ...]], ...]
    beside: tuple[Said, ...]
    wider: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ReportCard:
    """One report as it may be shown. `words` is its text with marks, or the quotes alone, or empty."""

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


def anchor(claim: ClaimRow) -> str:
    """The id of a claim's place in the page."""
    return f"c-{claim['id']}"


def who(report: ReportRow | None, lang: str) -> str:
    """The source as it may be named: an organisation by its name, a person as a resident, withheld."""
    if report is None:
        return label(lang, "source", "unknown")
    kind = report.get("source_kind") or "unknown"
    if report.get("withheld"):
        return say(lang, "withheld_resident") if kind == "individual" else say(lang, "withheld_source")
    return report.get("publisher") or report.get("author") or label(lang, "source", kind)


def matrix(found: Index, incident_id: str, lang: str) -> list[OriginRow]:
    """One row per origin, in the order in which they first spoke."""
    claims = found.claims.get(incident_id, [])
    groups: dict[str, list[ClaimRow]] = {}
    for claim in sorted(
        claims, key=lambda c: (_day(found, c), c.get("report_id", ""), c.get("start", 0), c["id"])
    ):
        groups.setdefault(claim.get("origin_id") or f"report:{claim.get('report_id', '')}", []).append(claim)
    return [_origin_row(found, n, rows, lang) for n, rows in enumerate(groups.values())]


def cards(found: Index, incident_id: str, lang: str) -> list[ReportCard]:
    """The reports behind an incident, oldest first."""
    by_report: dict[str, list[ClaimRow]] = {}
    for claim in found.claims.get(incident_id, []):
        by_report.setdefault(claim.get("report_id", ""), []).append(claim)
    for report_id in found.joined.get(incident_id, []):
        by_report.setdefault(report_id, [])
    ordered = sorted(by_report, key=lambda r: (found.reports.get(r, {"id": r}).get("published") or "9999", r))
    taken: set[str] = set()
    return [
        _card(found, n, found.reports.get(r, {"id": r}), _anchored(by_report[r], n, taken), lang)
        for n, r in enumerate(ordered, 1)
    ]


def _anchored(claims: Sequence[ClaimRow], number: int, taken: set[str]) -> list[Anchored]:
    """Each claim with an id of its own in the page: a text that two reports carry holds the same claims."""
    found = []
    for claim in claims:
        name, n = anchor(claim), number
        while name in taken:
            name, n = f"{anchor(claim)}-{n}", n + 1
        taken.add(name)
        found.append((claim, name))
    return found


def _day(found: Index, claim: ClaimRow) -> str:
    report = found.reports.get(claim.get("report_id", ""))
    return (report.get("published") if report else None) or "9999"


def _origin_row(found: Index, n: int, claims: Sequence[ClaimRow], lang: str) -> OriginRow:
    here = [c for c in claims if c.get("event", "this") in ("this", "update", "")]
    wider = [c for c in claims if c.get("event") in ("cumulative", "other") and c.get("kind") in COUNT_KINDS]
    names = dict.fromkeys(who(found.reports.get(c.get("report_id", "")), lang) for c in claims)
    shown = list(names)[:3]
    more = say(lang, "and_more", n=len(names) - 3) if len(names) > 3 else ""
    return OriginRow(
        letter=_letter(n),
        who="، ".join([*shown, more] if more else shown)
        if lang == "ar"
        else ", ".join([*shown, more] if more else shown),
        cells=tuple((k, _cell(found, [c for c in here if c.get("kind") == k], lang)) for k in COLUMNS),
        beside=_cell(found, [c for c in here if c.get("kind") in BESIDE], lang, named=True),
        wider=_cell(found, wider, lang, named=True),
    )


def _letter(n: int) -> str:
    """A, B ... Z, AA: the same in both languages, as people cite them."""
    return (_letter(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)


def _cell(found: Index, claims: Sequence[ClaimRow], lang: str, *, named: bool = False) -> tuple[Said, ...]:
    said: dict[str, Said] = {}
    for claim in claims:
        html = _claim(found, claim, lang)
        if named:
            html = Html(text(label(lang, "kind", claim.get("kind", ""))) + (": " + html if html else ""))
        said.setdefault(html, Said(html, f"#{anchor(claim)}", claim.get("kind", "")))
    return tuple(said.values())[:MOST_IN_CELL]


def _claim(found: Index, claim: ClaimRow, lang: str) -> Html:
    """What one claim says, in few words."""
    kind, value = claim.get("kind", ""), claim.get("value", "")
    if kind in COUNT_KINDS:
        figure = range_html(lang, claim.get("min"), claim.get("max"))
        asides = [label(lang, "group", g) for g in [claim.get("group", "all")] if g != "all"]
        asides += [
            label(lang, "status", s)
            for s in [claim.get("status", "")]
            if s == "contested" or (s == "belligerent" and claim.get("group") != "belligerents")
        ]
        aside = element("small", None, f" ({', '.join(asides)})") if asides else Html("")
        return Html(figure + aside)
    if kind == "date" and value:
        start, _, end = value.partition("/")
        return text(span_words(lang, start, end or None))
    if kind in ("actor", "denial", "concession"):
        return text(found.name("actor", value, lang)) if value else text(say(lang, "words_withheld"))
    if kind in ("weapon", "platform", "cause") and value:
        return text(found.name("term", value, lang))
    words = value or claim.get("quote", "")
    return (
        element("bdi", None, words[:80])
        if words
        else element("span", {"class": "nofig"}, say(lang, "words_withheld"))
    )


def _card(found: Index, number: int, report: ReportRow, claims: Sequence[Anchored], lang: str) -> ReportCard:
    words = _words(found.record.texts.get(report["id"], ""), claims)
    language = report.get("language", "")
    return ReportCard(
        number=number,
        who=who(report, lang),
        kind=label(lang, "source", report.get("source_kind") or "unknown"),
        day=day_words(lang, report.get("published")),
        language=language if _LANGUAGE.fullmatch(language) else "",
        url=_web(report.get("url", "")),
        sha256=report.get("capture_sha256", ""),
        text_sha256=report.get("text_sha256", ""),
        words=words,
        withheld=not words,
        anchors=() if words else tuple(name for _, name in claims),
    )


def _web(url: str) -> str:
    """The address where it is one of the web; anything else is not made a link."""
    return url if url.startswith(("https://", "http://")) else ""


def _words(stored: str, claims: Sequence[Anchored]) -> Html:
    if stored:
        within = [("start" in c and "end" in c and c["end"] <= len(stored)) for c, _ in claims]
        marks = [
            Mark(c["start"], c["end"], name, c.get("kind", ""))
            for (c, name), fits in zip(claims, within, strict=True)
            if fits
        ]
        left = [name for (_, name), fits in zip(claims, within, strict=True) if not fits]
        return Html(marked(stored, marks) + joined([element("span", {"id": name}) for name in left]))
    quotes: dict[tuple[int, int, str], list[Anchored]] = {}
    for claim, name in claims:
        key = (claim.get("start", 0), claim.get("end", 0), claim.get("quote", ""))
        quotes.setdefault(key, []).append((claim, name))
    if not any(quote for _, _, quote in quotes):
        return Html("")
    parts = []
    for (_, _, quote), rows in sorted(quotes.items()):
        ids = joined([element("span", {"id": name}) for _, name in rows])
        kinds = " ".join(dict.fromkeys(f"k-{c.get('kind', '')}" for c, _ in rows))
        parts.append(Html(ids + (element("mark", {"class": kinds}, quote) if quote else "")))
    return joined(parts, '<span class="gap"> […] </span>')
