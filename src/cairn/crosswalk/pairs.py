"""Which of theirs may be which of ours: two records enter, pairs with points and reasons leave.

Day and place alone join nothing that can be relied on (method.md 0, lesson 2), so every pair is weighed by all that
both sides tell: days, the place's words across scripts, points within their radii, parties, figures, sources, codes
named. Points are as those of links to what parties say (official/link_reasons.py); where they were chosen:
docs/decisions/0070.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cairn.official.link_places import heard
from cairn.values import DateSpan, Range

from .model import Likeness, Reason, Recorded
from .placed import PlaceWords

REACH = 3
"""Days between two spans within which they are compared."""
LONGEST = 45
"""Days: an entry told over more says nothing of when, and is paired only by what it names."""
FAR_M = 30_000
"""Metres beyond both radii from which two are not compared."""
OFFER = 1.0
"""Points from which a pair is worth a look."""
PLACE, DAY, SPAN, GROUND, ACTOR = 3.0, 1.2, 0.25, 2.5, 1.0
OTHER_ACTOR = 1.2
FIGURE, EQUAL, APART, INJURED = 0.7, 0.5, 0.6, 0.4
ADDRESS, SOURCE, NAMED = 4.0, 0.5, 8.0
NOBODY = "unknown"
_WIDE_M, _AGAINST_M = 3_000, 20_000
_ORDINAL_MOST = date.max.toordinal()


def likenesses(ours: Sequence[Recorded], theirs: Sequence[Recorded]) -> list[Likeness]:
    """Every pair worth a look, the same in whatever order either side comes."""
    near = _Near(ours)
    words = PlaceWords(ours)
    found = []
    for entry in theirs:
        told = heard(entry.places)
        around = near.of(entry)
        rare = _Rare(entry, around)
        for one in around:
            agreed = words.agreement(told, one) if told and one.places else None
            likeness = _weighed(one, entry, agreed, rare)
            if likeness.score >= OFFER:
                found.append(likeness)
    return sorted(found, key=lambda x: (-x.score, x.theirs, x.ours))


class _Near:
    """Our incidents by their days, and by what they are named by."""

    def __init__(self, ours: Sequence[Recorded]) -> None:
        self._by_day: dict[int, list[Recorded]] = defaultdict(list)
        self._by_name: dict[str, list[Recorded]] = defaultdict(list)
        for one in ours:
            for name in (*one.codes, *one.addresses):
                self._by_name[name].append(one)
            if one.days and one.days.days <= LONGEST:
                for n in range(one.days.start.toordinal(), one.days.end.toordinal() + 1):
                    self._by_day[n].append(one)

    def of(self, entry: Recorded) -> list[Recorded]:
        """Those within reach of an entry's days and place, and those it names or shares a source's address with."""
        found: dict[str, Recorded] = {}
        if entry.days and entry.days.days <= LONGEST:
            first = max(1, entry.days.start.toordinal() - REACH)
            last = min(_ORDINAL_MOST, entry.days.end.toordinal() + REACH)
            for n in range(first, last + 1):
                found |= {one.id: one for one in self._by_day.get(n, ()) if _may_be(one, entry)}
        for name in (*entry.named, *entry.codes, *entry.addresses):
            found |= {one.id: one for one in self._by_name.get(name, ())}
        return [found[key] for key in sorted(found)]


def _may_be(one: Recorded, entry: Recorded) -> bool:
    """Whether nothing rules the two out: another country, or points further apart than their radii allow."""
    if one.country and entry.country and one.country != entry.country:
        return False
    if one.point and entry.point:
        return one.point.distance_m(entry.point) <= one.point.radius_m + entry.point.radius_m + FAR_M
    return True


class _Rare:
    """How few of those around fit an entry's figures: a figure that fits few speaks louder."""

    def __init__(self, entry: Recorded, around: Sequence[Recorded]) -> None:
        told = [one.killed for one in around if not one.killed.is_unknown]
        fits = 0 if entry.killed.is_unknown else sum(entry.killed.overlaps(r) for r in told)
        self.share = (1 + fits) / (2 + len(told))


def _weighed(one: Recorded, entry: Recorded, agreed: float | None, rare: _Rare) -> Likeness:
    parts = [
        *_of_days(one, entry),
        *([(PLACE * agreed, _reason("place-words", share=f"{agreed:.0%}"))] if agreed is not None else ()),
        *_of_ground(one, entry),
        *_of_actors(one, entry),
        *_of_figures(one, entry, rare),
        *_of_names(one, entry),
    ]
    score = sum(points for points, _ in parts)
    return Likeness(one.id, entry.id, round(score, 3), tuple(reason for _, reason in parts))


