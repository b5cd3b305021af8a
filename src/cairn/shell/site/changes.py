"""The pages of what changed, a month each at an address that stays, and of corrections; with their twins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cairn.publish.about import changes_page as page
from cairn.publish.about import corrections_page
from cairn.publish.about.changes import COLUMNS, KINDS, Change, by_month, changes, plain_rows
from cairn.publish.parts import twins
from cairn.publish.parts.cut import Cut, Cuts
from cairn.publish.parts.front_page import Door
from cairn.publish.rows.index import Index
from cairn.publish.wording.figures import day_words
from cairn.publish.wording.page_words import texts, words

from .feeds import follow_all
from .frame import Pages
from .groups import Groups, Means
from .lists import Crumbs

LONGEST = 120
"""Changes on one page; a longer month becomes doors to its days, a longer day to its parts."""
NEWEST = 12


def change_files(groups: Groups, cuts: Cuts, found: Index) -> None:
    """What changed and what was corrected, in both languages, and the same rows for those who compute. A month is a
    group of its own, drawn from a cut of its incidents."""
    told, means = changes(found), groups.means
    months = by_month(told)
    for month, some in months.items():
        ids = {change.incident_id for change in some} & found.incidents.keys()
        groups.draw(f"changes/{month}", month_group, cuts.of(ids), month, tuple(some))
    for pages in means.both(found):
        teller = page.Teller(found, pages.lang)
        _index(pages, teller, told, months)
        _corrections(pages, teller)
    _twin(means, found, "changes", {"changes": plain_rows(told)})
    corrected = plain_rows(corrections_page.corrections(found))
    taken_out = list(corrections_page.plain_counts(found))
    _twin(means, found, "corrections", {"changes": corrected, "taken_out": taken_out})


def month_group(means: Means, cut: Cut, month: str, some: Sequence[Change]) -> None:
    """The pages of a month, of its days where they are many, and its twins."""
    for pages in means.both(cut.found):
        crumbs = [(words(pages.lang, "changes.title"), "index.html")]
        name = words(pages.lang, "changes.of_month", month=page.month_name(pages.lang, month))
        _listed(pages, page.Teller(cut.found, pages.lang), f"changes/{month}", name, some, crumbs)
    _twin(means, cut.found, f"changes/{month}", {"changes": plain_rows(some)})


def _twin(means: Means, found: Index, name: str, body: Mapping[str, Any]) -> None:
    means.folder.add(f"{name}.json", twins.as_json(found, body, preview=means.preview))
    means.folder.add(f"{name}.csv", twins.as_csv(COLUMNS, body["changes"]))


def _index(
    pages: Pages, teller: page.Teller, told: Sequence[Change], months: dict[str, list[Change]]
) -> None:
    story = page.story(told)
    newest = [c for c in told[: NEWEST + 1] if c is not story][:NEWEST]
    rows = []
    for month, some in months.items():
        counts = [sum(1 for c in some if c.kind == kind) for kind in KINDS]
        name = page.month_name(pages.lang, month)
        rows.append({"name": name, "href": f"{month}.html", "counts": counts, "total": len(some)})
    shown = {
        "story": [teller.view(story)] if story else [],
        "newest": [teller.view(c) for c in newest],
        "months": rows,
        "heads": [words(pages.lang, f"change.{kind}") for kind in KINDS],
    }
    title = words(pages.lang, "changes.title")
    pages.add(
        "changes/index.html",
        "changes.html",
        title,
        "changes",
        page=shown,
        withdrawn=corrections_page.withdrawn(pages.found, pages.lang),
        taken_out=corrections_page.taken_out(pages.found, pages.lang),
        w=_w(pages),
        follow=follow_all(pages, "../"),
    )


def _listed(
    pages: Pages,
    teller: page.Teller,
    path: str,
    title: str,
    told: Sequence[Change],
    crumbs: Crumbs,
) -> None:
    """A month or a day, or the doors to its parts."""
    doors = []
    name = path.rpartition("/")[2]
    if len(told) > LONGEST:
        for part, called, some in _parts(pages.lang, name, title, told):
            _listed(pages, teller, f"changes/{part}", called, some, [*crumbs, (title, f"{name}.html")])
            doors.append(Door(called, len(some), f"{part}.html"))
    views = [] if doors else [teller.view(c) for c in told]
    twin = path if len(name) == len("2031-05") or name == "undated" else ""
    more = {"changes": views, "parts": doors, "crumbs": crumbs, "w": _w(pages)}
    pages.add(f"{path}.html", "changes_month.html", title, twin, **more)


def _parts(
    lang: str, name: str, title: str, told: Sequence[Change]
) -> Iterator[tuple[str, str, Sequence[Change]]]:
    days: dict[str, list[Change]] = {}
    for change in told:
        days.setdefault(change.at[:10] or "undated", []).append(change)
    if len(days) > 1:
        for day, some in days.items():
            yield day, words(lang, "changes.of_day", day=day_words(lang, day)), some
        return
    for n in range(0, len(told), LONGEST):
        part = told[n : n + LONGEST]
        called = words(lang, "changes.of_part", title=title, a=n + 1, b=n + len(part))
        yield f"{name}-from-{n + 1}", called, part


def _corrections(pages: Pages, teller: page.Teller) -> None:
    told = corrections_page.corrections(pages.found)
    title = words(pages.lang, "corrections.title")
    doors = []
    if len(told) > LONGEST:
        for month, some in by_month(told).items():
            doors.append(Door(page.month_name(pages.lang, month), len(some), f"../changes/{month}.html"))
    pages.add(
        "corrections/index.html",
        "corrections.html",
        title,
        "corrections",
        k=texts(pages.lang)["corrections"],
        w=_w(pages),
        changes=[] if doors else [teller.view(c) for c in told],
        parts=doors,
        taken_out=corrections_page.taken_out(pages.found, pages.lang),
        withdrawn=corrections_page.withdrawn(pages.found, pages.lang),
        follow=follow_all(pages, "../"),
        lowered=corrections_page.lowered(pages.found, pages.lang),
    )


def _w(pages: Pages) -> Mapping[str, str]:
    return texts(pages.lang)["changes"]
