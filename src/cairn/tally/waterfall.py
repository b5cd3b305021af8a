"""From one total to the other in steps that close to zero: a comparison enters, its waterfall at one bound leaves."""

from __future__ import annotations

from dataclasses import dataclass

LOWEST, HIGHEST = "lowest", "highest"


@dataclass(frozen=True, slots=True)
class Step:
    """What takes the sum of local figures nearer to what the party concedes; `change` is below nought where it takes.

    A step of nought holds what has no figure, or the same figure on both sides: it is there to be counted.
    """

    key: str
    change: int
    incidents: tuple[str, ...]
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waterfall:
    """`start` (local sources) and the steps' changes add up to `end` (conceded): always, at either bound."""

    bound: str  # LOWEST or HIGHEST
    start: int
    steps: tuple[Step, ...]
    end: int

    @property
    def closes(self) -> bool:
        """Whether the steps lead exactly from the one total to the other."""
        return self.start + sum(step.change for step in self.steps) == self.end
