"""Scores by slice and method, to be asked for, printed and written: rows in, a table and JSON rows out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from .score import text_table

OURS = "cairn"


class Scoring(Protocol):
    """One method on one slice."""

    @property
    def slice(self) -> str:
        """What part of the texts or incidents."""

    @property
    def method(self) -> str:
        """Ours, a baseline, or an oracle."""


S = TypeVar("S", bound=Scoring)


@dataclass(frozen=True, slots=True)
class Scored(Generic[S]):
    """All scores of one evaluation, ours first. `left_out` counts what could not be scored, `notes` are
    sentences to print beneath the table."""

    rows: tuple[S, ...]
    columns: Mapping[str, Callable[[S], object]]
    left_out: int = 0
    notes: tuple[str, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)

    def of(self, slice: str = "all", method: str = OURS) -> S:
        """One score. Raises `KeyError` where there is none."""
        for row in self.rows:
            if (row.slice, row.method) == (slice, method):
                return row
        raise KeyError((slice, method))

    def table(self, *, full: bool = False) -> str:
        """The scores as text; the baselines by slice only where `full` is asked for."""
        rows = [r for r in self.rows if full or r.slice == "all" or r.method == OURS]
        lines = [(r.slice, r.method, *(of(r) for of in self.columns.values())) for r in rows]
        table = text_table(("slice", "method", *self.columns), lines)
        return "\n".join([table, "", f"left out: {self.left_out}", *self.notes])

    def as_json(self) -> dict[str, Any]:
        """Every figure, for `--json`."""
        rows = [asdict(row) for row in self.rows]  # type: ignore[call-overload]
        return {"scores": rows, "left_out": self.left_out, "notes": list(self.notes), **self.more}