Weighed = tuple[float, Reason]


def _of_days(one: Recorded, entry: Recorded) -> Iterator[Weighed]:
    if one.days is None or entry.days is None:
        return
    apart = one.days.gap_days(entry.days)
    wide = max(one.days.days, entry.days.days)
    points = -DAY * math.log2(1 + apart) - SPAN * math.log2(wide)
    code = "days-apart" if apart else "days-same"
    yield points, _reason(code, n=str(apart), ours=span(one.days), theirs=span(entry.days))


def _of_ground(one: Recorded, entry: Recorded) -> Iterator[Weighed]:
    if one.point is None or entry.point is None:
        return
    apart = one.point.distance_m(entry.point)
    within = one.point.radius_m + entry.point.radius_m
    reason = _reason(
        "ground", km=f"{apart / 1000:.1f}", ours=str(one.point.radius_m), theirs=str(entry.point.radius_m)
    )
    if apart <= within:
        yield GROUND / (1 + within / _WIDE_M), reason
    else:
        yield -GROUND * min(1.0, (apart - within) / _AGAINST_M), reason


def _of_actors(one: Recorded, entry: Recorded) -> Iterator[Weighed]:
    ours, theirs = one.actors - {NOBODY}, entry.actors - {NOBODY}
    if ours & theirs:
        yield ACTOR, _reason("actor-shared", who=", ".join(sorted(ours & theirs)))
    elif ours and theirs:
        yield (
            -OTHER_ACTOR,
            _reason("actor-other", ours=", ".join(sorted(ours)), theirs=", ".join(sorted(theirs))),
        )


def _of_figures(one: Recorded, entry: Recorded, rare: _Rare) -> Iterator[Weighed]:
    if not one.killed.is_unknown and not entry.killed.is_unknown:
        reason = _reason("killed", ours=ends(one.killed), theirs=ends(entry.killed))
        if one.killed.overlaps(entry.killed):
            more = EQUAL if (one.killed.min, one.killed.max) == (entry.killed.min, entry.killed.max) else 0.0
            yield FIGURE * max(0.5, -math.log(rare.share)) + more, reason
        else:
            yield -APART * min(2.0, math.log2(1 + _between(one.killed, entry.killed))), reason
    elif not one.killed.is_unknown and entry.all_killed.max is not None and one.killed.min is not None:
        reason = _reason("killed-of-all", ours=ends(one.killed), theirs=ends(entry.all_killed))
        yield (0.2 if entry.all_killed.max >= one.killed.min else -APART), reason
    if not one.injured.is_unknown and not entry.injured.is_unknown and one.injured.overlaps(entry.injured):
        yield INJURED, _reason("injured", ours=ends(one.injured), theirs=ends(entry.injured))


def _of_names(one: Recorded, entry: Recorded) -> Iterator[Weighed]:
    if (one.codes & (entry.named | entry.codes)) or (entry.codes & one.named):
        yield NAMED, _reason("code-named", code=entry.code or entry.id)
    if shared := sorted(one.addresses & entry.addresses):
        yield ADDRESS, _reason("address-shared", n=str(len(shared)))
    elif (
        one.sources
        and entry.sources
        and set(map(str.casefold, one.sources)) & set(map(str.casefold, entry.sources))
    ):
        yield SOURCE, _reason("source-shared")


def _between(a: Range, b: Range) -> int:
    """People between the nearest ends of two ranges that do not overlap."""
    low, high = (a, b) if (a.max is not None and b.min is not None and a.max < b.min) else (b, a)
    return (high.min or 0) - (low.max or 0)


def _reason(code: str, /, **values: str) -> Reason:
    return Reason(code, tuple(sorted(values.items())))


def span(days: DateSpan) -> str:
    """Days as ISO: one, or the first and the last."""
    return str(days.start) if days.start == days.end else f"{days.start}/{days.end}"


def ends(figure: Range) -> str:
    """A range as its ends: `3`, `2-5`, `2-?`, `?-5`, and `?` where nothing is known."""
    if figure.is_unknown:
        return "?"
    if figure.is_exact:
        return str(figure.min)
    return f"{'?' if figure.min is None else figure.min}-{'?' if figure.max is None else figure.max}"


def by_entry(found: Iterable[Likeness]) -> dict[str, list[Likeness]]:
    """The pairs of each of theirs, the likeliest first."""
    grouped: dict[str, list[Likeness]] = defaultdict(list)
    for likeness in found:
        grouped[likeness.theirs].append(likeness)
    return grouped
