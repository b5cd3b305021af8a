"""The page of one place: which share of it each actor held over time, what was claimed, and the words of each area.

A `HeldPlace` enters, the view of its page leaves. Every share opens to the page of its day, every day to the areas,
every area to the words it rests on. Actors stand by how much is claimed of them, then A to Z, never by what they held
(rule 24); what is computed is called so.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from cairn.control.model import Area, Assertion, Beside, Layer, Policy, Share
from cairn.publish.drawings.front_maps import Day, Plan, days_of_most_change, front_map, swatch
from cairn.publish.drawings.share_chart import drawn, share_chart
from cairn.publish.drawings.share_marks import key
from cairn.publish.rows.held_place import HeldPlace
from cairn.publish.rows.index import slugs
from cairn.publish.wording.figures import day_words
from cairn.publish.wording.ground_words import HOLDERS, area_name, names_of, state_words
from cairn.publish.wording.markup import Html
from cairn.publish.wording.share_words import claimed_html, percent_html, points_html, verdict_words
from cairn.vocab.labels import label, say

from .control_names import ControlNames, WordView, size_words, word_anchor, word_view

UNSURE = ("unknown", "contested", "disputed")
MOST_DAYS = 150
"""Up to so many days of change have pages of their own; beyond that those of the maps and the claims do."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claimed share beside the computed one of its day; `href` leads to that day."""

    n: int
    anchor: str
    word: WordView
    claimed: Html
    of: str
    day: str
    computed: Html
    computed_of: str
    href: str
    lies: str
    difference: Html | None


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A day from which a computed share stands."""

    day: str
    href: str
    share: Html
    unsure: str


@dataclass(frozen=True, slots=True)
class ActorShare:
    """One actor's share over time: the chart with its legend, its claims, and its table."""

    slug: str
    name: str
    title: str
    chart: Html
    authors: tuple[tuple[Html, str], ...]
    claims: tuple[ClaimRow, ...]
    rows: tuple[SeriesRow, ...]


@dataclass(frozen=True, slots=True)
class FrameView:
    """One small map with its day and, where that day has one, its page."""

    day: str
    href: str
    map: Html


@dataclass(frozen=True, slots=True)
class AreaWords:
    """One area with every word on it, and its state on the days of the maps."""

    anchor: str
    name: str
    other: str
    other_lang: str
    size: str
    words: tuple[WordView, ...]
    states: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DrawingRow:
    """One author's drawing of one day."""

    day: str
    author: str
    source: str
    whole: bool


@dataclass(frozen=True, slots=True)
class ControlPage:
    """Everything the template sets down."""

    slug: str
    name: str
    real: bool
    policy: tuple[str, ...]
    sources: tuple[str, ...]
    actors: tuple[ActorShare, ...]
    outlines: Html
    frames: tuple[FrameView, ...]
    keys: tuple[tuple[Html, str], ...]
    drawings: tuple[DrawingRow, ...]
    heads: tuple[str, ...]
    whole: AreaWords
    areas: tuple[AreaWords, ...]
    parted: bool


def control_page(held: HeldPlace, names: ControlNames, plan: Plan) -> ControlPage:
    """The page of one place in the language of `names`."""
    lang = names.lang
    days = page_days(held)
    frames = map_days(held)
    parts = [a for a in held.areas if a.id != held.place.id]
    order = share_slugs(held, names)
    return ControlPage(
        slug=names.slug,
        name=area_name(held.place, lang),
        real=held.real,
        policy=policy_words(held, lang, names),
        sources=tuple(sorted({w.source for w in held.words if w.source}, key=str.casefold)),
        actors=tuple(_actor(held, a, slug, names, days) for a, slug in order.items()),
        outlines=plan.outlines,
        frames=tuple(_frame(held, day, names, plan, days) for day in frames),
        keys=legend(held, names, plan, frames),
        drawings=tuple(_drawing(x, names) for x in sorted(held.layers, key=lambda x: (x.day, x.id))),
        heads=tuple(day_words(lang, d.isoformat()) for d in frames),
        whole=_whole(held, names),
        areas=tuple(_area(held, a, names, frames) for a in sorted(parts, key=lambda a: _order(a, lang))),
        parted=len(held.all_days) > MOST_DAYS,
    )


