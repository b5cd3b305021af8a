"""Adds incidents up under a definition, distinct and with what was left out (R5, R6, rules 17 to 21).

Rows enter, a `Tally` leaves. An incident counts once, however many actors it is attributed to. Of a parent
and its children the children count. Discounted incidents are a row of their own, inside no total.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cairn.values import Range, folded
from cairn.vocab.closed import Grade, State

from .model import Coverage, Definition, Row, Sum, Tally

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
    return Tally(
        definition=definition,
        incidents=len(chosen.rows),
        killed=summed(row.killed for row in chosen.rows),
        injured=summed(row.injured for row in chosen.rows),
        jointly_attributed=sum(1 for row in chosen.rows if is_joint(row)),
        machine_suggested=sum(1 for row in chosen.rows if _state(row, definition) is State.SUGGESTED),
        undated=chosen.undated,
        unplaced=chosen.unplaced,
        members=tuple(row.incident_id for row in chosen.rows),
        coverage=relevant(coverage, definition),
        left_out=tuple(sorted(chosen.left_out.items())),
        named_only=len(selected(named_only(rows, definition), definition).rows),
    )


def beside(rows: Sequence[Row], definition: Definition) -> Mapping[Grade, Tally]:
    """What stands beside a figure and is not in it: contested, and discounted as a row of its own (rule 21)."""
    aside = [g for g in (Grade.CONTESTED, Grade.DISCOUNTED) if g not in definition.counted]
    return {g: tally(rows, replace(definition, grades=(g,))) for g in aside}


def summed(figures: Iterable[Range]) -> Sum:
    """Known ends added up. A figure without maximum adds its minimum to `max_of_known`, silence nothing."""
    low = high = without = open_above = open_below = 0
    for figure in figures:
        if figure.is_unknown:
            without += 1
            continue
        low += figure.min or 0
        open_below += figure.min is None
        open_above += figure.max is None
        high += figure.max if figure.max is not None else figure.min or 0
    return Sum(low, high, without, open_above, open_below)


def is_joint(row: Row) -> bool:
    """Whether more than one named actor is alleged; an attribution that was discounted is none."""
    graded = {actor for actor, grade, _ in row.grades if grade is not Grade.DISCOUNTED}
    return len({*row.actors, *graded} - {UNKNOWN_ACTOR}) > 1


def named_only(rows: Iterable[Row], definition: Definition) -> list[Row]:
    """The rows of a register that name the actors asked for and are not filed under any of them, as if they
    were: to be told beside a sum, never in it."""
    asked = frozenset(definition.actors)
    return [
        replace(row, actors=row.named) for row in rows if asked & {*row.named} and not asked & {*row.actors}
    ]


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
        why = why or (
            "no date known" if dated and no_day else "no place known" if placed and no_place else ""
        )
        if why:
            reasons[why] += 1
        else:
            kept.append(row)
    parents = _ancestors_of(kept, distinct)
    if held := sum(1 for row in kept if row.incident_id in parents):
        reasons["umbrella record: its parts are counted instead"] = held
    members = sorted((r for r in kept if r.incident_id not in parents), key=lambda r: r.incident_id)
    return Selected(tuple(members), dict(reasons), undated, unplaced)


def relevant(coverage: Iterable[Coverage], definition: Definition) -> tuple[Coverage, ...]:
    """The coverage that bears on a definition: its actors, country and days, by actor, country and day."""
    found = [
        c
        for c in coverage
        if (not definition.actors or c.actor in definition.actors or not c.actor)
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
        if found.setdefault(row.incident_id, row) != row:
            raise ValueError(f"the incident {row.incident_id} comes twice with different content")
    return found


def _concerns(row: Row, definition: Definition) -> bool:
    """Whether the row is of the actors, place and days asked for, or may be: where one is unknown."""
    actors = row.actors or tuple(actor for actor, _, _ in row.grades)
    if definition.actors and not any(actor in definition.actors for actor in actors):
        return False
    if definition.country and row.country and row.country != definition.country:
        return False
    if definition.place and not _is_unplaced(row, definition) and not _is_in(row, definition.place):
        return False
    if row.start is None:
        return True
    after = definition.from_day is None or row.start >= definition.from_day
    return after and (definition.to_day is None or row.start <= definition.to_day)


def _is_in(row: Row, place: str) -> bool:
    wanted = folded(place)
    code = row.admin1_pcode.casefold()
    return code == place.casefold() or any(folded(name) == wanted for name in row.place_names)


def _is_unplaced(row: Row, definition: Definition) -> bool:
    """Whether the row lacks what the definition asks for, or any place at all where it asks for none."""
    somewhere = bool(row.place_names or row.admin1_pcode)
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
    return [(g, s) for actor, g, s in row.grades if not definition.actors or actor in definition.actors]


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
    found: set[str] = set()
    for row in kept:
        seen, parent = {row.incident_id}, row.parent_id
        while parent:
            if parent in seen:
                raise ValueError(f"the incidents {', '.join(sorted(seen))} are each other's parents")
            seen.add(parent)
            found.add(parent)
            parent = by_id[parent].parent_id if parent in by_id else ""
    return frozenset(found)
