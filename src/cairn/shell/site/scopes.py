"""The pages of conflicts, of years and months, and of places: one language of each, and where old lists lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cairn.publish.parts import front_page as front
from cairn.publish.parts.conflict_page import grounds
from cairn.publish.parts.cut import Cut, Cuts
from cairn.publish.parts.period_page import (
    UNDATED,
    Period,
    Periods,
    called,
    chart,
    nothing,
    period_of,
    periods,
    watch,
)
from cairn.publish.parts.place_page import NO_PROVINCE, Named, Places, known_by_town, places
from cairn.publish.parts.scope import Scope, Sums
from cairn.publish.parts.scope_view import watch_lines
from cairn.publish.rows.index import Index
from cairn.publish.rows.record import IncidentRow
from cairn.publish.wording.part_words import texts, words
from cairn.vocab.labels import label

from .conflicts import conflict_pages, conflict_twins
from .feeds import follow_one
from .frame import Pages
from .groups import Groups, Means
from .lists import INCIDENTS, LONGEST_LIST, PLACED, listed, parted, write_list
from .scope_making import Making, sent_on, watched
from .scope_twins import scope_twin


@dataclass(frozen=True, slots=True)
class Near:
    """Another place that a page leads to: its names, its page, and how many incidents it has."""

    name: str
    name_ar: str
    path: str
    count: int

    def called(self, lang: str) -> str:
        """Its name in a language, else in the other."""
        return (self.name_ar if lang == "ar" else "") or self.name


@dataclass(frozen=True, slots=True)
class PlacePlan:
    """What the page of a place shows that its incidents do not say. `areas` are the names of pages of provinces."""

    here: Near
    ids: tuple[str, ...]
    scope: Scope
    area: Near | None
    towns: tuple[Near, ...]
    namesakes: tuple[Near, ...]
    named_alone: bool
    areas: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PeriodPlan:
    """What the page of a period shows that its incidents do not say: its neighbours, and its months with their number
    of incidents."""

    key: str
    ids: tuple[str, ...]
    before: str
    after: str
    months: tuple[tuple[str, int], ...]
    areas: Mapping[str, str]


def scope_files(groups: Groups, cuts: Cuts, found: Index, sums: Sums) -> None:
    """Every page under `conflicts/`, `periods/` and `places/` in both languages, and their twins. A period and a place
    are groups of their own, drawn from a cut of their incidents."""
    means, areas = groups.means, front.area_slugs(found)
    every, held = periods(found), places(found)
    for pages in means.both(found):
        conflict_pages(Making(pages, means.borders, sums, areas))
        _periods_index(pages, every)
        _places_index(pages, held)
    conflict_twins(means, sums)
    for period in every.all:
        before, after = every.around(period)
        months = () if period.is_month else every.months_of(period.key)
        counts = tuple((month.key, len(month.rows)) for month in months)
        plan = PeriodPlan(period.key, period.ids, before, after, counts, _some(areas, period.rows))
        groups.draw(f"periods/{period.key}", period_group, cuts.summed(period.ids), plan)
    ids = tuple(row["id"] for row in every.undated)
    groups.draw(f"periods/{UNDATED}", undated_group, cuts.summed(ids), ids)
    by_path = {p.path: p for p in held.provinces}
    for place in held.all:
        area = by_path.get(place.area)
        plan_ = PlacePlan(
            here=_near(place),
            ids=place.ids,
            scope=place.scope,
            area=_near(area) if area else None,
            towns=tuple(map(_near, held.towns.get(place.path, ()))),
            namesakes=tuple(map(_near, held.namesakes(place))) if place.area else (),
            named_alone=sums.told_by_name(place.scope) if place.area else True,
            areas=_some(areas, place.rows),
        )
        groups.draw(place.path, place_group, cuts.summed(place.ids), plan_)


def period_group(means: Means, cut: Cut, plan: PeriodPlan) -> None:
    """The pages of a year or month, its twins, and what sends on from where its list stood before."""
    period = period_of(plan.key, cut.rows(plan.ids))
    for pages in means.both(cut.found):
        _period(Making(pages, means.borders, cut.sums, plan.areas), plan, period)
        if period.rows and not period.is_month:
            _old_lists(pages, period.key, period.rows)
    names = {"iso": plan.key}
    twin = f"periods/{plan.key}"
    scope_twin(means.folder, cut.sums, twin, period.scope, period.rows, names, preview=means.preview)


def undated_group(means: Means, cut: Cut, ids: tuple[str, ...]) -> None:
    """The list of incidents of no known day."""
    for pages in means.both(cut.found) if ids else ():
        name, told = called(UNDATED, pages.lang), words(pages.lang, "period.undated_note")
        crumbs = [(words(pages.lang, "period.title"), "index.html")]
        write_list(pages, INCIDENTS, f"periods/{UNDATED}.html", name, cut.rows(ids), crumbs, told)
        _old_lists(pages, UNDATED, cut.rows(ids))


def place_group(means: Means, cut: Cut, plan: PlacePlan) -> None:
    """The pages of a province or a town, and its twins."""
    rows = cut.rows(plan.ids)
    for pages in means.both(cut.found):
        _place(Making(pages, means.borders, cut.sums, plan.areas), plan, rows)
    names = {"en": plan.here.name, "ar": plan.here.name_ar}
    scope_twin(means.folder, cut.sums, plan.here.path, plan.scope, rows, names, preview=means.preview)


def _some(areas: Mapping[str, str], rows: Sequence[IncidentRow]) -> dict[str, str]:
    """The pages of the provinces of these incidents."""
    names = sorted({row.get("admin1") or "" for row in rows})
    return {name: areas[name] for name in names if name in areas}


def _near(place: Named) -> Near:
    return Near(place.name, place.name_ar, place.path, len(place.rows))


def _periods_index(pages: Pages, every: Periods) -> None:
    lang, title = pages.lang, words(pages.lang, "period.title")
    years = [
        {
            "name": year.key,
            "count": len(year.rows),
            "href": f"{year.key}.html",
            "months": [_month_door(m.key, len(m.rows), lang) for m in every.months_of(year.key)],
        }
        for year in every.years.values()
    ]
    pages.add(
        "periods/index.html", "periods.html", title, years=years, undated=len(every.undated), w=texts(lang)
    )


def _period(making: Making, plan: PeriodPlan, period: Period) -> None:
    found, lang, pages = making.found, making.lang, making.pages
    title = words(lang, "period.title")
    path, name = f"periods/{period.key}.html", called(period.key, lang)
    crumbs = [(title, "index.html")]
    months = [_month_door(key, count, lang) for key, count in plan.months]
    if period.is_month:
        crumbs.append((called(period.key[:4], lang), f"{period.key[:4]}.html"))
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
        before=_beside(plan.before, lang),
        after=_beside(plan.after, lang),
        watch={"verdict": seen.verdict, "days": seen.days, **watched(seen.stretches)},
        nothing="" if period.rows else nothing(period, lang, preview=pages.preview),
        chart=chart(found, period, seen, lang) if period.rows else None,
        months=() if doors else months,
        long=is_long,
        **(making.shared(period.scope, period.rows, "../") | shown),
    )


def _places_index(pages: Pages, held: Places) -> None:
    lang = pages.lang
    title = words(lang, "place.title")
    areas: list[dict[str, Any]] = [
        {
            "name": p.called(lang),
            "href": _file(p),
            "count": len(p.rows),
            "towns": _doors(map(_near, held.towns[p.path]), lang, 1),
        }
        for p in held.provinces
    ]
    if rest := held.towns.get(f"places/{NO_PROVINCE}"):
        count = sum(len(town.rows) for town in rest)
        areas.append({"name": words(lang, "place.no_province"), "href": "", "count": count,
                      "towns": _doors(map(_near, rest), lang, 1)})  # fmt: skip
    pages.add("places/index.html", "places.html", title, areas=areas, w=texts(lang))


def _place(making: Making, plan: PlacePlan, rows: Sequence[IncidentRow]) -> None:
    found, lang, pages = making.found, making.lang, making.pages
    here, scope = plan.here, plan.scope
    path, name = f"{here.path}.html", here.called(lang)
    root = "../" * path.count("/")
    crumbs = [(words(lang, "place.title"), f"{root}places/index.html")]
    is_town = here.path.count("/") > 1
    if plan.area is not None:
        crumbs.append((plan.area.called(lang), f"{root}{plan.area.path}.html"))
    shared = making.shared(scope, rows, root)
    other = (here.name if lang == "ar" else here.name_ar) or ""
    pages.add(
        path,
        "place.html",
        name,
        here.path,
        crumbs=crumbs,
        what=words(lang, "place.town" if is_town else "place.province"),
        country=label(lang, "country", scope.country) if scope.country else "",
        other_called=other if other != name else "",
        watch=watched(watch_lines(found, scope.country, lang)),
        page=making.timeline(shared, rows, root),
        by_name="" if plan.named_alone else words(lang, "place.by_name"),
        towns=_doors(plan.towns, lang),
        widely=0 if is_town else sum(1 for row in rows if not known_by_town(row)),
        namesakes=_doors(plan.namesakes, lang),
        grounds=grounds(found, rows, lang),
        follow=follow_one(pages, root, here.path, name),
        **(shared | listed(pages, PLACED, path, name, rows, crumbs)),
    )


def _doors(some: Iterable[Near], lang: str, cut: int = 0) -> list[front.Door]:
    """Doors to places, from the root of a language or, cut by one, from the folder of places."""
    doors = [front.Door(p.called(lang), p.count, _file(p) if cut else f"{p.path}.html") for p in some]
    return sorted(doors, key=lambda d: (d.name.casefold(), d.href))


def _file(place: Named | Near) -> str:
    return f"{place.path.removeprefix('places/')}.html"


def _month_door(key: str, count: int, lang: str) -> front.Door:
    return front.Door(called(key, lang), count, f"{key}.html")


def _beside(key: str, lang: str) -> front.Door | None:
    return front.Door(called(key, lang), 0, f"{key}.html") if key else None


def _old_lists(pages: Pages, key: str, rows: Sequence[IncidentRow]) -> None:
    """Lists by year, and their parts by month and day, stood beside the incidents: their addresses go on answering."""
    lang, told = pages.lang, words(pages.lang, "period.moved")
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
