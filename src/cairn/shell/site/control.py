"""The pages of who held what: one for each place, one for each of its days, and the door to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cairn.control.areas import Areas
from cairn.publish.drawings.front_maps import LARGE, SMALL, plan
from cairn.publish.drawings.projection import Borders
from cairn.publish.ground import control_twin
from cairn.publish.ground.control_day import control_day
from cairn.publish.ground.control_names import ControlNames, area_key, size_words
from cairn.publish.ground.control_page import control_page, day_file, page_days
from cairn.publish.parts import twins
from cairn.publish.rows.held_place import HeldPlace
from cairn.publish.rows.index import Index
from cairn.publish.wording.figures import day_words
from cairn.publish.wording.ground_words import area_name
from cairn.vocab.labels import say

from .embeds import elsewhere
from .folder import SiteFolder
from .frame import Pages
from .maps import has_moving_map, moving_view


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place in the list of places."""

    slug: str
    name: str
    words: int
    claims: int
    first: str
    last: str


def control_pages(pages: Pages, borders: Borders) -> None:
    """Every page of one language under `control/`; none where nobody's word on any ground is on record."""
    found, lang = pages.found, pages.lang
    if not found.record.control:
        return
    lines = [_line(found, key, held, lang) for key, held in found.record.control.items()]
    lines.sort(key=lambda line: (line.name.casefold(), line.slug))
    pages.add("control/index.html", "controls.html", say(lang, "who_held_what"), page={"places": lines})
    for key, held in found.record.control.items():
        _place(pages, key, held, borders)


def control_twins(found: Index, folder: SiteFolder, *, preview: bool) -> None:
    """The same as JSON and CSV."""
    for key, held in found.record.control.items():
        twin = f"control/{found.control_slugs[key]}"
        folder.add(f"{twin}.json", twins.as_json(found, control_twin.place_json(held), preview=preview))
        folder.add(f"{twin}.csv", twins.as_csv(control_twin.COLUMNS, control_twin.word_rows(held)))


def _place(pages: Pages, key: str, held: HeldPlace, borders: Borders) -> None:
    found, lang = pages.found, pages.lang
    slug = found.control_slugs[key]
    anchors = {a.id: area_key(a.id) for a in (held.place, *held.areas)}
    names = ControlNames(found, lang, slug, anchors, _sizes(held, lang))
    pieces = [piece for drawn in held.drawn.values() for piece in drawn]
    small = plan(held.areas, pieces, held.holders, borders, width=SMALL)
    page = control_page(held, names, small)
    title = say(lang, "who_held_place", place=page.name)
    twin = f"control/{slug}"
    pages.add(
        f"{twin}/index.html",
        "control.html",
        title,
        twin,
        page=page,
        shares=[(a, elsewhere(pages, f"share-{slug}-{a.slug}", a.title, "chart")) for a in page.actors],
        moving_map=has_moving_map(),
        map_view=moving_view(held),
    )
    large = plan(held.areas, pieces, held.holders, borders, width=LARGE)
    days = page_days(held)
    for n, day in enumerate(days):
        before = day_file(days[n - 1]) if n else ""
        after = day_file(days[n + 1]) if n + 1 < len(days) else ""
        view = control_day(held, day, names, large, before, after)
        heading = say(lang, "who_held_on", place=page.name, day=view.day)
        pages.add(f"{twin}/{day_file(day)}", "control_day.html", heading, twin, page=view, place=title)


def _sizes(held: HeldPlace, lang: str) -> Mapping[str, str]:
    """How large each area is, where its ground is drawn."""
    areas = Areas((held.place, *held.areas))
    sizes = ((a.id, areas.km2(a.id)) for a in areas)
    return {key: size_words(lang, km2, "land_area") for key, km2 in sizes if km2}


def _line(found: Index, key: str, held: HeldPlace, lang: str) -> PlaceLine:
    days = held.all_days or tuple(sorted(held.drawn))
    told = [day_words(lang, day.isoformat()) for day in (days[0], days[-1])] if days else ["", ""]
    claims = sum(map(len, held.claims.values()))
    name = area_name(held.place, lang)
    return PlaceLine(found.control_slugs[key], name, len(held.words), claims, *told)
