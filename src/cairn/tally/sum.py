"""Adds incidents up under a definition, distinct and with what was left out (R5, R6, rules 17 to 21).

Rows enter, a `Tally` leaves. An incident counts once, however many actors it is attributed to. Of a parent
and its children the children count, or the parent where that is asked for. Discounted incidents are a row of their
own, inside no total. How a register's odd rows count: docs/decisions/0048.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from cairn.values import folded
from cairn.vocab.closed import Grade, State

from .model import GROUPS, OUTCOMES, Aside, Coverage, Definition, Figure, Row, Sum, Tally, Told
from .rollup import counted_for, shares, side_of

UNKNOWN_ACTOR = "unknown"
"""Nobody named: no second actor when joint attributions are counted."""

_BASES: Mapping[str, frozenset[State]] = {
    "released": frozenset({State.RELEASED}),
    "set": frozenset({State.SET, State.RELEASED}),
    "suggested": frozenset({State.SUGGESTED}),
    "best": frozenset(State),
}


@dataclass(frozen=True, slots=True)
class Selected:
    """The rows a definition takes, by incident id, and how many it leaves out for which reason.

    `left_out` holds only rows that the actor, place and period asked for would else take.
    """

    rows: tuple[Row, ...]
    left_out: Mapping[str, int]
    undated: int
    unplaced: int


def tally(rows: Sequence[Row], definition: Definition, coverage: Sequence[Coverage] = ()) -> Tally:
    """The sum of the rows that the definition takes.

    Raises `ValueError` where the definition names an unknown basis or kind of grade, where one incident
    comes twice with different content, or where incidents are each other's parents.
    """
    chosen = selected(rows, definition)
    more, any_more = asides(rows, definition, {row.incident_id for row in chosen.rows})
    return Tally(
        definition=definition,
        incidents=len(chosen.rows),
        killed=summed(row.figure("killed") for row in chosen.rows),
        injured=summed(row.figure("injured") for row in chosen.rows),
        jointly_attributed=sum(1 for row in chosen.rows if is_joint(row, definition)),
        machine_suggested=sum(1 for row in chosen.rows if _state(row, definition) is State.SUGGESTED),
        undated=chosen.undated,
        unplaced=chosen.unplaced,
        members=tuple(row.incident_id for row in chosen.rows),
        coverage=relevant(coverage, definition),
        left_out=tuple(sorted(chosen.left_out.items())),
        named_only=len(selected(named_only(rows, definition), definition).rows),
        subgroups=subgroups(chosen.rows),
        rolled_up=shares(chosen.rows, definition),
        told_as=told_as(chosen.rows) if definition.place_pcode else (),
        asides=more,
        aside_incidents=any_more,
        nobodys=len(selected(filed_under_nobody(rows, definition), definition).rows),
    )


def beside(rows: Sequence[Row], definition: Definition) -> Mapping[Grade, Tally]:
    """What stands beside a figure and is not in it: contested, and discounted as a row of its own (rule 21)."""
    aside = [g for g in (Grade.CONTESTED, Grade.DISCOUNTED) if g not in definition.counted]
    return {g: tally(rows, replace(definition, grades=(g,))) for g in aside}


def summed(figures: Iterable[Figure]) -> Sum:
    """Known ends added up; silence adds nothing.

    Of our own figures one without maximum adds its minimum to `max_of_known`: at least so many. A register's are
    added as its recorder wrote them, each end to its own sum, so that whoever sums its columns gets the same.
    """
    low = high = without = open_above = open_below = turned = 0
    for figure in figures:
        if figure.is_unknown:
            without += 1
            continue
        low += figure.min or 0
        open_below += figure.min is None
        open_above += figure.max is None
        at_least = 0 if isinstance(figure, Told) else figure.min or 0
        high += at_least if figure.max is None else figure.max
        turned += None not in (figure.min, figure.max) and (figure.min or 0) > (figure.max or 0)
    return Sum(low, high, without, open_above, open_below, turned)


def subgroups(rows: Sequence[Row]) -> dict[str, Sum]:
    """`children_killed` and the like -> its sum over these rows, where at least one gives such a figure."""
    names = [f"{group}_{outcome}" for group in GROUPS for outcome in OUTCOMES]
    given = {name for row in rows for name, figure in row.groups.items() if not figure.is_unknown}
    return {name: summed(row.figure(name) for row in rows) for name in names if name in given}


def told_as(rows: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    """How a register spells the province of these rows, the commonest first, with how many are told so."""
    found = Counter(row.province for row in rows if row.province)
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def is_joint(row: Row, definition: Definition = Definition()) -> bool:  # noqa: B008  (frozen)
    """Whether more than one side is named; an attribution that was discounted is none, and a member that counts for
    the actor asked for is of its side."""
    graded = {actor for actor, grade, _ in row.grades if grade is not Grade.DISCOUNTED}
    named = {*row.actors, *graded} - {UNKNOWN_ACTOR}
    return len({side_of(actor, row, definition) for actor in named}) > 1


def asides(
    rows: Sequence[Row], definition: Definition, counted: Set[str]
) -> tuple[tuple[tuple[Aside, int], ...], int]:
    """The contested steps with which more incidents would count than those `counted`, with how many more; and how many
    with any of them."""
    found: list[tuple[Aside, int]] = []
    together: set[str] = set()
    for aside in definition.asides:
        wider = replace(definition, members=(*definition.members, *aside.members))
        more = {row.incident_id for row in selected(rows, wider).rows} - counted
        together |= more
        found += [(aside, len(more))] if more else []
    return tuple(found), len(together)


def named_only(rows: Iterable[Row], definition: Definition) -> list[Row]:
    """The rows of a register that name the actors asked for and are not filed under any of them, as if they
    were: to be told beside a sum, never in it."""
    asked = frozenset(definition.actors)
    return [
        replace(row, actors=row.named) for row in rows if asked & {*row.named} and not asked & {*row.actors}
    ]


def filed_under_nobody(rows: Iterable[Row], definition: Definition) -> list[Row]:
    """The rows of a register that it files under nobody, as if under those asked for: to be told beside the sum for an
    actor, never in it."""
    if not definition.actors or not definition.register:
        return []
    return [replace(row, actors=definition.actors) for row in rows if not row.actors]


def selected(rows: Sequence[Row], definition: Definition) -> Selected:
    """The rows a definition takes, ordered by incident id. Raises `ValueError` as `tally` says."""
    _check(definition)
    distinct = _distinct(rows)
    asked = [row for row in distinct.values() if _concerns(row, definition)]
    dated = definition.from_day is not None or definition.to_day is not None
    placed = bool(definition.country or definition.place)
    reasons: Counter[str] = Counter()
    kept: list[Row] = []
    undated = unplaced = 0
    for row in asked:
        why = _why_not(row, definition)
        no_day, no_place = row.start is None, _is_unplaced(row, definition)
        undated += not why and no_day
        unplaced += not why and no_place
        why = why or _why_unknown(definition, dated=dated and no_day, placed=placed and no_place)
        if why:
            reasons[why] += 1
        else:
            kept.append(row)
    instead, why = (
        (_below(kept, distinct), "part of an umbrella record that is counted instead")
        if definition.parents
        else (_ancestors_of(kept, distinct), "umbrella record: its parts are counted instead")
    )
    if held := sum(1 for row in kept if row.incident_id in instead):
        reasons[why] = held
    members = sorted((r for r in kept if r.incident_id not in instead), key=lambda r: r.incident_id)
    return Selected(tuple(members), dict(reasons), undated, unplaced)


def _why_unknown(definition: Definition, *, dated: bool, placed: bool) -> str:
    """Why a row that may or may not be of the days and place asked for is in no sum of them; "" where it is."""
    if dated:
        return "no date known"
    return ("no province known" if definition.place_pcode else "no place known") if placed else ""


def relevant(coverage: Iterable[Coverage], definition: Definition) -> tuple[Coverage, ...]:
    """The coverage that bears on a definition: its actors, country and days, by actor, country and day."""
    actors = {*definition.actors, *(m.actor for m in definition.members)}
    found = [
        c
        for c in coverage
        if (not actors or not definition.actors or c.actor in actors or not c.actor)
        and (not definition.country or c.country in (definition.country, ""))
        and (definition.to_day is None or c.from_day <= definition.to_day)
        and (definition.from_day is None or c.to_day >= definition.from_day)
    ]
    return tuple(sorted(found, key=lambda c: (c.actor, c.country, c.from_day, c.to_day, c.level)))


def _check(definition: Definition) -> None:
    if definition.basis not in _BASES:
        raise ValueError(f"the basis is one of {', '.join(_BASES)}, not {definition.basis!r}")
    if definition.grade_of not in ("attribution", "incident"):
        raise ValueError(f"grade_of is attribution or incident, not {definition.grade_of!r}")


def _distinct(rows: Sequence[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        first = found.setdefault(row.incident_id, row)
        if first is not row and first != row:
            raise ValueError(f"the incident {row.incident_id} comes twice with different content")
    return found


def _concerns(row: Row, definition: Definition) -> bool:
    """Whether the row is of the actors, place and days asked for, or may be: where one is unknown."""
    if definition.country and row.country and row.country != definition.country:
        return False
    if row.start is not None:
        if definition.from_day is not None and row.start < definition.from_day:
            return False
        if definition.to_day is not None and row.start > definition.to_day:
            return False
    if definition.actors and not counted_for(row, definition):
        return False
    return not definition.place or _is_unplaced(row, definition) or _is_in(row, definition)


def _is_in(row: Row, definition: Definition) -> bool:
    """Whether it lies in the province asked for, or at a place of the name."""
    if definition.place_pcode:
        return row.admin1_pcode == definition.place_pcode
    wanted = folded(definition.place)
    code = row.admin1_pcode.casefold()
    return code == definition.place.casefold() or any(folded(name) == wanted for name in row.place_names)


def _is_unplaced(row: Row, definition: Definition) -> bool:
    """Whether the row lacks what the definition asks for, or any place at all where it asks for none."""
    somewhere = bool(row.place_names or row.admin1_pcode)
    if definition.place_pcode:
        return not row.admin1_pcode
    if definition.place:
        return not somewhere
    return not row.country and (bool(definition.country) or not somewhere)


def _why_not(row: Row, definition: Definition) -> str:
    """Why a row of the actor, place and period asked for is not in the sum; "" where it is."""
    if row.harm_reported == "no":
        return "no civilian harm reported to us"
    if row.harm_reported != "yes" and row.killed.is_unknown and row.injured.is_unknown:
        return "not known whether harm was reported"
    grades = _graded(row, definition)
    if not grades:
        return row.ungraded or "no grade"
    states = _BASES[definition.basis]
    wanted = definition.counted
    if any(grade in wanted and state in states for grade, state in grades):
        return ""
    if any(grade in wanted for grade, _ in grades):
        return f"not {definition.basis}"
    return _strongest(grade for grade, _ in grades).value


def _graded(row: Row, definition: Definition) -> list[tuple[Grade, State]]:
    if definition.grade_of == "incident":
        return [] if row.incident_grade is None else [(row.incident_grade, row.state)]
    theirs = counted_for(row, definition)
    return [(g, s) for actor, g, s in row.grades if not definition.actors or actor in theirs]


_STRENGTH = (Grade.CONFIRMED, Grade.FAIR, Grade.WEAK, Grade.CONTESTED, Grade.DISCOUNTED)


def _strongest(grades: Iterable[Grade]) -> Grade:
    return min(grades, key=_STRENGTH.index)


_REACHED: Callable[[State], int] = (State.SUGGESTED, State.SET, State.RELEASED).index


def _state(row: Row, definition: Definition) -> State:
    """How far the grade that lets the row in has come: the furthest of them."""
    wanted, states = definition.counted, _BASES[definition.basis]
    return max((s for g, s in _graded(row, definition) if g in wanted and s in states), key=_REACHED)


def _ancestors_of(kept: Iterable[Row], by_id: Mapping[str, Row]) -> frozenset[str]:
    """Every incident above a row that counts, through parents that do not count themselves."""
    return frozenset(above for row in kept for above in _above(row, by_id))


def _below(kept: Iterable[Row], by_id: Mapping[str, Row]) -> frozenset[str]:
    """Every row that counts and has one above it that counts too."""
    rows = list(kept)
    counted = {row.incident_id for row in rows}
    return frozenset(row.incident_id for row in rows if counted & _above(row, by_id))


def _above(row: Row, by_id: Mapping[str, Row]) -> set[str]:
    """The umbrella records above a row. Raises `ValueError` where one of them is below it too."""
    found: set[str] = set()
    parent = row.parent_id
    while parent:
        if parent in found or parent == row.incident_id:
            raise ValueError(
                f"the incidents {', '.join(sorted({*found, row.incident_id}))} are each other's parents"
            )
        found.add(parent)
        parent = by_id[parent].parent_id if parent in by_id else ""
    return found
