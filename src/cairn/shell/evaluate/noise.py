"""Noise: reports of nothing that is scored, mixed in to see how many the joining takes for something that is.

Rows with answers enter; a draw of them leaves, and afterwards how many were joined to a scored incident. In a real feed
most reports are of no incident that is already there; a score on chosen reports alone hides what they do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

SEED = 20
APART = 7
"""Days from which noise is of another time than everything that is scored."""
Row = Mapping[str, Any]

WHAT = (
    "Noise is real reports of incidents that are not scored, drawn by a seed from the other side of the split. A noise "
    "report is falsely joined where most of the reports of its group are of one scored incident."
)


@dataclass(frozen=True, slots=True)
class Noise:
    """How many reports were mixed in, and how many of them were joined to a scored incident. `apart` are those whose
    incident lies more than APART days from every scored one. `what` says what they are and what counts as false."""

    reports: int
    joined_falsely: int
    apart: int = 0
    apart_joined_falsely: int = 0
    what: str = WHAT

    @property
    def share(self) -> float:
        """False joins as a share of the noise, 0 to 1."""
        return self.joined_falsely / self.reports if self.reports else 0.0

    def told(self) -> str:
        """The figure and what it is, in words."""
        return (
            f"noise: {self.reports} reports mixed in, {self.joined_falsely} joined falsely ({self.share:.1%}); "
            f"of {self.apart} whose incident lies more than {APART} days from every scored one, "
            f"{self.apart_joined_falsely}. "
            f"{self.what}"
        )


@dataclass(slots=True)
class Group:
    """What was joined to one incident of ours: how many reports, and how many of each true incident."""

    reports: int = 0
    of: Counter[str] = field(default_factory=Counter)


def drawn(rows: Sequence[Row], scored: Collection[str], count: int, *, seed: int = SEED) -> list[Row]:
    """`count` rows, or as many as there are, none of which is of an incident in `scored`."""
    known = set(scored)
    others = [row for row in rows if row["incident_ids"] and known.isdisjoint(map(str, row["incident_ids"]))]
    others.sort(key=lambda row: str(row["id"]))
    draw = Random(seed)  # noqa: S311 - a seeded draw of rows, nothing to guard
    return draw.sample(others, min(count, len(others)))


def false_joins(
    predicted: Mapping[str, str],
    scored: Sequence[Row],
    noise: Sequence[Row],
    days: Mapping[str, date | None] | None = None,
) -> Noise:
    """How many of the noise rows stand in a group of a scored incident. `predicted` is the group by report id; `days` is
    the day by incident, where known."""
    groups: dict[str, Group] = defaultdict(Group)
    for row in (*scored, *noise):
        if name := predicted.get(str(row["id"])):
            groups[name].reports += 1
            groups[name].of.update(map(str, row["incident_ids"]))
    known = {str(i) for row in scored for i in row["incident_ids"]}
    false = [row for row in noise if _is_false(row, predicted, groups, known)]
    near = {
        day.toordinal() + n for i in known if (day := (days or {}).get(i)) for n in range(-APART, APART + 1)
    }
    apart, apart_false = (sum(_is_apart(row, days or {}, near) for row in rows) for rows in (noise, false))
    return Noise(len(noise), len(false), apart, apart_false)


def _is_apart(row: Row, days: Mapping[str, date | None], near: Collection[int]) -> bool:
    told = [day for i in row["incident_ids"] if (day := days.get(str(i)))]
    return bool(told) and all(day.toordinal() not in near for day in told)


def _is_false(
    row: Row, predicted: Mapping[str, str], groups: Mapping[str, Group], known: Collection[str]
) -> bool:
    group = groups.get(predicted.get(str(row["id"]), ""), Group())
    most = max((n for incident, n in group.of.items() if incident in known), default=0)
    return 2 * most > group.reports
