"""Why the figures of one pair differ: the two as each side has them enter, reasons by their codes leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cairn.values import Range

from .model import Reason, Recorded
from .pairs import NOBODY, ends, span

_FINER = 3
"""Times: from here on one radius is told as coarser than the other."""
_OUT = ("discounted", "contested")


def differs(
    one: Recorded, entry: Recorded, ours: Sequence[Recorded], theirs: Sequence[Recorded]
) -> tuple[Reason, ...]:
    """What sets the two apart. `ours` and `theirs` are all that stand on either side of the same entry or incident."""
    return (
        *_figures(one, entry),
        *_several(ours, theirs),
        *_days(one, entry),
        *_place(one, entry),
        *_party(one, entry),
        *_sources(one, entry),
        *_standing(one, entry),
    )


def _figures(one: Recorded, entry: Recorded) -> Iterator[Reason]:
    a, b = one.killed, entry.killed
    if b.is_unknown and not entry.all_killed.is_unknown:
        yield _reason("counts-all", ours=ends(a), theirs=ends(entry.all_killed))
        return
    yield _reason(_relation(a, b), ours=ends(a), theirs=ends(b))
    if not entry.all_killed.is_unknown and entry.all_killed != b:
        yield _reason("counts-all-beside", theirs=ends(entry.all_killed))


def _relation(a: Range, b: Range) -> str:
    """How their figure `b` lies to ours, `a`."""
    if a.is_unknown or b.is_unknown:
        return (
            "both-unknown"
            if a.is_unknown and b.is_unknown
            else "ours-unknown"
            if a.is_unknown
            else "theirs-unknown"
        )
    if a == b:
        return "equal"
    if not a.overlaps(b):
        return "theirs-above" if b.min is not None and a.max is not None and b.min > a.max else "theirs-below"
    if a.contains(b):
        return "theirs-within"
    return "ours-within" if b.contains(a) else "overlap"


def _several(ours: Sequence[Recorded], theirs: Sequence[Recorded]) -> Iterator[Reason]:
    for code, side in (("several-ours", ours), ("several-theirs", theirs)):
        if len(side) > 1:
            yield _reason(code, n=str(len(side)), codes=", ".join(sorted(one.code or one.id for one in side)))


def _days(one: Recorded, entry: Recorded) -> Iterator[Reason]:
    if one.days is None or entry.days is None or one.days == entry.days:
        return
    if not one.days.overlaps(entry.days):
        yield _reason("other-day", ours=span(one.days), theirs=span(entry.days))
    elif entry.days.days > one.days.days:
        yield _reason("day-coarse", theirs=span(entry.days))


def _place(one: Recorded, entry: Recorded) -> Iterator[Reason]:
    if one.point is None or entry.point is None:
        return
    ours, theirs, apart = one.point.radius_m, entry.point.radius_m, one.point.distance_m(entry.point)
    if apart > ours + theirs:
        yield _reason("other-place", km=f"{apart / 1000:.1f}")
    if theirs > _FINER * ours:
        yield _reason("place-coarse", ours=str(ours), theirs=str(theirs))
    elif ours > _FINER * theirs:
        yield _reason("place-finer", ours=str(ours), theirs=str(theirs))


def _party(one: Recorded, entry: Recorded) -> Iterator[Reason]:
    ours, theirs = one.actors - {NOBODY}, entry.actors - {NOBODY}
    if ours and theirs and not ours & theirs:
        yield _reason("other-party", ours=", ".join(sorted(ours)), theirs=", ".join(sorted(theirs)))


def _sources(one: Recorded, entry: Recorded) -> Iterator[Reason]:
    known = {name.casefold() for name in one.sources}
    more = {name.casefold() for name in entry.sources} - known
    count = len(more) + len(entry.addresses - one.addresses)
    if count:
        yield _reason("sources-other", n=str(count))


def _standing(one: Recorded, entry: Recorded) -> Iterator[Reason]:
    if one.state == "suggested":
        yield Reason("ours-suggested")
    elif one.state == "set":
        yield Reason("ours-not-released")
    if one.grades and one.grades.issubset(_OUT):
        yield _reason("ours-graded-out", grade=", ".join(sorted(one.grades)))
    if one.changed and entry.changed and entry.changed > one.changed:
        yield _reason("changed-later", ours=str(one.changed), theirs=str(entry.changed))


def _reason(code: str, **values: str) -> Reason:
    return Reason(code, tuple(sorted(values.items())))
