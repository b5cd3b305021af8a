"""Which part of a place somebody held: the states of its pieces enter, a range of the whole leaves.

The lowest is the ground that is surely the actor's, the highest what may be: ground whose holder is not known, is fought
over or is told otherwise by others goes either way. `amounts` sum to the total: `held:ACTOR` (several who hold together
joined by `+`), `partly_held`, `contested`, `disputed`, `unknown`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cairn.control.areas import SLIVER, Areas, Piece
from cairn.control.model import AreaState, Assertion, Denominator, Policy, Share
from cairn.control.state import state_at
from cairn.control.telling import Side, Telling
from cairn.control.words import Word, Words, day_of
from cairn.errors import CairnError

HELD = "held:"
LARGER = ("city", "town", "subdistrict", "district", "province", "country")
"""Kinds of areas of which none counts as one neighbourhood."""
UNITS: Mapping[Denominator, str] = {
    "land_area": "km2",
    "neighbourhoods": "neighbourhoods",
    "built_up": "km2",
    "not_stated": "km2",
}
Weighed = tuple[tuple[Piece, float], ...]


def share(
    place: str,
    day: date,
    actor: str,
    denominator: Denominator,
    areas: Areas,
    assertions: Iterable[Assertion],
    policy: Policy,
    side_of: Side | None = None,
) -> Share:
    """The share of a place (id, or a name of one area) that an actor, or the side it counts for, held on a day.

    Raises `CairnError`: `denominator-not-known` where the areas do not carry it; `NotFound` as `Areas.one`.
    """
    words = Words(assertions, areas, policy, side_of)
    return next(iter(series(place, actor, denominator, words, days=(day,))))


def series(
    place: str,
    actor: str,
    denominator: Denominator,
    words: Words,
    *,
    days: Iterable[date] | None = None,
    first: date | None = None,
    last: date | None = None,
) -> Iterator[Share]:
    """The share on each of the days, by default on `days_of_change` between `first` and `last`, in order.

    A piece is looked at anew only when a word about it begins, ends or grows old, so long series stay cheap.
    """
    place = words.areas.one(place, "place").id
    weighed = weights(place, denominator, words.areas)
    about = {piece.area: words.about(piece.area) for piece, _ in weighed}
    turns = {id: _turns(said, words.policy) for id, said in about.items()}
    states: dict[str, AreaState] = {}
    before: date | None = None
    wanted = days_of_change(place, words, first, last) if days is None else tuple(sorted(set(days)))
    for day in wanted:
        for id, said in about.items():
            if before is None or any(before < turn <= day for turn in turns[id]):
                states[id] = state_at(id, said, day, words.policy, words.side_of)
            else:
                states[id] = _moved(states[id], day)
        before = day
        yield share_of(place, day, words.side_of(actor), denominator, weighed, states, words.policy)


def days_of_change(
    place: str, words: Words, first: date | None = None, last: date | None = None
) -> tuple[date, ...]:
    """The days on which the state of a piece of the place may change, and those of the shares claimed of it."""
    found = {turn for p in words.areas.pieces(place) for turn in _turns(words.about(p.area), words.policy)}
    found |= {day for claim in words.claims(place) if (day := day_of(claim))}
    found |= {day for day in (first, last) if day}
    return tuple(sorted(d for d in found if (first is None or d >= first) and (last is None or d <= last)))


def share_of(
    place: str,
    day: date,
    side: str,
    denominator: Denominator,
    weighed: Weighed,
    states: Mapping[str, AreaState],
    policy: Policy,
) -> Share:
    """The share that the states of the pieces give to a side."""
    total = math.fsum(weight for _, weight in weighed)
    low, high = _bounds(side, denominator, weighed, states)
    amounts: dict[str, float] = {}
    for piece, weight in weighed:
        kind = kind_of(states[piece.area])
        amounts[kind] = amounts.get(kind, 0.0) + weight
    listed = tuple(states[piece.area] for piece, _ in weighed)
    return Share(
        place, day, side, denominator, low, high, total, dict(sorted(amounts.items())), policy, listed
    )


def everybody(share: Share, areas: Areas) -> dict[str, tuple[float, float]]:
    """Lowest and highest fraction of each actor that the states of a share name, A to Z."""
    weighed = weights(share.place, share.denominator, areas)
    states = {state.area: state for state in share.states}
    named = sorted({actor for state in share.states for actor in state.holders})
    return {actor: _bounds(actor, share.denominator, weighed, states) for actor in named}


def kind_of(state: AreaState | Telling) -> str:
    """Under which name a piece's ground stands in the amounts."""
    if state.status != "held":
        return state.status
    return HELD + "+".join(sorted(actor for actor, (_, high) in state.holders.items() if high > 0))


