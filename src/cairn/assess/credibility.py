"""How what a source told held up: of the incidents it told of that a person graded, how many stood.

Graded incidents with their sources enter, a record per organisation leaves. A private person has none (recording
rule 4). A source whose word mostly did not stand is shown and is not one of the two origins that make Fair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cairn.values import folded
from cairn.vocab.closed import Grade

ENOUGH = 5
"""From how many graded incidents a source's record says anything."""

_STOOD = frozenset({Grade.CONFIRMED, Grade.FAIR, Grade.CONTESTED})  # harm is not in doubt, at most who did it


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """`told` graded incidents, of which the harm of `stood` was upheld."""

    told: int
    stood: int

    @property
    def doubted(self) -> bool:
        """Whether it told enough to say so, and less than half of it stood."""
        return self.told >= ENOUGH and self.stood * 2 < self.told

    def __str__(self) -> str:
        return f"{self.stood} of {self.told} graded incidents it told of stood"


TrackRecords = Mapping[str, TrackRecord]
"""By folded name of the organisation."""


def track_records(graded: Iterable[tuple[Collection[str], Grade]]) -> TrackRecords:
    """Records by source: `graded` are incidents as the names of their organisations and the grade set."""
    told: dict[str, list[bool]] = defaultdict(list)
    for sources, grade in graded:
        for name in {folded(source) for source in sources} - {""}:
            told[name].append(grade in _STOOD)
    return {name: TrackRecord(len(ends), sum(ends)) for name, ends in sorted(told.items())}
