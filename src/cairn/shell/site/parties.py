"""The pages of what the parties say: the door to them, documents, entries, and in the preview the lists of work."""

from __future__ import annotations

from cairn.publish.parties.document_page import document_page, entry_line, findings
from cairn.publish.parties.entry_page import entry_page
from cairn.publish.parties.party_lists import by_day, documents_of, parties, unanswered, unlinked
from cairn.publish.rows.official import OfficialEntryRow
from cairn.publish.wording.entry_words import has_page
from cairn.vocab.labels import say

from .frame import Pages
from .lists import DOCUMENTS, ENTRIES, INCIDENTS, LONGEST_LIST, Crumbs, spoken_of, write_list


def party_pages(pages: Pages) -> None:
    """Every page of one language under `official/`."""
    found, lang = pages.found, pages.lang
    views = parties(found, lang)
    pages.add("official/index.html", "parties.html", say(lang, "party_words"), page={"parties": views})
    crumbs = [(say(lang, "party_words"), "index.html")]
    for view in views:
        title = say(lang, "documents_of", actor=view.name)
        write_list(
            pages, DOCUMENTS, f"official/of-{view.slug}.html", title, documents_of(found, view.id), crumbs
        )
        if pages.preview:
            _work_lists(pages, view.id, view.slug, view.name, crumbs)
    _documents(pages, crumbs)
    for key, row in found.entries.items():
        if has_page(found, row):
            page = entry_page(found, key, lang)
            document = found.document_slugs.get(row.get("document_id", ""), "")
            pages.add(
                f"official/entries/{page.slug}.html", "entry.html", page.title, page=page, document=document
            )


def _work_lists(pages: Pages, actor: str, slug: str, name: str, crumbs: Crumbs) -> None:
    """What a person looks through: entries without an incident, and incidents without an entry."""
    found, lang = pages.found, pages.lang
    lists = (
        (ENTRIES, "unlinked", "entries_unlinked", unlinked(found, actor)),
        (INCIDENTS, "unanswered", "incidents_unanswered", unanswered(found, actor)),
    )
    for listing, file, words, rows in lists:
        title = say(lang, f"{words}_of", actor=name)
        path = f"official/{file}-{slug}.html"
        write_list(pages, listing, path, title, rows, crumbs, say(lang, f"{words}_note"))


def _documents(pages: Pages, crumbs: Crumbs) -> None:
    found, lang = pages.found, pages.lang
    wrong = findings(found)
    for key, row in found.documents.items():
        page = document_page(found, key, lang, wrong)
        entries = found.entries_in.get(key, [])
        path = f"official/{page.slug}.html"
        listed = ""
        if len(entries) > LONGEST_LIST:  # a sheet of thousands: its entries are a list of their own
            listed = f"{page.slug}-entries.html"
            write_list(
                pages,
                ENTRIES,
                f"official/{listed}",
                page.title,
                by_day(entries),
                [*crumbs, (page.title, f"{page.slug}.html")],
            )
        lines = [] if listed else [_entry_row(pages, e, key) for e in entries]
        party = found.party_slugs.get(row.get("actor", ""), "")
        pages.add(
            path,
            "document.html",
            page.title,
            page=page,
            entries=lines,
            listed=listed,
            count=len(entries),
            party=party,
        )


def _entry_row(pages: Pages, row: OfficialEntryRow, document_id: str) -> dict[str, object]:
    line = entry_line(pages.found, row, pages.lang, document_id)
    incidents = spoken_of(line, "../", pages.lang)
    return {"line": line, "incidents": incidents, "page": has_page(pages.found, row)}
