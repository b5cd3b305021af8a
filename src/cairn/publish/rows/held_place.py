"""What a site holds of one place: what was said of who held it, what is computed from that, and what may be public.

The shell gathers it, `publish.allow` reduces it with `public_place`, `control_page` sets it down. Every word in it is
somebody's; only an author who is an actor or an organisation is named in public, and only such an author's source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from cairn.control.areas import shipped_areas
from cairn.control.ground import Ground
from cairn.control.model import Area, AreaState, Assertion, Beside, Layer, Policy, Rings, Share

Words = tuple[Assertion, ...]


@dataclass(frozen=True, slots=True)
class DrawnGround:
    """Ground that authors drew, with the state that their drawings of a day leave it in."""

    polygons: tuple[Rings, ...]
    state: AreaState


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """One place with its words.

    `states` are those of its areas on every day on which something changed; `series` the shares by actor on those days,
    where the ground can be measured or counted; `claims` by actor, by day. `beyond` are other areas that words here are
    about, such as the province round a city. `drawn` are the pieces of ground on each day of `days`, which are those
    shown as maps (empty: chosen among the days of change). `real` marks a case of public record that stands in an
    invented demonstration.
    """

    place: Area
    areas: tuple[Area, ...]
    words: Words
    policy: Policy
    states: Mapping[date, tuple[AreaState, ...]] = field(default_factory=dict)
    series: Mapping[str, tuple[Share, ...]] = field(default_factory=dict)
    claims: Mapping[str, tuple[Beside, ...]] = field(default_factory=dict)
    layers: tuple[Layer, ...] = ()
    beyond: tuple[Area, ...] = ()
    days: tuple[date, ...] = ()
    drawn: Mapping[date, tuple[DrawnGround, ...]] = field(default_factory=dict)
    until: date | None = None
    real: bool = False

    @property
    def holders(self) -> tuple[str, ...]:
        """Every actor of whom any word here speaks, by id."""
        told = {a for w in self.words for a in w.actors} | {a for s in self.shown for a in s.holders}
        return tuple(sorted(told | set(self.series)))

    @property
    def shown(self) -> Iterator[AreaState]:
        """Every state of drawn ground."""
        return (piece.state for pieces in self.drawn.values() for piece in pieces)

    @property
    def all_days(self) -> tuple[date, ...]:
        """Every day on which something changed, in order."""
        return tuple(sorted({*self.states, *(share.day for told in self.series.values() for share in told)}))

    def on(self, day: date) -> Mapping[str, AreaState]:
        """The state of each area on a day, by its id, as it has stood since the last day of change."""
        last = max((d for d in self.states if d <= day), default=None)
        return {state.area: state for state in self.states[last]} if last else {}


@dataclass(frozen=True, slots=True)
class GroundThen:
    """Who held the ground of one incident on its day, as `control.ground` answers for the circle that is shown of it.

    `answer` is None where the place is known too widely for one. `areas` are the names of what the circle touches by
    id and language, `places` the ids of the places with a page here that they are parts of. `inside`: it rests on a
    point that no page shows, and no public page tells it."""

    incident_id: str
    day: date
    answer: Ground | None
    areas: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    places: tuple[str, ...] = ()
    inside: bool = False


Named = Callable[[str], bool]
Seal = Callable[[str], str]
"""A steady id that tells nothing of what it stands for: an id may hold an author's name."""


def public_place(held: HeldPlace, may_name: Named, sealed: Seal) -> HeldPlace:
    """The place as the public may have it: authors who may not be named are blank, with their sources; no notes, and no
    source of ground that a team drew itself."""
    done: dict[str, Assertion] = {}

    def public(word: Assertion) -> Assertion:
        if word.id not in done:
            done[word.id] = public_word(word, may_name, sealed)
        return done[word.id]

    return replace(
        held,
        place=_area(held.place),
        areas=tuple(map(_area, held.areas)),
        beyond=tuple(map(_area, held.beyond)),
        words=tuple(map(public, held.words)),
        policy=replace(held.policy, authors=tuple(a for a in held.policy.authors if may_name(a))),
        states={day: tuple(_state(s, public) for s in told) for day, told in held.states.items()},
        series={actor: tuple(_share(s, public) for s in told) for actor, told in held.series.items()},
        claims={actor: tuple(_beside(b, public) for b in told) for actor, told in held.claims.items()},
        layers=tuple(_layer(layer, may_name, sealed) for layer in held.layers),
        drawn={
            day: tuple(replace(piece, state=_state(piece.state, public)) for piece in pieces)
            for day, pieces in held.drawn.items()
        },
    )


def public_ground(then: GroundThen, may_name: Named, sealed: Seal) -> GroundThen:
    """The answer for one incident as the public may have it."""
    if then.answer is None or then.inside:
        return GroundThen(then.incident_id, then.day, None)
    touched = tuple(
        replace(t, because=tuple(public_word(w, may_name, sealed) for w in t.because))
        for t in then.answer.touched
    )
    because = tuple(public_word(w, may_name, sealed) for w in then.answer.because)
    layers = tuple(_layer(layer, may_name, sealed) for layer in then.answer.layers)
    return replace(then, answer=replace(then.answer, touched=touched, because=because, layers=layers))


def public_word(word: Assertion, may_name: Named, sealed: Seal) -> Assertion:
    """A word without its note, and without its author and source where the author may not be named."""
    if may_name(word.asserted_by):
        return replace(word, note="")
    return replace(word, id=sealed(word.id), note="", asserted_by="", source="", layer="")


Public = Callable[[Assertion], Assertion]


def _layer(layer: Layer, may_name: Named, sealed: Seal) -> Layer:
    """The drawing without its author and source where the author may not be named; its id holds the name too."""
    if may_name(layer.asserted_by):
        return layer
    return replace(layer, id=sealed(layer.id), asserted_by="", source="")


def _area(area: Area) -> Area:
    """An area of the shipped lists with its source; a team's own may name whoever drew it."""
    listed = shipped_areas().get(area.id)
    return area if listed and listed.source == area.source else replace(area, source="")


def _share(share: Share, public: Public) -> Share:
    """The share without its states, which the place holds by day."""
    return replace(
        share,
        policy=replace(share.policy, authors=()),
        states=share.states and tuple(_state(state, public) for state in share.states),
    )


def _state(state: AreaState, public: Public) -> AreaState:
    return replace(state, because=tuple(map(public, state.because)))


def _beside(beside: Beside, public: Public) -> Beside:
    return replace(beside, claim=public(beside.claim), computed=_share(beside.computed, public))
