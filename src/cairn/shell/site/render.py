"""The one renderer: a record in, a folder of pages out, in English and Arabic, complete without JavaScript.

`publish` hands it `allow.public(record)`, the preview the whole record; it draws what it is given and marks
a preview on every page. The same record gives the same bytes: there is no clock and no chance here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cairn.places.borders import borders as borders_of_the_world
from cairn.publish.allow import public
from cairn.publish.drawings.emblem import CAIRN
from cairn.publish.drawings.projection import Borders
from cairn.publish.incident.part import Parts
from cairn.publish.parts import twins
from cairn.publish.parts.front_page import doors
from cairn.publish.receipts.printed import Receipts
from cairn.publish.rows.index import Index, index
from cairn.publish.rows.record import Record
from cairn.vocab.labels import LANGUAGES, say

from . import engine
from .about import about_pages, about_twins
from .actors import Views, actor_pages
from .addresses import former, gone_pages
from .changes import change_pages, change_twins
from .compare import compare_pages, compare_twins
from .control import control_pages, control_twins
from .data import data, downloads
from .embeds import embeds
from .feeds import feeds
from .folder import MARKER, SiteFolder
from .frame import Pages
from .incidents import Digests, Incidents
from .maps import map_files, map_pages
from .nav import sections_of
from .organisations import organisation_pages
from .overview import overview
from .parties import party_pages
from .pictures import Pictures, picture_files
from .receipts import receipt_pages, receipt_twins
from .releases import OnShelf, release_pages
from .scope_twins import scope_twins
from .scopes import scope_pages
from .search import search_assets, search_pages
from .spread import spread
from .standing import Standing, program
from .towns import Towns

WORTH_A_SECOND_CORE = 200
"""Incidents from which on a site is written by several processes."""
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
    pictures: Pictures | None = None,
    releases: Sequence[OnShelf] = (),
) -> SiteSummary:
    """Write the whole site at `out`, in one move. Raises `WorkspaceFault` where `out` is not ours to replace.

    Without `preview` the record is reduced by the allow-list here as well, so that no caller can forget it.
    `progress` is told (step, done, of). `borders` defaults to the bundled ones; `pictures` gives the bytes of what was
    let out, by the name of its file, and without it none are written. A preview shows no `releases`.
    """
    found = index(record if preview else public(record))
    parts, sections = Parts(found), sections_of(found, ("releases",) if releases and not preview else ())
    by = f"{program()} {parts.digest} {preview} {' '.join(sections)}"
    with SiteFolder(out) as folder:
        standing = Standing(folder, by if borders is borders_of_the_world else "")
        towns = {lang: Towns(found.record, lang) for lang in LANGUAGES}
        incidents = Incidents(
            found, folder, preview, borders, standing, parts, towns, former(found), sections
        )
        picture_files(found, folder, standing, pictures)
        if releases and not preview:
            release_pages([Pages(found, folder, lang, preview, sections) for lang in LANGUAGES], releases)
        digests = _all_pages(incidents, progress)
        _marker(incidents, by, digests)
    pages_written = sum(1 for name in folder.sizes if name.endswith(".html"))
    return SiteSummary(
        out, len(folder.sizes), pages_written, len(found.incidents), folder.bytes, folder.largest
    )


def _all_pages(incidents: Incidents, progress: Progress | None) -> dict[str, str]:
    """Every page, by as many processes as it is worth; returns what the files of each incident were made of."""
    work: list[Callable[[], Digests]] = [
        *(partial(_shared, incidents, part) for part in ("sums", *LANGUAGES, "", "feeds", "search")),
        *(partial(incidents.write, keys) for keys in incidents.chunks()),
    ]
    done: dict[str, str] = {}
    worth_it = len(incidents.found.incidents) >= WORTH_A_SECOND_CORE
    for told in spread(incidents.folder, work, worth_it=worth_it):
        done.update(told)
        if progress and told:
            progress("pages", len(done), len(incidents.found.incidents))
    return done


def _shared(incidents: Incidents, part: str) -> Digests:
    """What is not of one incident: what tells sums, the pages of a language, the feeds, the index of search, or else the
    data."""
    found, folder, preview = incidents.found, incidents.folder, incidents.preview
    if part == "search":
        search_assets(found, folder, preview=preview)
    elif part == "feeds":
        feeds(found, folder, preview=preview)
    elif part == "sums":
        _sums(incidents)
    elif part:
        _language(Pages(found, folder, part, preview, incidents.sections), incidents)
    else:
        folder.add("style.css", engine.STYLE.read_text(encoding="utf-8"))
        files = data(found, folder, incidents.standing, preview=preview)
        for lang in LANGUAGES:
            downloads(Pages(found, folder, lang, preview, incidents.sections), files)
        _twins(found, folder, preview)
        compare_twins(found, folder, preview=preview)
        control_twins(found, folder, preview=preview)
        change_twins(found, folder, preview=preview)
        about_twins(found, folder, preview=preview)
        map_files(found, folder, incidents.borders, incidents.towns, preview=preview)
        _door(found, folder, preview)
    return []


def _sums(incidents: Incidents) -> None:
    """Pages of both languages, the files beside them and what others show are drawn from the same sums."""
    found, folder, preview = incidents.found, incidents.folder, incidents.preview
    receipts = Receipts(found)
    for lang in LANGUAGES:
        pages = Pages(found, folder, lang, preview, incidents.sections)
        scope_pages(pages, incidents.borders, receipts.sums)
        receipt_pages(pages, receipts)
    scope_twins(found, folder, receipts.sums, preview=preview)
    receipt_twins(receipts, folder, preview=preview)
    embeds(receipts, folder, incidents.borders, preview=preview)


def _language(pages: Pages, incidents: Incidents) -> None:
    borders = incidents.borders
    overview(pages, borders)
    party_pages(pages)
    compare_pages(pages)
    control_pages(pages, borders)
    organisation_pages(pages)
    actor_pages(pages, Views(pages.found))
    change_pages(pages)
    about_pages(pages)
    search_pages(pages)
    map_pages(pages, borders)
    gone_pages(pages, incidents.former)


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


def _marker(incidents: Incidents, by: str, digests: Mapping[str, str]) -> None:
    """The last file of a site: it says whose it is, and what the pages that may be taken over were made of."""
    body = {
        "site": "cairn",
        "preview": incidents.preview,
        "generated_at": incidents.found.record.generated_at,
        "incidents": len(incidents.found.incidents),
        "drawn": {"by": by, "incidents": digests},
    }
    incidents.folder.add(MARKER, json.dumps(body, indent=1) + "\n", anew=True)  # its moment is the site's
