"""Whether the probability of a join is kept: of joins said to be 80 % likely, are 80 in 100 right?

Assignments and the true incidents of reports enter; errors over ten bins leave. A join is right where most of the
other reports of its incident share a true incident with the report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cairn.match.model import Assignment
from cairn.vocab.closed import AssignmentDecision

from .calibration import Bin, calibration_error, reliability


@dataclass(frozen=True, slots=True)
class Promises:
    """Joins and offers of a rule: how many, and the mean gap between probability and share right, over ten bins."""

    joined: int
    joined_error: float
    offered: int
    both_error: float
    bins: tuple[Bin, ...]

    def told(self) -> str:
        """The figures in words, and the bins."""
        bins = "  ".join(f"{b.confidence:.2f}:{b.right:.2f} ({b.n})" for b in self.bins)
        return (
            f"probability of a join: calibration error {self.joined_error:.3f} over {self.joined} joins, "
            f"{self.both_error:.3f} with {self.offered} offers (said:right (n) {bins})"
        )


def promises(
    assignments: Iterable[Assignment],
    report_of: Mapping[str, str],
    answers: Mapping[str, Collection[str]],
) -> Promises | None:
    """What became of joins and offers. `report_of` names the report by main account, `answers` its true incidents.

    An incident of one report promises nothing of others and is left out. None where nothing is left.
    """
    rows = [a for a in assignments if a.decided_by == "rule" and report_of.get(a.account_id) in answers]
    members: dict[str, set[str]] = defaultdict(set)
    for a in rows:
        if a.decision is AssignmentDecision.JOINED:
            members[a.incident_id].add(report_of[a.account_id])
    told: dict[AssignmentDecision, list[tuple[float, bool]]] = defaultdict(list)
    for a in rows:
        own = report_of[a.account_id]
        if others := members[a.incident_id] - {own}:
            right = sum(not set(answers[own]).isdisjoint(answers[other]) for other in others)
            told[a.decision].append((a.probability, right * 2 >= len(others)))
    joined, offered = told[AssignmentDecision.JOINED], told[AssignmentDecision.QUEUED]
    if not joined:
        return None
    both = joined + offered
    return Promises(
        len(joined),
        calibration_error(joined),
        len(offered),
        calibration_error(both),
        tuple(reliability(both)),
    )