def all_days(held: HeldPlace) -> tuple[date, ...]:
    """Every day on which something changed."""
    return tuple(sorted({share.day for told in held.series.values() for share in told}))


def share_slugs(held: HeldPlace, names: ControlNames) -> dict[str, str]:
    """The actors of whose share there is a chart, and where each begins in the page: those of whom most is claimed
    first, since claims are what the charts are looked up for; else A to Z."""
    claimed = {actor: len(told) for actor, told in held.claims.items()}
    order = sorted(held.series, key=lambda a: (-claimed.get(a, 0), names.actor(a).casefold(), a))
    return slugs({a: a for a in order})


def page_days(held: HeldPlace) -> tuple[date, ...]:
    """The days that have a page: those of change, those of the maps, and those of which a share was claimed."""
    claimed = {beside.computed.day for told in held.claims.values() for beside in told}
    changed = held.all_days
    return tuple(
        sorted(claimed | set(map_days(held)) | (set(changed) if len(changed) <= MOST_DAYS else set()))
    )


def map_days(held: HeldPlace) -> tuple[date, ...]:
    """The days of the small maps: those chosen for the place, else up to a dozen on which most ground changed hands."""
    return held.days or days_of_most_change(held.states, held.areas)


def day_file(day: date) -> str:
    """The page of a day beside the page of its place."""
    return f"{day.isoformat()}.html"


def policy_words(held: HeldPlace, lang: str, names: ControlNames) -> tuple[str, ...]:
    """How a share comes about, in sentences."""
    policy: Policy = held.policy
    told = [label(lang, "ui", f"policy_{policy.id}") if policy.id == "last_word" else policy.id]
    if policy.authors:
        told.append(
            say(lang, "policy_authors", authors=names.list([names.author(a) for a in policy.authors]))
        )
    stale = policy.stale_after_days
    told.append(say(lang, "policy_for_ever") if stale is None else say(lang, "policy_stale", n=stale))
    told += [say(lang, "policy_disputed"), say(lang, "policy_claims")]
    return tuple(line for line in (*told, measure_words(held, lang)) if line)


def measure_words(held: HeldPlace, lang: str) -> str:
    """What a share is computed of; empty where the ground can be neither measured nor counted."""
    first = next((s for told in held.series.values() for s in told), None)
    if first is None:
        return ""
    of = label(lang, "denominator", first.denominator)
    return say(lang, "policy_of", of=of, total=size_words(lang, first.total, first.denominator))


def legend(
    held: HeldPlace, names: ControlNames, plan: Plan, days: Sequence[date]
) -> tuple[tuple[Html, str], ...]:
    """The patterns that these days show, each with its words: holders A to Z as they are numbered, then the states."""
    lang = names.lang
    states = [s for day in days for s in held.on(day).values()]
    states += [piece.state for day in days for piece in held.drawn.get(day, ())]
    found = {"held": {a for s in states if s.status == "held" for a, b in s.holders.items() if b[1] > 0}}
    found["partly"] = {
        a for s in states if s.status == "partly_held" for a, b in s.holders.items() if b[1] > 0
    }
    keys = []
    for kind, mark in (("held", "h"), ("partly", "p")):
        for n, actor in enumerate(plan.holders):
            if actor in found[kind]:
                words = say(lang, f"{kind}_by_key", actor=names.actor(actor))
                keys.append((swatch(f"f-{mark}{min(n, HOLDERS - 1)}"), words))
    other = {s.status for s in states}
    keys += [
        (swatch(f"f-{kind}"), say(lang, f"ground_{kind}_key"))
        for kind in ("contested", "disputed", "unknown")
        if kind in other
    ]
    return tuple(keys)


def claim_row(held: HeldPlace, n: int, beside: Beside, slug: str, names: ControlNames) -> ClaimRow:
    """One claim in its row."""
    claim, lang = beside.claim, names.lang
    comparable = beside.verdict != "not_comparable"
    computed = beside.computed
    return ClaimRow(
        n=n,
        anchor=f"claim-{slug}-{n}",
        word=word_view(claim, names),
        claimed=claimed_html(lang, *(claim.share or (0.0, 1.0))),
        of=label(lang, "denominator", claim.denominator),
        day=day_words(lang, computed.day.isoformat()),
        computed=percent_html(lang, computed.low, computed.high),
        computed_of=label(lang, "denominator", computed.denominator),
        href=day_file(computed.day),
        lies=verdict_words(lang, beside),
        difference=points_html(lang, *beside.difference) if comparable else None,
    )


