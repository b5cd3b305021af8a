"""What the site shows of ground that is drawn and not named: a page for each area that is the frame of dated drawings,
and one for the drawings that have none. One drawing is in memory at a time, and of each only lines that can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from cairn.control.beside import counted_together, set_beside
from cairn.control.layers import Drawings, DrawnDay
from cairn.control.model import Area, AreaState, Assertion, Beside, Layer, Policy, Rings, Share, Status
from cairn.control.words import Words, day_of, itself
from cairn.publish.drawings.from_plane import in_degrees
from cairn.publish.drawings.front_maps import frame_days, thinned
from cairn.publish.rows.held_place import DrawnGround, HeldPlace
from cairn.vocab.labels import LANGUAGES, say

from .control_held import Held

UNFRAMED = "drawn"


def drawn_places(held: Held, policy: Policy, words: Words) -> dict[str, HeldPlace]:
    """The places of the drawings, by the key of their page."""
    found = {}
    framed = {x.frame for x in held.layers if x.frame and not held.areas.shape(x.frame).is_empty}
    for frame in sorted(framed):
        layers = [x for x in held.layers if x.frame == frame]
        found[f"{frame}-{UNFRAMED}"] = _framed(held, frame, layers, policy, words)
    rest = [x for x in held.layers if x.frame not in framed]
    if rest:
        found[UNFRAMED] = _unframed(held, rest, policy)
    return found


def _framed(held: Held, frame: str, layers: Sequence[Layer], policy: Policy, words: Words) -> HeldPlace:
    area = held.areas.one(frame)
    drawings = Drawings(layers, held.load, held.areas, policy)
    days = sorted({x.day for x in layers})
    maps = frame_days(days)
    shares: list[tuple[dict[str, Share], Share]] = []
    drawn = {}
    for found in drawings.shares(frame, days=days):
        shares.append(({actor: found.of(actor) for actor in found.actors}, found.of("")))
        if found.day in maps:
            drawn[found.day] = tuple(_pieces(found))
    named = sorted({actor for told, _ in shares for actor in told})
    return HeldPlace(
        place=replace(
            area, names={lang: say(lang, "as_drawn", place=_name(area, lang)) for lang in LANGUAGES}
        ),
        areas=(),
        words=(),
        policy=policy,
        series={a: tuple(told.get(a) or replace(rest, actor=a) for told, rest in shares) for a in named},
        claims=_claims(frame, drawings, words, set(named)),
        layers=tuple(layers),
        days=maps,
        drawn=drawn,
        until=days[-1],
    )


def _name(area: Area, lang: str) -> str:
    return area.names.get(lang) or next(iter(area.names.values()), area.id)


def _claims(frame: str, drawings: Drawings, words: Words, named: set[str]) -> dict[str, tuple[Beside, ...]]:
    """The claims on the land area of the frame beside what the drawings of their day show."""
    found: dict[str, list[Beside]] = {}
    for claim in words.claims(frame, drawn=True):
        day, actor = day_of(claim), claim.actors[0]
        if day and actor in named:
            computed = drawings.seen_by(counted_together(claim, itself)).share(frame, day, actor)
            comparable = claim.denominator in ("land_area", "not_stated")
            found.setdefault(actor, []).append(set_beside(claim, computed, comparable=comparable))
    return {actor: tuple(told) for actor, told in found.items()}


def _pieces(found: DrawnDay) -> Iterable[DrawnGround]:
    for piece in found.pieces:
        told = piece.telling
        last = max((x.day for x in found.layers), default=None)
        because = tuple(replace(word, polygons=()) for word in piece.because)
        state = AreaState("", found.day, told.status, told.holders, told.rest, because, last)
        yield DrawnGround(thinned(in_degrees(piece.ground)), state)


def _unframed(held: Held, layers: Sequence[Layer], policy: Policy) -> HeldPlace:
    """Drawings of ground that no area is the frame of: as they were drawn, with no share of anything."""
    days = sorted({x.day for x in layers})
    maps = frame_days(days)
    drawn = {
        day: tuple(_as_drawn(word, day) for x in layers if x.day == day for word in held.load(x))
        for day in maps
    }
    names = {lang: say(lang, "drawn_ground") for lang in LANGUAGES}
    place = Area(UNFRAMED, names)
    return HeldPlace(place, (), (), policy, layers=tuple(layers), days=maps, drawn=drawn, until=days[-1])


def _as_drawn(word: Assertion, day: date) -> DrawnGround:
    """One polygon with its own author's word as its state."""
    held = word.holding == "held" and len(word.actors) == 1
    polygons: tuple[Rings, ...] = thinned(word.polygons)
    holders = dict.fromkeys(word.actors, (1.0 if held else 0.0, 1.0)) if word.holding != "not_held" else {}
    not_held = word.holding == "not_held"
    status: Status = "held" if word.holding == "held" else "unknown" if not_held else "contested"
    rest, because = float(not_held), (replace(word, polygons=()),)
    return DrawnGround(polygons, AreaState("", day, status, holders, rest, because, day))
