"""Which incidents a party's entry may speak of: entries and incidents enter, offers with their reasons leave.

Day and place words alone cannot join an entry to an incident (method.md 0, lesson 2): several events share both. So
offers are ranked by what can be compared, each reason is a sentence with the two values in it, and an offer is made
automatically only where no other incident shares day and place (R8). Links are many to many; how a figure is divided
over several incidents is for people.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from cairn.values import UNKNOWN, DateSpan, Point, Range
from cairn.values.sounds import sound_alike, sounds
from cairn.vocab.load import load_words, of_words

from .entries import Entry

REACH = 3
"""Days before and after the entry's own within which incidents are looked at; each day off costs `DAY`."""
PLACE, DAY, ACTOR, FIGURE, CELL = 3.0, 1.2, 1.5, 0.7, 2.5
"""Weights: the place's words agree; a day off; the incident blames the party; a figure fits; within the square."""
AREA = 0.9
"""A word that agrees with the incident's district or province counts so much of one that agrees with its place."""
LEAST, MARGIN = 3.0, 1.5
"""An automatic offer reaches `LEAST` and stands `MARGIN` above the next; both chosen on a half of real entries."""
SAME_PLACE = 0.6
"""From this agreement of words on, two places are taken for the same, and two incidents for rivals."""
_HEARD_FROM = 0.6  # words less alike than this are different words
_FAR_M = 20_000
_A_NIGHT = 2  # days; an entry that tells a month or a week is never decided
_MOST_DAYS = 8  # of a long incident, so many days are looked up
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What of an incident is compared: days, names of its place and of the areas it lies in, point, parties, ranges."""

    id: str
    days: DateSpan
    places: tuple[str, ...]
    areas: tuple[str, ...] = ()
    point: Point | None = None
    actors: frozenset[str] = frozenset()
    killed: Range = UNKNOWN
    injured: Range = UNKNOWN


@dataclass(frozen=True, slots=True)
class Offer:
    """One incident that an entry may speak of. `automatic` stands on the first alone, and only without a rival.

    `days_apart` is 0 where days overlap, None where the entry tells none; `place` how much of the entry's place the
    incident's has, 0 to 1.
    """

    incident_id: str
    score: float
    rank: int
    automatic: bool
    days_apart: int | None
    place: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scored:
    candidate: Candidate
    score: float
    gap: int | None
    place: float
    why: tuple[str, ...]


class Linker:
    """Incidents ready to be asked; `offers` looks at those of an entry's days only."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self._by_day: dict[date, list[Candidate]] = defaultdict(list)
        heard: Counter[str] = Counter()
        self._all = tuple(candidates)
        self._size = len(self._all)
        for candidate in self._all:
            heard.update(set(_heard(candidate.places)))
            for n in range(min(candidate.days.days, _MOST_DAYS)):
                self._by_day[candidate.days.start + timedelta(n)].append(candidate)
        self._rarity: Mapping[str, float] = MappingProxyType(
            {word: math.log((1 + self._size) / n) for word, n in heard.items()}
        )

    def offers(self, entry: Entry, actor: str, most: int = 10) -> tuple[Offer, ...]:
        """The incidents that fit best, first the likeliest; none where the entry tells neither day nor place.

        `actor` is the party that speaks. An entry without a day is compared with every incident of its place and is
        never decided. Of two that fit as well the one of the lower id stands first.
        """
        told = _heard((entry.place,))
        near = self._near(entry.day) if entry.day else self._named(told)
        scored = [self._scored(entry, actor, told, candidate) for candidate in near]
        scored.sort(key=lambda s: (-s.score, s.candidate.id))
        told_to_the_day = entry.day is not None and entry.day.days <= _A_NIGHT
        automatic = bool(scored) and told_to_the_day and _decides(scored, told)
        return tuple(
            Offer(s.candidate.id, round(s.score, 3), n, automatic and n == 1, s.gap, s.place, s.why)
            for n, s in enumerate(scored[:most], 1)
        )

    def _near(self, day: DateSpan) -> list[Candidate]:
        found = {
            candidate.id: candidate
            for n in range(-REACH, day.days + REACH)
            for candidate in self._by_day.get(day.start + timedelta(n), ())
        }
        return list(found.values())

    def _named(self, told: Sequence[str]) -> list[Candidate]:
        return (
            [candidate for candidate in self._all if self._place(told, candidate) >= SAME_PLACE]
            if told
            else []
        )

    def _scored(self, entry: Entry, actor: str, told: Sequence[str], candidate: Candidate) -> _Scored:
        place = self._place(told, candidate)
        gap = _gap(entry.day, candidate.days) if entry.day else None
        parts = [(PLACE * place, "")]
        if entry.day and gap is not None:
            parts.append((-DAY * gap, _days_words(entry.day, candidate.days, gap)))
        if told:
            names = ", ".join(candidate.places)
            parts.append((0.0, f"{place:.0%} of the place's words agree: {entry.place} and {names}."))
        if actor in candidate.actors:
            parts.append((ACTOR, "The incident names the party that speaks."))
        parts += _figures(entry, candidate)
        parts += _square(entry, candidate)
        score = sum(weight for weight, _ in parts)
        return _Scored(candidate, score, gap, place, tuple(words for _, words in parts if words))

    def _place(self, told: Sequence[str], candidate: Candidate) -> float:
        """How much of the entry's place the incident's has, 0 to 1; a rare word counts more than a common one."""
        places, areas = _heard(candidate.places), _heard(candidate.areas)
        agreed = whole = 0.0
        for word in told:
            rarity = self._rarity.get(word, math.log(1 + self._size))
            best = max(
                [_alike(word, other) for other in places]
                + [AREA * _alike(word, other) for other in areas]
                + [0.0]
            )
            agreed, whole = agreed + rarity * best, whole + rarity
        return agreed / whole if whole else 0.0


