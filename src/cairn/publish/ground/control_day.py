"""The page of one day of a place: each area with its state and the words it rests on, and the shares they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cairn.control.model import AreaState, Share
from cairn.control.share import HELD
from cairn.publish.drawings.front_maps import Day, Plan, front_map
from cairn.publish.rows.held_place import HeldPlace
from cairn.publish.wording.figures import day_words
from cairn.publish.wording.ground_words import area_name, state_words
from cairn.publish.wording.markup import Html
from cairn.publish.wording.share_words import percent_html
from cairn.vocab.labels import label, say

from .control_names import ControlNames, WordView, size_words, word_view
from .control_page import ClaimRow, claim_row, legend, measure_words, share_slugs


@dataclass(frozen=True, slots=True)
class DayShare:
    """One actor's computed share that day; `parts` are how much ground is in which state."""

    name: str
    share: Html
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DayArea:
    """One area that day: its state, the words it rests on, and the door to all its words."""

    name: str
    anchor: str
    size: str
    state: str
    status: str
    words: tuple[WordView, ...]


@dataclass(frozen=True, slots=True)
class ControlDay:
    """Everything the template sets down."""

    place: str
    slug: str
    day: str
    before: str
    after: str
    outlines: Html
    map: Html
    keys: tuple[tuple[Html, str], ...]
    of: str
    shares: tuple[DayShare, ...]
    claims: tuple[tuple[str, ClaimRow], ...]
    areas: tuple[DayArea, ...]


def control_day(
    held: HeldPlace, day: date, names: ControlNames, plan: Plan, before: str = "", after: str = ""
) -> ControlDay:
    """The page of one day; `before` and `after` are the pages of the days beside it."""
    lang = names.lang
    states = held.on(day)
    doors = {a.id: f"#{names.anchors[a.id]}" for a in held.areas if a.id in states}
    drawn = Day(day, states, held.drawn.get(day, ()))
    order = share_slugs(held, names)
    claims = [
        (names.actor(actor), claim_row(held, n, c, slug, names))
        for actor, slug in order.items()
        for n, c in enumerate(held.claims.get(actor, ()), 1)
        if c.computed.day == day
    ]
    return ControlDay(
        place=area_name(held.place, lang),
        slug=names.slug,
        day=day_words(lang, day.isoformat()),
        before=before,
        after=after,
        outlines=plan.outlines,
        map=front_map(lang, plan, drawn, names.actor, links=doors),
        keys=legend(held, names, plan, [day]),
        of=measure_words(held, lang),
        shares=tuple(s for a in order if (s := _share(held, a, day, names))),
        claims=tuple(claims),
        areas=tuple(_area(held, states[i], names) for i in _alphabet(held, states, lang)),
    )


def _alphabet(held: HeldPlace, states: Mapping[str, AreaState], lang: str) -> list[str]:
    listed = [a for a in held.areas if a.id in states]
    return [a.id for a in sorted(listed, key=lambda a: (area_name(a, lang).casefold(), a.id))]


def _share(held: HeldPlace, actor: str, day: date, names: ControlNames) -> DayShare | None:
    standing = [s for s in held.series[actor] if s.day <= day]
    if not standing:
        return None
    share: Share = standing[-1]
    lang = names.lang
    parts = tuple((_kind(kind, names), size_words(lang, n, share.denominator)) for kind, n in _amounts(share))
    return DayShare(names.actor(actor), percent_html(lang, share.low, share.high), parts)


def _amounts(share: Share) -> list[tuple[str, float]]:
    return [(kind, amount) for kind, amount in sorted(share.amounts.items()) if amount > 0]


def _kind(kind: str, names: ControlNames) -> str:
    """A key of `Share.amounts`: a status, or held by whom."""
    if not kind.startswith(HELD):
        return label(names.lang, "ground_status", kind)
    actors = [names.actor(a) for a in kind.removeprefix(HELD).split("+")]
    return say(names.lang, "ground_held", actor=names.list(actors))


def _area(held: HeldPlace, state: AreaState, names: ControlNames) -> DayArea:
    area = next(a for a in held.areas if a.id == state.area)
    name = area_name(area, names.lang)
    return DayArea(
        name=say(names.lang, "rest_of", place=name) if area.id == held.place.id else name,
        anchor=names.anchors[area.id],
        size=names.sizes.get(area.id, ""),
        state=state_words(names.lang, state, names.actor),
        status=state.status,
        words=tuple(word_view(w, names) for w in state.because),
    )
