"""Former addresses: codes that were merged, renamed or withdrawn go on answering (rule 3, R10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cairn.publish.rows.index import Index, slugs
from cairn.publish.rows.record import TombstoneRow
from cairn.publish.wording.figures import day_words
from cairn.vocab.labels import say

from .frame import Pages


@dataclass(frozen=True)
class Former:
    """Slug and code of every address that leads elsewhere: by incident, and of what was withdrawn."""

    of: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    gone: tuple[tuple[str, TombstoneRow], ...] = ()


def former(found: Index) -> Former:
    """The former addresses of a record. Each leads to one place: an incident's own address comes first."""
    taken = {slug.casefold() for slug in found.slugs.values()}
    of = {key: list(_free([row["id"], *row.get("codes", ())], taken)) for key, row in found.incidents.items()}
    gone = [
        (slug, stone)
        for stone in sorted(found.record.tombstones, key=lambda s: s["id"])
        for slug, _ in _free([stone["id"], *stone.get("codes", ())], taken)
    ]
    return Former(of, tuple(gone))


def _free(codes: list[str], taken: set[str]) -> Iterator[tuple[str, str]]:
    for code in dict.fromkeys(codes):
        slug = slugs({code: code})[code]
        if slug.casefold() not in taken:
            taken.add(slug.casefold())
            yield slug, code


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
