"""The page of one document of a party: its text with each entry marked, its entries, its sums with any finding.

Enters: an index, a document's id, a language. Leaves: a `DocumentPage`. A sum that does not hold is shown as stated
and as reckoned, and never corrected (R7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cairn.official import Bulletin, Finding, chain, checked
from cairn.official.bulletins import NEEDED
from cairn.official.model import STRIKE
from cairn.publish.incident.marks import Mark, marked
from cairn.publish.rows.index import COUNTING, Index
from cairn.publish.rows.official import OfficialDocumentRow, OfficialEntryRow
from cairn.publish.wording.entry_words import accepts_html, day_told, outcome_words, title_of
from cairn.publish.wording.figures import day_words
from cairn.publish.wording.markup import Html, element, joined
from cairn.vocab.labels import label, say, sections

from .entry_page import document_name, mark_id

SHOWN_WHOLE = 60_000
"""A document of a party is a public statement: it is shown whole up to this many characters."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """An incident that an entry is taken to speak of."""

    title: str
    slug: str
    machine: bool


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry in a list. `anchor` leads to its words in the same page, empty where it has none there."""

    n: int
    title: str
    slug: str
    day: str
    place: str
    outcome: str
    accepts: Html
    anchor: str
    incidents: tuple[Spoken, ...]
    offered: int


@dataclass(frozen=True, slots=True)
class CountLine:
    """One figure of a bulletin: its name, what it says, where it stands in the text."""

    label: str
    value: int
    anchor: str


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A sum of the party's that does not hold, and how far apart the two figures are told to be."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything the template sets down. `words` is empty for a sheet, which has none."""

    id: str
    slug: str
    title: str
    actor: str
    kind: str
    day: str
    url: str
    text_sha256: str
    capture_sha256: str
    words: Html
    whole: bool
    counts: tuple[CountLine, ...]
    findings: tuple[FindingLine, ...]
    sums_checked: bool


def document_page(
    found: Index, document_id: str, lang: str, findings: Mapping[str, list[Finding]]
) -> DocumentPage:
    """The page of one document. `findings` are those of all bulletins, by document. Raises `KeyError`."""
    row = found.documents[document_id]
    url = row.get("url") or ""
    wrong = findings.get(document_id, [])
    return DocumentPage(
        id=document_id,
        slug=found.document_slugs[document_id],
        title=document_name(found, document_id, lang),
        actor=found.name("actor", row.get("actor", ""), lang),
        kind=label(lang, "document", row.get("kind") or "statement"),
        day=day_words(lang, row.get("published")),
        url=url if url.startswith(("https://", "http://")) else "",
        text_sha256=row.get("text_sha256", ""),
        capture_sha256=row.get("capture_sha256", ""),
        words=_words(found, row),
        whole=document_id in found.record.official_texts,
        counts=tuple(_counts(row, lang)),
        findings=tuple(_finding(f, lang) for f in wrong),
        sums_checked=not wrong and any(parts <= row.get("figures", {}).keys() for parts in NEEDED.values()),
    )


def entry_line(found: Index, row: OfficialEntryRow, lang: str, document_id: str = "") -> EntryLine:
    """One entry in a list, or in the page of a document."""
    links = found.links_of.get(row["id"], ())
    here = [
        n
        for n, s in enumerate(row.get("history", ()))
        if s.get("quote") and s.get("document_id") == document_id
    ]
    counting = [x for x in links if x.get("decision") in COUNTING]
    return EntryLine(
        n=_number(found, row),
        title=title_of(found, row, lang),
        slug=found.entry_slugs[row["id"]],
        day=day_told(row, lang),
        place=row.get("place_text") or say(lang, "place_not_told"),
        outcome=label(lang, "kind_of_entry", STRIKE)
        if row.get("kind") == STRIKE
        else outcome_words(row, lang),
        accepts=accepts_html(row, lang),
        anchor=mark_id(found, row["id"], here[0]) if here else "",
        incidents=tuple(
            Spoken(
                found.title(found.incidents[x["incident_id"]]),
                found.slugs[x["incident_id"]],
                x.get("decision") != "accepted",
            )
            for x in counting
            if x.get("incident_id") in found.incidents
        ),
        offered=sum(
            x.get("decision") == "offered" and x.get("incident_id") in found.incidents for x in links
        ),
    )


