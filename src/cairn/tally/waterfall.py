"""From one total to the other in steps that close to zero: a comparison enters, its waterfall at one bound leaves.

The start is the tally of local figures, the end the sum of what is conceded; each is added up elsewhere, from whole
incidents and whole entries, and the steps between from single ones. Every incident of the definition stands in one
step, and every part of what is conceded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from .declared_model import Alleged, Comparison, Part, Standing
from .model import Figure
from .sum import summed

LOWEST, HIGHEST = "lowest", "highest"
BOUNDS = (LOWEST, HIGHEST)

NEVER_ASSESSED, NON_CREDIBLE, OPEN, DUPLICATE = "never_assessed", "non_credible", "open", "duplicate"
LOWER, SAME, HIGHER = "lower", "same", "higher"  # conceded beside local figures, on matched incidents
NOT_TOLD = "not_told"  # matched, and the party gives no figure for it, or no share
NO_LOCAL_FIGURE = "no_local_figure"  # matched, and local sources give none
UNALLOTTED, LEFT_OUT, NOT_ALLEGED = "unallotted", "left_out", "not_alleged"
WITHOUT_FIGURE = "without_figure"  # not conceded, and local sources give none: nothing to take away

STEPS = (
    NEVER_ASSESSED,
    NON_CREDIBLE,
    OPEN,
    DUPLICATE,
    WITHOUT_FIGURE,
    LOWER,
    SAME,
    HIGHER,
    NOT_TOLD,
    NO_LOCAL_FIGURE,
    UNALLOTTED,
    LEFT_OUT,
    NOT_ALLEGED,
)


@dataclass(frozen=True, slots=True)
class Step:
    """What leads from the sum of local figures towards what the party concedes; `change` is below nought where it takes.

    `incidents` and `entries` are its members. A step of nought is there to be counted: what has no figure at this
    bound, or the same figure on both sides.
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


def waterfall(comparison: Comparison, bound: str = LOWEST) -> Waterfall:
    """The steps at one bound, all of them in their order, also those without members.

    Raises `ValueError` for a bound there is none of.
    """
    if bound not in BOUNDS:
        raise ValueError(f"the bound is one of {', '.join(BOUNDS)}, not {bound!r}")
    local, conceded = comparison.local.killed, comparison.party.killed
    is_low = bound == LOWEST
    found: dict[str, _Made] = defaultdict(_Made)
    shares = _by_incident(comparison.cell(Standing.CONCEDED).parts)
    for alleged in comparison.incidents:
        _add_incident(found, alleged, shares.get(alleged.incident_id, ()), bound)
    for part in comparison.parts:
        if part.standing is not Standing.CONCEDED:
            found[_OF_PART[part.standing]].add(part.low if is_low else part.high, entry=part.entry_id)
    return Waterfall(
        bound,
        local.min if is_low else local.max_of_known,
        tuple(found[key].step(key) for key in STEPS),
        conceded.min if is_low else conceded.max_of_known,
    )


@dataclass(slots=True)
class _Made:
    """A step as it grows."""

    change: int = 0
    incidents: list[str] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)

    def add(self, change: int, *, incident: str = "", entry: str = "") -> None:
        self.change += change
        if incident:
            self.incidents.append(incident)
        if entry:
            self.entries.append(entry)

    def step(self, key: str) -> Step:
        return Step(key, self.change, tuple(sorted(self.incidents)), tuple(sorted({*self.entries})))


_OF_PART: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.UNALLOTTED: UNALLOTTED,
        Standing.LEFT_OUT: LEFT_OUT,
        Standing.NOT_ALLEGED: NOT_ALLEGED,
    }
)
_OF_INCIDENT: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.NEVER_ASSESSED: NEVER_ASSESSED,
        Standing.NON_CREDIBLE: NON_CREDIBLE,
        Standing.OPEN: OPEN,
        Standing.DUPLICATE: DUPLICATE,
    }
)


def end_of(figure: Figure, bound: str) -> int | None:
    """What a figure adds to the sum at this bound, as the tally adds it; None where it gives nothing there."""
    alone = summed([figure])
    if bound == LOWEST:
        return None if figure.min is None else alone.min
    return None if figure.max is None and not alone.max_of_known else alone.max_of_known


def _add_incident(found: Mapping[str, _Made], alleged: Alleged, shares: Sequence[Part], bound: str) -> None:
    local = end_of(alleged.killed, bound)
    if alleged.standing is not Standing.CONCEDED:
        key = _OF_INCIDENT[alleged.standing] if local is not None else WITHOUT_FIGURE
        found[key].add(-(local or 0), incident=alleged.incident_id)
        return
    said = sum(p.low if bound == LOWEST else p.high for p in shares)
    if local is None:
        key = NO_LOCAL_FIGURE
    elif all(end_of(p.killed, bound) is None for p in shares):
        key = NOT_TOLD
    else:
        key = SAME if said == local else LOWER if said < local else HIGHER
    found[key].add(said - (local or 0), incident=alleged.incident_id)
    found[key].entries.extend(p.entry_id for p in shares)


def _by_incident(parts: Sequence[Part]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        found[part.incident_id].append(part)
    return found
