"""Invented registers, official files and links, for tests of the comparison; `files` draws any of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hypothesis import strategies as st

from cairn.official.model import (
    ACCEPTED,
    ALLEGATION,
    AUTO,
    OFFERED,
    REJECTED,
    STRIKE,
    Answered,
    EntryLink,
    history,
)
from cairn.official.model import Said as SaidOf
from cairn.tally.declared import Comparison, compare
from cairn.tally.model import Definition, Member, Row, Told
from cairn.values import UNKNOWN, DateSpan, Range
from cairn.vocab.closed import Grade, Outcome, State

DAY = date(2031, 5, 3)


def said(outcome: Outcome | None, killed: Range = UNKNOWN, day: date | None = DAY) -> SaidOf:
    """A statement of an invented party."""
    return SaidOf(day, "release", outcome, killed=killed)


def entry(key: str, *statements: SaidOf, actor: str = "atlas", day: date | None = DAY) -> Answered:
    """An allegation the invented party answers, with its statements in order of day."""
    return Answered(
        id=key,
        kind=ALLEGATION,
        actor=actor,
        document_id="release",
        day=DateSpan.on(day) if day else None,
        history=history(statements),
    )


def credible(key: str, killed: Range = UNKNOWN, **more: str) -> Answered:
    """An entry that was found credible on the day of its incident."""
    return entry(key, said(Outcome.CREDIBLE, killed), **more)


def link(entry_id: str, incident_id: str, killed: Range = UNKNOWN, decision: str = ACCEPTED) -> EntryLink:
    """A link that a person accepted."""
    return EntryLink(entry_id, incident_id, decision, killed=killed)


@dataclass(frozen=True)
class File:
    """A register, what a party says, links, and a question."""

    rows: tuple[Row, ...]
    answered: tuple[Answered, ...]
    links: tuple[EntryLink, ...]
    definition: Definition
    known_on: date | None

    def compared(self) -> Comparison:
        """The comparison of all of it."""
        return compare(self.rows, self.answered, self.links, self.definition, self.known_on)


_ENDS = st.none() | st.integers(0, 9)
_FIGURES = st.tuples(_ENDS, _ENDS).map(
    lambda e: Range(*sorted(e)) if None not in e else Range(*e)  # type: ignore[type-var]
)
_TOLD = st.builds(Told, _ENDS, _ENDS)  # another recorder's: the lowest may stand above the highest
_DAYS = st.integers(0, 800).map(lambda n: DAY + timedelta(days=n))
_MOSTLY_DAYS = st.sampled_from([True] * 5 + [False]).flatmap(lambda told: _DAYS if told else st.none())
_SELDOM_DAYS = st.sampled_from([True] + [False] * 3).flatmap(lambda told: _DAYS if told else st.none())
_ACTORS = st.sampled_from(["atlas", "atlas", "atlas", "atlas_air", "borea"])
_GRADES = st.sampled_from([Grade.FAIR, Grade.FAIR, Grade.FAIR, *Grade])
_OUTCOMES = st.sampled_from([Outcome.CREDIBLE] * 6 + [*Outcome, None])
_DECISIONS = st.sampled_from([ACCEPTED, ACCEPTED, AUTO, AUTO, OFFERED, REJECTED])
_PLACES = st.sampled_from(["", "XX01", "XX01", "XX02"])


@st.composite
def _rows(draw: st.DrawFn, n: int) -> Row:
    actors = draw(st.lists(_ACTORS, unique=True, min_size=1, max_size=2))
    place, start = draw(_PLACES), draw(_MOSTLY_DAYS)
    is_part = n > 0 and draw(st.sampled_from([False, False, False, True]))
    return Row(
        incident_id=f"i{n}",
        code="",
        grades=tuple((a, draw(_GRADES), State.SET) for a in sorted(actors)),
        incident_grade=draw(_GRADES),
        country="XX" if place else "",
        admin1_pcode=place,
        place_names=(),
        start=start,
        end=start,
        killed=draw(_FIGURES),
        injured=draw(_FIGURES),
        parent_id=f"i{draw(st.integers(0, n - 1))}" if is_part else "",
        written=draw(st.just({}) | st.fixed_dictionaries({"killed": _TOLD})),
        harm_reported=draw(st.sampled_from(["yes"] * 6 + ["no", "unknown"])),
    )


@st.composite
def _entries(draw: st.DrawFn, n: int) -> Answered:
    one = st.builds(said, _OUTCOMES, _FIGURES, _MOSTLY_DAYS)
    statements = draw(st.lists(one, min_size=draw(st.sampled_from([0, 1, 1, 1])), max_size=3))
    made = entry(f"e{n}", *statements, actor=draw(_ACTORS), day=draw(_MOSTLY_DAYS))
    return replace(made, kind=draw(st.sampled_from([ALLEGATION] * 7 + [STRIKE])))


@st.composite
def _judged(draw: st.DrawFn, incidents: int, entries: int) -> tuple[EntryLink, ...]:
    """Links as they stand after judgements came in some order: the last on a pair of entry and incident holds.

    Some lead to an incident or from an entry that is not there.
    """
    pairs = [(e, i) for e in range(entries) for i in range(incidents)] + [(entries, 0), (0, incidents)]
    judgement = st.tuples(st.sampled_from(pairs), _DECISIONS)
    stand: dict[tuple[int, int], EntryLink] = {}
    for (e, i), decision in draw(st.lists(judgement, min_size=draw(st.sampled_from([0, 4, 8])), max_size=14)):
        share = draw(st.sampled_from([UNKNOWN, UNKNOWN, Range.exactly(2), Range(1, 3), Range(4, None)]))
        stand[e, i] = link(f"e{e}", f"i{i}", share, decision)
    return tuple(stand.values())


_QUESTIONS = st.builds(
    Definition,
    actors=st.sampled_from([(), (), ("atlas",), ("atlas",), ("atlas", "atlas_air"), ("borea",)]),
    place=st.sampled_from(["", "", "", "", "XX01"]),
    from_day=_SELDOM_DAYS.map(lambda d: d and min(d, DAY + timedelta(days=400))),
    to_day=_SELDOM_DAYS.map(lambda d: d and max(d, DAY + timedelta(days=400))),
    grades=st.sampled_from([tuple(Grade)] * 3 + [(Grade.CONFIRMED, Grade.FAIR)] * 2 + [(Grade.DISCOUNTED,)]),
    grade_of=st.sampled_from(["attribution", "incident"]),
    members=st.sampled_from([(), (Member("borea", "atlas", end=DAY + timedelta(days=500)),)]),
    parents=st.booleans(),
)


@st.composite
def files(draw: st.DrawFn) -> File:
    """Any register, any official file, any links in any order of judgement, and any question."""
    incidents, entries = (draw(st.sampled_from([0, 1, 3, 4, 5, 6])) for _ in range(2))
    return File(
        rows=tuple(draw(_rows(n)) for n in range(incidents)),
        answered=tuple(draw(_entries(n)) for n in range(entries)),
        links=draw(_judged(incidents, entries)),
        definition=draw(_QUESTIONS),
        known_on=draw(_SELDOM_DAYS),
    )


def entry_ids(comparison: Comparison) -> Sequence[str]:
    """Every entry counted, row by row."""
    return [key for cell in comparison.cells for key in cell.entry_ids]
