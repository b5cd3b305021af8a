"""The comparison pages: one for each party whose own word is on record, with the lists behind every row."""

from __future__ import annotations

from typing import Any

from cairn.publish.incident.page import place_name
from cairn.publish.parties.compare_page import ComparePage, Steps, compare_page
from cairn.publish.parties.compare_twin import COLUMNS, comparison_json, comparison_rows
from cairn.publish.parties.party_lists import by_day
from cairn.publish.parts import twins
from cairn.publish.rows.index import Index
from cairn.publish.wording.entry_words import not_linked_words
from cairn.publish.wording.figures import day_words, range_html, span_html
from cairn.publish.wording.markup import Html, element, text
from cairn.tally.declared_model import Alleged, Cell, Standing
from cairn.vocab.labels import label, say

from .embeds import elsewhere
from .folder import SiteFolder
from .frame import Pages
from .lists import ENTRIES, Crumbs, Listing, table_row, write_list


def compare_pages(pages: Pages) -> None:
    """Every page of one language under `compare/`."""
    found, lang = pages.found, pages.lang
    for actor, held in sorted(found.record.comparisons.items()):
        page = compare_page(found, actor, lang)
        title = say(lang, "declared_of", actor=page.name)
        twin = f"compare/{page.slug}"
        pages.add(
            f"compare/{page.slug}.html", "compare.html", title, twin, page=page, falls=_falls(pages, page)
        )
        crumbs = [(say(lang, "party_words"), "../../official/index.html"), (title, f"../{page.slug}.html")]
        for cell in held.comparison.cells:
            _members(pages, actor, page.slug, cell, crumbs)


def _falls(pages: Pages, page: ComparePage) -> list[tuple[Steps, dict[str, object]]]:
    """Each drawing of the steps, with how it may be used elsewhere."""
    named = say(pages.lang, "declared_of", actor=page.name)
    return [
        (fall, elsewhere(pages, f"steps-{page.slug}-{fall.bound}", f"{named}: {fall.title}", "chart"))
        for fall in page.steps
    ]


def compare_twins(found: Index, folder: SiteFolder, *, preview: bool) -> None:
    """The same as JSON and CSV."""
    for actor in sorted(found.record.comparisons):
        twin = f"compare/{found.party_slugs[actor]}"
        done = found.record.comparisons[actor].comparison
        told = comparison_json(actor, done, found.record.not_linked)
        folder.add(f"{twin}.json", twins.as_json(found, told, preview=preview))
        folder.add(f"{twin}.csv", twins.as_csv(COLUMNS, comparison_rows(done)))


def _members(pages: Pages, actor: str, slug: str, cell: Cell, crumbs: Crumbs) -> None:
    """The incidents and the entries of one outcome, each a list."""
    found, lang = pages.found, pages.lang
    title = label(lang, "standing", cell.standing.value)
    path = f"compare/{slug}/{cell.standing.value}"
    if cell.incidents:
        rows = [
            {"date_start": a.day.isoformat() if a.day else "", "alleged": a}
            for a in sorted(cell.incidents, key=lambda a: (a.day is None, a.day, a.code))
            if a.incident_id in found.incidents
        ]
        silent = cell.standing is Standing.NEVER_ASSESSED
        intro = not_linked_words(found, actor, lang) if silent else ""
        write_list(pages, ALLEGED, f"{path}.html", title, rows, crumbs, intro)
    entries = {p.entry_id for p in cell.parts}
    if entries:
        listed = by_day(found.entries[e] for e in entries if e in found.entries)
        write_list(pages, ENTRIES, f"{path}-entries.html", title, listed, crumbs)


def _alleged(pages: Pages, row: Any, root: str) -> Html:
    """An incident with what local sources report and, beside it, what the party accepts of it."""
    found, lang = pages.found, pages.lang
    alleged: Alleged = row["alleged"]
    incident = found.incidents[alleged.incident_id]
    href = f"{root}incidents/{found.slugs[alleged.incident_id]}/index.html"
    code = element("a", {"href": href}, element("bdi", None, found.title(incident)))
    return table_row(
        code,
        [
            span_html(lang, incident.get("date_start"), incident.get("date_end")),
            place_name(incident, lang),
            range_html(lang, alleged.killed.min, alleged.killed.max),
            range_html(lang, alleged.conceded.min, alleged.conceded.max)
            if alleged.standing == "conceded"
            else "",
            _word(found, alleged, root, lang),
        ],
    )


def _word(found: Index, alleged: Alleged, root: str, lang: str) -> Html:
    """The entry that decides where it stands: its day, the door to its words, and whether a machine linked it."""
    if alleged.entry_id not in found.entries:
        return text("")
    door = f"{root}official/entries/{found.entry_slugs[alleged.entry_id]}.html#words"
    name = Html(text(say(lang, "its_words")) + element("span", {"class": "vh"}, f" {alleged.code}"))
    words = [element("a", {"class": "its-words", "href": door}, name)]
    if alleged.said_on:
        words.append(text(day_words(lang, alleged.said_on.isoformat())))
    if alleged.suggested:
        words.append(element("span", {"class": "machine"}, label(lang, "link", "auto")))
    return Html("<br>".join(words))


ALLEGED = Listing(
    "incidents",
    ("code", "date", "place", "killed_locally", "accepted_killed", "in_its_words"),
    _alleged,
    "date_start",
    "range_note",
)
