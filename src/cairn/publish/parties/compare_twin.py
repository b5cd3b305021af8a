"""A comparison of declared and alleged as rows, for those who compute: one a closed outcome, with its members."""

from __future__ import annotations

from collections.abc import Sequence

from cairn.publish.rows.official import NotLinkedRow
from cairn.tally.declared_model import Comparison
from cairn.tally.waterfall import BOUNDS, waterfall

COLUMNS = (
    "outcome", "incidents", "killed_min", "killed_max_of_known", "incidents_without_figure", "entries",
    "accepted_min", "accepted_max_of_known", "entries_without_figure", "machine_suggested",
)  # fmt: skip


def comparison_rows(done: Comparison) -> list[dict[str, object]]:
    """One row for each outcome; entries are counted in one row each, so that the rows add up to both totals."""
    return [
        {
            "outcome": cell.standing.value,
            "incidents": len(cell.incidents),
            "killed_min": cell.killed.min,
            "killed_max_of_known": cell.killed.max_of_known,
            "incidents_without_figure": cell.killed.without_figure,
            "entries": len(cell.entry_ids),
            "accepted_min": cell.conceded.min,
            "accepted_max_of_known": cell.conceded.max_of_known,
            "entries_without_figure": cell.conceded.without_figure,
            "machine_suggested": cell.suggested,
        }
        for cell in done.cells
    ]


def comparison_json(
    actor: str, done: Comparison, not_linked: Sequence[NotLinkedRow] = ()
) -> dict[str, object]:
    """The whole of it: definition, outcomes with their members, the steps at either bound, and how many entries of the
    party are linked to nothing here and in no outcome."""
    waiting = next((row for row in not_linked if row["actor"] == actor), None)
    definition = done.definition
    return {
        "actor_id": actor,
        "definition": {
            "actors": list(definition.actors),
            "grades": [g.value for g in definition.grades],
            "grade_of": definition.grade_of,
            "basis": definition.basis,
            "unit": definition.unit,
            "known_on": done.known_on and done.known_on.isoformat(),
        },
        "outcomes": [
            {
                **row,
                "members": list(cell.incident_ids),
                "entry_members": sorted({p.entry_id for p in cell.parts}),
            }
            for row, cell in zip(comparison_rows(done), done.cells, strict=True)
        ],
        "entries_not_linked": waiting["entries"] if waiting else 0,
        "entries_not_linked_accepting": waiting["accepting"] if waiting else 0,
        "steps": {bound: _steps(done, bound) for bound in BOUNDS},
    }


def _steps(done: Comparison, bound: str) -> dict[str, object]:
    fall = waterfall(done, bound)
    steps = [
        {"step": s.key, "change": s.change, "incidents": len(s.incidents), "entries": len(s.entries)}
        for s in fall.steps
    ]
    return {"local": fall.start, "steps": steps, "accepted": fall.end}
