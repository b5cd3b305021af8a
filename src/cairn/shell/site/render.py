"""The one renderer: a record in, a folder of pages out, in English and Arabic, complete without JavaScript.

`publish` hands it `allow.public(record)`, the preview the whole record; it draws what it is given and marks
a preview on every page. The same record gives the same bytes: there is no clock and no chance here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cairn.places.borders import borders as borders_of_the_world
from cairn.publish import twins
from cairn.publish.allow import public
from cairn.publish.emblem import CAIRN
from cairn.publish.figures import day_words
from cairn.publish.front_page import doors
from cairn.publish.incident_page import incident_page
from cairn.publish.index import Index, index, slugs
from cairn.publish.maps import incident_map
from cairn.publish.projection import Borders
from cairn.publish.record import Record
from cairn.publish.suspicions import suspicions
from cairn.publish.testimony import COLUMNS
from cairn.vocab.labels import LANGUAGES, label, say

from . import engine
from .actors import Views, actor_pages
from .compare import compare_pages, compare_twins
from .control import control_pages, control_twins
from .folder import MARKER, SiteFolder
from .frame import Pages
from .overview import overview
from .parties import party_pages
from .search import search_assets, search_pages
from .towns import Towns

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class SiteSummary:
    """What was written: the folder; files, pages, incidents; bytes in all and in the largest page."""

    out: Path
    files: int
    pages: int
    incidents: int
    bytes: int
    largest_page: int


def write_site(
    record: Record,
    out: Path,
    *,
    preview: bool,
    progress: Progress | None = None,
    borders: Borders = borders_of_the_world,
) -> SiteSummary:
    """Write the whole site at `out`, in one move. Raises `WorkspaceFault` where `out` is not ours to replace.

    Without `preview` the record is reduced by the allow-list here as well, so that no caller can forget it.
    `progress` is told (step, done, of). `borders` defaults to the bundled ones.
    """
    found = index(record if preview else public(record))
    with SiteFolder(out) as folder:
        folder.add("style.css", engine.STYLE.read_text(encoding="utf-8"))
        sums = _data(found, folder)
        _twins(found, folder, preview)
        compare_twins(found, folder, preview=preview)
        control_twins(found, folder, preview=preview)
        search_assets(found, folder, preview=preview)
        _door(found, folder, preview)
        views = Views(found)
        for lang in LANGUAGES:
            pages = Pages(found, folder, lang, preview)
            overview(pages, borders, sums)
            _incidents(pages, borders, progress)
            party_pages(pages)
            compare_pages(pages)
            control_pages(pages, borders)
            actor_pages(pages, views)
            search_pages(pages)
            _old_addresses(pages)
        _marker(found, folder, preview)
    pages_written = sum(1 for name in folder.sums if name.endswith(".html"))
    return SiteSummary(
        out, len(folder.sums), pages_written, len(found.incidents), folder.bytes, folder.largest
    )


def _data(found: Index, folder: SiteFolder) -> dict[str, str]:
    sums = {}
    for name, content in twins.tables(found).items():
        folder.add(f"data/{name}", content)
        sums[name] = folder.sums[f"data/{name}"]
    return sums


def _twins(found: Index, folder: SiteFolder, preview: bool) -> None:
    years, areas = doors(found, "en")
    front: dict[str, object] = {
        "awaiting": found.record.awaiting,
        "tallies": twins.tally_rows(found),
        "by_year": twins.door_rows(years),
        "by_province": twins.door_rows(areas),
    }
    folder.add("index.json", twins.as_json(found, front, preview=preview))
    folder.add("index.csv", twins.as_csv(twins.TALLY_COLUMNS, twins.tally_rows(found)))
    for actor, slug in found.actor_slugs.items():
        rows = twins.tally_rows(found, actor)
        body: dict[str, object] = {
            "actor_id": actor,
            "names": found.record.actors.get(actor, {}),
            "tallies": rows,
        }
        folder.add(f"belligerents/{slug}.json", twins.as_json(found, body, preview=preview))
        folder.add(f"belligerents/{slug}.csv", twins.as_csv(twins.TALLY_COLUMNS, rows))
    for key, slug in found.slugs.items():
        folder.add(
            f"incidents/{slug}.json", twins.as_json(found, twins.incident_json(found, key), preview=preview)
        )
        folder.add(f"incidents/{slug}.csv", twins.incident_csv(found, key))


def _door(found: Index, folder: SiteFolder, preview: bool) -> None:
    release = found.record.release
    context = {
        "site_title": release.get("title_en") or say("en", "site_title"),
        "site_title_ar": release.get("title_ar") or say("ar", "site_title"),
        "preview": preview,
        "emblem": CAIRN,
        "banner_en": say("en", "preview_banner"),
        "banner_ar": say("ar", "preview_banner"),
    }
    folder.add("index.html", engine.page("door.html", context))


def _incidents(pages: Pages, borders: Borders, progress: Progress | None) -> None:
    lang, found = pages.lang, pages.found
    towns = Towns(found.record, lang)
    shared = {
        "columns": [label(lang, "kind", k) for k in COLUMNS],
        "legend": [(k, label(lang, "kind", k)) for k in COLUMNS],
    }
    for n, key in enumerate(found.incidents, 1):
        page = incident_page(found, key, lang)
        drawn = incident_map(lang, page.spot, borders, towns.near(page.spot)) if page.spot else ""
        title = f"{page.title}, {page.place}"
        twin = f"incidents/{page.slug}"
        pages.add(
            f"incidents/{page.slug}/index.html",
            "incident.html",
            title,
            twin,
            page=page,
            map=drawn,
            ring="m-finder" in drawn,
            suspicions=suspicions(found, key, lang) if pages.preview else (),
            **shared,
        )
        if progress and (n % 50 == 0 or n == len(found.incidents)):
            progress(f"pages ({lang})", n, len(found.incidents))


def _old_addresses(pages: Pages) -> None:
    """Codes that were merged, renamed or withdrawn go on answering (rule 3, R10)."""
    found, lang = pages.found, pages.lang
    taken = {slug.casefold() for slug in found.slugs.values()}
    for key, row in found.incidents.items():
        for code in dict.fromkeys([row["id"], *row.get("codes", ())]):
            slug = slugs({code: code})[code]
            if slug.casefold() not in taken:
                taken.add(slug.casefold())
                target = {"slug": found.slugs[key], "title": found.title(row)}
                pages.add(f"incidents/{slug}/index.html", "moved.html", code, target=target)
    for stone in sorted(found.record.tombstones, key=lambda s: s["id"]):
        for code in dict.fromkeys([stone["id"], *stone.get("codes", ())]):
            slug = slugs({code: code})[code]
            if slug.casefold() not in taken:
                taken.add(slug.casefold())
                day = day_words(lang, stone.get("at")) if stone.get("at") else ""
                pages.add(f"incidents/{slug}/index.html", "moved.html", say(lang, "withdrawn_title"), day=day)


def _marker(found: Index, folder: SiteFolder, preview: bool) -> None:
    body = {
        "site": "cairn",
        "preview": preview,
        "generated_at": found.record.generated_at,
        "incidents": len(found.incidents),
    }
    folder.add(MARKER, json.dumps(body, indent=1) + "\n")
