"""Strikes that parties declared near a place and day: the nearest first, so that a party need not start at nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cairn.official.model import STRIKE, Answered
from cairn.publish.rows.record import Names
from cairn.values import DateSpan, Point, folded

from .model import NearStrike, Strikes, named

WITHIN_M = 50_000
"""Farther off a declared strike says nothing of this place."""
DAYS = 1
"""A strike of the night is declared under either day."""
MOST = 10


def strikes(
    held: Sequence[Answered], point: Point, days: DateSpan, names: Iterable[str], actors: Names
) -> Strikes:
    """Those within `WITHIN_M` of the point and `DAYS` of the days; one told without a square counts where its words
    name the place. Nearest first, those without distance last."""
    declared = [s for s in held if s.kind == STRIKE]
    wanted = {folded(n) for n in names} - {""}
    near = []
    for strike in declared:
        if strike.day is None or strike.day.gap_days(days) > DAYS:
            continue
        metres = strike.point.distance_m(point) if strike.point else None
        if metres is not None and metres <= WITHIN_M:
            near.append((metres, strike))
        elif metres is None and _names_it(strike.place, wanted):
            near.append((float("inf"), strike))
    near.sort(key=lambda found: (found[0], found[1].id))
    return Strikes(len(declared), tuple(_told(metres, strike, actors) for metres, strike in near[:MOST]))


def _names_it(place: str, wanted: set[str]) -> bool:
    """Whether the words of a declared place hold one of the names, word for word."""
    said = f" {folded(place)} "
    return any(f" {name} " in said for name in wanted)


def _told(metres: float, strike: Answered, actors: Names) -> NearStrike:
    day = strike.day
    return NearStrike(
        id=strike.id,
        actor=named(strike.actor, actors),
        date_start=day.start.isoformat() if day else "",
        date_end=day.end.isoformat() if day else "",
        place=strike.place,
        mgrs=strike.mgrs,
        distance_m=None if metres == float("inf") else round(metres),
        targets=strike.targets,
    )
