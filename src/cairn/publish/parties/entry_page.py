"""The page of one entry: what a party says of one allegation or strike, in its words, and how that changed.

Enters: an index, an entry's id, a language. Leaves: an `EntryPage` of finished words and markup.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cairn.official.model import STRIKE
from cairn.publish.incident.page import place_name
from cairn.publish.rows.index import COUNTING, Index
from cairn.publish.rows.official import EntryLinkRow, OfficialEntryRow, SaidRow
from cairn.publish.wording.entry_words import (
    accepts_html,
    day_told,
    outcome_meaning,
    outcome_words,
    place_told,
    reason_words,
    share_html,
    square_told,
    title_of,
)
from cairn.publish.wording.figures import day_words, distance_words, range_html, say_html, span_html
from cairn.publish.wording.markup import Html, element, joined, text
from cairn.vocab.labels import between, label, say


@dataclass(frozen=True, slots=True)
class Told:
    """One thing the entry tells: its name and its words."""

    label: str
    html: Html


@dataclass(frozen=True, slots=True)
class Known:
    """What was known from one day until the next word: outcome, figures, and the document that says so.

    `href` leads to the passage in the document's page, from the folder of entries; empty where there is no page.
    """

    since: str
    until: str
    lag: str
    outcome: str
    meaning: str
    reason: str
    accepts: Html
    document: str
    href: str
    quote: str
    anchor: str
    coded: bool


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """One incident that the entry is linked to, or may be; `command` decides it, word by word, where a machine spoke."""

    title: str
    slug: str
    when: Html
    place: str
    killed: Html
    share: Html
    decision: str
    machine: bool
    why: str
    command: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything the template sets down."""

    id: str
    slug: str
    title: str
    entry_of: str
    place: str
    when: str
    outcome: str
    meaning: str
    accepts: Html
    lead: Html
    told: tuple[Told, ...]
    known: tuple[Known, ...]
    nothing_before: str
    lag: str
    incidents: tuple[SpokenOf, ...]
    offers: tuple[SpokenOf, ...]
    is_strike: bool
    shared: bool


def entry_page(found: Index, entry_id: str, lang: str) -> EntryPage:
    """The page of one entry. Raises `KeyError` where the record does not hold it."""
    row = found.entries[entry_id]
    links = found.links_of.get(entry_id, ())
    outcome, accepts = outcome_words(row, lang), accepts_html(row, lang)
    first = _next_day(row.get("history", ()))
    lag = row.get("lag_days")
    return EntryPage(
        id=entry_id,
        slug=found.entry_slugs[entry_id],
        title=title_of(found, row, lang),
        entry_of=say(lang, "entry_of", actor=found.name("actor", row.get("actor", ""), lang)),
        place=row.get("place_text") or say(lang, "place_not_told"),
        when=day_told(row, lang),
        outcome="" if row.get("kind") == STRIKE else outcome,
        meaning=outcome_meaning(row, lang),
        accepts=accepts,
        lead=say_html(lang, "outcome_accepts", outcome=outcome, accepts=accepts)
        if accepts
        else text(outcome),
        told=tuple(_told(found, row, lang)),
        known=tuple(known(found, row, lang)),
        nothing_before=say(lang, "nothing_before", day=day_words(lang, first)) if first else "",
        lag="" if lag is None else say(lang, "lag_to_first", n=lag),
        incidents=tuple(_spoken(found, row, x, lang) for x in links if x.get("decision") in COUNTING),
        offers=tuple(_spoken(found, row, x, lang) for x in links if x.get("decision") == "offered"),
        is_strike=row.get("kind") == STRIKE,
        shared=row.get("kind") != STRIKE,
    )


