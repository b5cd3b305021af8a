"""What of a party's words is compared with what: entries with their links of this record, and where a part stands.

Entries, links, the rows and a definition enter; the entries leave that speak by a day, and a scope that answers for the
definition. A part stands on the day and at the place of its incident; where that has none, or there is no incident, on
those of the entry.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cairn.official.link_shares import universe_of
from cairn.official.model import ALLEGATION, AUTO, OFFERED, Answered, EntryLink, Said
from cairn.vocab.closed import Grade, Outcome, State

from .declared_model import Spot
from .model import Definition, Row
from .rollup import counted_for
from .sum import selected

NO_DAY, NO_PLACE = "no date known", "no place known"  # as `sum.selected` tells them
OTHER_ACTOR = "attributed to another actor"
UMBRELLA = "umbrella record: its parts are counted instead"
PART = "part of an umbrella record that is counted instead"
UNDECIDED = "incidents are offered, and nobody has decided"
ALSO_OTHERS = "speaks also of incidents that the definition leaves out"
OTHERS = "speaks of incidents that are not compared here"


@dataclass(frozen=True, slots=True)
class Speaking:
    """One entry, what it says by the day asked for, its links that count, and the incidents that wait for a decision.

    `apart` are links that count and lead to incidents of this record that are not compared: unreleased, withdrawn.
    """

    entry: Answered
    said: Said
    links: tuple[EntryLink, ...]
    offered: tuple[str, ...] = ()
    apart: tuple[EntryLink, ...] = ()

    @property
    def suggested(self) -> bool:
        """Whether machines alone tie it to incidents."""
        return bool(self.links) and all(link.decision == AUTO for link in self.links)

    @property
    def before(self) -> Outcome | None:
        """The last other outcome it had until then: None where it never changed."""
        known = self.entry.history[: self.entry.history.index(self.said)]
        return next((s.outcome for s in reversed(known) if s.outcome not in (None, self.said.outcome)), None)

    @property
    def since(self) -> date | None:
        """The day on which the present outcome was first said, after the last other one."""
        day = self.said.day
        for said in reversed(self.entry.history[: self.entry.history.index(self.said)]):
            if said.outcome not in (None, self.said.outcome):
                break
            day = said.day if said.outcome is not None else day
        return day


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows of the record, those that the definition takes, and the definition."""

    rows: Mapping[str, Row]
    members: Mapping[str, Row]
    definition: Definition
    spots: Mapping[str, Spot]

    def grade(self, row: Row) -> Grade | None:
        """The grade that lets a row in, or the strongest where none does."""
        if self.definition.grade_of == "incident":
            return row.incident_grade
        theirs = counted_for(row, self.definition) if self.definition.actors else row.parties
        grades = [grade for actor, grade, _ in row.grades if actor in theirs]
        counted = [grade for grade in grades if grade in self.definition.counted]
        return min(counted or grades, key=tuple(Grade).index, default=None)

    def first_of(self, told: Speaking) -> Row | None:
        """The first incident that an entry speaks of, by day; None where it speaks of none."""
        linked = [self.rows[link.incident_id] for link in told.links]
        return min(linked, key=lambda row: (row.start or date.max, row.incident_id), default=None)

    def is_asked(self, told: Speaking) -> bool:
        """Whether the entry is by an actor asked for, or by one that counts for it there and then."""
        if not self.definition.actors:
            return True
        stands = replace(self.stand(told.entry, self.first_of(told)), actors=(told.entry.actor,))
        return bool(counted_for(stands, self.definition))

    def within(self, stands: Mapping[str, Row]) -> frozenset[str]:
        """The keys of those rows that lie in the period and place asked for, whatever their grade."""
        asked = replace(self.definition, basis="best")
        alike = [self._alike(key, row, asked) for key, row in stands.items()]
        return frozenset(row.incident_id for row in selected(alike, asked).rows)

    def outside_for(self, row: Row) -> str:
        """Why a row is not in the period and place asked for: what is not known of it, or "" where it lies elsewhere."""
        asked = replace(self.definition, basis="best")
        return next(iter(selected([self._alike("", row, asked)], asked).left_out), "")

    def _alike(self, key: str, row: Row, asked: Definition) -> Row:
        """The row as an incident that the definition takes, if only it lies in its period and place."""
        grade = min(asked.counted, key=tuple(Grade).index)
        actor = asked.actors[0] if asked.actors else ""
        return replace(
            row,
            incident_id=key,
            parent_id="",
            harm_reported="yes",
            incident_grade=grade,
            grades=((actor, grade, State.RELEASED),),
            actors=(actor,) if actor else (),
            state=State.RELEASED,
        )

    def why_not(self, row: Row) -> str:
        """Why the definition leaves out a row of its period and place."""
        alone = selected([row], self.definition)
        if alone.rows:
            return PART if self.definition.parents else UMBRELLA
        return next(iter(alone.left_out), OTHER_ACTOR)

    def stand(self, entry: Answered, row: Row | None) -> Row:
        """When and where a part stands, as a row: its incident's day and place, or the entry's own."""
        spot = self.spots.get(entry.id, Spot(names=(entry.place,) if entry.place else ()))
        own = Row(
            incident_id=entry.id,
            code="",
            grades=(),
            incident_grade=None,
            country=spot.country,
            admin1_pcode=spot.admin1_pcode,
            place_names=spot.names,
            start=entry.day.start if entry.day else None,
            end=entry.day.end if entry.day else None,
        )
        if row is None:
            return own
        days = row if row.start is not None else own
        place = row if row.country or row.admin1_pcode or row.place_names else own
        return replace(
            own,
            start=days.start,
            end=days.end,
            country=place.country,
            admin1_pcode=place.admin1_pcode,
            place_names=place.place_names,
        )


