"""The front page and each belligerent's page: sums beside what is conceded, never a league table.

Enters: an index and a language. Leaves: cards A to Z, the rows of the charts and their table twins. Every
sum carries the link to its members; it is printed with its coverage and its definition (rules 19 to 24).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cairn.publish.buckets import BUCKETS, Conceded, best_bucket, conceded
from cairn.publish.drawings.charts import Month, RangeBar, Strip
from cairn.publish.drawings.maps import Spot
from cairn.publish.incident.page import area_name, spot
from cairn.publish.rows.index import Index, slugs
from cairn.publish.rows.receipt_key import figure_key
from cairn.publish.rows.record import CoverageRow, IncidentRow, TallyRow
from cairn.publish.rows.scope import coverage_of
from cairn.publish.wording.coverage_words import CoverageLine, Levels, coverage_line, days_of, levels_of
from cairn.publish.wording.entry_words import not_linked_words
from cairn.publish.wording.figures import range_html
from cairn.publish.wording.markup import Html, element, text
from cairn.tally.model import Coverage
from cairn.vocab.labels import label, say

_LEVELS = ("full", "partial", "none")


@dataclass(frozen=True, slots=True)
class SumView:
    """One sum: its figure for the eye, the sentence that bounds it, its lines of definition, and its door."""

    bucket: str
    label: str
    figure: Html
    told: str
    incidents: int
    lines: tuple[str, ...]
    href: str
    receipt: str
    door: str
    suggested: int
    joint: int


@dataclass(frozen=True, slots=True)
class ActorCard:
    """One belligerent: its sums, what it concedes, how it was monitored; `compared` names its comparison page."""

    id: str
    slug: str
    name: str
    sums: tuple[SumView, ...]
    conceded: str
    conceded_figure: Html
    concedes: bool
    linked_by_machine: int
    compared: str
    coverage: tuple[CoverageLine, ...]
    coverage_days: str

    @property
    def levels(self) -> Levels:
        """How well it was monitored at one time or another, the fullest first."""
        return levels_of(self.coverage)

    @property
    def headline(self) -> tuple[SumView | None, SumView | None]:
        """Its likely and its contested sum, where there is one."""
        held = {one.bucket: one for one in self.sums}
        return held.get("likely"), held.get("contested")

    @property
    def folder_base(self) -> str:
        """Its folder as seen from the list of belligerents."""
        return f"{self.slug}/"

    @property
    def front_base(self) -> str:
        """Its folder as seen from the front page."""
        return f"belligerents/{self.slug}/"


@dataclass(frozen=True, slots=True)
class Door:
    """A named group of incidents, how many, and where they are listed."""

    name: str
    count: int
    href: str


def actor_card(
    found: Index, actor: str, lang: str, groups: Mapping[tuple[str, str], Sequence[IncidentRow]]
) -> ActorCard:
    """One belligerent's card."""
    name = found.name("actor", actor, lang)
    official = conceded(found, actor)
    sums = (_sum(found, actor, bucket, lang, groups) for bucket in BUCKETS)
    rows = [r for t in (found.tallies.get((actor, "likely")),) if t for r in t.get("coverage", ())]
    rows = rows or [r for r in found.record.coverage if r.get("actor") in (actor, "")]
    return ActorCard(
        id=actor,
        slug=found.actor_slugs.get(actor, actor),
        name=name,
        sums=tuple(s for s in sums if s),
        conceded=_conceded_words(found, actor, official, lang),
        conceded_figure=range_html(lang, *(official.figure or (None, None))),
        concedes=official.figure is not None,
        linked_by_machine=official.suggested,
        compared=found.party_slugs[actor] if actor in found.record.comparisons else "",
        coverage=tuple(coverage_line(r, lang) for r in _ordered(rows)),
        coverage_days=days_of(rows, lang),
    )


def _sum(
    found: Index, actor: str, bucket: str, lang: str, groups: Mapping[tuple[str, str], Sequence[IncidentRow]]
) -> SumView | None:
    tally = found.tallies.get((actor, bucket))
    count = len(groups.get((actor, bucket), ()))
    if tally is None and not count:
        return None
    row: TallyRow = tally or {"actor_id": actor, "bucket": bucket, "incidents": count}
    killed = row.get("killed")
    without = row.get("incidents_without_figure", 0)
    figure = _figure(lang, row)
    told = ""
    if killed and row.get("incidents"):
        told = say(
            lang, "tally_told", low=killed.get("min", 0), high=killed.get("max_of_known", 0), without=without
        )
    return SumView(
        bucket=bucket,
        label=label(lang, "bucket", bucket),
        figure=figure,
        told=told,
        incidents=row.get("incidents", count),
        lines=tuple(row.get("lines", {}).get(lang, ())),
        href=f"{bucket}.html",
        receipt=f"figures/{figure_key(row, found.actor_slugs.get(actor, actor))}/index.html" if tally else "",
        door=label(lang, "receipt", "door"),
        suggested=row.get("machine_suggested", 0),
        joint=row.get("jointly_attributed", 0),
    )


def _figure(lang: str, row: TallyRow) -> Html:
    """The sum for the eye; where no incident, or none with a figure, is summed it is said: no zero is shown."""
    if not row.get("incidents"):
        return element("span", {"class": "nofig"}, text(say(lang, "none_on_record")))
    killed = row.get("killed")
    if not killed or (
        row.get("incidents", 0) and row.get("incidents_without_figure") == row.get("incidents")
    ):
        return range_html(lang, None, None)
    return range_html(lang, killed.get("min"), killed.get("max_of_known"))


