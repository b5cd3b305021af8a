"""What of a record can stand on the pages of others: sums, ranges, timelines, the map, steps and shares.

An index enters; pieces leave, in one language, each with a name that stays, its drawing, its words, its page here, and
its numbers for programs. Whether a record has any is for the caller: a preview has none, for nothing that only a machine
says may leave it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cairn.publish.drawings.charts import ROW, RangeBar, range_chart, timeline
from cairn.publish.drawings.maps import front_map
from cairn.publish.drawings.projection import Borders
from cairn.publish.drawings.share_axis import HEIGHT as SHARE
from cairn.publish.drawings.share_chart import drawn, share_chart
from cairn.publish.drawings.waterfall_chart import ROW as STEP
from cairn.publish.ground.control_names import ControlNames
from cairn.publish.ground.control_page import share_slugs
from cairn.publish.parties.compare_page import compare_page
from cairn.publish.parts import front_page as front
from cairn.publish.receipts.page import title_of
from cairn.publish.receipts.printed import Receipt, Receipts
from cairn.publish.rows.index import Index
from cairn.publish.rows.scope import coverage_of
from cairn.publish.rows.tally import spoken
from cairn.publish.wording.figures import range_words
from cairn.publish.wording.ground_words import area_name
from cairn.tally.words import coverage_lines
from cairn.vocab.labels import label, say, sections

from .svg import ROOM, Drawing

MOST_COVERAGE = 4
MOST_CLAIMS = 6
ROUND = (("c-likely", "key_likely"), ("c-contested", "key_contested"))
BAR, STRIP = 146, 30
"""Units down: the months of a timeline with their years, and the strip of one party's monitoring."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to be shown elsewhere. `page` is where it stands here, from the root of its language; `value` its
    numbers, the same in both languages."""

    key: str
    kind: str  # figure | chart | map
    title: str
    drawing: Drawing
    lines: tuple[str, ...]
    caveat: tuple[str, ...]
    page: str
    value: Mapping[str, object]


def pieces(receipts: Receipts, lang: str, borders: Borders) -> Iterator[Piece]:
    """All of them, the sums first."""
    found = receipts.found
    yield from (_figure(receipts, receipt, lang) for receipt in receipts.of_record())
    bars = front.range_bars(found, lang, "")
    if bars:
        yield _ranges(bars, lang)
    yield from _timelines(found, lang)
    spots = front.spots(found, lang, "")
    if spots:
        yield _map(found, lang, borders)
    for actor in sorted(found.record.comparisons):
        yield from _steps(found, actor, lang)
    for key in found.record.control:
        yield from _shares(found, key, lang)


def _figure(receipts: Receipts, receipt: Receipt, lang: str) -> Piece:
    row, found = receipt.row, receipts.found
    killed, known = row.get("killed", {}), row.get("incidents_without_figure", 0) < row.get("incidents", 0)
    ends = (killed.get("min", 0), killed.get("max_of_known", 0)) if known else None
    words = range_words(lang, *(ends or (None, None)))
    if not row.get("incidents"):
        words = say(lang, "none_on_record")
    told = tuple(c for c in map(coverage_of, row.get("coverage", ())) if c is not None)
    covered = coverage_lines(told, lang, spoken(found.record.actors, lang))
    lines = [line for line in row.get("lines", {}).get(lang, ()) if line not in covered]
    definition, figure = lines[:1], lines[1:2]
    return Piece(
        key=receipt.key,
        kind="figure",
        title=f"{label(lang, 'embed', 'killed')}: {title_of(receipts, receipt, lang)}",
        drawing=Drawing(figure=ends, figure_words=words),
        lines=(*figure, *definition, *_shortened(covered, lang)),
        caveat=(say(lang, "range_note"),),
        page=f"figures/{receipt.key}/index.html",
        value={
            name: row[name]
            for name in ("definition", "incidents", "killed", "injured", "incidents_without_figure",
                         "jointly_attributed", "coverage")
            if name in row
        },
    )  # fmt: skip


def _shortened(covered: Sequence[str], lang: str) -> tuple[str, ...]:
    if len(covered) <= MOST_COVERAGE:
        return tuple(covered)
    rest = sections(lang)["embed"]["more_coverage"].format(n=len(covered) - MOST_COVERAGE)
    return (*covered[:MOST_COVERAGE], rest)


def _ranges(bars: Sequence[RangeBar], lang: str) -> Piece:
    legend = (*((kind, say(lang, key)) for kind, key in ROUND), ("c-conceded", say(lang, "key_conceded")))
    value = [
        {"name": b.name, "likely": b.likely, "contested": b.contested, "conceded": b.conceded} for b in bars
    ]
    return Piece(
        "ranges",
        "chart",
        say(lang, "range_chart_title"),
        Drawing(range_chart(lang, bars), len(bars) * ROW + 14, legend),
        (say(lang, "two_standards"),),
        (say(lang, "range_note"),),
        "index.html",
        {"killed": value},
    )


def _timelines(found: Index, lang: str) -> Iterator[Piece]:
    """Of the whole record, and of each party."""
    rows = {row["id"]: row for row in found.incidents.values()}
    own: list[tuple[str, str, list[str], dict[str, object]]] = [
        ("", "index.html", found.actors(lang), {**rows})
    ]
    for actor in found.actors(lang):
        mine = {
            key: row
            for key, row in rows.items()
            if any(a.get("actor_id") == actor for a in found.attributions.get(key, ()))
        }
        own.append((actor, f"belligerents/{found.actor_slugs[actor]}/index.html", [actor], {**mine}))
    for actor, page, watched, mine_by_id in own:
        months = front.months(found, [rows[key] for key in mine_by_id], "")
        if not months:
            continue
        strips = front.strips(found, watched, months, lang)
        title = say(lang, "timeline_title")
        title = timeline_title(found.name("actor", actor, lang), lang) if actor else title
        legend = [*((kind, say(lang, key)) for kind, key in ROUND), ("c-other", say(lang, "key_other"))]
        legend.append(("c-none", say(lang, "not_monitored")))
        value = [
            {"month": m.month, "likely": m.likely, "contested": m.contested, "other": m.other}
            | {"monitored": {s.name: s.levels.get(m.month, "untold") for s in strips}}
            for m in months
        ]
        yield Piece(
            f"timeline-{found.actor_slugs[actor]}" if actor else "timeline",
            "chart",
            title,
            Drawing(timeline(lang, months, strips), BAR + STRIP * len(strips) + 4, tuple(legend)),
            (),
            (say(lang, "timeline_note"),),
            page,
            {"incidents_by_month": value},
        )


def timeline_title(name: str, lang: str) -> str:
    """What the timeline of one party is called."""
    return sections(lang)["embed"]["timeline_of"].format(actor=name)


def _map(found: Index, lang: str, borders: Borders) -> Piece:
    spots = front.spots(found, lang, "")
    drawing = front_map(lang, spots, borders)
    value = [{"code": s.title, "lat": s.lat, "lon": s.lon, "radius_m": s.radius_m} for s in spots]
    return Piece(
        "map",
        "map",
        say(lang, "front_map_title"),
        Drawing(drawing, _height(drawing)),
        (),
        (say(lang, "front_map_note"), say(lang, "borders_note")),
        "index.html",
        {"places": value},
    )


def _height(drawing: str) -> int:
    """How high a drawing with a box of its own is where it is as wide as a sheet has room."""
    box = drawing.partition('viewBox="0 0 ')[2].partition('"')[0].split()
    return round(ROOM * float(box[1]) / float(box[0])) if len(box) == 2 else ROOM


def _steps(found: Index, actor: str, lang: str) -> Iterator[Piece]:
    page = compare_page(found, actor, lang)
    for fall in page.steps:
        drawn_rows = [r for r in fall.rows if r.change not in ("", "0")]
        high = (len(drawn_rows) + 2) * STEP + 16
        yield Piece(
            f"steps-{page.slug}-{fall.bound}",
            "chart",
            f"{say(lang, 'declared_of', actor=page.name)}: {fall.title}",
            Drawing(fall.chart, high),
            (),
            (say(lang, "two_standards"), say(lang, "range_note")),
            f"compare/{page.slug}.html",
            {"steps": [{"step": r.label, "change": r.change, "after": r.after} for r in fall.rows]},
        )


def _shares(found: Index, key: str, lang: str) -> Iterator[Piece]:
    held, slug = found.record.control[key], found.control_slugs[key]
    names = ControlNames(found, lang, slug)
    for actor, own in share_slugs(held, names).items():
        title = say(lang, "share_chart_title", actor=names.actor(actor), place=area_name(held.place, lang))
        claims = held.claims.get(actor, ())
        chart = share_chart(lang, title, held.series[actor], claims, names.author, until=held.until)
        legend = (("s-sure", say(lang, "key_sure")), ("s-may", say(lang, "key_may")))
        value = [{"from": s.day.isoformat(), "min": s.low, "max": s.high} for s in held.series[actor]]
        yield Piece(
            f"share-{slug}-{own}",
            "chart",
            title,
            Drawing(drawn(lang, chart), SHARE, legend),
            tuple(dot.told for dot in chart.dots[:MOST_CLAIMS]),
            (say(lang, "control_lead"),),
            f"control/{slug}/index.html",
            {"share": value},
        )
