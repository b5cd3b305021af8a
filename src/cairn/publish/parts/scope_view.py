"""What pages of conflicts, periods and places share: how it was monitored, parties with what is alleged and declared,
the distinct incidents, a timeline and a map.

Enters: an index, the incidents of a scope and its sums. Leaves: views of finished words and markup. Parties stand A to Z
and no figure is added up over them (rules 19, 24).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cairn.places.borders import borders as borders_of_the_world
from cairn.publish.buckets import BUCKETS, conceded
from cairn.publish.drawings.charts import Month, Strip, timeline
from cairn.publish.drawings.maps import Spot, front_map
from cairn.publish.drawings.projection import Borders
from cairn.publish.incident.page import spot
from cairn.publish.incident.party_beside import linked, official_view
from cairn.publish.rows.index import Index
from cairn.publish.rows.receipt_key import receipt_path
from cairn.publish.rows.record import CoverageRow, IncidentRow, TallyRow
from cairn.publish.rows.tally import spoken
from cairn.publish.wording.entry_words import CREDIBLE
from cairn.publish.wording.figures import day_words, month_words, range_html
from cairn.publish.wording.markup import Html, element
from cairn.publish.wording.part_words import words
from cairn.vocab.labels import between, label, say

from . import front_page as front

UNNAMED = ("", "unknown")
MOST_MEMBERS = 40
"""Up to so many incidents of a sum are named beneath it; the file beside the page names all."""


@dataclass(frozen=True, slots=True)
class BucketSum:
    """The sum of one bucket: the figure for the eye, what it is in words, and its whole statement."""

    bucket: str
    label: str
    figure: Html
    told: str
    incidents: int
    joint: int
    suggested: int
    lines: tuple[str, ...]
    members: tuple[tuple[str, str], ...]
    receipt: str
    door: str


@dataclass(frozen=True, slots=True)
class ConcededHere:
    """One incident of which a party accepts harm: what it accepts killed, when it said so, and the door to its words."""

    slug: str
    code: str
    killed: Html
    said_on: str
    words: str


@dataclass(frozen=True, slots=True)
class PartySums:
    """One party in a scope: what is alleged of it beside what it accepts of the same incidents."""

    id: str
    slug: str
    name: str
    sums: tuple[BucketSum, ...]
    conceded: str
    conceded_figure: Html | None
    conceded_in: tuple[ConcededHere, ...]
    linked_by_machine: int
    compared: str


@dataclass(frozen=True, slots=True)
class WatchLine:
    """Who was monitored where, and how well, in these days."""

    actor: str
    country: str
    days: str
    level: str
    level_label: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """The map of a scope with what it does not show."""

    map: Html
    listed_only: int


@dataclass(frozen=True, slots=True)
class Line:
    """A timeline with its table."""

    timeline: Html
    month_rows: tuple[dict[str, object], ...]


def party_sums(
    found: Index, rows: Sequence[TallyRow], ids: Iterable[str], lang: str
) -> tuple[PartySums, ...]:
    """The parties of a scope A to Z, those who are nobody named left out; `rows` are the sums of the scope."""
    here = {i: found.links[i] for i in ids if i in found.links}
    inside = replace(found, links=here)
    by_actor: dict[str, list[TallyRow]] = {}
    for row in rows:
        by_actor.setdefault(row["actor_id"], []).append(row)
    views = [_party(inside, a, some, lang) for a, some in by_actor.items() if a not in UNNAMED]
    return tuple(sorted(views, key=lambda view: (view.name.casefold(), view.id)))


def _party(inside: Index, actor: str, rows: Sequence[TallyRow], lang: str) -> PartySums:
    name, official = inside.name("actor", actor, lang), conceded(inside, actor)
    if official.incidents:
        told = say(lang, "conceded_sum", actor=name, n=official.incidents)
    else:
        told = say(lang, "conceded_nothing_here", actor=name)
    order = sorted(rows, key=lambda row: BUCKETS.index(row["bucket"]))
    return PartySums(
        id=actor,
        slug=inside.actor_slugs.get(actor, ""),
        name=name,
        sums=tuple(_sum(inside, row, lang) for row in order),
        conceded=told,
        conceded_figure=range_html(lang, *official.figure) if official.figure else None,
        conceded_in=_conceded_in(inside, actor, lang),
        linked_by_machine=official.suggested,
        compared=inside.party_slugs[actor] if actor in inside.record.comparisons else "",
    )


def _conceded_in(inside: Index, actor: str, lang: str) -> tuple[ConcededHere, ...]:
    """The incidents behind what a party concedes here, by day, where they are few."""
    held = [
        (inside.incidents[i], x)
        for i in inside.links
        for x in linked(inside, i)
        if (entry := inside.entries[x["entry_id"]]).get("actor") == actor and entry.get("outcome") in CREDIBLE
    ]
    if len(held) > MOST_MEMBERS:
        return ()
    held.sort(key=lambda one: (one[0].get("date_start") or "9999", one[0]["id"], one[1]["entry_id"]))
    told = [(row, official_view(inside, x, lang)) for row, x in held]
    return tuple(
        ConcededHere(inside.slugs[row["id"]], inside.title(row), said.killed, said.said_on, said.href)
        for row, said in told
    )


def _sum(found: Index, row: TallyRow, lang: str) -> BucketSum:
    killed, n, without = row["killed"], row["incidents"], row["incidents_without_figure"]
    known = n > without
    told = ""
    if not n:
        figure = element("span", {"class": "nofig"}, say(lang, "none_on_record"))
    else:
        ends = (killed["min"], max(killed["min"], killed["max_of_known"])) if known else (None, None)
        figure = range_html(lang, *ends)
        if known:
            told = say(lang, "tally_told", low=killed["min"], high=killed["max_of_known"], without=without)
    return BucketSum(
        bucket=row["bucket"],
        label=label(lang, "bucket", row["bucket"]),
        figure=figure,
        told=told,
        incidents=n,
        joint=row["jointly_attributed"],
        suggested=row["machine_suggested"],
        lines=tuple(row["lines"].get(lang, ())),
        members=_members(found, row["members"]),
        receipt=receipt_path(row, found.actor_slugs),
        door=label(lang, "receipt", "door"),
    )


def _members(found: Index, ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Slug and code of each incident of a sum, where they are few."""
    if len(ids) > MOST_MEMBERS:
        return ()
    order = sorted(ids, key=lambda i: (found.incidents[i].get("date_start") or "9999", i))
    return tuple((found.slugs[i], found.title(found.incidents[i])) for i in order)


