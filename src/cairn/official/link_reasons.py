"""Why an entry may speak of an incident, or may not: two values enter, a weight and a sentence with both leave.

Weights are points; a place whose words all agree is worth `PLACE`. They were chosen on a half of real entries.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from cairn.values import DateSpan, Range
from cairn.vocab.load import load_toml, load_words, of_words

from .link_model import Asked, Candidate
from .link_places import heard

PLACE, DAY, ACTOR, CELL, SOURCE, TARGET = 3.0, 1.2, 1.5, 2.5, 0.6, 0.3
"""The place's words agree; the first day off; the incident blames the party; points meet; one source; one target."""
ELSEWHERE = 0.4
"""What a day off costs where it is none by universal time, by which a military may count."""
LONG = 0.25
"""What an incident told as a span of days loses with each doubling of the span: it fits any day in it a little."""
FIGURE, EQUAL, ABOVE, BELOW = 0.7, 0.3, 0.5, 0.2
"""A figure fits, times how rare that is; it is one of the two told; it lies above them, or below: parties concede less
than is alleged, seldom more."""
SHARED_BLAME = 0.3
"""What the incident loses where it names other parties too."""
_FAR_M, _WIDE_M = 20_000, 3_000

Reason = tuple[float, str]


def days_apart(told: DateSpan, known: DateSpan) -> int:
    """Days between two spans; zero where they touch or overlap."""
    if told.overlaps(known):
        return 0
    return (known.start - told.end).days if known.start > told.end else (told.start - known.end).days


def of_days(told: DateSpan, candidate: Candidate) -> Reason:
    """The day told beside the incident's, by local and by universal time; each further day costs less."""
    apart = days_apart(told, candidate.days)
    how = "the same" if apart == 0 else f"{apart} day{'s' if apart > 1 else ''} apart"
    words = f"Days are {how}: {_span(told)} and {_span(candidate.days)}."
    if apart and candidate.elsewhere and told.overlaps(DateSpan.on(candidate.elsewhere)):
        return -ELSEWHERE, f"{words} By universal time it was {candidate.elsewhere}."
    longer = max(1.0, candidate.days.days / told.days)
    return -DAY * math.log2(1 + apart) - LONG * math.log2(longer), words


def of_party(asked: Asked, candidate: Candidate) -> Iterable[Reason]:
    """Whether the incident names the party that speaks, and it alone."""
    if asked.actors & candidate.actors:
        if candidate.actors <= asked.actors:
            yield ACTOR, "The incident names the party that speaks."
        else:
            yield ACTOR - SHARED_BLAME, "The incident names the party that speaks, and others."


def of_figures(asked: Asked, candidate: Candidate, fitting: Mapping[str, float]) -> Iterable[Reason]:
    """What is conceded beside what is told of the incident; a figure that fits few others speaks louder.

    `fitting` gives for "killed" and "injured" the share of the incidents nearby that the figure fits.
    """
    for kind, stated, known in (
        ("killed", asked.killed, candidate.killed),
        ("injured", asked.injured, candidate.injured),
    ):
        if stated.is_unknown or known.is_unknown:
            continue
        words = f"{kind.capitalize()}: {_told(stated)} conceded, {_told(known)} told of the incident."
        if not stated.overlaps(known):
            yield -(ABOVE if _is_above(stated, known) else BELOW), words
            continue
        equal = stated.min is not None and stated.min in (known.min, known.max)
        yield FIGURE * max(0.5, -math.log(fitting[kind])) + (EQUAL if equal else 0.0), words


def fitting(asked: Asked, near: Sequence[Candidate]) -> Mapping[str, float]:
    """Of the incidents nearby whose figure is known, the share that the entry's fits, by "killed" and "injured"."""
    return {
        "killed": _share(asked.killed, [c.killed for c in near]),
        "injured": _share(asked.injured, [c.injured for c in near]),
    }


def of_ground(asked: Asked, candidate: Candidate) -> Iterable[Reason]:
    """The stated point beside the incident's, each known to its radius.

    Circles that touch speak for it, less the wider they are; beyond both radii it speaks against, fully from 20 km on.
    """
    if asked.point is None or candidate.point is None:
        return
    apart = asked.point.distance_m(candidate.point)
    within = asked.point.radius_m + candidate.point.radius_m
    what = f"the square {asked.square}" if asked.square else "the stated place"
    words = (
        f"{apart / 1000:.1f} km lie between {what}, known to {asked.point.radius_m} m, and the incident's point, "
        f"known to {candidate.point.radius_m} m."
    )
    if apart <= within:
        yield CELL / (1 + within / _WIDE_M), words
    else:
        yield -CELL * min(1.0, (apart - within) / _FAR_M), words


def of_source(asked: Asked, candidate: Candidate) -> Iterable[Reason]:
    """Whom the allegation came through beside who told of the incident."""
    told = set(heard((asked.via,))) - _no_names()
    for name in candidate.sources if told else ():
        if told & set(heard((name,))):
            yield SOURCE, f"The allegation came via {asked.via}, and {name} told of the incident."
            return


def of_targets(asked: Asked, candidate: Candidate) -> Iterable[Reason]:
    """What the party says it struck beside what is said to have been hit, in kinds of target."""
    if asked.said and candidate.targets:
        for kind in sorted(_targets(asked.said) & _targets(" ".join(candidate.targets))):
            yield TARGET, f"Both speak of this that was hit: {kind}."


def _targets(text: str) -> frozenset[str]:
    return frozenset(kind for kind, pattern in _kinds() if pattern.search(text))


@of_words()
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    kinds: Mapping[str, Sequence[str]] = load_toml("links")["targets"]
    return tuple(
        (kind, re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})", re.IGNORECASE))
        for kind, words in kinds.items()
    )


@of_words()
def _no_names() -> frozenset[str]:
    return frozenset(heard(load_words("links", "via.passed_over")))


def _share(stated: Range, known: Sequence[Range]) -> float:
    told = [r for r in known if not r.is_unknown]
    fits = 0 if stated.is_unknown else sum(stated.overlaps(r) for r in told)
    return (1 + fits) / (2 + len(told))


def _is_above(stated: Range, known: Range) -> bool:
    return stated.min is not None and known.max is not None and stated.min > known.max


def _span(span: DateSpan) -> str:
    return str(span.start) if span.start == span.end else f"{span.start} to {span.end}"


def _told(figure: Range) -> str:
    if figure.is_exact:
        return str(figure.min)
    low = "unknown" if figure.min is None else str(figure.min)
    return f"{low} to {'unknown' if figure.max is None else figure.max}"
