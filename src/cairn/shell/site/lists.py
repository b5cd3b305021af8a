"""Lists of incidents, entries and documents; a long one becomes doors to its years, or its months.

Rows are built by hand: a list may hold hundreds of them, and there is one for each year, place, party and grade.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.publish.parties.document_page import EntryLine, entry_line
from cairn.publish.parties.entry_page import document_name
from cairn.publish.parts import front_page as front
from cairn.publish.parts.list_rows import ListRow, list_row
from cairn.publish.wording.entry_words import has_page
from cairn.publish.wording.figures import day_words, period_words
from cairn.publish.wording.markup import Html, element, joined, text
from cairn.vocab.labels import label, say

from .frame import Pages

LONGEST_LIST = 250
Crumbs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows of its rows: their name, the headings, the cells of one, and the day that parts a long list."""

    noun: str
    heads: tuple[str, ...]
    line: Callable[[Pages, Any, str], Html]
    day: str
    note: str = ""


def write_list(
    pages: Pages,
    listing: Listing,
    path: str,
    title: str,
    rows: Sequence[Any],
    crumbs: Crumbs,
    intro: str = "",
    doors: Sequence[front.Door] | None = None,
) -> None:
    """One list at `path`, and its parts beside it where it is long and there are no `doors` to them yet."""
    shown = listed(pages, listing, path, title, rows, crumbs, intro, doors)
    pages.add(path, "list.html", title, crumbs=crumbs, intro=intro, **shown)


def listed(
    pages: Pages,
    listing: Listing,
    path: str,
    title: str,
    rows: Sequence[Any],
    crumbs: Crumbs,
    intro: str = "",
    doors: Sequence[front.Door] | None = None,
) -> dict[str, Any]:
    """What `listed.html` shows on the page at `path`: the rows, or the doors to parts of a long list, which are written
    beside it. `doors` lead to pages that are parts already."""
    parts = list(doors or ())
    if len(rows) > LONGEST_LIST and doors is None:
        parts = _parts(pages, listing, path, title, rows, crumbs, intro)
    root = "../" * path.count("/")
    shown = () if parts else rows
    return {
        "count": len(rows),
        "kind": listing.noun,
        "noun": say(pages.lang, listing.noun),
        "note": say(pages.lang, listing.note) if listing.note else "",
        "heads": [say(pages.lang, key) for key in listing.heads],
        "rows": joined([listing.line(pages, row, root) for row in shown]),
        "parts": parts,
    }


def _parts(
    pages: Pages, listing: Listing, path: str, title: str, rows: Sequence[Any], crumbs: Crumbs, intro: str
) -> list[front.Door]:
    """Writes the parts of a long list; returns the doors to them."""
    folder, _, name = path.rpartition("/")
    doors = []
    for key, told, some in parted(rows, listing.day, pages.lang):
        part = f"{name.removesuffix('.html')}-{key}.html"
        doors.append(front.Door(told, len(some), part))
        above = [*crumbs, (title, name)]
        write_list(pages, listing, f"{folder}/{part}", f"{title}: {told}", some, above, intro)
    return doors


def parted(rows: Sequence[Any], day: str, lang: str) -> list[tuple[str, str, list[Any]]]:
    """What ends the name of each part, what it is called, its rows: years, else months, else days, else so many rows."""
    for length in (4, 7, 10):
        groups: dict[str, list[Any]] = {}
        for row in rows:
            groups.setdefault((row.get(day) or "")[:length] or "undated", []).append(row)
        if len(groups) > 1:
            return [(key, _called(key, lang), some) for key, some in sorted(groups.items())]
    starts = range(0, len(rows), LONGEST_LIST)
    chunks = [(n + 1, list(rows[n : n + LONGEST_LIST])) for n in starts]
    return [(f"from-{n}", say(lang, "a_to_b", a=n, b=n + len(some) - 1), some) for n, some in chunks]


def _called(key: str, lang: str) -> str:
    return say(lang, "undated") if key == "undated" else period_words(lang, key)


