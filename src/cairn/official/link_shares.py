"""How the dead that an entry concedes are divided over the incidents it is linked to.

One link takes them all; over several, people allot shares, and what nobody allotted is unknown: a figure is never
split evenly. Allotted minima may not exceed what the entry concedes at most.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cairn.values import Range

from .model import EntryLink


def universe_of(incident: str) -> str:
    """The register that an incident stands in by its id (`REGISTER:REF`), or "" for our own."""
    return incident.partition(":")[0] if ":" in incident else ""


def shares(links: Sequence[EntryLink], conceded: Range) -> Mapping[str, Range]:
    """Incident id -> its share of the entry's dead, of the links of one entry that count.

    They are all those of our record, or of one register: who leaves some out makes a share of a whole.
    """
    counting = [link for link in links if link.counts]
    if len(counting) == 1 and counting[0].killed.is_unknown:
        return {counting[0].incident_id: conceded}
    return {link.incident_id: link.killed for link in counting}


def left_to_allot(links: Sequence[EntryLink], conceded: Range) -> int | None:
    """How many of the conceded dead may still be allotted; None where the entry gives no highest figure.

    Negative where more was allotted than the entry now concedes.
    """
    if conceded.max is None:
        return None
    taken = sum((link.killed.min or 0) for link in links if link.counts)
    return conceded.max - taken
