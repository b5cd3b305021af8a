"""How the dead that an entry concedes are divided over the incidents it is linked to.

One link takes them all; over several, people allot shares, and what nobody allotted is unknown: a figure is never
split evenly. Allotted minima may not exceed what the entry concedes at most;
a share above what it concedes by now is unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cairn.values import UNKNOWN, Range

from .model import EntryLink

OURS = ""
"""The name under which our own incidents stand beside those of registers."""


def universe_of(incident: str) -> str:
    """The register that an incident stands in by its id (`REGISTER:REF`), or `OURS`."""
    return incident.partition(":")[0] if ":" in incident else OURS


def shares(links: Sequence[EntryLink], conceded: Range) -> Mapping[str, Range]:
    """Incident id -> its share of the entry's dead, of the links of one entry that count.

    They are all those of our record, or of one register: who leaves some out makes a share of a whole.
    """
    counting = [link for link in links if link.counts]
    if len(counting) == 1 and counting[0].killed.is_unknown:
        return {counting[0].incident_id: conceded}
    return {x.incident_id: UNKNOWN if _is_above(x.killed, conceded) else x.killed for x in counting}


def _is_above(share: Range, conceded: Range) -> bool:
    """Whether more was allotted than the entry concedes by now."""
    most = conceded.max
    return most is not None and max(share.min or 0, share.max or 0) > most


def left_to_allot(links: Sequence[EntryLink], conceded: Range) -> int | None:
    """How many of the conceded dead may still be allotted; None where the entry gives no highest figure.

    Negative where more was allotted than the entry now concedes.
    """
    if conceded.max is None:
        return None
    taken = sum((link.killed.min or 0) for link in links if link.counts)
    return conceded.max - taken
