"""One area on one day: the words about it enter, who held it leaves, under the policy that the last word stands.

- The newest words stand, whoever said them, until a newer one; of one day, those on the smaller area.
- Between the first day a word may hold and the day it surely does, what stood before may hold as well.
- After its end, or once it is too old, a word is spent. It does not bring back what it had replaced.
- That somebody does not hold the area takes it from the last holder only; else it bounds that actor alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cairn.control.areas import Areas
from cairn.control.model import AreaState, Assertion, Policy, Status
from cairn.control.telling import Side, Telling, either, grouped, itself, together, told, without
from cairn.control.words import Word, Words

Told = tuple[Telling, tuple[Word, ...]]


def state(
    area: str,
    assertions: Iterable[Assertion],
    day: date,
    policy: Policy,
    areas: Areas,
    side_of: Side | None = None,
) -> AreaState:
    """The state of an area on a day; of one that has parts, what their states come to together."""
    return state_of(area, Words(assertions, areas, policy, side_of), day)


def state_of(area: str, words: Words, day: date) -> AreaState:
    """`state`, where the words were gathered before."""
    pieces = words.areas.pieces(area)
    states = [
        state_at(piece.area, words.about(piece.area), day, words.policy, words.side_of) for piece in pieces
    ]
    if [piece.area for piece in pieces] == [area]:
        return states[0]
    known = [piece.km2 for piece in pieces if piece.km2 is not None]
    weights = known if len(known) == len(pieces) else [1.0] * len(pieces)
    return _of_parts(area, day, states, weights)


def state_at(
    area: str, words: Sequence[Word], day: date, policy: Policy, side_of: Side = itself
) -> AreaState:
    """The state that the words about an area without parts (`Words.about`) give it on a day."""
    telling, because = _last([w for w in words if w.surely <= day], day, policy, side_of)
    beginning = [w for w in words if w.since <= day < w.surely and not w.is_spent(day, policy)]
    if beginning:
        telling = either([telling, *(_begun(w, telling, side_of) for w in beginning)])
        because = (*because, *beginning)
    telling = grouped(telling, side_of)
    newest = max((w.surely if w.surely <= day else w.since for w in because), default=None)
    said = tuple(w.assertion for w in because)
    last_word = None if newest == date.min else newest
    return AreaState(area, day, telling.status, telling.holders, telling.rest, said, last_word)


def _begun(word: Word, before: Telling, side_of: Side) -> Telling:
    if word.saying.holding != "not_held":
        return told([word.saying], side_of)
    for actor in word.saying.actors:
        before = without(before, actor, side_of)
    return before


def _last(words: Sequence[Word], day: date, policy: Policy, side_of: Side) -> Told:
    """What the newest of the words say, and what later ones deny. `words` surely hold by the day, oldest first."""
    positive = [w for w in words if w.saying.holding != "not_held"]
    newest = positive[-1].surely if positive else date.min
    last = [w for w in positive if w.surely == newest]
    standing = [w for w in last if not w.is_spent(day, policy)]
    steps = min((w.steps for w in standing), default=None)
    denials = [w for w in words if w.saying.holding == "not_held" and not w.is_spent(day, policy)]
    beside = [w for w in denials if w.surely == newest and w.steps == steps]
    later = [w for w in denials if w.surely > newest or (w.surely == newest and _goes_before(w, steps))]
    said = [w for w in standing if w.steps == steps] + beside
    by_author = [[w.saying for w in said if w.assertion.asserted_by == author] for author in _authors(said)]
    telling = together([told(sayings, side_of) for sayings in by_author], side_of)
    for word in later:
        telling = _begun(word, telling, side_of)
    return telling, (*(said if standing else (*last, *said)), *later)


def _goes_before(word: Word, steps: int | None) -> bool:
    return steps is None or word.steps < steps


def _authors(words: Iterable[Word]) -> list[str]:
    return sorted({w.assertion.asserted_by for w in words})


def _of_parts(area: str, day: date, states: Sequence[AreaState], weights: Sequence[float]) -> AreaState:
    """What the states of parts come to: lowest and highest fraction by weight."""
    total = sum(weights)
    named = sorted({actor for s in states for actor in s.holders})
    holders = {
        actor: (
            min(1.0, sum(s.of(actor)[0] * w for s, w in zip(states, weights, strict=True)) / total),
            min(1.0, sum(s.of(actor)[1] * w for s, w in zip(states, weights, strict=True)) / total),
        )
        for actor in named
    }
    rest = min(1.0, sum(s.rest * w for s, w in zip(states, weights, strict=True)) / total)
    because = tuple({id(a): a for s in states for a in s.because}.values())
    newest = max((s.last_word for s in states if s.last_word), default=None)
    return AreaState(area, day, _status_of(states), holders, rest, because, newest)


def _status_of(states: Sequence[AreaState]) -> Status:
    alike = {(s.status, tuple(sorted(s.holders.items()))) for s in states}
    if len(alike) == 1:
        return states[0].status
    return "unknown" if all(s.status == "unknown" for s in states) else "partly_held"