def unnamed(found: Index, ids: Iterable[str]) -> int:
    """Incidents for which no party is named: they are in no sum by party."""
    return sum(1 for i in ids if all(a.get("actor_id", "") in UNNAMED for a in found.attributions.get(i, ())))


def watch_lines(
    found: Index, country: str, lang: str, first: str = "", last: str = ""
) -> tuple[WatchLine, ...]:
    """How a country was monitored, or all, in these days where they are given; by party and day."""
    names = spoken(found.record.actors, lang)
    lines = []
    for row in found.record.coverage:
        starts, ends = row.get("from_day") or "", row.get("to_day") or ""
        if country and row.get("country") not in (country, ""):
            continue
        if (last and starts > last) or (first and ends < first):
            continue
        days = say(
            lang, "a_to_b", a=day_words(lang, max(starts, first)), b=day_words(lang, min(ends, last or ends))
        )
        lines.append((_watch_line(row, names, days, lang), starts))
    lines.sort(key=lambda one: (one[0].country, one[0].actor.casefold(), one[1]))
    return tuple(line for line, _ in lines)


def _watch_line(row: CoverageRow, names: Mapping[str, str], days: str, lang: str) -> WatchLine:
    actor, country, level = row.get("actor", ""), row.get("country", ""), row.get("level") or "untold"
    return WatchLine(
        actor=names.get(actor, actor) or words(lang, "part.anybody"),
        country=names.get(country, country) or words(lang, "part.anywhere"),
        days=days,
        level=level,
        level_label=label(lang, "coverage", level),
    )


def drawn(
    found: Index,
    rows: Sequence[IncidentRow],
    lang: str,
    root: str,
    areas: Mapping[str, str],
    borders: Borders = borders_of_the_world,
) -> Drawn:
    """Every incident of these that may be dotted; the others are counted, for they are listed. `areas` are the names of
    the pages of provinces."""
    spots: list[Spot] = []
    for row in rows:
        here = spot(found, row, lang, f"{root}incidents/{found.slugs[row['id']]}/index.html")
        if here:
            area = areas.get(row.get("admin1") or "", "")
            spots.append(replace(here, area_href=f"{root}places/{area}.html" if area else ""))
    return Drawn(front_map(lang, spots, borders), len(rows) - len(spots))


def line(found: Index, rows: Sequence[IncidentRow], actors: Sequence[str], lang: str, root: str) -> Line:
    """A bar for each month from the first incident to the last, above how each party was monitored."""
    months = front.months(found, rows, root)
    strips = front.strips(found, actors, months, lang)
    return Line(timeline(lang, months, strips), tuple(month_rows(lang, months, strips)))


def month_rows(lang: str, shown: Sequence[Month], strips: Sequence[Strip]) -> Iterable[dict[str, object]]:
    """The table of a timeline: months that hold an incident, and months not watched in full."""
    for month in shown:
        levels = [(s.name, s.levels.get(month.month, "untold")) for s in strips]
        if month.total or any(level in ("none", "partial") for _, level in levels):
            told = between(lang, "semicolon").join(
                f"{name}: {label(lang, 'coverage', level)}" for name, level in levels
            )
            yield {
                "month": month_words(lang, month.month),
                "likely": month.likely,
                "contested": month.contested,
                "other": month.other,
                "coverage": told or label(lang, "coverage", "untold"),
            }
