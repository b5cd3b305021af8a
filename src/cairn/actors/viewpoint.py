"""Whose word counts: dated relations by many authors enter, those that count under a viewpoint leave, the rest apart.

Neutral: a word counts on the days on which nobody denies it or says what contradicts it. As A holds: A's own words
count, what they contradict does not, and of all other words those that nothing left contradicts. A body that A itself
calls a part of it speaks for A, after A. What contradicts what is `contradictions.py`; the choices: docs/decisions/0053.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from cairn.vocab.relations import Relation

from .contradictions import contradict
from .spans import Span, both, cover_with, days_of, span_of, uncovered

DENIES = "denies"
_ANYWHERE = ""


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """Whose assertions count: those of `holder`, an actor's id or an author's name; empty is neutral.

    `silent` is found by `standing`: the holder says nothing of who is who, so that only what nobody contests counts.
    """

    holder: str = ""
    silent: bool = field(default=False, compare=False)

    @property
    def is_neutral(self) -> bool:
        """Whether only what nobody contests counts."""
        return not self.holder


NEUTRAL = Viewpoint()


@dataclass(frozen=True, slots=True)
class Contested:
    """A word on days for which others say what contradicts it: `against` are the words of who denies or contradicts."""

    relation: Relation
    against: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Which words count. A word that is contradicted on some of its days is cut: each piece keeps its id.

    `counts` are assertions and `denials` denials that count. `stops` are the denials that cut a chain of other words:
    all there are, or the holder's alone. `contested` count for nobody: nothing chooses between them.
    `left_out` do not count because the holder contradicts them. `upheld` count, though others contradict the holder.
    A bound that is None in a piece is as told: not known, or still so. `day` None is at any time.
    """

    viewpoint: Viewpoint = NEUTRAL
    day: date | None = None
    country: str = ""
    counts: tuple[Relation, ...] = ()
    denials: tuple[Relation, ...] = ()
    contested: tuple[Contested, ...] = ()
    left_out: tuple[Contested, ...] = ()
    upheld: tuple[Contested, ...] = ()
    stops: tuple[Relation, ...] = ()

    @property
    def rolls(self) -> tuple[Relation, ...]:
        """What a roll-up follows, with what stops it."""
        return (*self.counts, *self.stops)


def standing(
    relations: Iterable[Relation],
    viewpoint: Viewpoint = NEUTRAL,
    day: date | None = None,
    country: str = "",
) -> Standing:
    """Which of these words count under a viewpoint: on a day, or at any time, each piece with its days.

    Two words bear on each other on the days that both are told for, in the countries that both are; where one is told
    for some countries and the other for anywhere, the latter is contested as a whole. `country` leaves out what is
    told for others only.
    """
    words = tuple(dict.fromkeys(relations))
    overruling: list[Relation] = []
    free: list[Relation] = []
    contested: list[Contested] = []
    left_out: list[Contested] = []
    spoken: list[Relation] = []
    own, bodies, others = _ranks(words, viewpoint)
    for rank in (own, bodies, others):
        kept, overruled = _cut(rank, overruling)
        alone, against = _cut(kept, kept)
        free += alone
        contested += against
        left_out += overruled
        overruling += kept
        spoken += [] if rank is others else kept
    _, upheld = _cut(free, words)

    def there(word: Relation) -> bool:
        told = not country or not word.countries or country in word.countries
        return told and (day is None or both(_days(word), span_of(day, day)) is not None)

    def asserted(found: Iterable[Contested]) -> tuple[Contested, ...]:
        return tuple(c for c in found if c.relation.relation != DENIES and there(c.relation))

    return Standing(
        viewpoint=replace(viewpoint, silent=not (viewpoint.is_neutral or own or bodies)),
        day=day,
        country=country,
        counts=tuple(r for r in free if r.relation != DENIES and there(r)),
        denials=tuple(r for r in free if r.relation == DENIES and there(r)),
        contested=asserted(contested),
        left_out=asserted(left_out),
        upheld=asserted(upheld),
        stops=tuple(r for r in (words if viewpoint.is_neutral else spoken) if _stops(r) and there(r)),
    )