def weights(place: str, denominator: Denominator, areas: Areas) -> Weighed:
    """What each piece of a place weighs in the denominator: square kilometres, or one for each neighbourhood."""
    pieces = areas.pieces(place)
    if denominator == "neighbourhoods":
        counted = [piece for piece in pieces if not piece.rest and piece.area != place]
        if not counted:
            raise _unknown(place, denominator, "it has no parts to count")
        larger = [
            p.area for p, area in ((p, areas.get(p.area)) for p in counted) if area and area.kind in LARGER
        ]
        if larger:
            raise _unknown(place, denominator, f"{', '.join(larger[:5])} is larger than a neighbourhood")
        return tuple((piece, 1.0) for piece in counted)
    if denominator == "built_up":
        return _built_up(place, pieces, areas)
    blank = [piece.area for piece in pieces if not piece.km2]
    if blank:
        raise not_drawn(place, denominator, blank)
    if areas.overlap(place) > SLIVER:
        raise _unknown(place, denominator, f"its parts overlap by {areas.overlap(place):.1%} of its ground")
    return tuple((piece, piece.km2 or 0.0) for piece in pieces)


def _built_up(place: str, pieces: Iterable[Piece], areas: Areas) -> Weighed:
    measured = [
        (piece, area.built_up_km2 if (area := areas.get(piece.area)) and not piece.rest else None)
        for piece in pieces
    ]
    blank = [piece.area for piece, built in measured if built is None]
    if blank or not sum(built or 0.0 for _, built in measured):
        listed = ", ".join(blank[:5]) or place
        raise _unknown(place, "built_up", f"how much of {listed} is built up is not known")
    return tuple((piece, built or 0.0) for piece, built in measured)


def not_drawn(place: str, denominator: Denominator, blank: Sequence[str]) -> CairnError:
    """What is raised where ground that is to be measured has no polygons."""
    return _unknown(place, denominator, f"the ground of {', '.join(blank[:5])} is not drawn")


def _unknown(place: str, denominator: Denominator, why: str) -> CairnError:
    return CairnError(
        "denominator-not-known",
        f"A share of {place} by {denominator} cannot be computed: {why}.",
        field="denominator",
        value=denominator,
        remedy="ask by another denominator, or add areas that carry this one",
    )


def _bounds(
    side: str, denominator: Denominator, weighed: Weighed, states: Mapping[str, AreaState]
) -> tuple[float, float]:
    """Of neighbourhoods only those held whole surely count; those that may be held in part may count."""
    total = math.fsum(weight for _, weight in weighed)
    each = [(weight, *states[piece.area].of(side)) for piece, weight in weighed]
    if denominator == "neighbourhoods":
        each = [(weight, float(low >= 1), float(high > 0)) for weight, low, high in each]
    low = math.fsum(weight * low for weight, low, _ in each) / total
    high = math.fsum(weight * high for weight, _, high in each) / total
    return min(max(low, 0.0), 1.0), min(max(low, high), 1.0)


def _turns(said: Iterable[Word], policy: Policy) -> tuple[date, ...]:
    return tuple(sorted({turn for word in said for turn in word.turns(policy)}))


def _moved(state: AreaState, day: date) -> AreaState:
    return AreaState(state.area, day, state.status, state.holders, state.rest, state.because, state.last_word)