def _figures(entry: Entry, candidate: Candidate) -> Iterable[tuple[float, str]]:
    """What is conceded beside what is told of the incident; a figure that does not fit speaks half as loud against."""
    for kind, stated, known in (
        ("Killed", entry.killed, candidate.killed),
        ("Injured", entry.injured, candidate.injured),
    ):
        if not stated.is_unknown and not known.is_unknown:
            weight = FIGURE if stated.overlaps(known) else -FIGURE / 2
            yield weight, f"{kind}: {_told(stated)} conceded, {_told(known)} told of the incident."


def _square(entry: Entry, candidate: Candidate) -> Iterable[tuple[float, str]]:
    """The stated square beside the incident's point; beyond both radii it speaks against, fully from 20 km on."""
    if entry.cell is None or candidate.point is None:
        return
    apart = entry.cell.point.distance_m(candidate.point)
    near = entry.cell.point.may_be_same_place(candidate.point)
    words = f"{apart / 1000:.1f} km lie between the square {entry.cell.reference} and the incident's point."
    yield CELL if near else -CELL * min(1.0, apart / _FAR_M), words


def _decides(scored: Sequence[_Scored], told: Sequence[str]) -> bool:
    """Whether the first stands alone: high enough, far enough above the next, and nobody shares its day and place."""
    first, rest = scored[0], scored[1:]
    if not told or first.score < LEAST or first.gap not in (0, 1):
        return False
    if any(s.gap in (0, 1) and s.place >= SAME_PLACE for s in rest):
        return False
    return not rest or first.score - rest[0].score >= MARGIN


def _gap(a: DateSpan, b: DateSpan) -> int:
    """Days between two spans; zero where they touch or overlap."""
    if a.overlaps(b):
        return 0
    return (b.start - a.end).days if b.start > a.end else (a.start - b.end).days


def _days_words(told: DateSpan, known: DateSpan, gap: int) -> str:
    apart = "the same" if gap == 0 else f"{gap} day{'s' if gap > 1 else ''} apart"
    return f"Days are {apart}: {_span(told)} and {_span(known)}."


def _span(span: DateSpan) -> str:
    return str(span.start) if span.start == span.end else f"{span.start} to {span.end}"


def _told(figure: Range) -> str:
    if figure.is_exact:
        return str(figure.min)
    low = "unknown" if figure.min is None else str(figure.min)
    return f"{low} to {'unknown' if figure.max is None else figure.max}"


@of_words()
def _passed_over() -> frozenset[str]:
    return frozenset(load_words("official", "places.passed_over"))


def _heard(names: Iterable[str]) -> tuple[str, ...]:
    """The words of some names as they sound, articles and words such as "village" passed over, each once."""
    return tuple(dict.fromkeys(sound for name in names for sound in _sounds_of(name)))


@lru_cache(maxsize=100_000)
def _sounds_of(name: str) -> tuple[str, ...]:
    bare = re.sub(r"['’`ʿʾ]", "", name.replace("-", " ")).casefold()
    return tuple(sounds(w) for w in _WORD.findall(bare) if len(w) > 1 and w not in _passed_over())


@lru_cache(maxsize=200_000)
def _alike(a: str, b: str) -> float:
    return max(0.0, (sound_alike(a, b) - _HEARD_FROM) / (1 - _HEARD_FROM))