def voices(relations: Iterable[Relation], holder: str) -> Mapping[str, tuple[Span, ...]]:
    """Who speaks for a holder, with the days on which: itself always, and what it calls a part of it, or they do."""
    parts = [r for r in relations if r.relation == "part_of"]
    found: dict[str, tuple[Span, ...]] = {holder: (span_of(None, None),)}
    fresh = [holder]
    while fresh:
        whole = fresh.pop()
        for r in parts:
            if r.object == whole and r.asserted_by in found and r.subject not in found:
                found[r.subject] = tuple(
                    span_of(p.start, p.end)
                    for p in parts
                    if (p.subject, p.object) == (r.subject, whole) and p.asserted_by in found
                )
                fresh.append(r.subject)
    return found


def speaks_for(word: Relation, speakers: Mapping[str, tuple[Span, ...]]) -> bool:
    """Whether a word is by one who spoke for the holder on the day it was said; on any, where that is not told."""
    if word.said is None or word.asserted_by not in speakers:
        return word.asserted_by in speakers
    day = word.said.toordinal()
    return any(start <= day <= end for start, end in speakers[word.asserted_by])


def _ranks(
    words: Sequence[Relation], viewpoint: Viewpoint
) -> tuple[list[Relation], list[Relation], list[Relation]]:
    """The holder's own words, those of its bodies, and all others: each overrules those after it."""
    if viewpoint.is_neutral:
        return [], [], list(words)
    speakers = voices(words, viewpoint.holder)
    own = [w for w in words if w.asserted_by == viewpoint.holder]
    bodies = [w for w in words if w.asserted_by != viewpoint.holder and speaks_for(w, speakers)]
    spoken = {*own, *bodies}
    return own, bodies, [w for w in words if w not in spoken]


def _cut(words: Iterable[Relation], others: Iterable[Relation]) -> tuple[list[Relation], list[Contested]]:
    """Each word in pieces: those that none of the others contradicts, and those that some do, with who does."""
    about: dict[frozenset[str], list[Relation]] = {}
    for other in others:
        about.setdefault(frozenset((other.subject, other.object)), []).append(other)
    free: list[Relation] = []
    hit: list[Contested] = []
    for word in words:
        near = about.get(frozenset((word.subject, word.object)), ())
        against = [other for other in near if contradict(word, other)]
        for piece, by in _pieces(word, against) if against else [(word, ())]:
            if by:
                hit.append(Contested(piece, by))
            else:
                free.append(piece)
    return free, hit


def _pieces(word: Relation, against: Sequence[Relation]) -> list[tuple[Relation, tuple[Relation, ...]]]:
    """A word cut where those against it begin and end, and by country where it is bound to some; with those against."""
    found: dict[tuple[Span, tuple[Relation, ...]], list[str]] = {}
    for place in word.countries or (_ANYWHERE,):
        bearing = [(span, o) for o in against if _bears(o, place) and (span := both(_days(word), _days(o)))]
        cover: list[Span] = []
        for span, _ in bearing:
            cover_with(cover, span)
        for free in uncovered(_days(word), cover):
            found.setdefault((free, ()), []).append(place)
        for hit in cover:
            found.setdefault((hit, tuple(o for span, o in bearing if both(span, hit))), []).append(place)
    return [(_piece(word, span, places), by) for (span, by), places in found.items()]


def _piece(word: Relation, span: Span, places: Iterable[str]) -> Relation:
    start, end = days_of(span)
    return replace(word, start=start, end=end, countries=tuple(p for p in places if p))


def _stops(word: Relation) -> bool:
    """Whether it denies that one is within another at all; who is no member may be a part."""
    return word.relation == DENIES and word.denied == "part_of"


def _days(word: Relation) -> Span:
    return span_of(word.start, word.end)


def _bears(other: Relation, place: str) -> bool:
    return place == _ANYWHERE or not other.countries or place in other.countries
