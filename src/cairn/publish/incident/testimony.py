"""What the sources said of one incident: the matrix of claims by origin, and the reports with their words.

Enters: an index and an incident's id. Leaves: rows whose figures lead to their words (`#c-...`), and cards whose words
lead back to the row (`#at-A-killed`), on as many pages as they need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cairn.publish.rows.index import Index
from cairn.publish.rows.record import ClaimRow
from cairn.publish.rows.speakers import anchor as anchor
from cairn.publish.rows.speakers import who as who
from cairn.publish.wording.figures import day_words, range_html, span_words
from cairn.publish.wording.markup import Html, element, joined, text
from cairn.vocab.closed import COUNT_KINDS
from cairn.vocab.labels import between, label, say

from .parting import Parting, parting
from .weighing import IN, ends, reasons, standings
from .word_cards import ReportCard, anchored, cards_of, claims_of_reports, language_of

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
MOST_LISTED = 16
MOST_LETTERS = 160
_PRESUMED = ("", "unknown")


@dataclass(frozen=True, slots=True)
class Said:
    """One claim: what it says, where its words stand, and how it stands to the range (see `weighing`); at an end of the
    range also who says it, on which day, in which words, and whether these people are civilians by presumption."""

    html: Html
    href: str
    kind: str = ""
    end: str = ""
    note: str = ""
    who: str = ""
    day: str = ""
    words: str = ""
    language: str = ""
    presumed: str = ""


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One first-hand source: its letter, who carries it, and its cells in the order of COLUMNS."""

    letter: str
    who: Html
    cells: tuple[tuple[str, tuple[Said, ...]], ...]
    beside: tuple[Said, ...]
    wider: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A heading and the claims under it, each with the letter of its origin; `by_person` where a person set it."""

    words: str
    by_person: bool
    said: tuple[tuple[str, Said], ...]
    more: int  # how many are not listed here


@dataclass(frozen=True, slots=True)
class WordsPage:
    """What stands on one page: rows and cards, from those of the incident's own page on."""

    number: int
    file: str
    origins: tuple[OriginRow, ...]
    reports: tuple[ReportCard, ...]
    beside: bool
    wider: bool


@dataclass(frozen=True, slots=True)
class Testimony:
    """All that was said of an incident: by page, with the ends of the range and what entered none."""

    pages: tuple[WordsPage, ...]
    ends: tuple[Told, ...]
    out: tuple[Told, ...]

    @property
    def by_person(self) -> bool:
        """Whether a person set any end."""
        return any(e.by_person for e in self.ends)


def where_said(found: Index, incident_id: str, lang: str) -> dict[str, str]:
    """Where the words of each claim stand, by its id: file and place, from the incident's folder."""
    made = _Matrix(found, incident_id, lang)
    return {key: f"{made.parting.file(page)}#{name}" for key, (page, name) in made.places.items()}


def where_reports(said: Testimony) -> dict[str, str]:
    """Where the card of each report stands, by its id, from the incident's own page."""
    return {
        card.id: f"{page.file if page.number > 1 else ''}#r-{card.number}"
        for page in said.pages
        for card in page.reports
    }


