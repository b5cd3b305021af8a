"""What a sum would be if some of its incidents were judged otherwise: other grades, or without those that are less sure.

Rows of a tally, its definition and its members enter; variants leave, each a sum over some of the same incidents or
over all of them and more. Nothing is estimated: there is no ratio, no middle and no weight. Of an umbrella record and
its parts never both are in a variant, and what is in the sum stays in it where a grade is added, so that no variant with
more grades is lower than the sum.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cairn.tally.model import Definition, Row, Sum
from cairn.tally.rollup import counted_for
from cairn.tally.sum import is_joint, selected, summed
from cairn.vocab.closed import LIKELY, Grade

MONTH_DAYS = 28
"""A span of so many days or more is a month or wider: its day is not known."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What makes an incident's part in a sum less sure."""

    vague_place: bool = False  # known no nearer than a province
    single_origin: bool = False
    presumed: bool = False  # no source says who the dead and injured were


@dataclass(frozen=True, slots=True)
class Variant:
    """The sum otherwise: `key` says how, `change` how many incidents more, or fewer where below nought."""

    key: str
    members: tuple[str, ...]
    killed: Sum
    injured: Sum
    change: int

    @property
    def is_figure(self) -> bool:
        """Whether it is the sum itself."""
        return self.key == "figure"


def variants(
    rows: Mapping[str, Row],
    members: Sequence[str],
    definition: Definition,
    marks: Mapping[str, Marks],
) -> tuple[Variant, ...]:
    """The sum and what it would be otherwise, in the order in which a page shows them.

    `rows` are all of the record by id, `members` those that the sum counts. Members that are no row are left out.
    """
    held = [rows[m] for m in members if m in rows]
    made = [*_narrower(held, definition), ("figure", held), *_wider(rows, held, definition)]
    made += [
        (key, [r for r in held if not is_less_sure(r)]) for key, is_less_sure in _doubts(definition, marks)
    ]
    return tuple(_variant(key, some, len(held)) for key, some in made)


def is_vague_date(row: Row, definition: Definition) -> bool:
    """Whether its day is not known, is known to a month or wider, or may lie after the days that are summed."""
    if row.start is None:
        return True
    last = row.end or row.start
    return (last - row.start).days + 1 >= MONTH_DAYS or last > (definition.to_day or date.max)


def _variant(key: str, rows: Sequence[Row], whole: int) -> Variant:
    return Variant(
        key,
        tuple(r.incident_id for r in rows),
        summed(r.figure("killed") for r in rows),
        summed(r.figure("injured") for r in rows),
        len(rows) - whole,
    )


def _narrower(held: Sequence[Row], definition: Definition) -> Iterable[tuple[str, list[Row]]]:
    """Of several grades, the strongest alone."""
    if definition.counted == LIKELY:
        yield "confirmed", [r for r in held if Grade.CONFIRMED in grades_of(r, definition)]


def _wider(
    rows: Mapping[str, Row], held: Sequence[Row], definition: Definition
) -> Iterable[tuple[str, list[Row]]]:
    """With a grade more, for the sum of the likely ones."""
    if definition.counted == LIKELY:
        for key, more in (("with_weak", Grade.WEAK), ("with_contested", Grade.CONTESTED)):
            yield key, [*held, *joining(rows, held, definition, more)]


def joining(rows: Mapping[str, Row], held: Sequence[Row], definition: Definition, more: Grade) -> list[Row]:
    """The incidents that a further grade brings in, but for parts of what is counted and what that is part of."""
    within = {r.incident_id for r in held}
    covered = within.union(*(_above(r, rows) for r in held))
    wider = selected(list(rows.values()), replace(definition, grades=(*definition.grades, more))).rows
    return [r for r in wider if r.incident_id not in covered and within.isdisjoint(_above(r, rows))]


def grades_of(row: Row, definition: Definition) -> frozenset[Grade]:
    """Its grades for those the definition asks for."""
    theirs = counted_for(row, definition)
    return frozenset(g for actor, g, _ in row.grades if not definition.actors or actor in theirs)


def _doubts(
    definition: Definition, marks: Mapping[str, Marks]
) -> Iterable[tuple[str, Callable[[Row], bool]]]:
    none = Marks()
    yield "without_joint", lambda r: is_joint(r, definition)
    yield "without_vague_place", lambda r: marks.get(r.incident_id, none).vague_place
    yield "without_vague_date", lambda r: is_vague_date(r, definition)
    yield "without_single_origin", lambda r: marks.get(r.incident_id, none).single_origin
    yield "without_presumed", lambda r: marks.get(r.incident_id, none).presumed


def _above(row: Row, rows: Mapping[str, Row]) -> set[str]:
    """The umbrella records above a row."""
    found: set[str] = set()
    parent = row.parent_id
    while parent and parent not in found:
        found.add(parent)
        parent = rows[parent].parent_id if parent in rows else ""
    return found
