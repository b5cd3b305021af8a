"""The pages of conflicts in one language, and their twins."""

from __future__ import annotations

from collections.abc import Sequence

from cairn.publish.incident.page import area_name
from cairn.publish.parts import front_page as front
from cairn.publish.parts.conflict_page import NOWHERE, Conflict, conflicts, grounds
from cairn.publish.parts.organisation_page import organisations
from cairn.publish.parts.period_page import UNDATED, called
from cairn.publish.parts.scope import Scope, Sums
from cairn.publish.parts.scope_view import watch_lines
from cairn.publish.rows.record import IncidentRow
from cairn.publish.wording.part_words import texts, words

from .groups import Means
from .lists import Crumbs
from .scope_making import Making, sent_on, watched
from .scope_twins import scope_twin


def conflict_twins(means: Means, sums: Sums) -> None:
    """The list of conflicts and each of them as JSON and CSV."""
    found, every = sums.found, conflicts(sums.found)
    told: list[tuple[str, Scope | None, Sequence[IncidentRow], dict[str, str]]] = []
    if len(every) > 1:  # the list of them: every incident, once
        told.append(("conflicts/index", Scope(), list(found.incidents.values()), {}))
    for one in every:
        path = "conflicts/index" if len(every) == 1 else f"conflicts/{one.key}"
        names = {lang: one.called(lang) for lang in ("en", "ar")}
        told.append((path, None if one.key == NOWHERE else one.scope, one.rows, names))
    for path, scope, rows, names in told:
        scope_twin(means.folder, sums, path, scope, rows, names, preview=means.preview)


def conflict_pages(making: Making) -> None:
    """The list of conflicts and a page of each; one page where there is one."""
    pages, lang = making.pages, making.lang
    every = conflicts(making.found)
    title = words(lang, "conflict.title")
    if len(every) == 1:
        _conflict(making, every[0], "conflicts/index.html", [], words(lang, "conflict.one"))
        sent_on(pages, f"conflicts/{every[0].key}.html", words(lang, "conflict.moved"), "index.html",
                every[0].called(lang))  # fmt: skip
        return
    doors = [front.Door(c.called(lang), len(c.rows), f"{c.key}.html") for c in every]
    seen = watched(watch_lines(making.found, "", lang))
    pages.add("conflicts/index.html", "conflicts.html", title, "conflicts/index",
              doors=sorted(doors, key=lambda d: d.name.casefold()), watch=seen, w=texts(lang))  # fmt: skip
    for one in every:
        _conflict(making, one, f"conflicts/{one.key}.html", [(title, "index.html")], "")


def _conflict(making: Making, one: Conflict, path: str, crumbs: Crumbs, note: str) -> None:
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
        watch=watched(watch_lines(found, one.country, lang)),
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