class _Matrix:
    """The origins of one incident with their letters, and where each claim stands."""

    def __init__(self, found: Index, incident_id: str, lang: str) -> None:
        self.found, self.lang = found, lang
        self.standing = standings(found, incident_id)
        self.groups = origins_of(found, incident_id)
        self.letters = {key: _letter(n) for n, key in enumerate(self.groups)}
        self.origin = {id(c): key for key, claims in self.groups.items() for c in claims}
        told = claims_of_reports(found, incident_id)
        set_by = (key for key, claims in self.groups.items() if any(self._ends(c) for c in claims))
        self.parting = parting(found, self.groups, told, set_by)
        self.words = anchored(told)
        self.places: dict[str, tuple[int, str]] = {}
        for report_id, rows in self.words.items():
            for a in rows:
                self.places.setdefault(a.claim["id"], (self.parting.reports[report_id], a.name))

    def _ends(self, claim: ClaimRow) -> bool:
        return self.standing.get(claim["id"], IN).end in ("min", "max", "both")

    def said(self, claim: ClaimRow, seen_from: int, *, named: bool = False) -> Said:
        """One claim as a link to its words."""
        html = _claim(self.found, claim, self.lang)
        if named:
            html = Html(text(label(self.lang, "kind", claim.get("kind", ""))) + (": " + html if html else ""))
        page, name = self.places[claim["id"]]
        standing = self.standing.get(claim["id"], IN)
        end = "" if _column(claim) == "wider" else standing.end  # the heading of the column says it already
        note = (
            say(self.lang, f"end_{end}_{claim.get('kind')}" if end == "taken" else f"end_{end}")
            if end
            else ""
        )
        href = f"{self.parting.file(page, seen_from)}#{name}"
        return Said(html, href, claim.get("kind", ""), end, note)

    def cell(self, claims: Sequence[ClaimRow], page: int, *, named: bool = False) -> tuple[Said, ...]:
        """What is said, each thing once, that which sets the range first."""
        said: dict[tuple[Html, str], Said] = {}
        for claim in claims:
            one = self.said(claim, page, named=named)
            said.setdefault((one.html, one.end), one)
        order = sorted(said.values(), key=lambda s: s.end in ("", "out", "taken"))
        return tuple(order)[:MOST_IN_CELL]

    def row(self, key: str) -> OriginRow:
        """The row of an origin."""
        claims, page = self.groups[key], self.parting.origins[key]
        here = [c for c in claims if _column(c) != "wider"]
        first = sorted(claims, key=lambda c: not self._ends(c))  # who carries an end is never folded away
        names = list(dict.fromkeys(self.carrier(c) for c in first))
        more = [say(self.lang, "and_more", n=len(names) - 3)] if len(names) > 3 else []
        return OriginRow(
            letter=self.letters[key],
            who=joined(
                [*names[:3], *map(text, more)],
                between(self.lang),
            ),
            cells=tuple((k, self.cell([c for c in here if _column(c) == k], page)) for k in COLUMNS),
            beside=self.cell([c for c in here if _column(c) == "beside"], page, named=True),
            wider=self.cell([c for c in claims if _column(c) == "wider"], page, named=True),
        )

    def carrier(self, claim: ClaimRow) -> Html:
        """Who carries a voice, and what it is: a hospital is heard in its own words and in the papers that quote it."""
        report = self.found.reports.get(claim.get("report_id", ""))
        name = element("bdi", None, who(report, self.lang))
        if report is None or report.get("withheld") or not report.get("publisher"):
            return name
        kind = label(self.lang, "source", report.get("source_kind") or "unknown")
        return Html(f"{name} ({text(kind)})")

    def back(self, claim: ClaimRow, seen_from: int) -> str:
        """Where the words of a claim lead back to; a claim that has no cell leads nowhere."""
        key, column = self.origin.get(id(claim)), _column(claim)
        if key is None or not column:
            return ""
        return f"{self.parting.file(self.parting.origins[key], seen_from)}#at-{self.letters[key]}-{column}"

    def cards(self) -> list[ReportCard]:
        """Every card, its words leading back."""
        pages = self.parting.reports
        told = {
            key: [type(a)(a.claim, a.name, self.back(a.claim, pages[key])) for a in rows]
            for key, rows in self.words.items()
        }
        return cards_of(self.found, told, self.lang)

    def at_end(self, said: Said, claim: ClaimRow) -> Said:
        """The same with who says it, when, and in which words."""
        report = self.found.reports.get(claim.get("report_id", ""))
        return replace(
            said,
            who=who(report, self.lang),
            day=day_words(self.lang, report.get("published") if report else None),
            words=claim.get("quote", "")[:MOST_LETTERS],
            language=language_of(report),
            presumed=say(self.lang, "status_presumed") if claim.get("status", "") in _PRESUMED else "",
        )

    def told(self, words: str, ids: Sequence[str], *, by_person: bool = False, ends: bool = False) -> Told:
        """Claims by id as links from the incident's own page, each figure of an origin once."""
        said: dict[tuple[str, Html], tuple[str, Said]] = {}
        by_id = {c["id"]: (key, c) for key, claims in self.groups.items() for c in claims}
        for claim_id in ids:
            if claim_id in by_id:
                key, claim = by_id[claim_id]
                named = claim.get("kind") not in ("killed", "injured")
                one = self.said(claim, 1, named=named)
                one = self.at_end(one, claim) if ends else one
                said.setdefault((key, one.html), (self.letters[key], one))
        listed = tuple(said.values())
        return Told(words, by_person, listed[:MOST_LISTED], max(0, len(listed) - MOST_LISTED))


