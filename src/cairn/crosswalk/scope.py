"""What lies outside a comparison: an incident and what is compared enter, why it stands outside leaves.

A lack says something only where somebody looked. So their entry is outside where our coverage says that nobody here
did, and without any coverage where it lies before our first or after our last; ours where it lies beyond their file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cairn.tally.model import Coverage
from cairn.values import DateSpan

from .model import Asked, Reason, Recorded

_LOOKED = ("full", "partial")


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked for, what each side can have, and what we monitored."""

    asked: Asked
    coverage: tuple[Coverage, ...]
    ours: DateSpan | None
    theirs: DateSpan | None
    their_countries: frozenset[str]

    def beyond_asked(self, one: Recorded) -> tuple[Reason, ...]:
        """Why it is outside of what is asked for."""
        asked, found = self.asked, []
        if one.days and (
            (asked.first and one.days.end < asked.first) or (asked.last and one.days.start > asked.last)
        ):
            found.append(Reason("outside-period"))
        if asked.country and one.country and one.country != asked.country:
            found.append(Reason("outside-country"))
        if asked.actors and not asked.actors & one.actors:
            found.append(Reason("outside-actor"))
        return tuple(found)

    def lacks_ours(self, entry: Recorded) -> tuple[Reason, ...]:
        """Why it says nothing that we lack this entry of theirs."""
        if entry.killed.max == 0 and not entry.injured.max:
            return (Reason("no-civilians"),)
        told = (entry.killed, entry.injured, entry.all_killed)
        if entry.harm != "yes" and all(figure.is_unknown for figure in told):
            return (Reason("no-harm-told"),)
        if self.coverage:
            return () if any(_covers(c, entry) for c in self.coverage) else (Reason("not-monitored"),)
        if self.ours and entry.days and not self.ours.overlaps(entry.days):
            return (Reason("beyond-ours"),)
        return ()

    def lacks_theirs(self, one: Recorded) -> tuple[Reason, ...]:
        """Why it says nothing that they lack this incident of ours."""
        elsewhere = one.country and self.their_countries and one.country not in self.their_countries
        late = self.theirs and one.days and not self.theirs.overlaps(one.days)
        return (Reason("beyond-theirs"),) if elsewhere or late else ()


def scope_of(
    asked: Asked, ours: Sequence[Recorded], theirs: Sequence[Recorded], coverage: Iterable[Coverage]
) -> Scope:
    """The scope of a comparison of these two."""
    countries = frozenset(one.country for one in theirs)
    known = countries if "" not in countries else frozenset[str]()
    return Scope(asked, tuple(coverage), extent(ours), extent(theirs), known)


def extent(side: Sequence[Recorded]) -> DateSpan | None:
    """From the first day of a side to its last; None where it has none."""
    days: list[date] = [day for one in side if one.days for day in (one.days.start, one.days.end)]
    return DateSpan.between(min(days), max(days)) if days else None


def _covers(told: Coverage, entry: Recorded) -> bool:
    """Whether somebody looked: at this country and time, for a party it names or for any where it names none."""
    if told.level not in _LOOKED or (told.country and entry.country and told.country != entry.country):
        return False
    if entry.days is None or not DateSpan.between(told.from_day, told.to_day).overlaps(entry.days):
        return False
    named = entry.actors - {"unknown"}
    return not told.actor or not named or told.actor in named
