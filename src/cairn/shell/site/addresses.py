"""Former addresses: codes that were merged, renamed or withdrawn go on answering (rule 3, R10)."""

from __future__ import annotations

from cairn.publish.rows.former import Former as Former
from cairn.publish.rows.former import former_of
from cairn.publish.rows.index import Index
from cairn.publish.wording.figures import day_words
from cairn.vocab.labels import say

from .frame import Pages


def former(found: Index) -> Former:
    """The former addresses of a record."""
    return former_of(found.incidents.values(), found.slugs, found.record.tombstones)


def moved_page(pages: Pages, slug: str, code: str, incident_id: str) -> None:
    """The page at a former address of an incident: it says where the incident is."""
    found = pages.found
    target = {"slug": found.slugs[incident_id], "title": found.title(found.incidents[incident_id])}
    pages.add(f"incidents/{slug}/index.html", "moved.html", code, target=target)


def gone_pages(pages: Pages, former: Former) -> None:
    """The pages at the addresses of what was withdrawn, in one language."""
    lang = pages.lang
    for slug, stone in former.gone:
        day = day_words(lang, stone.get("at")) if stone.get("at") else ""
        pages.add(f"incidents/{slug}/index.html", "moved.html", say(lang, "withdrawn_title"), day=day)
