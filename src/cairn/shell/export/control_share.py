"""The share of a place that somebody held: what is asked enters, the answer as an object and in words leaves.

The words on named areas answer where there are any, else the drawings. A claimed share stands beside the computed one of
its day and never enters it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cairn.control.beside import beside, claims_around, counted_together, sentence, set_beside
from cairn.control.cases import country_of
from cairn.control.model import Area, AreaState, Assertion, Beside, Denominator, Policy, Share
from cairn.control.share import HELD, UNITS, days_of_change, everybody, kind_of, not_drawn, series
from cairn.control.words import Words, day_of
from cairn.errors import NotAllowed, NotFound
from cairn.shell.workspace import Workspace

from .asked import actor_asked
from .control_held import Held, author_of, held_of
from .control_sides import Grouping, grouping, viewpoint_in
from .control_told import series_words, share_words

if TYPE_CHECKING:
    from cairn.shell.records.moment import Moment

Json = dict[str, Any]
WORDS, DRAWINGS = "words", "drawings"
Bounds = tuple[float, float]
NOBODY = Grouping("")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: a day (`on`), or the days from `first` to `last`. `stale_after_days` None: words never grow old."""

    place: str
    on: date | None = None
    first: date | None = None
    last: date | None = None
    actor: str = ""
    denominator: Denominator = "land_area"
    authors: tuple[str, ...] = ()
    stale_after_days: int | None = 365
    held_by: str = ""
    window: int = 14
    basis: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What an answer is made of. `words` are under the policy, with every actor for itself."""

    held: Held
    place: Area
    policy: Policy
    basis: str
    denominator: Denominator
    words: Words
    side: Grouping = NOBODY
    chosen: str = ""  # why this actor, where none was asked for

    def claims(self, day: date | None = None, window: int = 0) -> list[Assertion]:
        """The claims around a day, nearest first, or every one by day: anybody's, whoever's word the share is of."""
        anybody, drawn = self.held.words(replace(self.policy, authors=())), self.basis == DRAWINGS
        if day is None:
            return list(anybody.claims(self.place.id, drawn=drawn))
        return list(claims_around(self.place.id, day, anybody, window, drawn=drawn))

    def beside(self, claim: Assertion) -> Beside:
        """A claim beside the computed share of its own day, grouped as on that day: by words, or as drawings show it."""
        day = day_of(claim) or date.min
        side_of = self.side.side_of(day)
        if self.basis != DRAWINGS:
            return beside(claim, self.words.seen_by(side_of))
        drawings = self.held.drawings(self.policy, counted_together(claim, side_of))
        computed = drawings.share(self.place.id, day, claim.actors[0])
        return set_beside(claim, computed, comparable=claim.denominator in ("land_area", "not_stated"))

    def shares(self, days: Iterable[date]) -> Iterator[Share]:
        """The share on each of the days, in order."""
        place, actor = self.place.id, self.side.actor
        for side_of, some in self.side.stretches(days):
            if self.basis == DRAWINGS:
                yield from self.held.drawings(self.policy, side_of).series(place, actor, days=some)
            else:
                yield from series(place, actor, self.denominator, self.words.seen_by(side_of), days=some)

    def days_of_change(self, first: date | None, last: date | None) -> tuple[date, ...]:
        """The days on which the share may change."""
        if self.basis == DRAWINGS:
            return self.held.drawings(self.policy).days_of_change(first, last)
        return days_of_change(self.place.id, self.words, first, last)

    def holders(self, day: date) -> Mapping[str, Bounds]:
        """Everybody who may have held some of it on a day, grouped as the answer is."""
        side_of = self.side.side_of(day)
        if self.basis == DRAWINGS:
            drawn = next(self.held.drawings(self.policy, side_of).shares(self.place.id, days=(day,)))
            return {actor: ((share := drawn.of(actor)).low, share.high) for actor in drawn.actors}
        words = self.words.seen_by(side_of)
        share = next(series(self.place.id, self.side.actor, self.denominator, words, days=(day,)))
        return everybody(share, self.held.areas)


def find(ws: Workspace | None, asked: Asked) -> Found:
    """What the answer is made of. Raises `NotFound` (area-unknown, area-ambiguous, actor-unknown, viewpoint-unknown,
    control-author-unknown, control-no-word), `NotAllowed` (control-drawings-land-area) and `CairnError`
    (denominator-not-known)."""
    held, place = held_of(ws, asked.place, _moment(asked.as_of) if ws else None)
    policy = Policy("last_word", asked.stale_after_days, tuple(author_of(held, a) for a in asked.authors))
    basis = asked.basis or (WORDS if held.speaks_of(place.id) or not held.layers else DRAWINGS)
    if basis == DRAWINGS and asked.denominator != "land_area":
        raise NotAllowed(
            "control-drawings-land-area",
            "what is drawn is measured by land area alone",
            field="denominator",
            value=asked.denominator,
            remedy="Leave out --denominator, or ask what is told of named areas with --basis words.",
        )
    blank = [piece.area for piece in held.areas.pieces(place.id) if piece.km2 is None]
    if basis == DRAWINGS and blank and not place.polygons:
        raise not_drawn(place.id, "land_area", blank)
    found = Found(held, place, policy, basis, asked.denominator, held.words(policy))
    actor, chosen = (actor_asked(asked.actor, held.actors), "") if asked.actor else _chosen(found, asked)
    side = grouping(held, actor, viewpoint_in(held, asked.held_by), country_of(place.id, held.areas))
    return replace(found, side=side, chosen=chosen)


def _moment(asked: str) -> Moment | None:
    if not asked:
        return None
    from cairn.shell.records.moment import moment

    return moment(asked)


def _chosen(found: Found, asked: Asked) -> tuple[str, str]:
    """The actor that claims around the day speak of, else the one that may have held the most; and why.

    Raises `NotFound` (control-no-word).
    """
    claims = found.claims(asked.on, asked.window)
    if claims:
        return claims[0].actors[0], "claims around that day speak of it" if asked.on else "claims speak of it"
    days = [asked.on] if asked.on else [*reversed(found.days_of_change(asked.first, asked.last))]
    for day in days:
        holders = {actor: bounds for actor, bounds in found.holders(day).items() if bounds[1] > 0}
        if holders:
            most = min(holders, key=lambda actor: (-holders[actor][0], -holders[actor][1], actor))
            return most, f"it held the most on {day}"
    raise _no_word(found, asked)


def _no_word(found: Found, asked: Asked) -> NotFound:
    """Nobody is named on the days asked for: which days words do reach is said, where there are any."""
    told = found.days_of_change(None, None)
    if told:
        when = f"on {asked.on}" if asked.on else "in these days"
        why = f"no word says who held the place {when}: words on it reach from {told[0]} to {told[-1]}"
        remedy = "Ask for a day between; or name an --actor, of whom it is then said that it is not known."
    else:
        why = "no word is held here on who held the place"
        remedy = (
            "Add what authors say: `cairn add FILE --as control`, or `cairn control say`; or name an --actor."
        )
    return NotFound("control-no-word", why, field="place", value=found.place.id, remedy=remedy)


def share_json(ws: Workspace | None, asked: Asked) -> Json:
    """The share on one day, as `cairn control share --on` gives it. Raises as `find` does."""
    found = find(ws, asked)
    day = asked.on or date.min
    share, holders = next(found.shares([day])), found.holders(day)
    claims = [claim_json(found, found.beside(one)) for one in found.claims(day, asked.window)]
    value = {
        "place": found.held.area_name(found.place.id),
        "place_id": found.place.id,
        "on": day.isoformat(),
        "actor": share.actor,
        "actor_name": found.held.name_of(share.actor),
        "actor_chosen": found.chosen,
        **_ends(share.low, share.high),
        "denominator": share.denominator,
        "policy": policy_json(found),
        **states_json(found, share),
        "amounts": {kind: round(amount, 6) for kind, amount in share.amounts.items()},
        "total": round(share.total, 6),
        "unit": UNITS[share.denominator],
        "holders": {actor: _ends(low, high) for actor, (low, high) in holders.items()},
        "claims": claims,
        "names": {id: found.held.name_of(id) for id in sorted(_named(holders, claims))},
        **origin_json(found),
    }
    return {**value, "words": share_words(value)}


def series_json(ws: Workspace | None, asked: Asked) -> tuple[Json, Drawable]:
    """The share on every day on which it may change, with every claim of those days; and what a chart is drawn of.
    Raises as `find` does."""
    found = find(ws, asked)
    shares = list(found.shares(found.days_of_change(asked.first, asked.last)))
    claims = [found.beside(one) for one in found.claims() if _is_within(one, asked)]
    value = {
        "place": found.held.area_name(found.place.id),
        "place_id": found.place.id,
        "first": asked.first.isoformat() if asked.first else None,
        "last": asked.last.isoformat() if asked.last else None,
        "actor": found.side.actor,
        "actor_name": found.held.name_of(found.side.actor),
        "actor_chosen": found.chosen,
        "denominator": found.denominator,
        "policy": policy_json(found),
        "series": [{"on": s.day.isoformat(), **_ends(s.low, s.high)} for s in shares],
        "claims": (listed := [claim_json(found, one) for one in claims]),
        "names": {id: found.held.name_of(id) for id in sorted(_named({}, listed))},
        **origin_json(found),
    }
    return {**value, "words": series_words(value)}, Drawable(found, shares, claims)


@dataclass(frozen=True, slots=True)
class Drawable:
    """What a chart of a share is drawn of."""

    found: Found
    shares: Sequence[Share]
    claims: Sequence[Beside]


def _named(holders: Mapping[str, Bounds], claims: Iterable[Json]) -> set[str]:
    """Every actor of whom the answer speaks."""
    return set(holders) | {actor for claim in claims for actor in claim["actors"]}


def _is_within(claim: Assertion, asked: Asked) -> bool:
    day = day_of(claim)
    return day is not None and (asked.first or day) <= day <= (asked.last or day)


def _ends(low: float, high: float) -> Json:
    return {"share_min": round(low, 6), "share_max": round(high, 6)}


def policy_json(found: Found) -> Json:
    """Under which policy, and whose ground counts for whom."""
    policy = found.policy
    return {
        "id": policy.id,
        "stale_after_days": policy.stale_after_days,
        "authors": list(policy.authors),
        "as_held_by": found.side.viewpoint.holder,
        "grouped": found.side.words(found.held),
    }


def origin_json(found: Found) -> Json:
    """Whether the words are the workspace's or a shipped case's, and whether they are words or drawings."""
    return {"basis": found.basis, "from": found.held.origin, "case": found.held.case}


def states_json(found: Found, share: Share) -> Json:
    """The areas by state, each with its id and name; those held by holder."""
    listed: Json = {status: [] for status in ("unknown", "contested", "disputed", "partly_held")}
    held: dict[str, list[Json]] = {}
    for state in share.states:
        if state.status == "held":
            held.setdefault(kind_of(state).removeprefix(HELD), []).append(_area(found, state))
        else:
            listed[state.status].append({**_area(found, state), **_holders(state)})
    within = found.side.within(share.day)
    return {**listed, "held": held, "grouped_in": sorted(within)}


def _area(found: Found, state: AreaState) -> Json:
    since = state.last_word.isoformat() if state.last_word else None
    return {"id": state.area, "name": found.held.area_name(state.area), "last_word": since}


def _holders(state: AreaState) -> Json:
    return (
        {"holders": {actor: list(bounds) for actor, bounds in state.holders.items()}} if state.holders else {}
    )


def claim_json(found: Found, one: Beside) -> Json:
    """A claim beside the computed share of its day."""
    claim, (low, high) = one.claim, one.claim.share or (0.0, 1.0)
    day = day_of(claim)
    return {
        "id": claim.id,
        "actors": list(claim.actors),
        **_ends(low, high),
        "on": day.isoformat() if day else None,
        "said": claim.said.isoformat() if claim.said else None,
        "asserted_by": claim.asserted_by,
        "asserted_by_name": found.held.name_of(claim.asserted_by),
        "denominator": claim.denominator,
        "source": claim.source,
        "verdict": one.verdict,
        "computed": _ends(one.computed.low, one.computed.high),
        "difference": {"min": round(one.difference[0], 6), "max": round(one.difference[1], 6)},
        "words": sentence(one),
    }