def _actor(held: HeldPlace, actor: str, slug: str, names: ControlNames, days: Sequence[date]) -> ActorShare:
    lang, name = names.lang, names.actor(actor)
    claims = held.claims.get(actor, ())
    title = say(lang, "share_chart_title", actor=name, place=area_name(held.place, lang))
    chart = share_chart(
        lang,
        title,
        held.series[actor],
        claims,
        names.author,
        until=held.until,
        href=lambda n: f"#claim-{slug}-{n}",
    )
    shown = [s for s in held.series[actor] if s.day in set(days)]
    return ActorShare(
        slug=slug,
        name=name,
        title=say(lang, "share_of_held", actor=name, place=area_name(held.place, lang)),
        chart=drawn(lang, chart),
        authors=tuple((key(n), author) for author, n in chart.authors),
        claims=tuple(claim_row(held, n, c, slug, names) for n, c in enumerate(claims, 1)),
        rows=tuple(_series_row(held, s, names) for s in shown),
    )


def _series_row(held: HeldPlace, share: Share, names: ControlNames) -> SeriesRow:
    lang = names.lang
    areas = {a.id: a for a in held.areas}
    states = held.on(share.day).values()
    unsure = names_of(areas, [s.area for s in states if s.status in UNSURE], lang)
    return SeriesRow(
        day=day_words(lang, share.day.isoformat()),
        href=day_file(share.day),
        share=percent_html(lang, share.low, share.high),
        unsure=names.list(unsure),
    )


def _frame(held: HeldPlace, day: date, names: ControlNames, plan: Plan, days: Sequence[date]) -> FrameView:
    lang = names.lang
    shown = Day(day, held.on(day), held.drawn.get(day, ()))
    href = day_file(day) if day in days else ""
    return FrameView(day_words(lang, day.isoformat()), href, front_map(lang, plan, shown, names.actor))


def _area(held: HeldPlace, area: Area, names: ControlNames, frames: Sequence[date]) -> AreaWords:
    lang = names.lang
    other = "en" if lang == "ar" else "ar"
    states = ((d, held.on(d).get(area.id)) for d in frames)
    return AreaWords(
        anchor=names.anchors[area.id],
        name=area_name(area, lang),
        other=area.names.get(other, ""),
        other_lang=other,
        size=names.sizes.get(area.id, ""),
        words=tuple(word_view(w, names) for w in _by_day(held, {area.id})),
        states=tuple((day_words(lang, d.isoformat()), state_words(lang, s, names.actor)) for d, s in states),
    )


def _drawing(layer: Layer, names: ControlNames) -> DrawingRow:
    day = day_words(names.lang, layer.day.isoformat())
    return DrawingRow(day, names.author(layer.asserted_by), layer.source, layer.complete)


def _whole(held: HeldPlace, names: ControlNames) -> AreaWords:
    """The words on the place as a whole that are no claims of a share, and those on what lies round or between."""
    shown = _area(held, held.place, names, ())
    beyond = {a.id: area_name(a, names.lang) for a in held.beyond}
    claims = {beside.claim.id for told in held.claims.values() for beside in told}
    words = []
    for word in (w for w in _by_day(held, {held.place.id, *beyond}) if w.id not in claims):
        view = word_view(word, names)
        if word.area in beyond:
            told = say(names.lang, "area_told", area=beyond[word.area], state=view.told)
            view = replace(view, told=told)
        words.append(view)
    return replace(shown, words=tuple(words))


def _by_day(held: HeldPlace, areas: Set[str]) -> list[Assertion]:
    mine = [w for w in held.words if w.area in areas]
    return sorted(mine, key=lambda w: (w.start or w.start_latest or w.said or date.min, w.id))


def _order(area: Area, lang: str) -> tuple[str, str]:
    return area_name(area, lang).casefold(), area.id


__all__ = ["ControlPage", "control_page", "day_file", "page_days", "word_anchor"]
