"""What a search can find: each thing with a page of its own, its row in the list of hits, and the words it goes by.

Enters: an index of a record, already as the public may have it. Leaves: `Findable` values; only what the page of the
same thing shows is read. Incidents come first, in the order of the index, so that the number of one is its place there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cairn.publish.buckets import best_bucket
from cairn.publish.incident.page import area_name, place_name
from cairn.publish.parties.entry_page import document_name
from cairn.publish.parts.front_page import area_slugs, by_area
from cairn.publish.rows.index import Index, slugs
from cairn.publish.rows.record import IncidentRow
from cairn.publish.rows.who_is_who import concerned, speakers
from cairn.publish.wording.entry_words import has_page
from cairn.publish.wording.figures import day_words
from cairn.publish.wording.ground_words import area_name as ground_name
from cairn.vocab.labels import LANGUAGES, label

ADDRESSES = {
    "i": ("incidents/", "/index.html"),
    "p": ("places/", ".html"),
    "b": ("belligerents/", "/index.html"),
    "a": ("actors/", "/index.html"),
    "c": ("control/", "/index.html"),
    "d": ("official/", ".html"),
    "e": ("official/entries/", ".html"),
}
"""Kind of a thing -> what stands before and after its slug in its address, from the root of a language."""

PAPERS = ("d", "e")
"""What parties themselves publish: these stand last."""

Row = Sequence[str | int | None]
"""Kind, slug, code, name in English, in Arabic where it is another, first day, last day where it is another; of an
incident also the lowest and highest of the killed and of the injured, null where unknown, and its bucket of grades."""


@dataclass(frozen=True, slots=True)
class Findable:
    """One thing: its row, the words by which it is called, and the words that stand in its page besides."""

    row: Row
    names: Sequence[str]
    said: Sequence[str]


def findables(found: Index) -> Iterator[Findable]:
    """Everything that has a page, incidents first."""
    for row in found.incidents.values():
        yield _incident(found, row)
    yield from _areas(found)
    yield from _actors(found)
    yield from _grounds(found)
    yield from _documents(found)
    yield from _entries(found)


def _incident(found: Index, row: IncidentRow) -> Findable:
    key = row["id"]
    names = _pair(place_name(row, "en"), place_name(row, "ar"))
    start, end = row.get("date_start"), row.get("date_end")
    figures = [row.get("killed_min"), row.get("killed_max"), row.get("injured_min"), row.get("injured_max")]
    told = [
        "i",
        found.slugs[key],
        found.title(row),
        *names,
        *_days(start, end),
        *figures,
        best_bucket(found, key),
    ]
    actors = [a.get("actor_id", "") for a in found.attributions.get(key, [])]
    called = [
        *(row.get("code") or "", *row.get("codes", ()), place_name(row, "en"), place_name(row, "ar")),
        *(area_name(row, "en"), area_name(row, "ar"), row.get("admin1_pcode") or ""),
        *_day_names(start, end),
        *(found.name("actor", a, lang) for a in actors if a for lang in LANGUAGES),
    ]
    return Findable(told, called, [*_said_of(found, row)])


def _said_of(found: Index, row: IncidentRow) -> Iterator[str]:
    """The summaries, the terms, and what the sources said, as far as the record at hand holds their words."""
    yield from (row.get("summary_en") or "", row.get("summary_ar") or "")
    terms = [*row.get("weapons", ()), *row.get("causes", ()), *row.get("infrastructure", ())]
    country = row.get("country") or ""
    for lang in LANGUAGES:
        yield from (found.name("term", term, lang) for term in terms)
        yield label(lang, "country", country) if country else ""
    reports = set(found.joined.get(row["id"], ()))
    for claim in found.claims.get(row["id"], []):
        yield claim.get("quote", "")
        if claim.get("kind") == "place":
            yield claim.get("value", "")
        reports.add(claim.get("report_id", ""))
    for report in sorted(reports):
        if report in found.reports:
            yield found.reports[report].get("publisher") or ""


def _areas(found: Index) -> Iterator[Findable]:
    names = area_slugs(found)
    for area, rows in by_area(found).items():
        called = [area, *(area_name(rows[0], lang) for lang in LANGUAGES)]
        yield Findable(
            ["p", names[area], "", *_pair(called[1] or area, called[2] or area), "", ""], called, ()
        )


def _actors(found: Index) -> Iterator[Findable]:
    for actor in found.actors("en"):
        yield _actor(found, "b", actor, found.actor_slugs[actor])
    who = found.record.who
    shown = sorted(who.shown(concerned(found.record), speakers(found.record)))
    for actor, slug in slugs({key: key for key in shown}).items():
        yield _actor(found, "a", actor, slug)


def _actor(found: Index, kind: str, actor: str, slug: str) -> Findable:
    names = [found.name("actor", actor, lang) for lang in LANGUAGES]
    known = found.record.who.actors.get(actor)
    every = [*found.record.actors.get(actor, {}).values(), *(known.names.values() if known else ())]
    return Findable([kind, slug, "", *_pair(*names), "", ""], [*names, *sorted(set(every))], ())


def _grounds(found: Index) -> Iterator[Findable]:
    for key, held in found.record.control.items():
        names = [ground_name(held.place, lang) for lang in LANGUAGES]
        parts = [name for area in held.areas for name in area.names.values()]
        holders = [found.name("actor", a, lang) for a in held.holders for lang in LANGUAGES]
        row = ["c", found.control_slugs[key], "", *_pair(*names), "", ""]
        yield Findable(row, [*names, *held.place.names.values()], [*parts, *holders])


def _documents(found: Index) -> Iterator[Findable]:
    for key, row in found.documents.items():
        names = [document_name(found, key, lang) for lang in LANGUAGES]
        day, actor = row.get("published"), row.get("actor", "")
        called = [*names, *_day_names(day, None), *(found.name("actor", actor, lang) for lang in LANGUAGES)]
        said = (s for e in found.entries_in.get(key, ()) for s in e.get("history", ()))
        quotes = [s.get("quote", "") for s in said if s.get("document_id") == key]
        yield Findable(
            ["d", found.document_slugs[key], "", *_pair(*names), *_days(day, None)], called, quotes
        )


def _entries(found: Index) -> Iterator[Findable]:
    for key, row in found.entries.items():
        if not has_page(found, row):
            continue
        place, day, end = row.get("place_text") or "", row.get("date"), row.get("date_end")
        actor = [found.name("actor", row.get("actor", ""), lang) for lang in LANGUAGES]
        names = [f"{name}: {place}" if place else name for name in actor]
        called = [*actor, place, *_day_names(day, end)]
        quotes = [s.get("quote", "") for s in row.get("history", ())]
        yield Findable(["e", found.entry_slugs[key], "", *_pair(*names), *_days(day, end)], called, quotes)


def _pair(english: str, arabic: str) -> tuple[str, str]:
    return english, "" if arabic == english else arabic


def _days(start: str | None, end: str | None) -> tuple[str, str]:
    first = (start or end or "")[:10]
    last = (end or "")[:10]
    return first, "" if last == first else last


def _day_names(start: str | None, end: str | None) -> Iterable[str]:
    """A day as figures, and in words in each language: its month is found by either name."""
    for day in dict.fromkeys(d[:10] for d in (start, end) if d):
        yield day
        yield from (day_words(lang, day) for lang in LANGUAGES)
