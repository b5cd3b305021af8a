"""Declared against alleged: rows, entries and links enter, a comparison leaves; every table of it closes.

An incident stands where the strongest of the entries on it puts it: conceded before open, open before "non-credible",
that before duplicate. Of one entry its latest statement by the day asked for holds. What is conceded counts on the day
and at the place of its incident, and on those of the entry where no incident is linked. The local total is the tally's
own: no link and no concession moves it (R4). The values are in `declared_model`; they are named here too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from cairn.official.model import ACCEPTED, AUTO, Answered, EntryLink
from cairn.values import UNKNOWN, Range
from cairn.vocab.closed import Outcome

from .declared_cut import Piece, cut, highest, lowest
from .declared_model import (
    OF_INCIDENTS,
    OF_PARTS,
    Alleged,
    Cell,
    Cluster,
    Comparison,
    Conceded,
    Group,
    Part,
    Spot,
    Standing,
    added,
)
from .declared_parts import NO_DAY, NO_PLACE, Scope, Speaking, dayless, speaking
from .model import Coverage, Definition, Row, Sum
from .sum import selected, summed, tally

__all__ = [
    "BREAKDOWNS",
    "OF_INCIDENTS",
    "OF_PARTS",
    "Alleged",
    "Cell",
    "Cluster",
    "Comparison",
    "Conceded",
    "Group",
    "Part",
    "Spot",
    "Standing",
    "added",
    "breakdown",
    "compare",
]

_STANDS: Mapping[Outcome, Standing] = {
    Outcome.CREDIBLE: Standing.CONCEDED,
    Outcome.OPEN: Standing.OPEN,
    Outcome.REOPENED: Standing.OPEN,
    Outcome.NON_CREDIBLE: Standing.NON_CREDIBLE,
    Outcome.DUPLICATE: Standing.DUPLICATE,
    Outcome.NOT_YET_ASSESSED: Standing.NEVER_ASSESSED,
}
_STRENGTH = tuple(dict.fromkeys(_STANDS.values()))
_ORDER = tuple(Standing)
_NO_SPOTS: Mapping[str, Spot] = MappingProxyType({})


def compare(
    rows: Sequence[Row],
    answered: Sequence[Answered],
    links: Sequence[EntryLink],
    definition: Definition,
    known_on: date | None = None,
    *,
    spots: Mapping[str, Spot] = _NO_SPOTS,
    coverage: Sequence[Coverage] = (),
    trusted: Sequence[str] = (AUTO, ACCEPTED),
) -> Comparison:
    """What the definition's actors concede, beside what is alleged of them, as known at the end of a day.

    `rows` are the whole record, for what the definition leaves out may be conceded too; `spots` say where entries
    lie, by id. An entry of a member counts where it is one on the day of the incident. `links` are all that stand: one
    that counts and leads to no row, or whose decision is not `trusted`, puts the entry on none here, and yet its share
    is not the others'. Raises `ValueError` as `tally` does, and where an entry or a link comes twice, told differently.
    """
    by_id = {row.incident_id: row for row in rows}
    members = {row.incident_id: row for row in selected(rows, definition).rows}
    scope = Scope(by_id, members, definition, spots)
    told = speaking(answered, links, scope, known_on, trusted)
    credible = [s for s in told if s.said.outcome is Outcome.CREDIBLE]
    parts, outside = cut(credible, scope)
    incidents = _alleged(told, parts, scope)
    cells = _cells(incidents, parts)
    party = _party(cells, parts, outside, scope, _published(credible, scope))
    if known_on is not None:
        party = replace(party, dayless=dayless(answered, links, scope, trusted))
    return Comparison(
        definition=definition,
        known_on=known_on,
        local=tally(rows, definition, coverage),
        party=party,
        cells=cells,
        clusters=_clusters(told, parts, scope),
    )


def breakdown(comparison: Comparison, by: str) -> tuple[Group, ...]:
    """The comparison cut up by one of `BREAKDOWNS`; all groups' cells together are the comparison's.

    An incident goes by its first day (R11), its province and the partner whose entry decides its standing; what is
    unknown stands under "", last. Raises `ValueError` for what there is no breakdown by.
    """
    if by not in BREAKDOWNS:
        raise ValueError(f"a comparison is broken down by {', '.join(BREAKDOWNS)}, not by {by!r}")
    key = BREAKDOWNS[by]
    incidents: dict[str, list[Alleged]] = defaultdict(list)
    parts: dict[str, list[Part]] = defaultdict(list)
    for alleged in comparison.incidents:
        incidents[key(alleged)].append(alleged)
    for part in comparison.parts:
        parts[key(part)].append(part)
    keys = sorted({*incidents, *parts}, key=lambda k: (not k, k))
    return tuple(Group(k, _cells(incidents[k], parts[k])) for k in keys)


BREAKDOWNS: Mapping[str, Callable[[Alleged | Part], str]] = {
    "year": lambda x: x.day.isoformat()[:4] if x.day else "",
    "month": lambda x: x.day.isoformat()[:7] if x.day else "",
    "place": lambda x: x.admin1_pcode,
    "partner": lambda x: x.actor,
    "grade": lambda x: x.grade.value if x.grade else "",
}


def _alleged(told: Sequence[Speaking], parts: Sequence[Part], scope: Scope) -> list[Alleged]:
    """Every incident of the definition with its one standing, by id."""
    on: dict[str, list[Speaking]] = defaultdict(list)
    for speaks in told:
        for link in speaks.links:
            on[link.incident_id].append(speaks)
    offered: dict[str, list[str]] = defaultdict(list)
    for speaks in told:
        for incident in speaks.offered:
            offered[incident].append(speaks.entry.id)
    allotted: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        allotted[part.incident_id].append(part)
    stood = (
        _stands(scope.members[key], on[key], [p.killed for p in allotted[key]], scope)
        for key in sorted(scope.members)
    )
    return [replace(a, offered=tuple(offered[a.incident_id])) for a in stood]


def _stands(row: Row, entries: Sequence[Speaking], shares: Sequence[Range], scope: Scope) -> Alleged:
    found = Alleged(
        incident_id=row.incident_id,
        code=row.code,
        standing=Standing.NEVER_ASSESSED,
        killed=row.figure("killed"),
        injured=row.figure("injured"),
        day=row.start,
        admin1_pcode=row.admin1_pcode,
        grade=scope.grade(row),
        entries=tuple(s.entry.id for s in entries),
    )
    with_outcome = [s for s in entries if s.said.outcome is not None]
    if not with_outcome:
        return found
    standing = min((_standing(s) for s in with_outcome), key=_STRENGTH.index)
    alike = [s for s in with_outcome if _standing(s) is standing]
    deciding = max(alike, key=lambda s: (s.said.day is not None, s.said.day or date.min, s.entry.id))
    return replace(
        found,
        standing=standing,
        entry_id=deciding.entry.id,
        actor=deciding.entry.actor,
        outcome=deciding.said.outcome,
        said_on=deciding.since,
        before=deciding.before,
        lag_days=deciding.entry.lag_days(),
        suggested=not any(_accepted(s, row.incident_id) for s in alike),
        conceded=_together(shares),
        several_credible=standing is Standing.CONCEDED and len(alike) > 1,
    )


def _standing(speaks: Speaking) -> Standing:
    return _STANDS[speaks.said.outcome] if speaks.said.outcome is not None else Standing.NEVER_ASSESSED


def _accepted(speaks: Speaking, incident: str) -> bool:
    return any(link.incident_id == incident and link.decision != AUTO for link in speaks.links)


def _together(shares: Sequence[Range]) -> Range:
    """What all entries on one incident concede of it; no upper end where one of them gives none."""
    known = [s for s in shares if not s.is_unknown]
    if not known:
        return UNKNOWN
    is_whole = len(known) == len(shares) and all(s.max is not None for s in known)
    return Range(sum(map(lowest, known)), sum(map(highest, known)) if is_whole else None)


def _cells(incidents: Iterable[Alleged], parts: Iterable[Part]) -> tuple[Cell, ...]:
    """All standings in their order, those that hold nothing too."""
    alleged: dict[Standing, list[Alleged]] = defaultdict(list)
    conceded: dict[Standing, list[Part]] = defaultdict(list)
    for incident in incidents:
        alleged[incident.standing].append(incident)
    for part in parts:
        conceded[part.standing].append(part)
    return tuple(
        Cell(
            standing=standing,
            incidents=tuple(alleged[standing]),
            parts=tuple(conceded[standing]),
            killed=summed(a.killed for a in alleged[standing]),
            injured=summed(a.injured for a in alleged[standing]),
            conceded=_sum_of(conceded[standing]),
            conceded_injured=summed(p.injured for p in conceded[standing] if p.counted),
        )
        for standing in _ORDER
    )


def _sum_of(parts: Sequence[Part]) -> Sum:
    """The parts added up; a missing figure is told once for each entry."""
    told = summed(p.whole for p in parts if p.counted)
    return replace(told, min=sum(p.low for p in parts), max_of_known=sum(p.high for p in parts))


def _party(
    cells: Sequence[Cell],
    parts: Sequence[Part],
    outside: Sequence[Piece],
    scope: Scope,
    published: Sequence[Range],
) -> Conceded:
    counted = [p for p in parts if p.counted]
    here = {p.entry_id for p in counted}
    lost = [scope.outside_for(p.stands) for p in outside if p.standing is Standing.NOT_ALLEGED]
    return Conceded(
        killed=added(c.conceded for c in cells),
        injured=added(c.conceded_injured for c in cells),
        entries=tuple(sorted(here)),
        incidents=next(len(c.incidents) for c in cells if c.standing is Standing.CONCEDED),
        published=summed(published),
        published_entries=len(published),
        suggested=sum(p.suggested for p in counted),
        elsewhere=len(here & {p.speaking.entry.id for p in outside}),
        undated=lost.count(NO_DAY),
        unplaced=lost.count(NO_PLACE),
    )


def _published(credible: Sequence[Speaking], scope: Scope) -> list[Range]:
    """What credible entries that speak of an incident concede, of those made public in the days asked for (R6)."""
    stands, figures = {}, {}
    for speaks in credible:
        if speaks.links:
            stood = scope.stand(speaks.entry, scope.first_of(speaks))
            stands[speaks.entry.id] = replace(stood, start=speaks.since, end=speaks.since)
            figures[speaks.entry.id] = speaks.said.killed
    return [figures[key] for key in sorted(scope.within(stands))]


def _clusters(told: Sequence[Speaking], parts: Sequence[Part], scope: Scope) -> tuple[Cluster, ...]:
    """What hangs together by links: every incident of the definition, and every entry on one or counted here."""
    above: dict[str, str] = {f"i{key}": f"i{key}" for key in scope.members}
    above |= {f"e{part.entry_id}": f"e{part.entry_id}" for part in parts}

    def top(node: str) -> str:
        while above[node] != node:
            above[node] = node = above[above[node]]
        return node

    machine: dict[str, bool] = {}
    for speaks in told:
        entry = f"e{speaks.entry.id}"
        for link in speaks.links:
            if link.incident_id in scope.members:
                above.setdefault(entry, entry)
                above[top(entry)] = top(f"i{link.incident_id}")
                machine[entry] = machine.get(entry, True) and link.decision == AUTO
    found: dict[str, list[str]] = defaultdict(list)
    for node in sorted(above):
        found[top(node)].append(node)
    clusters = [
        Cluster(
            tuple(n[1:] for n in nodes if n[0] == "i"),
            tuple(n[1:] for n in nodes if n[0] == "e"),
            any(n in machine for n in nodes) and all(machine.get(n, True) for n in nodes),
        )
        for nodes in found.values()
    ]
    return tuple(sorted(clusters, key=lambda c: (c.incidents, c.entries)))
