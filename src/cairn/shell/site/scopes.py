"""The pages of conflicts, of years and months, and of places: one language of each, and where old lists lead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cairn.publish.drawings.projection import Borders
from cairn.publish.incident.page import area_name
from cairn.publish.parts import front_page as front
from cairn.publish.parts.conflict_page import NOWHERE, Conflict, conflicts, grounds
from cairn.publish.parts.organisation_page import organisations
from cairn.publish.parts.period_page import (
    UNDATED,
    Period,
    Periods,
    called,
    chart,
    nothing,
    periods,
    watch,
)
from cairn.publish.parts.place_page import NO_PROVINCE, Named, Places, known_by_town, places
from cairn.publish.parts.scope import Scope, Sums
from cairn.publish.parts.scope_view import drawn, line, party_sums, unnamed, watch_lines
from cairn.publish.rows.record import IncidentRow
from cairn.publish.wording.coverage_words import OfActor, by_actor
from cairn.publish.wording.part_words import texts, words
from cairn.vocab.labels import label

from .feeds import follow_one
from .frame import Pages
from .lists import INCIDENTS, LONGEST_LIST, PLACED, Crumbs, listed, parted, write_list


class _Making:
    """What all these pages of one language are made with."""

    def __init__(self, pages: Pages, borders: Borders, sums: Sums) -> None:
        self.pages, self.found, self.lang, self.borders = pages, pages.found, pages.lang, borders
        self.sums = sums
        self.places = places(pages.found)
        self.areas = front.area_slugs(pages.found)

    def shared(self, scope: Scope | None, rows: Sequence[IncidentRow], root: str) -> dict[str, Any]:
        """Sums by party, the distinct incidents, and the map of a scope."""
        found, ids = self.found, [row["id"] for row in rows]
        sums = self.sums.of(scope, (self.lang,), ids, brief=True) if scope else []
        return {
            "w": texts(self.lang),
            "parties": party_sums(found, sums, ids, self.lang),
            "unnamed": unnamed(found, ids),
            "drawn": drawn(found, rows, self.lang, root, self.areas, self.borders),
            "count": len(rows),
        }

    def timeline(self, shared: dict[str, Any], rows: Sequence[IncidentRow], root: str) -> Any:
        """Months above how the parties of these incidents were monitored."""
        return line(self.found, rows, [party.id for party in shared["parties"]], self.lang, root)


def scope_pages(pages: Pages, borders: Borders, sums: Sums) -> None:
    """Every page of one language under `conflicts/`, `periods/` and `places/`."""
    making = _Making(pages, borders, sums)
    _conflict_pages(making)
    _period_pages(making)
    _place_pages(making)


def _conflict_pages(making: _Making) -> None:
    pages, lang = making.pages, making.lang
    every = conflicts(making.found)
    title = words(lang, "conflict.title")
    if len(every) == 1:
        _conflict(making, every[0], "conflicts/index.html", [], words(lang, "conflict.one"))
        sent_on(pages, f"conflicts/{every[0].key}.html", words(lang, "conflict.moved"), "index.html",
                every[0].called(lang))  # fmt: skip
        return
    doors = [front.Door(c.called(lang), len(c.rows), f"{c.key}.html") for c in every]
    watched = _watched(watch_lines(making.found, "", lang))
    pages.add("conflicts/index.html", "conflicts.html", title, "conflicts/index",
              doors=sorted(doors, key=lambda d: d.name.casefold()), watch=watched, w=texts(lang))  # fmt: skip
    for one in every:
        _conflict(making, one, f"conflicts/{one.key}.html", [(title, "index.html")], "")


def _conflict(making: _Making, one: Conflict, path: str, crumbs: Crumbs, note: str) -> None:
    found, lang = making.found, making.lang
    shared = making.shared(None if one.key == NOWHERE else one.scope, one.rows, "../")
    years: dict[str, int] = {}
    for row in one.rows:
        year = (row.get("date_start") or "")[:4] or UNDATED
        years[year] = years.get(year, 0) + 1
    areas: dict[str, list[IncidentRow]] = {}
    for row in one.rows:
        if row.get("admin1"):
            areas.setdefault(row["admin1"], []).append(row)
    making.pages.add(
        path,
        "conflict.html",
        one.called(lang),
        path.removesuffix(".html"),
        crumbs=crumbs,
        note=note,
        watch=_watched(watch_lines(found, one.country, lang)),
        page=making.timeline(shared, one.rows, "../"),
        areas=[
            front.Door(area_name(rows[0], lang) or area, len(rows), f"places/{making.areas[area]}.html")
            for area, rows in sorted(areas.items())
        ],
        years=[front.Door(called(y, lang), n, f"periods/{y}.html") for y, n in sorted(years.items())],
        grounds=grounds(found, one.rows, lang),
        organisations=len(organisations(found)),
        **shared,
    )


def _period_pages(making: _Making) -> None:
    found, lang, pages = making.found, making.lang, making.pages
    every = periods(found)
    title = words(lang, "period.title")
    years = [
        {
            "name": year.key,
            "count": len(year.rows),
            "href": f"{year.key}.html",
            "months": [_month_door(m, lang) for m in every.months_of(year.key)],
        }
        for year in every.years.values()
    ]
    pages.add(
        "periods/index.html", "periods.html", title, years=years, undated=len(every.undated), w=texts(lang)
    )
    for period in every.all:
        _period(making, every, period, title)
    if every.undated:
        told = words(lang, "period.undated_note")
        crumbs = [(title, "index.html")]
        write_list(
            pages, INCIDENTS, f"periods/{UNDATED}.html", called(UNDATED, lang), every.undated, crumbs, told
        )
    _old_lists(pages, every)


def _watched(lines: Sequence[OfActor]) -> dict[str, object]:
    """How parties were monitored: in one breath, and day by day."""
    return {"told": by_actor(lines), "lines": lines}


def _period(making: _Making, every: Periods, period: Period, title: str) -> None:
    found, lang, pages = making.found, making.lang, making.pages
    path, name = f"periods/{period.key}.html", called(period.key, lang)
    crumbs = [(title, "index.html")]
    months = [] if period.is_month else [_month_door(m, lang) for m in every.months_of(period.key)]
    if period.is_month:
        crumbs.append((called(period.key[:4], lang), f"{period.key[:4]}.html"))
    before, after = every.around(period)
    seen = watch(found, making.sums.coverage, period, lang)
    is_long = len(period.rows) > LONGEST_LIST
    doors = months if is_long and months else None
    shown = listed(pages, INCIDENTS, path, name, period.rows, crumbs, doors=doors)
    pages.add(
        path,
        "period.html",
        name,
        path.removesuffix(".html"),
        crumbs=crumbs,
        before=_beside(before, lang),
        after=_beside(after, lang),
        watch={"verdict": seen.verdict, "days": seen.days, **_watched(seen.stretches)},
        nothing="" if period.rows else nothing(period, lang, preview=pages.preview),
        chart=chart(found, period, seen, lang) if period.rows else None,
        months=() if doors else months,
        long=is_long,
        **(making.shared(period.scope, period.rows, "../") | shown),
    )


def _place_pages(making: _Making) -> None:
    lang, pages, held = making.lang, making.pages, making.places
    title = words(lang, "place.title")
    areas: list[dict[str, Any]] = [
        {
            "name": p.called(lang),
            "href": _file(p),
            "count": len(p.rows),
            "towns": _doors(held.towns[p.path], lang, 1),
        }
        for p in held.provinces
    ]
    if rest := held.towns.get(f"places/{NO_PROVINCE}"):
        count = sum(len(town.rows) for town in rest)
        areas.append({"name": words(lang, "place.no_province"), "href": "", "count": count,
                      "towns": _doors(rest, lang, 1)})  # fmt: skip
    pages.add("places/index.html", "places.html", title, areas=areas, w=texts(lang))
    by_path = {p.path: p for p in held.provinces}
    for place in held.all:
        _place(making, held, place, by_path.get(place.area), title)


def _place(making: _Making, held: Places, place: Named, area: Named | None, title: str) -> None:
    found, lang, pages = making.found, making.lang, making.pages
    path, name = f"{place.path}.html", place.called(lang)
    root = "../" * path.count("/")
    crumbs = [(title, f"{root}places/index.html")]
    if area is not None:
        crumbs.append((area.called(lang), f"{root}{area.path}.html"))
    shared = making.shared(place.scope, place.rows, root)
    towns = held.towns.get(place.path, ())
    other = (place.name if lang == "ar" else place.name_ar) or ""
    named_alone = making.sums.told_by_name(place.scope) if place.area else True
    country = place.scope.country
    pages.add(
        path,
        "place.html",
        name,
        place.path,
        crumbs=crumbs,
        what=words(lang, "place.town" if place.area else "place.province"),
        country=label(lang, "country", country) if country else "",
        other_called=other if other != name else "",
        watch=_watched(watch_lines(found, country, lang)),
        page=making.timeline(shared, place.rows, root),
        by_name="" if named_alone else words(lang, "place.by_name"),
        towns=_doors(towns, lang),
        widely=0 if place.area else sum(1 for row in place.rows if not known_by_town(row)),
        namesakes=_doors(held.namesakes(place), lang) if place.area else (),
        grounds=grounds(found, place.rows, lang),
        follow=follow_one(pages, root, place.path, name),
        **(shared | listed(pages, PLACED, path, name, place.rows, crumbs)),
    )


def _doors(some: Sequence[Named], lang: str, cut: int = 0) -> list[front.Door]:
    """Doors to places, from the root of a language or, cut by one, from the folder of places."""
    doors = [front.Door(p.called(lang), len(p.rows), _file(p) if cut else f"{p.path}.html") for p in some]
    return sorted(doors, key=lambda d: (d.name.casefold(), d.href))


def _file(place: Named) -> str:
    return f"{place.path.removeprefix('places/')}.html"


def _month_door(month: Period, lang: str) -> front.Door:
    return front.Door(called(month.key, lang), len(month.rows), f"{month.key}.html")


def _beside(key: str, lang: str) -> front.Door | None:
    return front.Door(called(key, lang), 0, f"{key}.html") if key else None


def sent_on(pages: Pages, path: str, told: str, href: str, name: str) -> None:
    """The page at an address where something stood before: it says where that is now."""
    pages.add(path, "sent_on.html", name, told=told, href=href, name=name)


def _old_lists(pages: Pages, every: Periods) -> None:
    """Lists by year, and their parts by month and day, stood beside the incidents: their addresses go on answering."""
    lang, told = pages.lang, words(pages.lang, "period.moved")
    by_year = [(year.key, year.rows) for year in every.years.values() if year.rows]
    for key, rows in [*by_year, *([(UNDATED, every.undated)] if every.undated else [])]:
        sent_on(pages, f"incidents/{key}.html", told, f"../periods/{key}.html", called(key, lang))
        for part, period in _parts(key, rows, lang):
            sent_on(pages, f"incidents/{part}.html", told, f"../periods/{period}.html", called(period, lang))


def _parts(name: str, rows: Sequence[IncidentRow], lang: str) -> list[tuple[str, str]]:
    """What the parts of a long list were called, and the period that holds each now."""
    if len(rows) <= LONGEST_LIST:
        return []
    found = []
    for key, _, some in parted(rows, "date_start", lang):
        day = some[0].get("date_start") or ""
        found.append((f"{name}-{key}", day[:7] or UNDATED))
        found += _parts(f"{name}-{key}", some, lang)
    return found