def _told(found: Index, row: OfficialEntryRow, lang: str) -> list[Told]:
    nearest, number = row.get("nearest_strike_m"), row.get("number")
    reason = reason_words(row, lang)
    files = joined([element("bdi", {"dir": "ltr"}, f) for f in row.get("files", ())], " · ")
    lines = [
        ("day_told", text(day_told(row, lang))),
        ("place_told", place_told(found, row, lang)),
        ("grid_square", square_told(row, lang)),
        ("via", element("bdi", None, row["via"]) if row.get("via") else text(say(lang, "via_not_told"))),
        ("reason", text(reason)),
        ("nearest_strike", text("" if nearest is None else distance_words(lang, round(nearest)))),
        ("file_numbers", files),
        ("strikes_declared", text("" if number is None else number)),
        ("targets_told", element("bdi", None, row["targets"]) if row.get("targets") else text("")),
    ]
    left_out = {"via", "reason"} if row.get("kind") == STRIKE else set()
    return [Told(say(lang, key), html) for key, html in lines if html and key not in left_out]


def known(found: Index, row: OfficialEntryRow, lang: str) -> list[Known]:
    """All that was said of the entry, oldest first, each with the day until which it was the last word."""
    history = row.get("history", ())
    return [_known(found, row, s, _next_day(history[n + 1 :]), n, lang) for n, s in enumerate(history)]


def _next_day(later: Sequence[SaidRow]) -> str | None:
    return next((s["day"] for s in later if s.get("day")), None)


def _known(
    found: Index, row: OfficialEntryRow, said: SaidRow, next_day: str | None, n: int, lang: str
) -> Known:
    day, document = said.get("day"), said.get("document_id", "")
    lag = _days(row.get("date"), day)
    page = found.document_slugs.get(document)
    anchor = mark_id(found, row["id"], n)
    return Known(
        since=day_words(lang, day) if day else say(lang, "undated_word"),
        until=say(lang, "known_until", day=day_words(lang, next_day))
        if next_day
        else say(lang, "known_since"),
        lag="" if lag is None else str(lag),
        outcome="" if row.get("kind") == STRIKE else outcome_words(said, lang),
        meaning=outcome_meaning(said, lang),
        reason=reason_words(said, lang),
        accepts=accepts_html({**said, "kind": row.get("kind")}, lang),
        document=document_name(found, document, lang),
        href=f"../{page}.html#{anchor if said.get('quote') else 'entries'}" if page else "",
        quote=said.get("quote", ""),
        anchor=f"w-{n}",
        coded=said.get("coded") is True,
    )


def mark_id(found: Index, entry_id: str, n: int) -> str:
    """The id, in its document's page, of the n-th thing said of an entry."""
    return f"e-{found.entry_slugs[entry_id]}" + (f"-{n}" if n else "")


def document_name(found: Index, document_id: str, lang: str) -> str:
    """A document by its title, else by its kind and day, else by its id."""
    row = found.documents.get(document_id)
    if row is None:
        return document_id
    kind = label(lang, "document", row.get("kind") or "statement")
    comma = between(lang)
    return row.get("title") or f"{kind}{comma}{day_words(lang, row.get('published'))}"


def _days(start: str | None, day: str | None) -> int | None:
    try:
        return (date.fromisoformat(day or "") - date.fromisoformat(start or "")).days
    except ValueError:
        return None


def _spoken(found: Index, row: OfficialEntryRow, link: EntryLinkRow, lang: str) -> SpokenOf:
    key, decision = link.get("incident_id", ""), link.get("decision", "")
    incident = found.incidents.get(key)
    title = found.title(incident) if incident else key
    return SpokenOf(
        title=title,
        slug=found.slugs.get(key, ""),
        when=span_html(lang, incident.get("date_start"), incident.get("date_end")) if incident else text(""),
        place=place_name(incident, lang) if incident else say(lang, "other_register"),
        killed=range_html(lang, incident.get("killed_min"), incident.get("killed_max"))
        if incident
        else text(""),
        share=share_html(found, row, link, lang),
        decision=label(lang, "link", "filed" if link.get("decided_by") == "the register" else decision),
        machine=decision != "accepted",
        why=link.get("why", ""),
        command=() if decision == "accepted" else tuple(command(row["id"], title)),
    )


def command(entry_id: str, incident: str) -> list[str]:
    """The command by which a person decides whether an entry speaks of an incident."""
    named = [shlex.quote(entry_id), shlex.quote(incident)]
    return ["cairn", "link", *named, "--answer", "accept|reject|unsure", "--as", "NAME", "--why", "REASON"]
