"""Which incidents a party's entries may speak of: entries and incidents enter, offers with their reasons leave.

Day and place words alone cannot join an entry to an incident (method.md 0, lesson 2): several events share both. So
offers are ranked by what can be compared, each reason is a sentence with the two values in it, and an offer is made
automatically only where neither another incident nor another entry shares day and place (R8). Links are many to many;
how a figure is divided over several incidents is for people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cairn.values import DateSpan

from .link_model import Asked, Candidate, Offer
from .link_places import AREA, PlaceWords, heard
from .link_reasons import (
    PLACE,
    days_apart,
    fitting,
    of_days,
    of_figures,
    of_ground,
    of_party,
    of_source,
    of_targets,
)

REACH = 3
"""Days before and after the entry's own within which incidents are looked at."""
LEAST, MARGIN = 3.0, 1.2
"""An automatic offer reaches `LEAST` and stands `MARGIN` above the next; both chosen on a half of real entries."""
SAME_PLACE = 0.6
"""From this agreement of words on, two places are taken for the same, and two incidents for rivals."""
CLAIMED, CLAIM = 1.0, 0.3
"""What an incident loses that another entry of the party fits better, by at least `CLAIM` above that one's next."""
_A_NIGHT = 2  # days; an entry that tells a month or a week is never decided
_MOST_DAYS = 8  # of a long incident, so many days are looked up
_ROUND = 1  # digits; of two scores alike to this, the incident of which more deaths are told stands first


@dataclass(frozen=True, slots=True)
class _Scored:
    candidate: Candidate
    score: float
    gap: int | None
    place: float
    why: tuple[str, ...]

    @property
    def order(self) -> tuple[float, int, str]:
        killed = self.candidate.killed
        return (-round(self.score, _ROUND), -(killed.max or killed.min or 0), self.candidate.id)

    @property
    def shares_day_and_place(self) -> bool:
        return self.gap in (0, 1) and self.place >= SAME_PLACE


@dataclass(frozen=True, slots=True)
class _Claim:
    """That an entry, the `n`-th, has the incident as its first, `margin` above its next."""

    n: int
    margin: float
    asked: Asked