def table_row(head: Html, cells: Sequence[str]) -> Html:
    """One row of a list, its first cell the heading of the row."""
    inside = [element("th", {"scope": "row"}, head), *(element("td", None, c) for c in cells)]
    return Html(element("tr", None, *inside) + "\n")


def _incident(pages: Pages, incident: Any, root: str) -> Html:
    """An incident stands in four lists or more: its row is made once for each distance from the root."""
    held = pages.rows.get((incident["id"], root))
    if held is None:
        held = pages.rows[incident["id"], root] = _incident_row(pages, incident, root)
    return held


def _incident_row(pages: Pages, incident: Any, root: str) -> Html:
    row = list_row(pages.found, incident, pages.lang, root)
    return table_row(_code(row, root), [row.when, row.place, row.killed, row.injured, row.grades])


def _code(row: ListRow, root: str) -> Html:
    """The code that leads to the page, and beneath it whether the incident holds others or is held by one."""
    title = element("bdi", {"class": "whole"}, row.title)
    code = element("a", {"href": f"{root}incidents/{row.slug}/index.html"}, title)
    return Html(f"{code}<br>{row.mark}") if row.mark else code


def _entry(pages: Pages, entry: Any, root: str) -> Html:
    row = entry_line(pages.found, entry, pages.lang)
    name = text(row.day)
    if has_page(pages.found, entry):
        name = element("a", {"href": f"{root}official/entries/{row.slug}.html"}, row.day)
    return table_row(
        name, [element("bdi", None, row.place), row.outcome, row.accepts, spoken_of(row, root, pages.lang)]
    )


def spoken_of(row: EntryLine, root: str, lang: str) -> Html:
    """The incidents of an entry with their doors, those linked by machine marked; else how many are offered."""
    links = []
    for one in row.incidents:
        href = f"{root}incidents/{one.slug}/index.html"
        link = element("a", {"href": href}, element("bdi", {"class": "whole"}, one.title))
        mark = element("span", {"class": "machine"}, label(lang, "link", "auto")) if one.machine else ""
        links.append(Html(f"{link} {mark}".strip()))
    if links:
        return joined(links, "<br>")
    if row.offered:
        door = f"{root}official/entries/{row.slug}.html#offered"
        return element("a", {"href": door}, say(lang, "offered_n", n=row.offered))
    return element("span", {"class": "nofig"}, say(lang, "linked_to_none"))


def _document(pages: Pages, document: Any, root: str) -> Html:
    found, lang = pages.found, pages.lang
    name = element("bdi", None, document_name(found, document["id"], lang))
    link = element("a", {"href": f"{root}official/{found.document_slugs[document['id']]}.html"}, name)
    kind = label(lang, "document", document.get("kind") or "statement")
    return table_row(
        link,
        [
            day_words(lang, document.get("published")),
            kind,
            text(len(found.entries_in.get(document["id"], ()))),
        ],
    )


def _placed(pages: Pages, incident: Any, root: str) -> Html:
    """An incident with how closely its place is known, for lists of one place."""
    row = list_row(pages.found, incident, pages.lang, root)
    kind = incident.get("place_precision") or ""
    known = label(pages.lang, "precision", kind) if kind else say(pages.lang, "place_unknown")
    return table_row(
        _code(row, root), [row.when, row.place, text(known), row.killed, row.injured, row.grades]
    )


PLACED = Listing(
    "incidents",
    ("code", "date", "place", "precision", "killed", "injured", "grade_by_party"),
    _placed,
    "date_start",
    "range_note",
)
INCIDENTS = Listing(
    "incidents",
    ("code", "date", "place", "killed", "injured", "grade_by_party"),
    _incident,
    "date_start",
    "range_note",
)
ENTRIES = Listing(
    "entries",
    ("day_told", "place_told", "outcome", "conceded_figures", "incidents"),
    _entry,
    "date",
    "non_credible_note",
)
DOCUMENTS = Listing(
    "documents", ("document", "published_on", "kind_of_document", "entries"), _document, "published"
)