def _conceded_words(found: Index, actor: str, official: Conceded, lang: str) -> str:
    """What the figure is, and how many entries of the party are in none."""
    name = found.name("actor", actor, lang)
    key = "conceded_sum" if official.incidents else "conceded_nothing_here"
    return (
        f"{say(lang, key, actor=name, n=official.incidents)} {not_linked_words(found, actor, lang)}".strip()
    )


def _ordered(rows: Sequence[CoverageRow]) -> list[CoverageRow]:
    return sorted(rows, key=lambda r: (r.get("country", ""), r.get("from_day", ""), r.get("actor", "")))


def range_bars(found: Index, lang: str, root: str) -> list[RangeBar]:
    """One bar per actor with a sum, A to Z."""
    bars = []
    for actor in found.actors(lang):
        pairs = {b: _pair(found.tallies.get((actor, b))) for b in ("likely", "contested")}
        if any(pairs.values()):
            href = f"{root}belligerents/{found.actor_slugs[actor]}/index.html"
            given = conceded(found, actor).figure
            bars.append(
                RangeBar(found.name("actor", actor, lang), href, pairs["likely"], pairs["contested"], given)
            )
    return bars


def _pair(row: TallyRow | None) -> tuple[int, int] | None:
    killed = row.get("killed") if row else None
    if not row or not killed or row.get("incidents_without_figure", 0) >= row.get("incidents", 1):
        return None
    return (killed.get("min", 0), killed.get("max_of_known", 0))


def spots(found: Index, lang: str, root: str) -> list[Spot]:
    """Every incident that may be dotted, with its own page and its province's list."""
    areas = area_slugs(found)
    drawn = []
    for key, row in found.incidents.items():
        here = spot(found, row, lang, f"{root}incidents/{found.slugs[key]}/index.html")
        if here:
            area = areas.get(row.get("admin1") or "", "")
            href = f"{root}places/{area}.html" if area else ""
            drawn.append(Spot(here.lat, here.lon, here.radius_m, here.title, here.href, here.area, href))
    return drawn


def months(found: Index, rows: Sequence[IncidentRow], root: str) -> list[Month]:
    """Every month from the first to the last, charted on the first day of each incident (R11)."""
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        start = row.get("date_start")
        if start and len(start) >= 7:
            bucket = best_bucket(found, row["id"])
            kind = bucket if bucket in ("likely", "contested") else "other"
            counts.setdefault(start[:7], {}).setdefault(kind, 0)
            counts[start[:7]][kind] += 1
    if not counts:
        return []
    years = {month[:4]: f"{root}periods/{month[:4]}.html" for month in counts}
    shown = []
    for month in _every_month(min(counts), max(counts)):
        held = counts.get(month, {})
        parts = [held.get(kind, 0) for kind in ("likely", "contested", "other")]
        shown.append(Month(month, parts[0], parts[1], parts[2], years.get(month[:4], "")))
    return shown


def _every_month(first: str, last: str) -> list[str]:
    year, month = int(first[:4]), int(first[5:7])
    found = []
    while f"{year:04d}-{month:02d}" <= last:
        found.append(f"{year:04d}-{month:02d}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def strips(found: Index, actors: Sequence[str], shown: Sequence[Month], lang: str) -> list[Strip]:
    """How each actor's months were monitored: in part where days of a month differ, as on the page of the month."""
    told = [c for c in map(coverage_of, found.record.coverage) if c is not None and c.level in _LEVELS]
    drawn = []
    for actor in actors:
        mine = [c for c in told if c.actor == actor]
        levels = {month.month: level for month in shown if (level := _level_of(month.month, mine))}
        if levels:
            drawn.append(Strip(found.name("actor", actor, lang), levels))
    return drawn


def _level_of(month: str, told: Sequence[Coverage]) -> str:
    """The level of all days of a month, `partial` where they differ or nobody tells of some; empty where of none."""
    year, number = int(month[:4]), int(month[5:7])
    first, last = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    here = sorted((max(c.from_day, first), min(c.to_day, last), c.level) for c in told)
    here = [one for one in here if one[0] <= one[1]]
    if len({level for _, _, level in here}) != 1:
        return "partial" if here else ""
    reached = first
    for start, end, _ in here:
        if start > reached:
            return "partial"
        reached = max(reached, end + timedelta(days=1))
    return here[0][2] if reached > last else "partial"


def by_year(found: Index) -> dict[str, list[IncidentRow]]:
    """Incidents by the year of their first day; those without a day under `undated`."""
    years: dict[str, list[IncidentRow]] = {}
    for row in found.incidents.values():
        years.setdefault((row.get("date_start") or "")[:4] or "undated", []).append(row)
    return dict(sorted(years.items()))


def by_area(found: Index) -> Mapping[str, list[IncidentRow]]:
    """Incidents by province, A to Z; those without one are in none."""
    return found.areas


def area_slugs(found: Index) -> dict[str, str]:
    """Province -> the name of its list."""
    return slugs({area: area for area in by_area(found)})


def doors(found: Index, lang: str) -> tuple[list[Door], list[Door]]:
    """The lists by year and by province."""
    years = [
        Door(say(lang, "undated") if y == "undated" else y, len(rows), f"periods/{y}.html")
        for y, rows in by_year(found).items()
    ]
    names = area_slugs(found)
    areas = [
        Door(area_name(rows[0], lang) or area, len(rows), f"places/{names[area]}.html")
        for area, rows in by_area(found).items()
    ]
    return years, areas
