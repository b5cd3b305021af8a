"""The page of search, the filter of incidents, and the lists that stand in for both where no script runs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cairn.publish.buckets import BUCKETS, members
from cairn.publish.incident.page import area_name, place_name
from cairn.publish.parts import front_page as front
from cairn.publish.parts.list_rows import list_row
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow
from cairn.publish.search.index import search_files
from cairn.publish.search.rows import ADDRESSES
from cairn.publish.wording.figures import month_words, range_html, span_html
from cairn.publish.wording.ground_words import area_name as ground_name
from cairn.publish.wording.markup import Html, element, joined
from cairn.vocab.labels import label, say, sections

from .folder import SiteFolder
from .frame import Pages
from .lists import LONGEST_LIST, table_row

ASSETS = Path(__file__).parent / "assets"
SCRIPTS = ("record.js", "search.js", "filter.js")
LEAST_KILLED = (1, 5, 10, 25, 50)
"""Figures that the filter offers; any other may stand in the address."""


def search_assets(found: Index, folder: SiteFolder, *, preview: bool) -> None:
    """The scripts and the index they read, shared by both languages."""
    for name in SCRIPTS:
        folder.add(f"assets/{name}", (ASSETS / name).read_text(encoding="utf-8"))
    for name, body in search_files(found, preview=preview).items():
        folder.add(name, body)


def search_pages(pages: Pages) -> None:
    """The page of search, and every incident by the name of its place."""
    found, lang = pages.found, pages.lang
    years, areas = front.doors(found, lang)
    grounds = [
        front.Door(
            ground_name(held.place, lang), len(held.words), f"control/{found.control_slugs[key]}/index.html"
        )
        for key, held in found.record.control.items()
    ]
    words = _words(lang, "search") | {"kinds": {k: label(lang, "hit", k) for k in ADDRESSES}}
    page = {
        "places": _places(pages),
        "years": years,
        "areas": areas,
        "months": _months(found, lang),
        "graded": _graded(found, lang),
        "grounds": sorted(grounds, key=lambda d: (d.name.casefold(), d.href)),
    }
    pages.add(
        "search/index.html",
        "search.html",
        say(lang, "search"),
        page=page,
        words=json.dumps(words, ensure_ascii=False),
        s=sections(lang)["search"],
        script="search.js",
    )


def filter_view(pages: Pages, areas: Sequence[front.Door]) -> dict[str, object]:
    """What the page of incidents needs for its filter: choices, words of its script, lists by belligerent."""
    found, lang = pages.found, pages.lang
    grades = {b: label(lang, "bucket", b) for b in (*BUCKETS, "none")}
    least = [(n, say(lang, "at_least", n=n)) for n in LEAST_KILLED]
    return {
        "actors": [(found.actor_slugs[a], found.name("actor", a, lang)) for a in found.actors(lang)],
        "grades": list(grades.items()),
        "areas": [(d.href.removeprefix("places/").removesuffix(".html"), d.name) for d in areas],
        "least": least,
        "graded": _graded(found, lang),
        "words": json.dumps(_words(lang, "filter") | {"grades": grades}, ensure_ascii=False),
        "s": sections(lang)["filter"],
        "listed": sections(lang)["search"],
    }


def _words(lang: str, section: str) -> dict[str, Any]:
    """The words that a script sets down, their gaps open."""
    every = sections(lang)
    shared = ("no_figure", "at_least", "up_to", "a_to_b", "date_unknown", "killed")
    own = ("found", "none", "no_word", "wrong", "between", "cite")
    told: dict[str, Any] = {key: every["ui"][key] for key in shared}
    told |= {key: every["search"][key] for key in ("reading", "failed")}
    told |= {key: every[section][key] for key in own if key in every[section]}
    return told | {"months": [label(lang, "month", str(n)) for n in range(1, 13)]}


def _months(found: Index, lang: str) -> list[front.Door]:
    """Every month with an incident."""
    doors = []
    for year, rows in front.by_year(found).items():
        if year == "undated":
            continue
        counts: dict[str, int] = {}
        for row in rows:
            month = (row.get("date_start") or "")[:7]
            counts[month] = counts.get(month, 0) + 1
        doors += [
            front.Door(month_words(lang, m), n, f"periods/{m}.html")
            for m, n in sorted(counts.items())
            if len(m) == 7
        ]
    return doors


def _graded(found: Index, lang: str) -> list[front.Door]:
    """The lists by belligerent and grade, belligerents A to Z."""
    groups: Mapping[tuple[str, str], Sequence[IncidentRow]] = members(found)
    return [
        front.Door(
            f"{found.name('actor', actor, lang)}: {label(lang, 'bucket', bucket)}",
            len(groups[actor, bucket]),
            f"belligerents/{found.actor_slugs[actor]}/{bucket}.html",
        )
        for actor in found.actors(lang)
        for bucket in BUCKETS
        if groups.get((actor, bucket))
    ]


def _places(pages: Pages) -> list[front.Door]:
    """Every incident in the order of the names of its place, so many to a page; returns the doors to the pages."""
    found, lang = pages.found, pages.lang

    def named(row: IncidentRow) -> tuple[str, str, str]:
        return place_name(row, lang).casefold(), row.get("date_start") or "9999", row["id"]

    order = sorted(found.incidents.values(), key=named)
    doors = []
    title, s = label(lang, "search", "places_az"), sections(lang)["search"]
    for n, at in enumerate(range(0, len(order), LONGEST_LIST), 1):
        some = order[at : at + LONGEST_LIST]
        ends = [place_name(row, lang) for row in (some[0], some[-1])]
        name = ends[0] if ends[0] == ends[1] else say(lang, "a_to_b", a=ends[0], b=ends[1])
        doors.append(front.Door(name, len(some), f"search/places-{n}.html"))
        pages.add(
            f"search/places-{n}.html",
            "list.html",
            f"{title}: {name}",
            crumbs=[(say(lang, "search"), "index.html")],
            intro=s["places_az_note"],
            count=len(some),
            kind="places",
            noun=say(lang, "incidents"),
            note=say(lang, "range_note"),
            heads=[say(lang, key) for key in ("place", "code", "date", "killed", "grade_by_party")],
            rows=joined([_line(found, row, lang) for row in some]),
            parts=(),
        )
    return doors


def _line(found: Index, row: IncidentRow, lang: str) -> Html:
    shown = list_row(found, row, lang)
    place, area = shown.place, area_name(row, lang)
    href = f"../incidents/{shown.slug}/index.html"
    cells = [
        element("a", {"href": href}, element("bdi", None, shown.title)),
        span_html(lang, row.get("date_start"), row.get("date_end")),
        range_html(lang, row.get("killed_min"), row.get("killed_max")),
        shown.grades,
    ]
    return table_row(element("bdi", None, f"{place} ({area})" if area and area != place else place), cells)
