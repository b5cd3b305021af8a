"""Cuts what a party concedes into parts: a share to each incident its entry speaks of, and what is allotted to none.

Entries with what they say by a day, the rows and a definition enter, parts leave. A part stands on the day and at the
place of its incident; where that has none, or there is no incident, on those of the entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cairn.official.model import ALLEGATION, AUTO, OFFERED, Answered, EntryLink, Said
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Grade, Outcome, State

from .declared_model import OF_PARTS, Part, Spot, Standing
from .model import Definition, Row
from .rollup import counted_for
from .sum import selected

NO_DAY, NO_PLACE = "no date known", "no place known"  # as `sum.selected` tells them
OTHER_ACTOR = "attributed to another actor"
UMBRELLA = "umbrella record: its parts are counted instead"
PART = "part of an umbrella record that is counted instead"
UNDECIDED = "incidents are offered, and nobody has decided"
ALSO_OTHERS = "speaks also of incidents that the definition leaves out"


@dataclass(frozen=True, slots=True)
class Speaking:
    """One entry, what it says by the day asked for, its links that count, and the incidents that wait for a decision."""

    entry: Answered
    said: Said
    links: tuple[EntryLink, ...]
    offered: tuple[str, ...] = ()

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


@dataclass(frozen=True, slots=True)
class Piece:
    """A part before it is known whether it lies in the period and place asked for."""

    speaking: Speaking
    incident_id: str
    stands: Row
    standing: Standing
    killed: Range
    low: int
    high: int
    whole: Range
    why: str = ""


def speaking(
    answered: Sequence[Answered], links: Sequence[EntryLink], scope: Scope, known_on: date | None
) -> list[Speaking]:
    """The entries of the actors asked for that have said something by that day, by id, with their links that count.

    Links to incidents that are in none of the rows are of another record, and no links here. Raises `ValueError`
    where an entry, or the link of an entry to an incident, comes twice with different content.
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
            mine = linked.get(key, {})
            counts = tuple(mine[i] for i in sorted(mine) if mine[i].counts and i in scope.rows)
            offered = tuple(i for i in sorted(mine) if mine[i].decision == OFFERED and i in scope.rows)
            told = Speaking(entries[key], said, counts, offered)
            if scope.is_asked(told):
                found.append(told)
    return found


def cut(credible: Sequence[Speaking], scope: Scope) -> tuple[list[Part], list[Piece]]:
    """The parts of credible entries that lie in the period and place asked for; and the pieces that do not."""
    pieces = {str(n): p for n, p in enumerate(p for s in credible for p in _pieces(s, scope))}
    inside = scope.within({key: piece.stands for key, piece in pieces.items()})
    kept = sorted((p for key, p in pieces.items() if key in inside), key=_order)
    counted: set[str] = set()
    parts = []
    for piece in kept:
        parts.append(_part(piece, scope, piece.speaking.entry.id not in counted))
        counted.add(piece.speaking.entry.id)
    return parts, [p for key, p in pieces.items() if key not in inside]


def _order(piece: Piece) -> tuple[int, date, str, str]:
    day = piece.stands.start or date.max
    return OF_PARTS.index(piece.standing), day, piece.speaking.entry.id, piece.incident_id


def _pieces(told: Speaking, scope: Scope) -> Iterator[Piece]:
    """A share for every link, then what the shares leave over; the whole entry where it has no link."""
    entry, said = told.entry, told.said.killed
    if not told.links:
        yield _piece(told, "", None, Standing.NOT_ALLEGED, said, said, scope)
        return
    alone = len(told.links) == 1
    shares = [said if alone and link.killed.is_unknown else link.killed for link in told.links]
    whole = _all_of(shares) if said.is_unknown else said
    low = lowest(whole) - sum(map(lowest, shares))
    high = highest(whole) - sum(map(highest, shares))
    if not low and not high and said.max is not None:  # nothing is left over: nought for the others
        shares = [Range.exactly(0) if share.is_unknown else share for share in shares]
    for link, share in zip(told.links, shares, strict=True):
        row = scope.rows[link.incident_id]
        is_member = link.incident_id in scope.members
        standing = Standing.CONCEDED if is_member else Standing.LEFT_OUT
        yield _piece(told, link.incident_id, row, standing, share, whole, scope)
    if low or high:
        own = [link for link in told.links if link.incident_id in scope.members]
        yield Piece(
            told,
            "",
            scope.stand(entry, scope.first_of(told)),
            Standing.UNALLOTTED if own else Standing.LEFT_OUT,
            UNKNOWN,
            low,
            high,
            whole,
            "" if len(own) == len(told.links) else ALSO_OTHERS,
        )


def _piece(
    told: Speaking,
    incident: str,
    row: Row | None,
    standing: Standing,
    killed: Range,
    whole: Range,
    scope: Scope,
) -> Piece:
    why = UNDECIDED if standing is Standing.NOT_ALLEGED and told.offered else ""
    if row is not None and standing is Standing.LEFT_OUT:
        why = scope.why_not(row)
    stands = scope.stand(told.entry, row)
    return Piece(told, incident, stands, standing, killed, lowest(killed), highest(killed), whole, why)


def _part(piece: Piece, scope: Scope, is_counted: bool) -> Part:
    told = piece.speaking
    row = scope.rows.get(piece.incident_id)
    return Part(
        entry_id=told.entry.id,
        incident_id=piece.incident_id,
        actor=told.entry.actor,
        standing=piece.standing,
        low=piece.low,
        high=piece.high,
        killed=piece.killed,
        injured=told.said.injured,
        day=piece.stands.start,
        admin1_pcode=piece.stands.admin1_pcode,
        grade=scope.grade(row) if row is not None else None,
        said_on=told.since,
        before=told.before,
        whole=piece.whole,
        suggested=told.suggested,
        counted=is_counted,
        why=piece.why,
    )


def lowest(figure: Range) -> int:
    """What a figure adds to the sum of lowest figures: an unknown end adds nothing."""
    return figure.min or 0


def highest(figure: Range) -> int:
    """What a figure adds to the sum of highest figures: its minimum where it has no maximum."""
    return figure.max if figure.max is not None else figure.min or 0


def _all_of(shares: Iterable[Range]) -> Range:
    """Shares that somebody allotted of an entry that gives no figure: what is known of its dead."""
    known = [share for share in shares if not share.is_unknown]
    return Range(sum(map(lowest, known)), sum(map(highest, known))) if known else UNKNOWN
