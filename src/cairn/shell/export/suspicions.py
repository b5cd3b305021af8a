"""Incidents that may be one event with a given one: as rows and in words, for `cairn explain INCIDENT`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from cairn.publish.incident.suspicions import commands

from .waiting import Desk, merged, suspected_of
from .words import change_words

Row = dict[str, Any]


def explained_suspicions(desk: Desk, incident: str) -> list[Row]:
    """The likeliest first: the other's code, how likely, the reasons, what a yes would change, how to answer."""
    rows = []
    for pair in suspected_of(desk, incident):
        gone, kept = (desk.code(i) for i in merged(pair, desk.rows))
        other = pair.second if pair.first == incident else pair.first
        change = desk.if_merged(pair)
        rows.append(
            {
                "other": desk.code(other),
                "other_told": desk.told(other),
                "probability": pair.probability,
                "why": pair.why,
                "features": [asdict(f) for f in pair.features],
                "change": asdict(change),
                "change_words": change_words(change.min, change.max),
                "commands": commands(gone, kept),
            }
        )
    masked: list[Row] = desk.incidents.mask.throughout(rows)
    return masked


def suspicion_words(rows: Sequence[Row]) -> Iterator[str]:
    """The same in words."""
    for row in rows:
        yield f"may be one event with {row['other_told']} (probability {row['probability']:.2f}): {row['why']}"
        yield from (f"  {f['weight']:+.2f}  {f['sentence']}" for f in row["features"])
        yield f"  A yes changes the killed in the total by {row['change_words']}."
        yield from (f"  {answer}: {command}" for answer, command in row["commands"].items())