def speaking(
    answered: Sequence[Answered],
    links: Sequence[EntryLink],
    scope: Scope,
    known_on: date | None,
    trusted: Sequence[str],
) -> list[Speaking]:
    """The entries of the actors asked for that have said something by that day, by id, with their links that count.

    Links to incidents of another record are no links here. Raises `ValueError` where an entry, or the link of an entry
    to an incident, comes twice with different content.
    """
    entries: dict[str, Answered] = {}
    for entry in answered:
        if entries.setdefault(entry.id, entry) != entry:
            raise ValueError(f"the entry {entry.id} comes twice with different content")
    linked: dict[str, dict[str, EntryLink]] = {}
    for link in links:
        if linked.setdefault(link.entry_id, {}).setdefault(link.incident_id, link) != link:
            raise ValueError(
                f"the link of {link.entry_id} to {link.incident_id} comes twice, told differently"
            )
    found = []
    for key in sorted(entries):
        said = entries[key].known_on(known_on)
        if entries[key].kind == ALLEGATION and said is not None:
            known = _dated(entries[key]) if known_on is not None else entries[key]
            told = _with_links(known, said, linked.get(key, {}), scope, trusted)
            if scope.is_asked(told):
                found.append(told)
    return found


def dayless(
    answered: Sequence[Answered], links: Sequence[EntryLink], scope: Scope, trusted: Sequence[str]
) -> int:
    """How many entries of the actors, period and place asked for hold words of which no day is known."""
    some = [entry for entry in answered if _dated(entry) != entry]
    told = speaking(some, links, scope, None, trusted)
    return len(scope.within({s.entry.id: scope.stand(s.entry, scope.first_of(s)) for s in told}))


def _dated(entry: Answered) -> Answered:
    """The entry with its dated words alone."""
    return replace(entry, history=tuple(said for said in entry.history if said.day is not None))


def _with_links(
    entry: Answered, said: Said, mine: Mapping[str, EntryLink], scope: Scope, trusted: Sequence[str]
) -> Speaking:
    """The entry with its links of this record: those that put it on an incident here, and those that do so elsewhere."""
    own = [mine[i] for i in sorted(mine) if universe_of(i) == scope.definition.register]
    here = {x.incident_id for x in own if x.incident_id in scope.rows and x.decision in trusted}
    return Speaking(
        entry,
        said,
        links=tuple(x for x in own if x.counts and x.incident_id in here),
        offered=tuple(x.incident_id for x in own if x.decision == OFFERED and x.incident_id in scope.rows),
        apart=tuple(x for x in own if x.counts and x.incident_id not in here),
    )