class Linker:
    """Incidents ready to be asked; an entry with a day is compared with those of its days only."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._by_day: dict[date, list[Candidate]] = defaultdict(list)
        everyone = tuple(candidates)
        for candidate in everyone:
            for n in range(min(candidate.days.days, _MOST_DAYS)):
                self._by_day[candidate.days.start + timedelta(n)].append(candidate)
        self._words = PlaceWords(everyone)

    def offers(self, asked: Asked, most: int = 10) -> tuple[Offer, ...]:
        """The incidents that one entry fits, as if its party had said nothing else."""
        return self.of_all([asked], most)[0]

    def of_all(self, asked: Sequence[Asked], most: int = 10) -> list[tuple[Offer, ...]]:
        """For each entry the incidents that fit best, first the likeliest; none where it tells neither day nor place.

        Entries compete: what one fits better is offered to another further down, and where two have the same first,
        neither is decided. Lines of strikes do not compete. An entry without a day is compared with every incident of
        its place and never decided.
        """
        ranked = [self._ranked(one) for one in asked]
        claims = _claims(asked, ranked)
        return [
            _offers(n, one, rows, claims, most)
            for n, (one, rows) in enumerate(zip(asked, ranked, strict=True))
        ]

    def _ranked(self, asked: Asked) -> list[_Scored]:
        told = heard((asked.place,))
        near = self._near(asked.day) if asked.day else self._named(told)
        fits = fitting(asked, near)
        return sorted((self._scored(asked, told, c, fits) for c in near), key=lambda s: s.order)

    def _near(self, day: DateSpan) -> list[Candidate]:
        first, last = date.min.toordinal(), date.max.toordinal()
        start, end = day.start.toordinal(), day.end.toordinal()
        found = {
            candidate.id: candidate
            for n in range(max(first, start - REACH), min(last, end + REACH) + 1)
            for candidate in self._by_day.get(date.fromordinal(n), ())
        }
        return list(found.values())

    def _named(self, told: Sequence[str]) -> list[Candidate]:
        sharing = self._words.sharing(told)
        return [c for c in sharing if self._words.agreement(told, c, AREA) >= SAME_PLACE]

    def _scored(
        self, asked: Asked, told: Sequence[str], candidate: Candidate, fits: Mapping[str, float]
    ) -> _Scored:
        place = self._words.agreement(told, candidate, 1.0 if asked.day else AREA)
        names = ", ".join(candidate.places)
        words = f"{place:.0%} of the place's words agree: {asked.place} and {names}." if told else ""
        parts = [
            *([of_days(asked.day, candidate)] if asked.day else ()),
            (PLACE * place, words),
            *of_party(asked, candidate),
            *of_figures(asked, candidate, fits),
            *of_ground(asked, candidate),
            *of_source(asked, candidate),
            *of_targets(asked, candidate),
        ]
        gap = days_apart(asked.day, candidate.days) if asked.day else None
        why = tuple(words for _, words in parts if words)
        return _Scored(candidate, sum(weight for weight, _ in parts), gap, place, why)


def _offers(
    n: int, asked: Asked, rows: Sequence[_Scored], claims: Mapping[str, Sequence[_Claim]], most: int
) -> tuple[Offer, ...]:
    left = sorted((_less_claimed(n, asked, row, claims) for row in rows), key=lambda s: s.order)
    first = left[0].candidate.id if left else ""
    rivals = any(claim.n != n and claim.asked.actors & asked.actors for claim in claims.get(first, ()))
    alone = not (asked.competes and rivals)
    automatic = _decides(asked, rows) and rows[0].candidate.id == first and alone
    return tuple(
        Offer(s.candidate.id, round(s.score, 3), k, automatic and k == 1, s.gap, s.place, s.why)
        for k, s in enumerate(left[:most], 1)
    )


def _claims(asked: Sequence[Asked], ranked: Sequence[Sequence[_Scored]]) -> Mapping[str, list[_Claim]]:
    """Incident -> the entries whose first it is and that share its day and place."""
    claims: dict[str, list[_Claim]] = defaultdict(list)
    for n, (one, rows) in enumerate(zip(asked, ranked, strict=True)):
        if rows and rows[0].shares_day_and_place and _tells_a_day(one) and one.competes:
            next_score = rows[1].score if len(rows) > 1 else 0.0
            claims[rows[0].candidate.id].append(_Claim(n, rows[0].score - next_score, one))
    return claims


def _less_claimed(n: int, asked: Asked, row: _Scored, claims: Mapping[str, Sequence[_Claim]]) -> _Scored:
    """The row, lower where another entry of the party fits its incident better than this one does."""
    on_it = [c for c in claims.get(row.candidate.id, ()) if asked.competes and c.asked.actors & asked.actors]
    own = max((claim.margin for claim in on_it if claim.n == n), default=0.0)
    better = [c for c in on_it if c.n != n and c.margin >= CLAIM and c.margin > own]
    if not better:
        return row
    best = max(better, key=lambda c: c.margin)
    return replace(
        row, score=row.score - CLAIMED, why=(*row.why, f"Another entry fits it better: {best.asked.id}.")
    )


def _tells_a_day(asked: Asked) -> bool:
    return asked.day is not None and asked.day.days <= _A_NIGHT


def _decides(asked: Asked, rows: Sequence[_Scored]) -> bool:
    """Whether the first stands alone: high enough, far enough above the next, and nobody shares its day and place."""
    if not rows or not _tells_a_day(asked) or not heard((asked.place,)):
        return False
    first, rest = rows[0], rows[1:]
    point = first.candidate.point
    if (
        point is not None and not point.precision.is_mappable
    ):  # its place is known as a province, or as a district
        return False
    if first.score < LEAST or first.gap not in (0, 1) or any(s.shares_day_and_place for s in rest):
        return False
    return not rest or first.score - rest[0].score >= MARGIN
