"""What is told of the record as a whole: coverage, what waits, what was taken out, what was linked and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from cairn.publish.rows.official import EntryLinkRow
from cairn.publish.rows.record import Record

Only = Callable[[str, Any], Any]


def public_counts(record: Record, links: Sequence[EntryLinkRow], only: Only) -> dict[str, Any]:
    """Fields of the public record. A tombstone stands only where something public was withdrawn: of what was never
    released nobody learns that it is gone. The day of a link is told where the link itself is among `links`."""
    shown = {(link["entry_id"], link.get("incident_id")) for link in links}
    return {
        "coverage": [only("coverage", row) for row in record.coverage],
        "tombstones": [only("tombstones", t) for t in record.tombstones if t.get("was_public") is not False],
        "backlog": [only("backlog", row) for row in record.backlog],
        "taken_out": [only("taken_out", row) for row in record.taken_out],
        "link_acts": [
            only("link_acts", act)
            for act in record.link_acts
            if (act["entry_id"], act["incident_id"]) in shown
        ],
    }
