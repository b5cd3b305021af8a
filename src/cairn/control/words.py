"""Assertions by the ground they speak of, under a policy: which words are about an area, and in which order they fall.

A word about a place is about its parts. `since` is the first day on which it may hold, `surely` the first on which it
does ("by 6 September": may since any day, surely since the 6th); words follow each other by `surely`. One without a
start holds from the day it was said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cairn.control.areas import Areas
from cairn.control.model import Assertion, Policy
from cairn.control.telling import Saying, Side, itself

__all__ = ["Side", "Word", "Words", "day_of", "itself"]


@dataclass(frozen=True, slots=True)
class Word:
    """One assertion as it bears on one area. `steps`: how many levels above the area it speaks; 0 is the area itself."""

    assertion: Assertion
    saying: Saying
    since: date
    surely: date
    steps: int

    def is_spent(self, day: date, policy: Policy) -> bool:
        """Whether it no longer says anything of the day: past its end, or too old. A told end lets no word grow old."""
        if self.assertion.end is not None:
            return day > self.assertion.end
        stale = policy.stale_after_days
        return stale is not None and (day - self.surely).days > stale

    def turns(self, policy: Policy) -> Iterable[date]:
        """The days on which it may change a state."""
        yield from (self.since, self.surely)
        end, stale = self.assertion.end, policy.stale_after_days
        if end is not None and end < date.max:
            yield end + timedelta(days=1)
        elif end is None and stale is not None and (date.max - self.surely).days > stale:
            yield self.surely + timedelta(days=stale + 1)


class Words:
    """Everything said of areas, as it counts under a policy and for a grouping of actors."""

    def __init__(
        self, assertions: Iterable[Assertion], areas: Areas, policy: Policy, side_of: Side | None = None
    ) -> None:
        self.areas, self.policy = areas, policy
        self.side_of = side_of or itself
        self._said: dict[str, list[Assertion]] = {}
        self._about: dict[str, tuple[Word, ...]] = {}
        for assertion in assertions:
            if assertion.area and (not policy.authors or assertion.asserted_by in policy.authors):
                self._said.setdefault(assertion.area, []).append(assertion)

    def seen_by(self, side_of: Side) -> Words:
        """The same words with the actors grouped otherwise."""
        seen = Words((), self.areas, self.policy, side_of)
        seen._said = self._said
        return seen

    def about(self, area: str) -> tuple[Word, ...]:
        """The words that bear on the ground of an area, the oldest first: on itself and on what it is a part of.

        A share of a place that has parts is a claim and no word on its parts (see `beside`).
        """
        if area not in self._about:
            self._about[area] = self._gathered(area)
        return self._about[area]

    def _gathered(self, area: str) -> tuple[Word, ...]:
        leaf = not self.areas.parts(area)
        found = [
            self._word(assertion, steps)
            for steps, id in enumerate((area, *self.areas.above(area)))
            for assertion in self._said.get(id, ())
            if assertion.holding != "share" or (steps == 0 and leaf)
        ]
        return tuple(sorted(found, key=_order))

    def claims(self, place: str, *, drawn: bool = False) -> tuple[Assertion, ...]:
        """Shares told of a place that has parts, by day. `drawn`: of any place, since drawings measure it."""
        claimed = drawn or bool(self.areas.parts(place))
        told = (a for a in self._said.get(place, ()) if a.holding == "share" and claimed)
        return tuple(sorted((a for a in told if day_of(a)), key=lambda a: (day_of(a), a.id)))

    def _word(self, assertion: Assertion, steps: int) -> Word:
        since = assertion.start or (None if assertion.start_latest else assertion.said)
        surely = max(filter(None, (since, assertion.start_latest)), default=None)
        if surely is None:
            since = surely = date.min
        none = assertion.holding == "share" and assertion.share is not None and assertion.share[1] == 0
        saying = Saying("not_held" if none else assertion.holding, assertion.actors, assertion.share)
        return Word(assertion, saying, since or date.min, surely, steps)


def day_of(assertion: Assertion) -> date | None:
    """The day an assertion speaks of: its start, else by when, else when it was said."""
    return assertion.start or assertion.start_latest or assertion.said


def _order(word: Word) -> tuple[object, ...]:
    a = word.assertion
    return (
        word.surely,
        word.since,
        -word.steps,
        a.id,
        a.asserted_by,
        a.holding,
        a.actors,
        str(a.share),
        str(a.end),
    )
