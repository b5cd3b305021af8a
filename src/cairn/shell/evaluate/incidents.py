"""Scores how reports were grouped into incidents, beside the baselines anybody can have for nothing.

Predicted groups, the true incidents and the reports with their answers enter; a table of scores leaves.
Reports of several true incidents are left out: a grouping cannot be right about them. A report that was
joined to nothing counts as a group of its own, so silence costs recall. Busy days come first when the
scores are read, for on a quiet day the calendar alone is right.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from typing import Any

from .likeness_baseline import by_likeness
from .noise import Noise
from .promises import Promises
from .score import bcubed, pairwise, text_table

Row = Mapping[str, Any]
_HEAD = ("slice", "method", "reports", "incidents", "B3 P", "B3 R", "B3 F1", "pair P", "pair R", "pair F1")
BUSY = 2
"""A day with so many true incidents or more is busy."""


@dataclass(frozen=True, slots=True)
class Score:
    """One method on one slice: B-cubed and pairwise precision, recall and F1, each 0 to 1."""

    slice: str
    method: str
    reports: int
    incidents: int
    bcubed_precision: float
    bcubed_recall: float
    bcubed_f1: float
    pairwise_precision: float
    pairwise_recall: float
    pairwise_f1: float


@dataclass(frozen=True, slots=True)
class IncidentScores:
    """All scores by slice, ours before the baselines. `left_out` counts reports of several incidents; `promises` tells
    whether the joins' probabilities hold, `noise` what became of reports mixed in, where they were asked for."""

    rows: tuple[Score, ...]
    left_out: int
    promises: Promises | None = None
    noise: Noise | None = None

    def of(self, slice: str, method: str = "cairn") -> Score:
        """The score of one method on one slice. Raises `KeyError` where there is none."""
        for row in self.rows:
            if (row.slice, row.method) == (slice, method):
                return row
        raise KeyError((slice, method))

    def table(self) -> str:
        """The scores as lines of text, one per slice and method, and what else was measured."""
        more = [said.told() for said in (self.promises, self.noise) if said]
        return "\n".join([text_table(_HEAD, map(astuple, self.rows)), *more])

    def as_json(self) -> dict[str, Any]:
        """Everything measured, as an object."""
        more = {"promises": self.promises, "noise": self.noise}
        told = {name: asdict(said) for name, said in more.items() if said}
        return {"scores": [asdict(row) for row in self.rows], "left_out": self.left_out} | told


def evaluate_incidents(
    predicted: Mapping[str, str], truth: Iterable[Row], reports: Iterable[Row], *, method: str = "cairn"
) -> IncidentScores:
    """Scores `predicted` (incident id by report id) on the reports of one true incident each.

    `truth` rows hold `id` and `date`; `reports` rows hold `id`, `incident_ids` and, where known,
    `published`, `conflict` and `language`. A report whose incident `truth` does not hold is left out.
    """
    dates = {str(row["id"]): row.get("date") for row in truth}
    rows = list(reports)
    single = [r for r in rows if len(r["incident_ids"]) == 1 and r["incident_ids"][0] in dates]
    gold = {str(r["id"]): str(r["incident_ids"][0]) for r in single}
    methods = {
        method: {key: predicted.get(key, f"alone:{key}") for key in gold},
        **({"tf-idf": by_likeness(single)} if any(row.get("text") for row in single) else {}),
        "same day": {str(r["id"]): _day(r) or f"alone:{r['id']}" for r in single},
        "singletons": {key: key for key in gold},
    }
    scores = [
        score(name, label, guess, {key: gold[key] for key in keys})
        for name, keys in _slices(single, gold, dates).items()
        if keys
        for label, guess in methods.items()
    ]
    return IncidentScores(tuple(scores), sum(len(r["incident_ids"]) > 1 for r in rows))


def score(slice: str, method: str, guess: Mapping[str, str], gold: Mapping[str, str]) -> Score:
    """One method's grouping of the reports in `gold`, which maps report to true incident."""
    mine = {key: guess[key] for key in gold}
    items, pairs = bcubed(mine, gold), pairwise(mine, gold)
    return Score(
        slice=slice,
        method=method,
        reports=len(gold),
        incidents=len(set(gold.values())),
        bcubed_precision=items.precision,
        bcubed_recall=items.recall,
        bcubed_f1=items.f1,
        pairwise_precision=pairs.precision,
        pairwise_recall=pairs.recall,
        pairwise_f1=pairs.f1,
    )


def _slices(single: Sequence[Row], gold: Mapping[str, str], dates: Mapping[str, Any]) -> dict[str, list[str]]:
    """Report ids by slice; busy days are days on which `truth` holds two incidents or more."""
    held = Counter(day for day in dates.values() if day)
    slices: dict[str, list[str]] = {"all": [], "busy days": [], "dated": [], "undated": []}
    kinds: dict[str, list[str]] = defaultdict(list)
    for row in single:
        key = str(row["id"])
        slices["all"].append(key)
        slices["dated" if _day(row) else "undated"].append(key)
        if held[dates[gold[key]]] >= BUSY:
            slices["busy days"].append(key)
        for column in ("conflict", "language"):
            if row.get(column):
                kinds[f"{column} {row[column]}"].append(key)
        if row.get("conflict"):
            kinds[f"conflict {row['conflict']}, {'dated' if _day(row) else 'undated'}"].append(key)
            if held[dates[gold[key]]] >= BUSY:
                kinds[f"conflict {row['conflict']}, busy days"].append(key)
    return slices | {name: kinds[name] for name in sorted(kinds)}


def _day(row: Row) -> str:
    """The day of publication, or empty where it is not known."""
    return str(row.get("published") or "")[:10]
