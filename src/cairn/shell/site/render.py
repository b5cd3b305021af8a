"""The one renderer: a record in, a folder of pages out, in English and Arabic, complete without JavaScript.

`publish` hands it `allow.public(record)`, the preview the whole record; it draws what it is given and marks
a preview on every page. The same record gives the same bytes: there is no clock and no chance here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from cairn.places.borders import borders as borders_of_the_world
from cairn.publish.allow import public
from cairn.publish.drawings.emblem import CAIRN
from cairn.publish.drawings.projection import Borders
from cairn.publish.incident.part import Parts
from cairn.publish.parts import twins
from cairn.publish.parts.cut import Cuts
from cairn.publish.parts.front_page import doors
from cairn.publish.parts.scope import Sums
from cairn.publish.receipts.printed import Receipts
from cairn.publish.rows.index import Index, index
from cairn.publish.rows.record import Record
from cairn.vocab.labels import LANGUAGES, say

from . import engine
from .about import about_pages, about_twins
from .actors import Views, actor_pages
from .addresses import former, gone_pages
from .api import api
from .changes import change_files
from .compare import compare_pages, compare_twins
from .control import control_pages, control_twins
from .data import data, downloads
from .embeds import embeds
from .feeds import feed_files
from .folder import MARKER, SiteFolder
from .frame import Pages
from .groups import Groups, Means
from .incidents import Incidents
from .maps import map_files, map_pages
from .nav import sections_of
from .organisations import organisation_files
from .overview import overview
from .parties import party_pages
from .pictures import Pictures, picture_files
from .receipts import receipt_files
from .releases import OnShelf, release_pages
from .scopes import scope_files
from .search import search_assets, search_pages
from .spread import spread
from .standing import Drawn, Standing, program
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
        digests, groups = _all_pages(incidents, progress)
        _marker(incidents, by, digests, groups)
    pages_written = sum(1 for name in folder.sizes if name.endswith(".html"))
    return SiteSummary(
        out, len(folder.sizes), pages_written, len(found.incidents), folder.bytes, folder.largest
    )


@dataclass(frozen=True)
class _Shared:
    """What pages that are not of one incident are made with."""

    incidents: Incidents
    groups: Groups
    cuts: Cuts

    @cached_property
    def sums(self) -> Sums:
        """The sums of the whole record: made once in each process that asks."""
        return Sums(self.incidents.found)


Work = Callable[[_Shared], None]


def _all_pages(incidents: Incidents, progress: Progress | None) -> tuple[dict[str, str], dict[str, Drawn]]:
    """Every page, by as many processes as it is worth: those of incidents first, for what belongs to an incident is part
    of the key of whatever shows it. Returns what the files of each incident, and of each group, were made of."""
    found, folder = incidents.found, incidents.folder
    worth_it = len(found.incidents) >= WORTH_A_SECOND_CORE
    own = [partial(incidents.write, keys) for keys in incidents.chunks()]
    digests: dict[str, str] = {}
    for told in spread(folder, own, worth_it=worth_it):
        digests.update(told)
        if progress:
            progress("pages", len(digests), len(found.incidents))
    cuts = Cuts(found, incidents.parts, {key: digests[slug] for key, slug in found.slugs.items()})
    means = Means(folder, incidents.preview, incidents.sections, incidents.borders)
    shared = _Shared(incidents, Groups(means, incidents.standing), cuts)
    groups: dict[str, Drawn] = {}
    for drawn in spread(folder, [partial(_done, shared, work) for work in WORKS], worth_it=worth_it):
        groups.update(drawn)
    return digests, groups


def _done(shared: _Shared, work: Work) -> dict[str, Drawn]:
    """One work; returns the groups that it drew or took over."""
    shared.groups.drawn.clear()
    work(shared)
    return dict(shared.groups.drawn)


def _data(shared: _Shared) -> None:
    found, folder = shared.incidents.found, shared.incidents.folder
    folder.add("style.css", engine.STYLE.read_text(encoding="utf-8"))
    files = data(shared.groups, found)
    for pages in shared.groups.means.both(found):
        downloads(pages, files)


def _other_files(shared: _Shared) -> None:
    incidents = shared.incidents
    found, folder, preview = incidents.found, incidents.folder, incidents.preview
    _twins(found, folder, preview)
    compare_twins(found, folder, preview=preview)
    control_twins(found, folder, preview=preview)
    about_twins(found, folder, preview=preview)
    map_files(found, folder, incidents.borders, incidents.towns, preview=preview)
    _door(found, folder, preview)


def _search(shared: _Shared) -> None:
    search_assets(shared.incidents.found, shared.incidents.folder, preview=shared.incidents.preview)


def _feeds(shared: _Shared) -> None:
    feed_files(shared.groups, shared.cuts, shared.incidents.found)


def _api(shared: _Shared) -> None:
    api(shared.groups, shared.cuts, shared.incidents.found)


def _scopes(shared: _Shared) -> None:
    scope_files(shared.groups, shared.cuts, shared.incidents.found, shared.sums)


def _receipts(shared: _Shared) -> None:
    receipt_files(shared.groups, shared.cuts, shared.incidents.found, shared.sums)
    receipts = Receipts(shared.incidents.found, shared.sums)
    embeds(receipts, shared.incidents.folder, shared.incidents.borders, preview=shared.incidents.preview)


def _changes(shared: _Shared) -> None:
    change_files(shared.groups, shared.cuts, shared.incidents.found)


def _organisations(shared: _Shared) -> None:
    organisation_files(shared.groups, shared.cuts, shared.incidents.found)


def _in(lang: str) -> Work:
    def work(shared: _Shared) -> None:
        _language(shared.groups.means.pages(shared.incidents.found, lang), shared.incidents)

    return work


WORKS: Sequence[Work] = (
    _data,
    _receipts,
    _organisations,
    _scopes,
    _changes,
    *map(_in, LANGUAGES),
    _search,
    _feeds,
    _api,
    _other_files,
)
"""What is not of one incident, the longest first: two processes end together."""


def _language(pages: Pages, incidents: Incidents) -> None:
    borders = incidents.borders
    overview(pages, borders)
    party_pages(pages)
    compare_pages(pages)
    control_pages(pages, borders)
    actor_pages(pages, Views(pages.found))
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


def _marker(incidents: Incidents, by: str, digests: Mapping[str, str], groups: Mapping[str, Drawn]) -> None:
    """The last file of a site: it says whose it is, and what the pages that may be taken over were made of."""
    body = {
        "site": "cairn",
        "preview": incidents.preview,
        "generated_at": incidents.found.record.generated_at,
        "incidents": len(incidents.found.incidents),
        "drawn": {"by": by, "incidents": digests, "groups": dict(sorted(groups.items()))},
    }
    incidents.folder.add(MARKER, json.dumps(body, indent=1) + "\n", anew=True)  # its moment is the site's