def _number(found: Index, row: OfficialEntryRow) -> int:
    """Which entry of its first document it is, counted from one."""
    rows = found.entries_in.get(row.get("document_id", ""), [])
    return next((n for n, e in enumerate(rows, 1) if e["id"] == row["id"]), 1)


def _passages(found: Index, row: OfficialDocumentRow) -> Iterator[tuple[Mark, str]]:
    """Everything marked in the document's text, with its words."""
    for entry in found.entries_in.get(row["id"], ()):
        for n, said in enumerate(entry.get("history", ())):
            if said.get("document_id") == row["id"] and said.get("quote"):
                yield Mark(said["start"], said["end"], mark_id(found, entry["id"], n), "entry"), said["quote"]
    for name, count in row.get("figures", {}).items():
        if count.get("quote"):
            yield Mark(count["start"], count["end"], f"b-{name}", "count"), count["quote"]


def _words(found: Index, row: OfficialDocumentRow) -> Html:
    """The text with its marks; where only quotes are at hand, those, each once, with gaps between them."""
    text = found.record.official_texts.get(row["id"], "")
    passages = sorted(_passages(found, row), key=lambda p: (p[0].start, -p[0].end, p[0].anchor))
    if text:
        return marked(text, [m for m, _ in passages], whole=SHOWN_WHOLE)
    parts: list[Html] = []
    end = -1
    for mark, quote in passages:
        if mark.end <= end:  # inside the one before, whose words hold it
            parts[-1] = Html(element("span", {"id": mark.anchor}) + parts[-1])
            continue
        parts.append(element("mark", {"id": mark.anchor, "class": f"k-{mark.kind}"}, quote))
        end = mark.end
    return joined(parts, '\n<span class="gap">[…]</span>\n')


def _counts(row: OfficialDocumentRow, lang: str) -> Iterator[CountLine]:
    told = row.get("figures", {})
    for name in sections(lang)["bulletin"]:
        if name in told:
            yield CountLine(
                label(lang, "bulletin", name),
                told[name]["value"],
                f"b-{name}" if told[name].get("quote") else "",
            )


def _finding(finding: Finding, lang: str) -> FindingLine:
    sentence = "sums_gap" if finding.rule == "gap" else "sums_stated"
    words = say(
        lang,
        sentence,
        stated=finding.stated,
        reckoned=finding.reckoned,
        words=finding.words.replace("-", "\u2212"),
    )
    return FindingLine(label(lang, "sum", finding.rule), words)


def findings(found: Index) -> dict[str, list[Finding]]:
    """What does not hold in the parties' bulletins, by document: within each, and from each to the next."""
    wrong: dict[str, list[Finding]] = {}
    by_actor: dict[str, list[tuple[str, Bulletin]]] = {}
    for key, row in found.documents.items():
        bulletin = _bulletin(row)
        if bulletin:
            wrong.setdefault(key, []).extend(checked(bulletin))
            by_actor.setdefault(row.get("actor", ""), []).append((key, bulletin))
    for pairs in by_actor.values():
        for finding in chain(b for _, b in pairs):
            key = next(
                k
                for k, b in pairs
                if b.published == finding.published and b.figures.get("killed_to_date") == finding.stated
            )
            wrong[key].append(finding)
    return {key: rows for key, rows in wrong.items() if rows}


def _bulletin(row: OfficialDocumentRow) -> Bulletin | None:
    figures = {name: count["value"] for name, count in row.get("figures", {}).items()}
    try:
        return Bulletin(date.fromisoformat(row.get("published") or ""), figures) if figures else None
    except ValueError:
        return None
