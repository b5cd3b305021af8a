"""The pages beside the incidents: front, belligerents, lists, method, data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cairn.publish.buckets import BUCKETS, members
from cairn.publish.drawings.charts import Month, RangeBar, Strip, range_chart, timeline
from cairn.publish.drawings.maps import front_map
from cairn.publish.drawings.projection import Borders
from cairn.publish.embeds.pieces import timeline_title
from cairn.publish.incident.party_beside import linked, official_view
from cairn.publish.parties.party_lists import by_day
from cairn.publish.parts import front_page as front
from cairn.publish.rows.record import IncidentRow
from cairn.publish.wording.figures import month_words, range_html
from cairn.vocab.labels import between, label, say

from .embeds import elsewhere
from .feeds import follow_all, follow_one
from .frame import Pages
from .lists import ENTRIES, INCIDENTS, Crumbs, write_list
from .maps import has_moving_map
from .search import filter_view

MOST_SAID = 60
"""Up to so many entries stand on the page of a belligerent itself."""
Groups = Mapping[tuple[str, str], Sequence[IncidentRow]]


def overview(pages: Pages, borders: Borders) -> None:
    """The front, the belligerents, the lists and the method in one language."""
    groups = members(pages.found)
    cards = [front.actor_card(pages.found, a, pages.lang, groups) for a in pages.found.actors(pages.lang)]
    _front(pages, cards, borders)
    title = say(pages.lang, "belligerents")
    pages.add(
        "belligerents/index.html", "belligerents.html", title, page={"cards": cards}, section="belligerents"
    )
    for card in cards:
        _belligerent(pages, card, groups)
    _lists(pages)


def _front(pages: Pages, cards: Sequence[front.ActorCard], borders: Borders) -> None:
    found, lang = pages.found, pages.lang
    shown = front.months(found, list(found.incidents.values()), "")
    strips = front.strips(found, found.actors(lang), shown, lang)
    years, areas = front.doors(found, lang)
    bars = front.range_bars(found, lang, "")
    page = {
        "incidents": len(found.incidents),
        "unreleased": sum(1 for r in found.incidents.values() if r.get("state") != "released"),
        "awaiting": found.record.awaiting,
        "reports": len(found.reports),
        "cards": cards,
        "ranges": range_chart(lang, bars),
        "range_rows": [_range_row(lang, bar) for bar in bars],
        "timeline": timeline(lang, shown, strips),
        "month_rows": _month_rows(lang, shown, strips),
        "map": front_map(lang, front.spots(found, lang, ""), borders),
        "years": years,
        "areas": areas,
        "use_ranges": elsewhere(pages, "ranges", say(lang, "range_chart_title"), "chart"),
        "use_timeline": elsewhere(pages, "timeline", say(lang, "timeline_title"), "chart"),
        "use_map": elsewhere(pages, "map", say(lang, "front_map_title"), "map"),
    }
    pages.add(
        "index.html",
        "front.html",
        pages.site_title(),
        "index",
        page=page,
        section="front",
        moving_map=has_moving_map(),
        follow=follow_all(pages, ""),
    )


def _range_row(lang: str, bar: RangeBar) -> dict[str, object]:
    pairs = {
        k: range_html(lang, *(getattr(bar, k) or (None, None))) for k in ("likely", "contested", "conceded")
    }
    return {"name": bar.name, "href": bar.href, **pairs}


def _month_rows(lang: str, shown: Sequence[Month], strips: Sequence[Strip]) -> list[dict[str, object]]:
    """The table twin: months that hold an incident, and months not watched in full."""
    rows = []
    for month in shown:
        levels = [(s.name, s.levels.get(month.month, "untold")) for s in strips]
        if month.total or any(level in ("none", "partial") for _, level in levels):
            told = between(lang, "semicolon").join(
                f"{name}: {label(lang, 'coverage', level)}" for name, level in levels
            )
            row = {
                "month": month_words(lang, month.month),
                "likely": month.likely,
                "contested": month.contested,
                "other": month.other,
            }
            rows.append({**row, "coverage": told or label(lang, "coverage", "untold")})
    return rows


def _timeline_elsewhere(pages: Pages, card: front.ActorCard) -> dict[str, object]:
    """The drawing for others' pages, of which there is one where an incident of the party has a day."""
    found = pages.found
    named = (
        i
        for i, rows in found.attributions.items()
        if i in found.incidents and any(a.get("actor_id") == card.id for a in rows)
    )
    if not any(found.incidents[i].get("date_start") for i in named):
        return {}
    return elsewhere(pages, f"timeline-{card.slug}", timeline_title(card.name, pages.lang), "chart")


def _belligerent(pages: Pages, card: front.ActorCard, groups: Groups) -> None:
    found, lang = pages.found, pages.lang
    mine = {r["id"]: r for b in BUCKETS for r in groups.get((card.id, b), ())}
    shown = front.months(found, list(mine.values()), "../../")
    strips = front.strips(found, [card.id], shown, lang)
    crumbs = [(say(lang, "belligerents"), "../index.html"), (card.name, "index.html")]
    entries, listed = _said(pages, card, crumbs)
    page = {
        "timeline": timeline(lang, shown, strips),
        "month_rows": _month_rows(lang, shown, strips),
        "use_timeline": _timeline_elsewhere(pages, card),
        "entries": entries,
        "listed": listed,
    }
    base = f"belligerents/{card.slug}"
    follow = follow_one(pages, "../../", base, card.name)
    pages.add(f"{base}/index.html", "belligerent.html", card.name, base, card=card, page=page, follow=follow)
    for one in card.sums:
        rows = groups.get((card.id, one.bucket), ())
        intro = " ".join(one.lines)
        title = f"{card.name}: {one.label}"
        write_list(pages, INCIDENTS, f"{base}/{one.bucket}.html", title, rows, crumbs, intro)


def _said(pages: Pages, card: front.ActorCard, crumbs: Crumbs) -> tuple[list[dict[str, object]], int]:
    """What the party says of incidents here, a row each; where there is much of it, a list and its length."""
    found, lang = pages.found, pages.lang
    mine = [
        (i, x)
        for i in found.incidents
        for x in linked(found, i)
        if found.entries[x["entry_id"]].get("actor") == card.id
    ]
    if len(mine) > MOST_SAID:
        entries = by_day(found.entries[e] for e in {x["entry_id"] for _, x in mine})
        path = f"belligerents/{card.slug}/said.html"
        write_list(pages, ENTRIES, path, f"{card.name}: {say(lang, 'entries')}", entries, crumbs)
        return [], len(entries)
    rows: list[dict[str, object]] = [
        {
            "slug": found.slugs[i],
            "title": found.title(found.incidents[i]),
            "view": official_view(found, x, lang),
            "local": range_html(
                lang, found.incidents[i].get("killed_min"), found.incidents[i].get("killed_max")
            ),
        }
        for i, x in mine
    ]
    return rows, 0


def _lists(pages: Pages) -> None:
    found, lang = pages.found, pages.lang
    years, areas = front.doors(found, lang)
    title = say(lang, "incidents")
    page = {"incidents": len(found.incidents), "years": years, "areas": areas}
    shown = filter_view(pages, areas)
    pages.add("incidents/index.html", "incidents.html", title, page=page, filter=shown, script="filter.js")