def all_said(found: Index, incident_id: str, lang: str) -> Testimony:
    """All that was said of one incident. Raises `KeyError` where the record does not hold it."""
    matrix = _Matrix(found, incident_id, lang)
    rows = {key: matrix.row(key) for key in matrix.groups}
    shown = matrix.cards()
    pages = tuple(_page(n, matrix.parting, rows, shown) for n in range(1, matrix.parting.pages + 1))
    counted = {
        c["id"]
        for c in found.claims.get(incident_id, ())
        if c.get("kind") in ("killed", "injured", "died_of_wounds")
    }
    out = {
        why: [i for i in ids if i in counted]
        for why, ids in reasons(found, matrix.standing, lang).items()
        if counted.intersection(ids)
    }
    return Testimony(
        pages,
        tuple(
            matrix.told(e.words, e.claims, by_person=e.by_person, ends=True)
            for e in ends(found, incident_id, lang)
        ),
        tuple(matrix.told(why, ids) for why, ids in out.items()),
    )


def pages_of(found: Index, incident_id: str) -> int:
    """How many pages the words of an incident take: the same in every language."""
    return _Matrix(found, incident_id, "en").parting.pages


def _page(
    number: int, parted: Parting, rows: Mapping[str, OriginRow], shown: Sequence[ReportCard]
) -> WordsPage:
    origins = tuple(row for key, row in rows.items() if parted.origins[key] == number)
    reports = tuple(card for card in shown if parted.reports[card.id] == number)
    return WordsPage(
        number,
        parted.file(number),
        origins,
        reports,
        any(o.beside for o in origins),
        any(o.wider for o in origins),
    )


def origins_of(found: Index, incident_id: str) -> dict[str, list[ClaimRow]]:
    """Origin -> its claims, the origins in the order in which they first spoke."""
    groups: dict[str, list[ClaimRow]] = {}
    for claim in sorted(
        found.claims.get(incident_id, []),
        key=lambda c: (_day(found, c), c.get("report_id", ""), c.get("start", 0), c["id"]),
    ):
        groups.setdefault(claim.get("origin_id") or f"report:{claim.get('report_id', '')}", []).append(claim)
    return groups


def _column(claim: ClaimRow) -> str:
    """The column in which a claim stands; "" for none."""
    kind, event = claim.get("kind", ""), claim.get("event", "this")
    if event in ("cumulative", "other"):
        return "wider" if kind in COUNT_KINDS else ""
    if event not in ("this", "update", ""):
        return ""
    return kind if kind in COLUMNS else "beside" if kind in BESIDE else ""


def _day(found: Index, claim: ClaimRow) -> str:
    report = found.reports.get(claim.get("report_id", ""))
    return (report.get("published") if report else None) or "9999"


def _letter(n: int) -> str:
    """A, B ... Z, AA: the same in both languages, as people cite them."""
    return (_letter(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)


def _claim(found: Index, claim: ClaimRow, lang: str) -> Html:
    """What one claim says, in few words."""
    kind, value = claim.get("kind", ""), claim.get("value", "")
    if kind in COUNT_KINDS:
        return _count(claim, lang)
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


def _count(claim: ClaimRow, lang: str) -> Html:
    figure = range_html(lang, claim.get("min"), claim.get("max"))
    asides = [label(lang, "group", g) for g in [claim.get("group", "all")] if g != "all"]
    asides += [
        label(lang, "status", s)
        for s in [claim.get("status", "")]
        if s == "contested" or (s == "belligerent" and claim.get("group") != "belligerents")
    ]
    aside = element("small", None, f" ({', '.join(asides)})") if asides else Html("")
    return Html(figure + aside)
